// The entry module: attaches each behaviour where its elements stand on the page. Pages read well without it; signing needs it.

import { wording } from "./words.js";

/** What is attached where: a selector, and the module whose `attach` takes each element found. */
const BEHAVIOURS = [
  ["form.act", () => import("./act.js")],
  [".sign-in", () => import("./sign-in.js")],
  ["[data-seat]", () => import("./enter.js")],
];

async function start() {
  const say = await wording();
  for (const [selector, load] of BEHAVIOURS) {
    const found = document.querySelectorAll(selector);
    if (found.length === 0) continue;
    const behaviour = await load();
    for (const element of found) await behaviour.attach(element, say);
  }
  if (document.body.dataset.kid) {
    const { offerUnsent } = await import("./act.js");
    await offerUnsent(document.querySelector("main") ?? document.body, say);
  }
  document.documentElement.dataset.script = "ready";
}

start();

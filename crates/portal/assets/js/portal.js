// The entry module: attaches each behaviour where its elements stand on the page. Pages read well without it; signing needs it.

import { wording } from "./words.js";

/**
 * What is attached where, in this order: a selector, and the module whose `attach` takes each element found. New things are named
 * before a draft may name them otherwise, files know their rows before a draft brings them back, and what is asked for only sometimes and
 * figures follow before a draft is brought back too, which tells them so.
 */
const BEHAVIOURS = [
  ["form [data-files]", () => import("./files.js")],
  ["form.act", () => import("./act.js")],
  ["fieldset[data-when]", () => import("./when.js")],
  ["form[data-recompute]", () => import("./live.js")],
  ["form.seal, .kept-bids", () => import("./bid.js")],
  ["form.act, form[data-draft]", () => import("./draft.js")],
  ["section.bank-message", () => import("./bank-message.js")],
  ["section.claims-file", () => import("./claims-file.js")],
  ["section.cosign", () => import("./cosign.js")],
  [".sign-in", () => import("./sign-in.js")],
  ["[data-seat]", () => import("./enter.js")],
  ["form.enrol", () => import("./enrol.js")],
  ["form[method=post]", () => import("./once.js")],
  [".public-check[data-number]", () => import("./verify-page.js")],
  [".ledger-explorer", () => import("./ledger.js")],
  ["table.list", () => import("./list.js")],
  ["input[data-read]", () => import("./read.js")],
  ["[data-refresh]", () => import("./refresh.js")],
  ["a[data-file]", () => import("./download.js")],
];

/** Attaches a behaviour to all its elements; one that fails does not hold up the others. */
async function attachAll([selector, load], say) {
  const found = document.querySelectorAll(selector);
  if (found.length === 0) return;
  const behaviour = await load();
  for (const element of found) {
    try {
      await behaviour.attach(element, say);
    } catch (error) {
      console.error(selector, error);
    }
  }
}

async function start() {
  const say = await wording();
  const { attachSearch } = await import("./list.js");
  attachSearch();
  for (const behaviour of BEHAVIOURS) await attachAll(behaviour, say);
  if (document.body.dataset.kid) {
    const { offerUnsent } = await import("./act.js");
    await offerUnsent(document.querySelector("main") ?? document.body, say);
    const { watch } = await import("./session.js");
    watch(say);
  }
  // Pages and their tests can tell that everything is attached.
  document.documentElement.dataset.script = "ready";
  document.dispatchEvent(new CustomEvent("tallystick:ready"));
  const entries = document.querySelectorAll("[data-seq][data-leaf], [data-seq][data-hash]");
  if (entries.length > 0) {
    const { verifyRows } = await import("./verify-page.js");
    await verifyRows(entries, say);
  }
}

start();

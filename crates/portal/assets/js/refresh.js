// What goes on in the service while one looks: a part of the page that is fetched again until it has come to its end.

import { fetchDocument } from "./live.js";

const PAUSE = 2_000;
/** How often in a row an answer may be missing before the page leaves it at what it shows. */
const MISSES = 30;

/** Takes over `<div data-refresh="/path">`; it goes on for as long as there is a `[data-running]` in it. @param {HTMLElement} element */
export function attach(element) {
  const path = new URL(element.dataset.refresh, location.origin);
  if (path.origin !== location.origin) return;
  element.setAttribute("aria-live", "polite");
  let missed = 0;
  const again = async () => {
    try {
      const answer = await fetchDocument(path.pathname, AbortSignal.timeout(10_000));
      missed = 0;
      element.replaceChildren(...[...answer.body.childNodes].map((node) => document.adoptNode(node)));
    } catch {
      missed += 1;
    }
    goOn();
  };
  const goOn = () => {
    if (element.querySelector("[data-running]") && missed < MISSES) setTimeout(again, PAUSE);
  };
  goOn();
}

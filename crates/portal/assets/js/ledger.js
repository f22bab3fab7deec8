// The explorer: the newest head is verified, and its size and root are those that were verified, not those that the page came with.

import { markHead } from "./verify-page.js";

/** Takes over the explorer. @param {HTMLElement} element `<section class="ledger-explorer">` */
export async function attach(element, say) {
  const verified = await markHead(element.querySelector("[data-head]") ?? element, say);
  if (!verified) return;
  for (const place of element.querySelectorAll("[data-head-size]")) place.textContent = say("explorer-size", { size: verified.size });
  for (const place of element.querySelectorAll("[data-head-root]")) place.textContent = verified.root;
}

// Entries on a page, checked in this browser: each gets its mark, or a loud word where it does not hold.

import { Unwell } from "./api.js";
import { el } from "./dom.js";
import { verifyCheckpoint, verifyEntry } from "./log.js";
import { faultText, verifiedMark } from "./receipt.js";
import { inPageLanguage } from "./refusals.js";

/** How many entries are checked at once. */
const ABREAST = 4;

/** The mark for what could not be verified: quiet where the service was not reached, loud where a proof does not hold. */
export function faultMark(error, say) {
  const isQuiet = error instanceof Unwell;
  return el(
    isQuiet ? "span" : "div",
    isQuiet ? { class: "note" } : { class: "alert", role: "alert" },
    el("strong", {}, say(isQuiet ? "unverified" : "false")),
    " ",
    faultText(error, say),
  );
}

/** Puts a mark where the element has a place for it, or at its end. */
function put(element, mark) {
  const place = element.querySelector("[data-mark]") ?? (element.tagName === "TR" ? element.lastElementChild : element);
  for (const old of place.querySelectorAll(":scope > .mark-verified, :scope > [data-verifying]")) old.remove();
  place.append(mark);
}

/** What of an entry is at hand besides its leaf: `data-body` its body, `data-jwks` the public keys that its signatures name. */
function besides({ body, jwks }) {
  return { body, jwks: jwks === undefined ? undefined : JSON.parse(jwks) };
}

/** Checks one entry: `data-seq` its number, `data-leaf` its leaf. */
async function verifyOne(element, say) {
  put(element, el("span", { "data-verifying": true, class: "progress" }, say("verifying")));
  try {
    const verified = await verifyEntry(Number(element.dataset.seq), element.dataset.leaf, besides(element.dataset));
    put(element, verifiedMark(verified, say, { title: "verified-entry", beyond: "verified-entry-not" }));
    element.dataset.verified = "yes";
  } catch (error) {
    put(element, faultMark(await inPageLanguage(error), say));
    element.dataset.verified = error instanceof Unwell ? "unknown" : "no";
  }
}

/** Checks all entries of the page, a few at a time. @param {NodeListOf<HTMLElement>} elements */
export async function verifyRows(elements, say) {
  const queue = [...elements];
  const work = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) await verifyOne(next, say);
  };
  await Promise.all(Array.from({ length: ABREAST }, work));
}

/** The newest head of the ledger, checked and marked within an element. */
export async function markHead(element, say) {
  put(element, el("span", { "data-verifying": true, class: "progress" }, say("verifying")));
  try {
    const verified = await verifyCheckpoint();
    put(element, verifiedMark(verified, say));
    return verified;
  } catch (error) {
    put(element, faultMark(await inPageLanguage(error), say));
    return null;
  }
}

/** Takes over the public check page: besides its entries the head of the ledger is checked. @param {HTMLElement} element */
export async function attach(element, say) {
  const verified = await markHead(element.querySelector("[data-head]") ?? element, say);
  const told = element.querySelector("[data-head-text]");
  if (verified && told) told.textContent = say("public-head", { size: verified.size });
}

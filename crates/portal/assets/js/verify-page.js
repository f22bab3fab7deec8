// Entries on a page, checked in this browser: each gets its mark, or a loud word where it does not hold.

import { Unwell } from "./api.js";
import { el } from "./dom.js";
import { parseLeaf } from "./leaf.js";
import { LogFault, verifyCheckpoint, verifyEntry, verifyHash } from "./log.js";
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

/** What of an entry is at hand besides its leaf, as JSON: `data-body` its body, `data-jwks` the public keys that its signatures name. */
function besides({ body, jwks }) {
  const read = (text) => (text === undefined ? undefined : JSON.parse(text));
  return { body: read(body), jwks: read(jwks) };
}

/** Checks what of an entry is at hand: `data-leaf` its leaf, or only `data-hash`, the hash of that. */
async function verified({ dataset }) {
  const seq = Number(dataset.seq);
  if (dataset.leaf === undefined) return { proved: await verifyHash(seq, dataset.hash), words: { title: "verified-entry", beyond: "verified-hash-not" } };
  return { proved: await verifyEntry(seq, dataset.leaf, besides(dataset)), words: { title: "verified-entry", beyond: "verified-entry-not" } };
}

/** Checks one entry, `data-seq` being its number. */
async function verifyOne(element, say) {
  put(element, el("span", { "data-verifying": true, class: "progress" }, say("verifying")));
  try {
    const { proved, words } = await verified(element);
    put(element, verifiedMark(proved, say, words));
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

/**
 * Whether two leaves tell of one certificate: the first gave it its first version, the other moved it.
 * @param {string} issuing @param {string} moving
 */
export function tellOfOne(issuing, moving) {
  const issued = parseLeaf(issuing).moved.filter(({ subject, version }) => subject.startsWith("certificate/") && version === 1);
  const moved = new Set(parseLeaf(moving).moved.map(({ subject }) => subject));
  return issued.some(({ subject }) => moved.has(subject));
}

/** Says loudly where the entries that are given for a number are not of one certificate. */
function checkOne(element, say) {
  const leaves = [...element.querySelectorAll("[data-seq][data-leaf]")].map(({ dataset }) => dataset.leaf);
  if (leaves.length === 0) return;
  try {
    if (!tellOfOne(leaves[0], leaves.at(-1))) throw new LogFault("public-two");
  } catch (error) {
    element.prepend(faultMark(error, say));
  }
}

/** Takes over the public check page: besides its entries the head of the ledger is checked. @param {HTMLElement} element */
export async function attach(element, say) {
  checkOne(element, say);
  const verified = await markHead(element.querySelector("[data-head]") ?? element, say);
  const told = element.querySelector("[data-head-text]");
  if (verified && told) told.textContent = say("public-head", { size: verified.size });
}

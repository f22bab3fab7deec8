// What comes after signing: the receipt, checked in this browser, or the proposal that waits for a colleague.

import { copy, el, heading } from "./dom.js";
import { LogFault, verifyReceipt } from "./log.js";
import { Unwell } from "./api.js";
import { page } from "./page.js";
import { inPageLanguage } from "./refusals.js";
import { timeText } from "./times.js";

/** Verified facts, one a line. @param {import("./log.js").Step[]} steps */
export function factList(steps, say) {
  return el("ul", {}, steps.map(({ name, values }) => el("li", {}, say(name, values))));
}

/**
 * The mark that something was verified here, with what was verified behind it, and what was not.
 * @param {import("./log.js").Verified} verified @param {(name: string, values?: object) => string} say
 * @param {{title?: string, beyond?: string}} [words]
 */
export function verifiedMark(verified, say, { title = "verified", beyond } = {}) {
  return el(
    "details",
    { class: "mark-verified" },
    el("summary", {}, say(title)),
    factList(verified.steps, say),
    beyond && el("p", {}, say(beyond)),
    el("p", {}, say("verified-root", { size: verified.size }), " ", el("code", {}, verified.root)),
  );
}

/** Why a check did not come out well. */
export function faultText(error, say) {
  if (error instanceof LogFault) return say(error.code, error.values);
  if (error instanceof Unwell) return unwellText(error, say);
  return `${say("fault")} ${error.message}`;
}

/** A problem of the service for a person, `inPageLanguage` already: its title and its sentence, or that nothing came back. */
export function unwellText(error, say) {
  if (error.status === 0) return say(error.code);
  const text = [error.title, error.detail].filter((part) => part && part !== error.code).join(page().language === "zh" ? "：" : ": ");
  return error.retryAfter ? `${text} ${say("retry-after", { seconds: error.retryAfter })}` : text || say("status", { status: error.status });
}

/** Where to go from here: to another thing of the same kind, and back. */
function onward(within, done, say) {
  return [copy(within, ".another"), done && el("p", {}, el("a", { class: "button", href: done }, say("receipt-done")))];
}

/**
 * The receipt view. The proof is checked before it is shown; one that does not hold is said loudly, and the view kept.
 * @param {object} receipt
 * @param {{payload: string, line?: object, within: Element, done?: string, known?: boolean}} context
 */
export async function receiptView(receipt, { payload, line, within, done, known = false }, say) {
  let mark;
  try {
    mark = verifiedMark(await verifyReceipt(receipt, { payload, line }), say);
  } catch (error) {
    const isFault = !(error instanceof Unwell);
    mark = el(
      "div",
      isFault ? { class: "alert", role: "alert" } : { class: "note" },
      el("strong", {}, say(isFault ? "receipt-false" : "receipt-unverified")),
      el("p", {}, faultText(await inPageLanguage(error), say)),
      el("details", {}, el("summary", {}, say("receipt-text")), el("pre", {}, JSON.stringify(receipt, null, 1))),
    );
  }
  return el(
    "section",
    { class: "receipt" },
    heading(say("receipt-title", { seq: receipt.seq })),
    el("p", {}, say(known ? "receipt-known" : "receipt-received", { time: timeText(receipt.received, page().language) })),
    mark,
    copy(within, ".next"),
    ...onward(within, done, say),
  );
}

/** The view of a statement that waits for another member: what comes next comes when all have signed. @param {object} proposal */
export function waitingView(proposal, { within, done }, say) {
  const missing = Math.max(1, proposal.needed.signatures - proposal.signatures.length);
  const time = timeText(proposal.expires_at, page().language);
  const next = copy(within, ".next");
  return el(
    "section",
    { class: "receipt" },
    heading(say("waiting-title")),
    el("p", {}, say(proposal.needed.checker ? "waiting-checker" : "waiting-others", { missing, time })),
    el("p", {}, el("a", { class: "button", href: `/waiting/${proposal.id}` }, say("waiting-link"))),
    next && el("p", {}, say("waiting-then")),
    next,
    ...onward(within, done, say),
  );
}

// "What you sign" 您将签署的内容: the sentence, every field, amounts in figures and capitals, the effect, who else must sign, until when.
// Everything here is made in the browser from the very bytes that are signed.

import { copy, descriptions, el, heading } from "./dom.js";
import { readable, rows } from "./fields.js";
import { checkLegalText } from "./legal.js";
import { fieldNames, names, page, summaries } from "./page.js";
import { findingsInPageLanguage } from "./refusals.js";
import { fill } from "./sentences.js";
import { timeText } from "./times.js";

/** The description of a row: text, capitals below, the subject beside a name. */
function described(row) {
  const parts = [row.text];
  if (row.capitals) parts.push(el("span", { class: "capitals", lang: "zh" }, row.capitals));
  if (row.subject && row.subject !== row.text) parts.push(" ", el("code", {}, row.subject));
  return parts;
}

/** The fields of a body as a list of descriptions. */
export async function fieldList(body, within) {
  const [fields, { words }] = await Promise.all([fieldNames(), summaries()]);
  const { language } = page();
  return descriptions(rows(body, { fields, words, names: names(within), language }).map((row) => [row.label, ...described(row)]));
}

/** The words of a button, `Confirm {amount}`, with its places filled from the body; one that the body does not fill is left out. */
export async function buttonText(template, body) {
  const { words } = await summaries();
  const { language } = page();
  return template
    .replace(/\{([^{}]+)\}/g, (_, name) => fill(`${name}|money`, body, language, words) ?? fill(name, body, language, words) ?? "")
    .replace(/\s+/g, " ")
    .trim();
}

/** Who else must sign, in words. */
export function signers(needed, already, say) {
  const others = needed.signatures - already - 1;
  const none = already > 0 ? "review-last" : "review-alone";
  const lines = [say(others > 0 ? "review-others" : none, { others, signatures: needed.signatures })];
  if (needed.checker) lines.push(say("review-checker"));
  if (needed.signers) lines.push(say("review-signers", { signers: say(`signers-${needed.signers.replaceAll(/[^a-z]+/g, "-")}`) }));
  return lines.map((line) => el("p", {}, line));
}

/** Remarks on the papers, each with how much it matters. */
export function findingList(findings, say) {
  if (!findings?.length) return null;
  return el(
    "ul",
    { class: "findings" },
    findings.map(({ severity, sentence, document: number }) =>
      el("li", { class: `finding-${severity}` }, el("strong", {}, say(`severity-${severity}`)), " ", number ? `${number}: ` : "", sentence),
    ),
  );
}

/** The exact bytes, for whoever wants to see them. */
function bytesOf({ claims, payload, body, statement }, kid, say) {
  return el(
    "details",
    {},
    el("summary", {}, say("review-bytes")),
    descriptions([
      [say("review-statement"), el("code", {}, statement)],
      [say("review-digest"), el("code", {}, claims.bod)],
      [say("review-key"), el("code", {}, kid)],
      [say("review-payload"), el("pre", {}, JSON.stringify(claims, null, 1))],
      [say("review-body"), el("pre", {}, body)],
      [say("review-encoded"), el("code", {}, payload)],
    ]),
  );
}

/**
 * The view, without its buttons. It is refused where it does not hold the very text that the body names.
 * @param {object} what
 * @param {{claims: object, body: object, sentences: {zh: string, en: string}}} what.checked
 * @param {{payload: string, body: string, statement: string}} what.exact
 * @param {{signatures: number, checker: boolean, signers?: string}} what.needed
 * @param {number} [what.already] signatures that are there
 * @param {object[]} [what.findings] @param {Element} what.within the form or section with its templates @param {string} what.kid
 * @param {(name: string, values?: object) => string} say
 */
export async function reviewView({ checked, exact, needed, already = 0, findings = [], within, kid }, say) {
  const { language } = page();
  const effect = copy(within, ".effect");
  const sentence = readable(checked.sentences[language], { fields: await fieldNames(), names: names(within), language });
  const list = findingList(await findingsInPageLanguage(findings), say);
  const view = el(
    "section",
    { class: "review", "aria-label": say("review-title") },
    heading(say("review-title")),
    el("p", { class: "sentence" }, sentence),
    list && el("div", { class: "note" }, el("h3", {}, say("review-findings")), list),
    await fieldList(checked.body, within),
    effect && el("div", { class: "effect" }, el("h3", {}, say("review-effect")), effect),
    el("h3", {}, say("review-who")),
    ...signers(needed, already, say),
    el("p", {}, say("review-until", { time: timeText(checked.claims.exp * 1000, language) })),
    bytesOf({ claims: checked.claims, ...exact }, kid, say),
  );
  await checkLegalText(checked.body, view);
  return view;
}

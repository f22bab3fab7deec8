// A page that was overtaken: who changed what since it was shown.

import * as api from "./api.js";
import { alert, el } from "./dom.js";
import { names, page, summaries } from "./page.js";
import { sentence } from "./sentences.js";
import { timeText } from "./times.js";

/**
 * The subjects that moved on since the page was shown.
 * @param {Record<string, number>} shown versions by subject @param {{sub: string, ver: number, rel?: [string, number][]}} claims
 * @returns {{subject: string, shown: number, now: number}[]}
 */
export function movedOn(shown, { sub, ver, rel = [] }) {
  return [[sub, ver - 1], ...rel]
    .filter(([subject, now]) => Object.hasOwn(shown, subject) && shown[subject] !== now)
    .map(([subject, now]) => ({ subject, shown: shown[subject], now }));
}

/** The entries of a subject after a version, the oldest first. */
async function entriesAfter(subject, version) {
  const found = [];
  let after = "";
  do {
    const { body } = await api.call("GET", `/v1/subjects/${subject}/timeline?limit=200${after}`);
    found.push(...body.items.filter((item) => item.version > version));
    after = body.next ? `&after=${encodeURIComponent(body.next)}` : null;
  } while (after !== null);
  return found.sort((one, other) => one.version - other.version);
}

/** What an entry does: the sentence of its body, the name of the act where the body is unseen, and the kind itself where it has no name here. */
export function told({ words, commands }, { kind, body }, language) {
  try {
    if (body) return sentence({ words, commands }, kind, JSON.parse(body), language);
  } catch {
    // A body that does not fill its sentence still is of a kind.
  }
  return words[kind.split("/")[0]]?.[language] ?? kind;
}

async function line({ entry }, known, say) {
  const { language } = page();
  const who = known[entry.issuer] ?? entry.issuer;
  const what = told(await summaries(), entry, language);
  const signed = entry.signers.map(({ member }) => member && known[member]).filter(Boolean).join(", ");
  return el("li", {}, say("stale-line", { time: timeText(entry.received, language), who, what, seq: entry.seq }), signed && ` (${signed})`);
}

/**
 * The alert: what moved on, who did it, and a button that shows the page as it is now. Inputs are kept as a draft.
 * @param {{subject: string, shown: number, now: number}[]} moved
 * @param {Element} within @param {(name: string, values?: object) => string} say
 * @param {{because?: string, unsigned?: string}} [words] what the service says about it; that nothing was signed, or that it left nothing
 */
export async function staleAlert(moved, within, say, { because = "", unsigned = say("stale-unsigned") } = {}) {
  const known = names(within);
  const lists = [];
  for (const { subject, shown, now } of moved) {
    const entries = await entriesAfter(subject, shown).catch(() => []);
    if (entries.length === 0 && now === shown) continue;
    const lines = await Promise.all(entries.map((entry) => line(entry, known, say)));
    lists.push(el("p", {}, known[subject] ?? subject), lines.length ? el("ul", {}, lines) : el("p", {}, say("stale-unseen")));
  }
  return alert(
    say("stale-title"),
    because && el("p", {}, because),
    ...lists,
    el("p", {}, unsigned),
    el("button", { type: "button", class: "button", onclick: () => location.reload() }, say("stale-reload")),
  );
}

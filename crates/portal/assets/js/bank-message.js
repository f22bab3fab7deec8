// Files of a bank's payment system: each is read by the service and here, every line is told with what becomes of it, and what is new is
// signed one after another. Nothing is signed that does not say what the file says.

import * as api from "./api.js";
import { failure } from "./act.js";
import { Unread, agrees, facts } from "./bank-file.js";
import { alert, el, showAlert } from "./dom.js";
import { grouped } from "./money.js";
import { page, summaries } from "./page.js";
import { prepare } from "./prepare.js";
import { findingsInPageLanguage, inPageLanguage, sentenceInPageLanguage } from "./refusals.js";
import { findingList } from "./review.js";
import { sentence } from "./sentences.js";
import { Series, takeFiles, told } from "./series.js";

/** The largest file that the service reads. */
const LARGEST = 10 * 1024 * 1024;
const TAGS = { recorded: "tag tag-done", matched: "tag", unmatched: "tag tag-waiting", pending: "tag", waiting: "tag tag-waiting", refused: "tag tag-risk" };

/** What the service makes of a file. */
async function readByService(bytes) {
  const headers = { Accept: "application/json", "Content-Type": "application/xml", Authorization: `Bearer ${await api.bearer()}` };
  const answer = await api.request("/v1/bank-messages", { method: "POST", headers, body: bytes, cache: "no-store" });
  return answer.json();
}

/** A sentence in which loans are links: nobody reads an id. */
function withLinks(text, say) {
  return text.split(/(loan\/[0-9a-f-]{36})/).map((part) => {
    if (!/^loan\/[0-9a-f-]{36}$/.test(part)) return part;
    return el("a", { href: `/loans/${part.slice(5)}` }, say("message-loan"));
  });
}

/** One file, from its lines to what became of them. */
class File {
  constructor(section, name, capacity, say) {
    const again = el("a", { href: "/bank-entries" }, say("message-again"));
    Object.assign(this, { section, name, capacity, say, series: new Series(section, { refused: say("message-refused-line"), again }, say) });
  }

  /** Reads the file twice, and shows every line. */
  async show(bytes) {
    const { say } = this;
    const read = facts(bytes);
    const message = await readByService(bytes);
    const language = page().language;
    const known = await summaries();
    const sentences = await Promise.all(message.lines.map((line) => sentenceInPageLanguage(line.sentence)));
    this.rows = message.lines.map((line, place) => {
      const said = (command) => command && agrees(read, command, message.lines.length, place);
      const [command, byHand] = [line.command, line.by_hand].map((one) => (said(one) ? one : null));
      const differs = (line.command && !command) || (line.by_hand && !byHand);
      const words = [command, byHand].find(Boolean);
      return { line, command, byHand, differs, remark: sentences[place], does: words && sentence(known, words.kind, words.body, language), cell: el("span", { "aria-live": "polite" }) };
    });
    const findings = findingList(await findingsInPageLanguage(message.findings), say);
    this.section.replaceChildren(
      el("h3", { tabindex: "-1" }, say("message-head", { name: this.name, kind: message.kind })),
      el("p", {}, this.counted(message.counts)),
      findings ? el("div", { class: "note" }, findings) : "",
      el("div", { class: "scroll", tabindex: "0" }, this.table()),
      this.series.controls(this.acts(), el("p", { class: "effect" }, say("message-effect"))),
    );
    this.section.querySelector("h3").focus();
  }

  counted(counts) {
    const parts = Object.entries(counts).filter(([, many]) => many > 0);
    return parts.map(([state, many]) => this.say("message-count", { many, state: this.say(`message-${state}`) })).join(page().language === "zh" ? "，" : ", ");
  }

  table() {
    const { say } = this;
    const heads = ["message-line", "message-amount", "message-becomes", "message-outcome"].map((name) => say(name));
    const row = (one) => {
      const { line } = one;
      const facts = [line.counterparty, line.text, line.reference, line.end_to_end].filter(Boolean).join(" · ");
      const way = line.direction ? say(`message-${line.direction}`) : line.status ?? "";
      return el(
        "tr",
        {},
        el("th", { scope: "row", "data-head": heads[0] }, el("span", {}, line.booked_on ?? "", " ", el("span", { class: "hint" }, facts))),
        el("td", { class: "num", "data-head": heads[1] }, el("span", {}, line.amount ? grouped(line.amount) : "—", el("span", { class: "hint" }, way))),
        el(
          "td",
          { "data-head": heads[2] },
          el(
            "span",
            {},
            el("span", { class: TAGS[line.state] ?? "tag" }, say(`message-${line.state}`)),
            " ",
            withLinks(one.remark, say),
            one.does ? el("span", { class: "hint" }, withLinks(one.does, say)) : "",
            one.differs ? el("strong", {}, " ", say("message-differs")) : "",
          ),
        ),
        el("td", { "data-head": heads[3] }, this.links(one)),
      );
    };
    return el(
      "table",
      { class: "list dense" },
      el("thead", {}, el("tr", {}, heads.map((head, at) => el("th", { scope: "col", class: at === 1 ? "num" : null }, head)))),
      el("tbody", {}, this.rows.map(row)),
    );
  }

  /** What there is of a line already, and what a person may do with it after looking. */
  links(one) {
    const { line, cell } = one;
    if (line.proposal) told(cell, el("a", { href: `/waiting/${line.proposal}` }, this.say("message-see-waiting")));
    else if (line.entry) told(cell, el("a", { href: `/${line.entry.replace("bank-entry/", "bank-entries/")}` }, this.say("message-see-entry")));
    else if (one.byHand && !one.command) told(cell, this.series.byHand(this.act(cell, one.byHand)));
    return cell;
  }

  /** A command as an act of a series. */
  act(cell, { kind, body }) {
    return { cell, statement: () => prepare({ kind, capacity: this.capacity, body }) };
  }

  /** What of the file is new. */
  acts() {
    return this.rows.filter(({ command }) => command).map(({ cell, command }) => this.act(cell, command));
  }
}

/** Takes over a section with an input for files. @param {HTMLElement} section `<section class="bank-message" data-capacity="bank">` */
export function attach(section, say) {
  const place = section.querySelector(".message-files");
  let turn = Promise.resolve();

  const load = async (file) => {
    const part = el("section", { class: "message-file" }, el("h3", {}, file.name), el("p", { class: "progress" }, say("message-reading")));
    place.append(part);
    try {
      if (file.size > LARGEST) throw new api.Unwell({ code: "message-too-large" });
      const bytes = new Uint8Array(await file.arrayBuffer());
      await new File(part, file.name, section.dataset.capacity, say).show(bytes);
    } catch (error) {
      await inPageLanguage(error);
      part.querySelector(".progress")?.remove();
      showAlert(part, error instanceof Unread ? alert(say("message-unread", { path: error.path })) : failure(error, say));
    }
  };
  // What the file before it says is read first: one after another.
  takeFiles(section, (files) => {
    for (const file of files) turn = turn.then(() => load(file));
  });
}

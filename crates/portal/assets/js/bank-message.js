// Files of a bank's payment system: each is read by the service and here, every line is told with what becomes of it, and what is new is
// signed one after another. Nothing is signed that does not say what the file says.

import * as api from "./api.js";
import { failure } from "./act.js";
import { Unread, agrees, facts } from "./bank-file.js";
import { alert, el, showAlert } from "./dom.js";
import { grouped } from "./money.js";
import { page, summaries } from "./page.js";
import { prepare, sign } from "./prepare.js";
import { unwellText } from "./receipt.js";
import { findingsInPageLanguage, inPageLanguage, sentenceInPageLanguage } from "./refusals.js";
import { findingList } from "./review.js";
import { sentence } from "./sentences.js";
import * as unsent from "./unsent.js";

/** The largest file that the service reads. */
const LARGEST = 10 * 1024 * 1024;
/** A refusal of one line; any other trouble is that of all lines. */
const RULINGS = [403, 404, 409, 422];
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

/** The state of one line, as a cell that changes. */
function told(cell, ...children) {
  cell.replaceChildren(...children.flat());
}

/** One file, from its lines to what became of them. */
class File {
  constructor(section, name, capacity, say) {
    Object.assign(this, { section, name, capacity, say, isBusy: false });
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
      this.buttons(),
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
    else if (one.byHand && !one.command) {
      told(cell, el("button", { type: "button", class: "button-plain", onclick: () => this.run([{ ...one, command: one.byHand }]) }, this.say("message-by-hand")));
    }
    return cell;
  }

  buttons() {
    const { say } = this;
    const many = this.rows.filter(({ command }) => command).length;
    this.progress = el("p", { class: "progress", "aria-live": "polite" });
    this.bar = el("progress", { class: "progress", max: String(many), value: "0", hidden: true });
    if (many === 0) return el("div", {}, el("p", { class: "hint" }, say("message-nothing")), this.progress);
    this.button = el("button", { type: "button", class: "button", onclick: () => this.run(this.rows.filter(({ command }) => command)) }, say("message-sign", { many }));
    return el("div", {}, el("p", { class: "effect" }, say("message-effect")), el("p", { class: "actions" }, this.button), this.bar, this.progress);
  }

  /** Signs one after another. What the rules refuse is told at its line; anything else stops the run. */
  async run(rows) {
    if (this.isBusy) return;
    const { say } = this;
    this.isBusy = true;
    this.section.setAttribute("aria-busy", "true");
    for (const button of this.section.querySelectorAll("button")) button.disabled = true;
    this.bar.hidden = false;
    this.bar.max = rows.length;
    let done = 0;
    try {
      for (const one of rows) {
        this.progress.textContent = say("message-progress", { done: done + 1, many: rows.length });
        await this.one(one);
        done += 1;
        this.bar.value = done;
      }
      this.progress.textContent = say(rows.length === 1 ? "message-done-one" : "message-done", { many: rows.length });
    } catch (error) {
      await inPageLanguage(error);
      this.progress.textContent = say("message-stopped", { done, many: rows.length });
      showAlert(this.section, failure(error, say));
    } finally {
      this.isBusy = false;
      this.section.removeAttribute("aria-busy");
      // What was not reached is signed after the file is read again: by then more may be known.
      this.section.append(el("p", {}, el("a", { href: "/bank-entries" }, say("message-again"))));
    }
  }

  async one({ command, cell }) {
    const { say } = this;
    try {
      const statement = await prepare({ kind: command.kind, capacity: this.capacity, body: command.body });
      if (!statement.checked) {
        await inPageLanguage(statement.prepared.rejection);
        told(cell, el("strong", {}, say("message-refused-line")), " ", statement.prepared.rejection.detail);
        return;
      }
      const calm = unsent.warnBeforeLeaving();
      try {
        const { body } = await unsent.send(await sign(statement, this.section));
        if (body.receipt) told(cell, el("a", { href: `/ledger/${body.receipt.seq}` }, say("message-entered", { seq: body.receipt.seq })));
        else told(cell, el("a", { href: `/waiting/${body.proposal.id}` }, say("message-waits")));
      } finally {
        calm();
      }
    } catch (error) {
      if (!(error instanceof api.Unwell) || !RULINGS.includes(error.status)) throw error;
      await inPageLanguage(error);
      told(cell, el("strong", {}, say("message-refused-line")), " ", unwellText(error, say));
    }
  }
}

/** Takes over a section with an input for files. @param {HTMLElement} section `<section class="bank-message" data-capacity="bank">` */
export function attach(section, say) {
  const input = section.querySelector("input[type=file]");
  const drop = section.querySelector(".drop");
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
  const loadAll = (files) => {
    for (const file of files) turn = turn.then(() => load(file));
  };
  input.addEventListener("change", () => {
    loadAll([...input.files]);
    input.value = "";
  });
  drop.addEventListener("dragover", (event) => {
    event.preventDefault();
    drop.dataset.over = "";
  });
  drop.addEventListener("dragleave", () => delete drop.dataset.over);
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    delete drop.dataset.over;
    loadAll([...event.dataTransfer.files]);
  });
}

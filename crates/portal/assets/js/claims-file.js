// A table of claims with the files of its invoices: the service reads the table, each row becomes a claim of its own, and every field of it
// is shown, from the very body that was prepared and checked, before they are signed one after another.

import { failure } from "./act.js";
import * as api from "./api.js";
import { hex, sha256, uuidv7 } from "./bytes.js";
import { claimOf } from "./claim-row.js";
import { alert, clearAlert, copy, el, showAlert } from "./dom.js";
import { readable } from "./fields.js";
import { LARGEST } from "./files.js";
import { verifyReceipt } from "./log.js";
import { grouped } from "./money.js";
import { fieldNames, names, page } from "./page.js";
import { prepare } from "./prepare.js";
import { faultText, verifiedMark } from "./receipt.js";
import { findingsInPageLanguage, inPageLanguage, sentenceInPageLanguage } from "./refusals.js";
import { fieldList, findingList, signers } from "./review.js";
import { Series, isRuling, refusalText, takeFiles, told } from "./series.js";

/** What the service reads a table as, by the end of its name. */
const TYPES = { csv: "text/csv", xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" };
/** The largest table that the service reads. */
const LARGEST_TABLE = 2 * 1024 * 1024;
/** A statement that holds for less than this is asked for anew before it is signed, in milliseconds. */
const SPARE = 60_000;
const TAGS = { ready: "tag", held: "tag tag-waiting", already: "tag tag-done", missing: "tag tag-waiting", refused: "tag tag-risk", wrong: "tag tag-risk" };

const ending = ({ name }) => name.toLowerCase().split(".").at(-1);

/** Sends bytes, and gives what the service answers. */
async function post(path, type, bytes, more = {}) {
  const headers = { Accept: "application/json", "Content-Type": type, ...more };
  const answer = await api.request(path, { method: "POST", headers, body: bytes, cache: "no-store" });
  return answer.json();
}

/** The rows of a table, as the service reads it. */
async function readTable(file) {
  try {
    return await post("/receivables/import/rows", TYPES[ending(file)], new Uint8Array(await file.arrayBuffer()));
  } catch (error) {
    throw error instanceof api.Unwell && error.status === 401 ? new api.Unwell({ code: "signed-out" }) : error;
  }
}

/** The invoice files of the page, by the number that stands in them. */
class Papers {
  constructor(place, say) {
    Object.assign(this, { place, say, byNumber: new Map(), many: 0, line: el("p", { role: "status" }) });
    place.append(this.line);
  }

  /** The different files of an invoice. */
  of(number) {
    return this.byNumber.get(number) ?? [];
  }

  /** Has the service keep and read a file. One that is no invoice is told; what has nothing to do with the file is thrown. */
  async take(file) {
    const { name } = file;
    this.line.textContent = this.say("file-reading", { name });
    try {
      const problem = await this.keep(file);
      if (problem) this.place.append(el("p", { class: "file-remark" }, problem));
    } catch (error) {
      if (!isRuling(error)) throw error;
      this.place.append(el("p", { class: "file-remark" }, this.say("file-failed", { name }), " ", await refusalText(error, this.say)));
    } finally {
      this.line.textContent = this.say("claims-kept", { many: this.many });
    }
  }

  async keep(file) {
    const { say } = this;
    const { name } = file;
    if (ending(file) !== "xml") return say("claims-not-taken", { name });
    if (file.size > LARGEST) return say("file-large", { name });
    const bytes = new Uint8Array(await file.arrayBuffer());
    const digest = hex(await sha256(bytes));
    const kept = await post("/v1/files", "application/xml", bytes, { Authorization: `Bearer ${await api.bearer()}` });
    if (kept.digest !== digest) return say("file-digest", { name });
    const invoice = kept.reading?.invoice;
    if (!invoice) return say("claims-no-invoice", { name, problem: await sentenceInPageLanguage(kept.reading?.problem ?? "") });
    const alike = this.of(invoice.number);
    // A copy under another name is the same paper.
    if (alike.every((paper) => paper.digest !== digest)) {
      this.byNumber.set(invoice.number, [...alike, { name, digest, invoice }]);
      this.many += 1;
    }
    return null;
  }
}

/** One row, from what it says to what became of it. */
class Row {
  constructor({ number, claim, problems }, say) {
    const [what, cell] = [el("div"), el("div", { "aria-live": "polite" })];
    Object.assign(this, { number, claim, problems, say, what, cell, receivable: `receivable/${uuidv7()}`, statement: null, asked: null, state: null });
  }

  tell(state, ...children) {
    this.state = state;
    told(this.what, el("span", { class: TAGS[state] }, this.say(`claims-${state}`)), " ", ...children.flat());
    told(this.cell);
  }

  /** Says what is wrong, a line each. */
  tellWrong(sentences) {
    this.tell("wrong", sentences.map((sentence) => el("span", { class: "hint" }, sentence)));
  }

  /** Sees what there is to claim: afterwards there is a `body`, or it is told why not. What was prepared of the same body stays. */
  async judge(papers, settings) {
    const { claim, say } = this;
    const before = this.asked;
    Object.assign(this, { body: null, asked: null });
    if (!claim) {
      const sentences = await Promise.all(this.problems.map(({ sentence }) => sentenceInPageLanguage(sentence)));
      this.tellWrong(sentences.map((sentence, at) => [this.problems[at].heading, sentence].filter(Boolean).join(page().language === "zh" ? "：" : ": ")));
      return;
    }
    if (claim.claimed) {
      this.tell("already");
      told(this.cell, el("a", { href: claim.claimed }, say("claims-see")));
      return;
    }
    const alike = papers.of(claim.invoice_number);
    if (alike.length === 0) {
      this.tell("missing", say("claims-no-file", { number: claim.invoice_number }));
      return;
    }
    const { body, problems } = claimOf(claim, alike, { receivable: this.receivable, ...settings });
    if (problems) {
      this.tellWrong(problems.map(({ code, values }) => say(code, values)));
      return;
    }
    this.body = body;
    if (before === JSON.stringify(body)) this.asked = before;
  }
}

/** One table, from its rows to what became of them. */
class Table {
  constructor(section, name, { ignored, names: known, rows }, page, say) {
    const again = el("a", { href: "/receivables" }, say("claims-again"));
    const manner = { refused: say("claims-not-claimed"), again, entered: (...all) => this.entered(...all) };
    Object.assign(this, { section, page, say, capacity: page.dataset.capacity, series: new Series(section, manner, say) });
    this.rows = rows.map((row) => new Row(row, say));
    this.counts = el("p");
    this.foot = el("div");
    section.replaceChildren(
      el("h3", { tabindex: "-1" }, name),
      this.counts,
      ignored.length > 0 ? el("p", { class: "hint" }, say("claims-ignored", { columns: ignored.join(", ") })) : "",
      el("div", { class: "scroll", tabindex: "0" }, this.table()),
      this.foot,
      // The names of the contracts, for the sentences of what is signed.
      el("script", { type: "application/json", class: "names" }, JSON.stringify(known)),
    );
    section.querySelector("h3").focus();
  }

  table() {
    const heads = ["claims-row", "claims-invoice", "message-amount", "message-becomes", "message-outcome"].map((name) => this.say(name));
    const row = ({ number, claim, what, cell }) =>
      el(
        "tr",
        {},
        el("th", { scope: "row", "data-head": heads[0] }, number),
        el("td", { "data-head": heads[1] }, el("span", {}, claim?.invoice_number ?? "—", el("span", { class: "hint" }, claim?.contract_number ?? ""))),
        el("td", { class: "num", "data-head": heads[2] }, claim ? grouped(claim.amount) : "—"),
        el("td", { "data-head": heads[3] }, what),
        el("td", { "data-head": heads[4] }, cell),
      );
    return el(
      "table",
      { class: "list dense" },
      el("thead", {}, el("tr", {}, heads.map((head, at) => el("th", { scope: "col", class: at === 2 ? "num" : null }, head)))),
      el("tbody", {}, this.rows.map(row)),
    );
  }

  /** Judges every row by the files and settings that are there, and has prepared what can be claimed. Nothing is signed. */
  async show(papers, settings) {
    const { series, foot } = this;
    if (series.isBusy || series.isOver) return;
    clearAlert(this.section);
    told(foot, series.bar, series.progress);
    for (const row of this.rows) await row.judge(papers, settings);
    await series.each(this.rows.filter(({ body, asked }) => body && !asked), "claims-checking", (row) => this.check(row));
    series.progress.textContent = "";
    series.bar.hidden = true;
    for (const row of this.rows.filter(({ state }) => state === "held")) told(row.cell, series.byHand(this.act(row)));
    this.count();
    const ready = this.rows.filter(({ state }) => state === "ready");
    told(foot, series.controls(ready.map((row) => this.act(row)), ...this.effect(ready)));
  }

  /** What signing means, and who else must. */
  effect([first]) {
    const { say } = this;
    if (!first) return [];
    return [
      el("div", { class: "effect" }, copy(this.page, ".effect"), el("p", {}, say("claims-effect"))),
      ...signers(first.statement.prepared.needed, 0, say),
    ];
  }

  count() {
    const parts = Object.keys(TAGS)
      .map((state) => ({ state: this.say(`claims-${state}`), many: this.rows.filter((row) => row.state === state).length }))
      .filter(({ many }) => many > 0);
    this.counts.textContent = parts.map((part) => this.say("message-count", part)).join(page().language === "zh" ? "，" : ", ");
  }

  /** Has the claim of a row prepared, checks that it says what was asked, and shows every field of it. */
  async check(row) {
    try {
      row.statement = await this.prepare(row);
      const { prepared, checked } = row.statement;
      if (!checked) await this.refuse(row, prepared.rejection);
      else {
        const isHeld = prepared.findings?.some(({ severity }) => severity === "serious");
        row.tell(isHeld ? "held" : "ready", await this.shown(row.statement));
      }
    } catch (error) {
      if (!isRuling(error)) throw error;
      await this.refuse(row, error);
    }
    row.asked = JSON.stringify(row.body);
  }

  async refuse(row, problem) {
    row.tell(problem.code === "invoice-claimed" ? "already" : "refused", await refusalText(problem, this.say));
  }

  prepare({ body }) {
    return prepare({ kind: "receivable.claim/1", capacity: this.capacity, body });
  }

  /** What a checked statement says: its sentence, every field of the very body that is signed, and remarks on the papers. */
  async shown({ prepared, checked }) {
    const { language } = page();
    const writing = { fields: await fieldNames(), names: names(this.section), language };
    return [
      readable(checked.sentences[language], writing),
      findingList(await findingsInPageLanguage(prepared.findings), this.say) ?? "",
      el("details", {}, el("summary", {}, this.say("claims-fields")), await fieldList(checked.body, this.section)),
    ];
  }

  act(row) {
    return { cell: row.cell, statement: () => this.fresh(row) };
  }

  /** What is signed. Many rows take longer than a statement holds: the very same body is prepared, and checked, anew then. */
  async fresh(row) {
    const { checked } = row.statement;
    return checked.claims.exp * 1000 - Date.now() > SPARE ? row.statement : this.prepare(row);
  }

  /** Verifies a receipt. One that does not hold stops the run. */
  async entered(receipt, { statement: { payload, signatures } }, cell) {
    const { say } = this;
    try {
      cell.append(" ", verifiedMark(await verifyReceipt(receipt, { payload, line: signatures[0] }), say));
    } catch (error) {
      const text = faultText(await inPageLanguage(error), say);
      if (!(error instanceof api.Unwell)) throw new Error(`${say("receipt-false")} ${text}`);
      cell.append(" ", say("receipt-unverified"), " ", text);
    }
  }
}

/** Takes over a section with an input for files. @param {HTMLElement} section `<section class="claims-file" data-capacity="supplier">` */
export function attach(section, say) {
  const papers = new Papers(section.querySelector(".claims-papers"), say);
  const place = section.querySelector(".message-files");
  const selects = section.querySelectorAll("select[data-claims]");
  let table = null;
  let turn = Promise.resolve();

  const settings = () => {
    const { payee, centre } = Object.fromEntries([...selects].map((select) => [select.dataset.claims, select.value]));
    return { payee: JSON.parse(payee), centre: centre || null };
  };
  /** Does something in turn, and shows what went wrong in a place. */
  const inTurn = (within, step) => {
    turn = turn.then(step).catch(async (error) => {
      showAlert(within(), failure(await inPageLanguage(error), say));
    });
  };
  const open = async (part, file) => {
    if (file.size > LARGEST_TABLE) {
      told(part, alert(say("claims-too-large")));
      return;
    }
    table = new Table(part, file.name, await readTable(file), section, say);
  };
  const show = () => table?.show(papers, settings());
  const load = (files) => {
    const isTable = (file) => Object.hasOwn(TYPES, ending(file));
    for (const file of files.filter((one) => !isTable(one))) inTurn(() => papers.place, () => papers.take(file));
    for (const file of files.filter(isTable)) {
      const part = el("section", { class: "message-file" }, el("h3", {}, file.name), el("p", { class: "progress" }, say("claims-reading")));
      place.append(part);
      inTurn(() => part, () => open(part, file));
    }
    inTurn(() => table?.section ?? place, show);
  };
  takeFiles(section, load);
  for (const select of selects) select.addEventListener("change", () => inTurn(() => place, show));
}

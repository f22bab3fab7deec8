// A file of a bank's payment system, from its lines to what became of each: signed one after another, and nothing that it does not say.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { attach } from "../../assets/js/bank-message.js";
import { base64url, hex, sha256, utf8 } from "../../assets/js/bytes.js";
import * as keys from "../../assets/js/keys.js";
import { sentence } from "../../assets/js/sentences.js";
import { beside, openDatabase, openTexts, serve } from "./browser.mjs";
import { FakeElement, FakeEvent, openDocument } from "./dom.mjs";
import { LogKeys } from "./log.mjs";
import { json } from "./read.mjs";

const LEDGER = "sample.tallystick.invalid";
const PARTY = "party/019b8bab-0680-74d7-b2f9-3e1cb46185de";
const LOAN = "loan/019cc0df-8500-776b-8bb8-4ce7267dd520";
const SUMMARIES = json("crates/commands/data/summaries.json");
const WORDS = json("crates/portal/data/script.en.json");

const say = (name, values = {}) => WORDS[name].replace(/\{([a-z_]+)\}/g, (_, key) => String(values[key]));
const el = (tag, attributes, ...children) => new FakeElement(tag, attributes, ...children);

const database = openDatabase();
const texts = openTexts();
const key = await keys.generate();
const { vkeys } = await LogKeys.draw(LEDGER);

beforeEach(async () => {
  database.empty();
  texts.clear();
  await keys.add({ ...key, party: PARTY, ledger: LEDGER });
});

/** A camt.053 with a line for each of these amounts that came in; its references are E-1, E-2, and so on. */
function statement(...amounts) {
  const entries = amounts.map(
    (amount, at) =>
      `<Ntry><Amt Ccy="CNY">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-04-07</Dt></BookgDt><ValDt><Dt>2026-04-07</Dt></ValDt><AcctSvcrRef>E-${at + 1}</AcctSvcrRef></Ntry>`,
  );
  return `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt><Acct><Id><Othr><Id>1</Id></Othr></Id></Acct>${entries.join("")}</Stmt></BkToCstmrStmt></Document>`;
}

/** The command that books line `number` of such a file. */
const book = (number, value) => ({
  kind: "repayment.book/1",
  body: {
    line: {
      account: "1", direction: "credit", amount: { value, currency: "CNY" }, booked_on: "2026-04-07", value_on: "2026-04-07", reference: `E-${number}`, ordinal: 1,
    },
    loan: LOAN,
    source: { borrower: {} },
  },
});

/** What the service makes of a line that fits a loan. */
const matched = (number, value, changes = {}) => ({
  place: String(number), state: "matched", code: "loan-found", sentence: `It fits ${LOAN}.`, direction: "credit",
  amount: { value, currency: "CNY" }, booked_on: "2026-04-07", reference: `E-${number}`, command: book(number, value), ...changes,
});

/** What an honest service prepares. */
async function prepared({ kind, command }) {
  const body = JSON.stringify(command);
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    lid: LEDGER, knd: kind, sub: `bank-entry/${command.line.reference}`, ver: 1, alt: [LOAN], iss: PARTY, cap: "bank",
    jti: "A".repeat(22), iat: now, exp: now + 600, bod: hex(await sha256(utf8(body))),
  };
  const summary = Object.fromEntries(["zh", "en"].map((language) => [language, sentence(SUMMARIES, kind, command, language)]));
  const statement = `statement-${command.line.reference}`;
  return { payload: base64url(utf8(JSON.stringify(claims))), body, summary, statement, needed: { signatures: 1, checker: false }, findings: [] };
}

/** Lets promises that stand in line run. */
const settle = async () => {
  for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
};

/**
 * A page with a file in it of which the service makes these lines. `prepare` and `submit` may answer for a reference in place of an honest
 * service, which enters the first line as 41, the next as 42.
 */
async function open({ content, lines, prepare = {}, submit = {}, name = "camt053.xml", size = 1_000 }) {
  const { body } = openDocument({ kid: key.kid, party: PARTY, ledger: LEDGER, address: "/bank-entries" });
  const input = el("input", { type: "file" });
  const section = el("section", { class: "bank-message", "data-capacity": "bank" }, el("div", { class: "drop" }, input), el("div", { class: "message-files" }));
  body.append(section);
  const seen = { prepared: [], entered: [], progress: [] };
  const counts = { recorded: 0, matched: 0, unmatched: 0, pending: 0, waiting: 0, refused: 0 };
  for (const { state } of lines ?? []) counts[state] += 1;
  serve(
    beside({
      "GET /summaries.json": SUMMARIES,
      "GET /log/vkeys": vkeys,
      "POST /v1/bank-messages": { kind: "camt.053", version: 2, message_id: "M-1", created_on: "2026-04-07", findings: [], counts, lines },
      "POST /v1/statements/prepare": (asked) => {
        const { reference } = asked.command.line;
        seen.prepared.push(reference);
        seen.progress.push(section.querySelector("p.progress").textContent);
        return prepare[reference] ? prepare[reference]() : prepared(asked);
      },
      "POST /sign-in/used": { kid: key.kid, left: 60_000 },
      "POST /v1/statements": (statement) => {
        const { reference } = JSON.parse(statement.body).line;
        if (submit[reference]) return submit[reference](statement);
        seen.entered.push(reference);
        return { receipt: { seq: 40 + seen.entered.length } };
      },
    }),
  );
  attach(section, say);
  const bytes = utf8(content);
  input.files = [{ name, size, arrayBuffer: async () => bytes.buffer }];
  input.dispatchEvent(new FakeEvent("change"));
  const part = () => section.querySelector(".message-file");
  await settle();
  while (part().textContent.includes(say("message-reading"))) await settle();
  const outcomes = () => part().querySelectorAll("tbody tr").map((row) => row.children[3].textContent);
  const told = () => part().querySelector("p.progress").textContent;
  return { part: part(), outcomes, told, bar: part().querySelector("progress"), sign: part().querySelector(".actions .button"), seen };
}

const AMOUNTS = ["100.00", "200.00", "300.00"];
const three = (changes = {}) => ({ content: statement(...AMOUNTS), lines: AMOUNTS.map((value, at) => matched(at + 1, value)), ...changes });
const alertOf = (part) => part.querySelector(".alert")?.textContent ?? "";

test("every line is told with what becomes of it, and loans are links", async () => {
  const lines = [
    matched(1, "100.00", { counterparty: "北京市永宁区人民医院" }),
    matched(2, "200.00", { state: "unmatched", sentence: "No loan fits.", command: { kind: "bank-entry.record/1", body: { line: book(2, "200.00").body.line } } }),
    matched(3, "300.00", { state: "recorded", sentence: "It is booked.", command: null, entry: "bank-entry/k3" }),
  ];
  const { part, sign, outcomes } = await open({ content: statement(...AMOUNTS), lines });
  assert.equal(part.querySelector("h3").textContent, "camt053.xml (camt.053)");
  assert.ok(part.textContent.includes("1 on record, 1 matched, 1 not matched"), part.textContent);
  const rows = part.querySelectorAll("tbody tr");
  assert.equal(rows.length, 3);
  assert.match(rows[0].textContent, /2026-04-07 北京市永宁区人民医院 · E-1100\.00 CNYin/);
  assert.match(rows[0].textContent, /It fits the loan\.Book 100\.00 CNY of account 1, value date 2026-04-07, on the loan/);
  assert.equal(rows[0].querySelector("a").getAttribute("href"), LOAN.replace("loan/", "/loans/"));
  assert.match(rows[1].textContent, /Keep a line of account 1 that is not matched: 200\.00 CNY/);
  assert.deepEqual(outcomes(), ["", "", say("message-see-entry")]);
  assert.equal(rows[2].querySelector("a").getAttribute("href"), "/bank-entries/k3");
  assert.equal(sign.textContent, "Sign 2, one after another");
});

test("three lines are signed one after another, with how far it is", async () => {
  const page = await open(three());
  assert.equal(page.sign.textContent, "Sign 3, one after another");
  assert.deepEqual([page.bar.hidden, page.told()], [undefined, ""]);
  await page.sign.press();
  assert.deepEqual(page.seen.progress, ["Signing 1 of 3", "Signing 2 of 3", "Signing 3 of 3"]);
  assert.deepEqual(page.seen.entered, ["E-1", "E-2", "E-3"]);
  assert.deepEqual(page.outcomes(), ["Entered as 41", "Entered as 42", "Entered as 43"]);
  assert.equal(page.part.querySelectorAll("tbody tr")[1].children[3].querySelector("a").getAttribute("href"), "/ledger/42");
  assert.deepEqual([page.bar.hidden, page.bar.value, page.bar.max], [false, 3, 3]);
  assert.equal(page.told(), "All 3 are done.");
  assert.equal(page.part.hasAttribute("aria-busy"), false);
  assert.deepEqual([alertOf(page.part), database.all("unsent")], ["", []]);
});

test("a line that a rule refuses is told, before it is signed or after, and the others go on", async () => {
  const rejection = { code: "entry-known", title: "Known", detail: "This line is booked already." };
  const refused = [
    { prepare: { "E-2": () => ({ rejection, findings: [], needed: { signatures: 1 } }) } },
    { submit: { "E-2": () => ({ status: 422, json: rejection }) } },
  ];
  for (const answers of refused) {
    const page = await open(three(answers));
    await page.sign.press();
    assert.deepEqual(page.seen.entered, ["E-1", "E-3"]);
    const [first, second, third] = page.outcomes();
    assert.deepEqual([first, third], ["Entered as 41", "Entered as 42"]);
    assert.match(second, /^Not entered\. .*This line is booked already\.$/);
    assert.deepEqual([page.bar.value, page.told(), alertOf(page.part)], [3, "All 3 are done.", ""]);
    assert.deepEqual(database.all("unsent"), []);
  }
});

test("a line that waits for another member leads to where it waits", async () => {
  const page = await open(three({ submit: { "E-1": () => ({ proposal: { id: "p1" } }) } }));
  await page.sign.press();
  assert.equal(page.outcomes()[0], "Signed; waits for another member");
  assert.equal(page.part.querySelector("tbody tr").children[3].querySelector("a").getAttribute("href"), "/waiting/p1");
});

test("where no answer comes it stops, says how far it came, and what was signed is kept", async () => {
  const sent = [];
  const broken = (signed) => {
    sent.push(signed);
    throw new TypeError("no way");
  };
  const page = await open(three({ submit: { "E-2": broken } }));
  await page.sign.press();
  assert.equal(page.told(), "Stopped after 1 of 3; the others are not signed.");
  assert.deepEqual(page.seen.prepared, ["E-1", "E-2"]);
  assert.deepEqual(page.outcomes(), ["Entered as 41", "", ""]);
  assert.equal(page.bar.value, 1);
  assert.ok(alertOf(page.part).includes(say("no-connection")), alertOf(page.part));
  assert.deepEqual(database.all("unsent").map(({ statement: kept }) => kept), sent);
  // It goes on from the file, read anew: by then more may be known.
  assert.equal(page.sign.disabled, true);
  assert.ok(page.part.textContent.endsWith(say("message-again")));
});

test("where the sign-in has ended it stops before it signs", async () => {
  const page = await open(three({ prepare: { "E-3": () => ({ status: 401, json: { code: "signed-out" } }) } }));
  await page.sign.press();
  assert.equal(page.told(), "Stopped after 2 of 3; the others are not signed.");
  assert.deepEqual(page.outcomes(), ["Entered as 41", "Entered as 42", ""]);
  assert.ok(alertOf(page.part).includes(say("signed-out")), alertOf(page.part));
  assert.deepEqual(database.all("unsent"), []);
});

test("what a service prepares that is not the line stops the run", async () => {
  const other = () => prepared({ kind: "repayment.book/1", command: { ...book(2, "9200.00").body, salt: "A".repeat(22) } });
  const page = await open(three({ prepare: { "E-2": other } }));
  await page.sign.press();
  assert.equal(page.told(), "Stopped after 1 of 3; the others are not signed.");
  assert.ok(alertOf(page.part).includes(say("refused-unsigned")), alertOf(page.part));
  assert.deepEqual(page.seen.entered, ["E-1"]);
});

test("a command that does not say what the file says is not offered to be signed", async () => {
  const lines = [matched(1, "100.00"), matched(2, "200.00", { command: book(2, "2000.00") }), matched(3, "300.00", { command: book(1, "300.00") })];
  const page = await open({ content: statement(...AMOUNTS), lines });
  const rows = page.part.querySelectorAll("tbody tr");
  assert.deepEqual(rows.map((row) => row.textContent.includes(say("message-differs"))), [false, true, true]);
  assert.equal(page.sign.textContent, "Sign 1, one after another");
  await page.sign.press();
  assert.deepEqual([page.seen.prepared, page.outcomes()], [["E-1"], ["Entered as 41", "", ""]]);
});

test("what a person is to look at first is signed on its own", async () => {
  const byHand = matched(2, "200.00", { state: "refused", command: null, by_hand: book(2, "200.00") });
  const page = await open({ content: statement(...AMOUNTS), lines: [matched(1, "100.00"), byHand, matched(3, "300.00")] });
  assert.equal(page.sign.textContent, "Sign 2, one after another");
  const button = page.part.querySelectorAll("tbody tr")[1].querySelector("button");
  assert.equal(button.textContent, say("message-by-hand"));
  await button.press();
  assert.deepEqual([page.seen.entered, page.outcomes()], [["E-2"], ["", "Entered as 41", ""]]);
  assert.deepEqual([page.bar.value, page.bar.max, page.told()], [1, 1, "Done."]);
});

test("where nothing is left to sign, no button stands there", async () => {
  const lines = AMOUNTS.map((value, at) => matched(at + 1, value, { state: "recorded", command: null, entry: `bank-entry/k${at}` }));
  const { part, sign } = await open({ content: statement(...AMOUNTS), lines });
  assert.equal(sign, null);
  assert.ok(part.textContent.includes(say("message-nothing")));
});

test("a file that cannot be read here, or is too large, is told and nothing of it is signed", async () => {
  const unread = await open({ content: "no XML", lines: [] });
  assert.ok(alertOf(unread.part).includes(say("message-unread", { path: "Document" })), alertOf(unread.part));
  assert.equal(unread.sign, null);
  const large = await open({ ...three(), size: 10 * 1024 * 1024 + 1 });
  assert.ok(alertOf(large.part).includes(say("message-too-large")), alertOf(large.part));
  assert.equal(large.sign, null);
});

// A table of claims, from its rows to what became of each: shown from what was prepared, signed one after another, its receipts verified.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { base64url, fromUtf8, hex, sha256, utf8 } from "../../assets/js/bytes.js";
import { attach } from "../../assets/js/claims-file.js";
import * as keys from "../../assets/js/keys.js";
import { sentence } from "../../assets/js/sentences.js";
import { beside, openDatabase, openTexts, serve } from "./browser.mjs";
import { FakeElement, FakeEvent, openDocument } from "./dom.mjs";
import { Log, LogKeys, anyLeaf, leafOf } from "./log.mjs";
import { json } from "./read.mjs";

const LEDGER = "sample.tallystick.invalid";
const PARTY = "party/019b8bab-0680-74d7-b2f9-3e1cb46185de";
const CONTRACT = "contract/019bb514-d500-7521-abad-b6a094342c86";
const KIND = "receivable.claim/1";
const SUMMARIES = json("crates/commands/data/summaries.json");
const WORDS = json("crates/portal/data/script.en.json");

const say = (name, values = {}) => WORDS[name].replace(/\{([a-z_]+)\}/g, (_, key) => String(values[key]));
const el = (tag, attributes, ...children) => new FakeElement(tag, attributes, ...children);
const at = () => Math.floor(Date.now() / 1000);
const yuan = (value) => ({ value, currency: "CNY" });

const database = openDatabase();
const texts = openTexts();
const key = await keys.generate();
const logKeys = await LogKeys.draw(LEDGER);

beforeEach(async () => {
  database.empty();
  texts.clear();
  await keys.add({ ...key, party: PARTY, ledger: LEDGER });
});

/** A row of the table, numbered as its invoice. */
const row = (number, changes = {}) => ({
  number,
  problems: [],
  claim: {
    contract_number: "YNYY-HC-2026-017", invoice_number: `2611700000000000000${number}`, invoice_date: "2026-03-12", amount: yuan(`${number}00.00`),
    delivery_date: "2026-03-05", acceptance_date: null, due_date: null, note: null,
    contract: CONTRACT, is_ambiguous: false, by_contract: "2026-05-09", claimed: null, ...changes,
  },
});

/** A row that could not be read. */
const wrong = (number, heading, sentence) => ({ number, claim: null, problems: [{ heading, sentence }] });

const file = (name, content, size = content.length) => ({ name, size, arrayBuffer: async () => utf8(content).buffer });

/** The file of a row's invoice; its content is what the service reads of it. */
const invoice = (number) => {
  const read = {
    number: `2611700000000000000${number}`, kind: "invoice", issue_date: "2026-03-12", currency: "CNY", due_date: null, totals: { gross: yuan(`${number}00.00`) },
    seller: { tax_ids: [] }, buyer: { tax_ids: [] },
  };
  return file(`${number}.xml`, JSON.stringify(read));
};

const invoiceOf = (command) => Number(command.evidence[0].number.at(-1));

/** What an honest service prepares. */
async function prepared({ command }, { exp = at() + 600, ...more } = {}) {
  const body = JSON.stringify(command);
  const claims = {
    lid: LEDGER, knd: KIND, sub: command.receivable, ver: 1, alt: ["evidence/a"], rel: [[CONTRACT, 2]], iss: PARTY, cap: "supplier",
    jti: "A".repeat(22), iat: at(), exp, bod: hex(await sha256(utf8(body))),
  };
  const summary = Object.fromEntries(["zh", "en"].map((language) => [language, sentence(SUMMARIES, KIND, command, language)]));
  const statement = `statement-${invoiceOf(command)}`;
  return { payload: base64url(utf8(JSON.stringify(claims))), body, summary, statement, needed: { signatures: 1, checker: false }, findings: [], ...more };
}

/** The page, over a service that reads these rows. `prepare` and `submit` may answer for a row in place of an honest one. */
async function open({ rows, prepare = {}, submit = {} }) {
  const { body } = openDocument({ kid: key.kid, party: PARTY, ledger: LEDGER, address: "/receivables/import" });
  const input = el("input", { type: "file" });
  const payee = el("select", { "data-claims": "payee", value: JSON.stringify({ account: "1105", bank: "京北商业银行", name: "安卫" }) });
  const section = el(
    "section",
    { class: "claims-file", "data-capacity": "supplier" },
    payee,
    el("div", { class: "drop" }, input),
    el("template", { class: "effect" }, el("p", {}, "The invoices are genuine.")),
    el("div", { class: "claims-papers" }),
    el("div", { class: "message-files" }),
  );
  body.append(section);
  const log = new Log(logKeys, [anyLeaf(LEDGER, 0)]);
  const answers = await log.answers();
  const seen = { prepared: [], entered: [] };
  Object.assign(answers, {
    "GET /summaries.json": SUMMARIES,
    "GET /fields.json": json("crates/portal/data/fields.json"),
    "POST /receivables/import/rows": { ignored: ["序号"], names: { [CONTRACT]: "YNYY-HC-2026-017" }, rows },
    "POST /v1/files": async (bytes) => ({ digest: hex(await sha256(bytes)), reading: { invoice: JSON.parse(fromUtf8(bytes)) } }),
    "POST /v1/statements/prepare": (asked) => {
      const number = invoiceOf(asked.command);
      seen.prepared.push(number);
      return prepare[number] ? prepare[number](asked) : prepared(asked);
    },
    "POST /sign-in/used": { kid: key.kid, left: 60_000 },
    "POST /v1/statements": async ({ payload, signatures, body: text }) => {
      const command = JSON.parse(text);
      const number = invoiceOf(command);
      if (submit[number]) return submit[number](command);
      seen.entered.push(number);
      const seq = log.leaves.length;
      log.leaves.push(leafOf({ seq, payload, moved: [`${command.receivable}@1`], lines: signatures }));
      Object.assign(served, beside(await log.answers()));
      return { receipt: { seq, received: 1_772_790_000_000 + seq, leaf: log.leaves[seq], proof: await log.proof(seq) } };
    },
  });
  const served = beside(answers);
  serve(served);
  attach(section, say);
  const part = () => section.querySelectorAll(".message-file").at(-1);
  const page = {
    section,
    part,
    seen,
    payee,
    becomes: () => part().querySelectorAll("tbody tr").map((one) => one.children[3].textContent),
    outcomes: () => part().querySelectorAll("tbody tr").map((one) => one.children[4].textContent),
    told: () => part().querySelector("p.progress").textContent,
    sign: () => part().querySelector(".actions .button"),
    /** Waits until something is so. */
    until: async (isSo) => {
      for (let turn = 0; turn < 20_000 && !isSo(); turn += 1) await new Promise(setImmediate);
      assert.ok(isSo(), section.textContent);
    },
    choose: async (...files) => {
      input.files = files;
      input.dispatchEvent(new FakeEvent("change"));
      await new Promise(setImmediate);
      await page.until(() => {
        const text = section.textContent;
        const isQuiet = !section.querySelector("[aria-busy]") && !text.includes(say("claims-reading")) && !/Uploading|Checking/.test(text);
        return isQuiet && (!part() || part().querySelector(".alert, .hint, .actions"));
      });
      for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
    },
  };
  return page;
}

const table = () => file("claims.csv", "contract_number,…");

test("each row says what it will claim, or what is wrong in it", async () => {
  const rows = [
    row(2),
    wrong(3, "amount", "the cell is empty; this column needs a value in every row"),
    wrong(4, "发票号码", "row 2 claims the same invoice; an invoice backs one claim"),
    row(5),
    row(6, { claimed: "/receivables/k6" }),
    row(7, { contract: null, contract_number: "X-1" }),
  ];
  const page = await open({ rows });
  await page.choose(table(), invoice(2), invoice(7));
  const [good, bad, twice, without, before, nowhere] = page.becomes();
  assert.match(good, /^can be claimed Claim 200\.00 CNY under YNYY-HC-2026-017, due on 2026-05-09; papers attached: 1/);
  for (const field of ["1105", "京北商业银行", "26117000000000000002", "2026-03-05"]) assert.ok(good.includes(field), `${field}: ${good}`);
  assert.equal(bad, "to be corrected amount: the cell is empty; this column needs a value in every row");
  assert.match(twice, /发票号码: row 2 claims the same invoice/);
  assert.match(without, /26117000000000000005 is not among those chosen/);
  assert.match(before, /^claimed already/);
  assert.match(nowhere, /No accepted contract has the number X-1\./);
  assert.equal(page.part().querySelectorAll("tbody tr")[4].querySelector("a").getAttribute("href"), "/receivables/k6");
  const text = page.part().textContent;
  assert.ok(text.includes("1 can be claimed, 1 claimed already, 1 without its file, 3 to be corrected"), text);
  assert.ok(text.includes("Columns not looked at: 序号.") && text.includes("The invoices are genuine.") && text.includes(say("review-alone")), text);
  assert.equal(page.sign().textContent, "Sign 1, one after another");
  assert.deepEqual(page.seen, { prepared: [2], entered: [] });
});

test("claims are signed one after another, and their receipts verified", async () => {
  const page = await open({ rows: [row(2), row(3), row(4)] });
  await page.choose(table(), invoice(2), invoice(3), invoice(4));
  await page.sign().press();
  assert.deepEqual(page.seen, { prepared: [2, 3, 4], entered: [2, 3, 4] });
  assert.deepEqual(page.outcomes().map((outcome) => outcome.slice(0, 12)), ["Entered as 1", "Entered as 2", "Entered as 3"]);
  for (const outcome of page.outcomes()) assert.ok(outcome.includes(say("verified")), outcome);
  assert.equal(page.told(), "All 3 are done.");
  assert.ok(page.part().textContent.endsWith(say("claims-again")));
  assert.deepEqual(database.all("unsent"), []);
});

test("a row that the rules refuse is told before anything is signed, and the others go on", async () => {
  const rejection = { code: "amount-not-positive", title: "Amount", detail: "The contract leaves 100.00." };
  const page = await open({ rows: [row(2), row(3)], prepare: { 2: () => ({ rejection, findings: [], needed: { signatures: 1 } }) } });
  await page.choose(table(), invoice(2), invoice(3));
  assert.equal(page.becomes()[0], "refused by the rules The contract leaves 100.00.");
  await page.sign().press();
  assert.deepEqual([page.seen.entered, page.told()], [[3], "Done."]);
});

test("a claim that was made meanwhile is told as such, and a second run does no harm", async () => {
  const known = { code: "invoice-claimed", title: "Claimed", detail: "The invoice backs another claim." };
  const page = await open({ rows: [row(2), row(3)], prepare: { 3: () => ({ rejection: known, findings: [], needed: { signatures: 1 } }) }, submit: { 2: () => ({ status: 422, json: known }) } });
  await page.choose(table(), invoice(2), invoice(3));
  assert.equal(page.becomes()[1], "claimed already The invoice backs another claim.");
  await page.sign().press();
  assert.match(page.outcomes()[0], /^Not claimed\. .*backs another claim\.$/);
  assert.deepEqual(page.seen.entered, []);
});

test("a claim with serious remarks is signed by itself", async () => {
  const findings = [{ severity: "serious", sentence: "The seller is another one." }];
  const page = await open({ rows: [row(2), row(3)], prepare: { 2: (asked) => prepared(asked, { findings }) } });
  await page.choose(table(), invoice(2), invoice(3));
  assert.match(page.becomes()[0], /^look at it first .*The seller is another one\./);
  assert.equal(page.sign().textContent, "Sign 1, one after another");
  await page.part().querySelectorAll("tbody tr")[0].querySelector("button").press();
  assert.deepEqual(page.seen.entered, [2]);
});

test("a file that comes later completes its row, and another account is prepared anew", async () => {
  const page = await open({ rows: [row(2)] });
  await page.choose(table());
  assert.match(page.becomes()[0], /^without its file/);
  await page.choose(invoice(2));
  assert.match(page.becomes()[0], /^can be claimed/);
  page.payee.value = JSON.stringify({ account: "2206", bank: "B", name: "N" });
  page.payee.dispatchEvent(new FakeEvent("change"));
  await page.until(() => page.becomes()[0].includes("2206") && page.sign());
  assert.ok(!page.becomes()[0].includes("1105"));
  assert.deepEqual(page.seen.prepared, [2, 2]);
});

test("a statement that is about to lapse is prepared anew", async () => {
  let turn = 0;
  const late = (asked) => prepared(asked, { exp: at() + (turn++ === 0 ? 30 : 600) });
  const page = await open({ rows: [row(2)], prepare: { 2: late } });
  await page.choose(table(), invoice(2));
  await page.sign().press();
  assert.deepEqual(page.seen, { prepared: [2, 2], entered: [2] });
});

test("what is prepared anew and says something else than what is shown is not signed", async () => {
  let turn = 0;
  const other = ({ command }) => prepared({ command: turn++ === 0 ? command : { ...command, amount: yuan("9200.00") } }, { exp: at() + 30 });
  const page = await open({ rows: [row(2)], prepare: { 2: other } });
  await page.choose(table(), invoice(2));
  await page.sign().press();
  assert.equal(page.told(), "Stopped after 0 of 1; the others are not signed.");
  assert.ok(page.part().querySelector(".alert").textContent.includes(say("refused-unsigned")));
  assert.deepEqual(page.seen.entered, []);
});

test("a receipt that does not hold stops the run", async () => {
  const page = await open({ rows: [row(2), row(3)], submit: { 2: () => ({ receipt: { seq: 7, received: 1, leaf: "none", proof: "none" } }) } });
  await page.choose(table(), invoice(2), invoice(3));
  await page.sign().press();
  assert.ok(page.part().querySelector(".alert").textContent.includes(say("receipt-false")));
  assert.deepEqual(page.seen.entered, []);
});

test("what is no table and no invoice, or too large, is told", async () => {
  const page = await open({ rows: [] });
  await page.choose(file("scan.pdf", "%PDF"));
  assert.ok(page.section.textContent.includes(say("claims-not-taken", { name: "scan.pdf" })));
  await page.choose(file("claims.xlsx", "PK", 2 * 1024 * 1024 + 1));
  assert.ok(page.part().textContent.includes(say("claims-too-large")));
});

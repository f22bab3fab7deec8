import assert from "node:assert/strict";
import { test } from "node:test";

import { Unread, agrees, facts } from "../../assets/js/bank-file.js";
import { utf8 } from "../../assets/js/bytes.js";
import { Unreadable, parse } from "../../assets/js/xml.js";
import { bytes } from "./read.mjs";

const read = (name) => facts(bytes(`fixtures/documents/bank/${name}`));
const yuan = (value) => ({ value, currency: "CNY" });

test("XML is read with its namespaces, and nothing in it is taken for something else", () => {
  const root = parse(`\ufeff<?xml version="1.0"?><!-- a > b --><a xmlns="urn:x" xmlns:p="urn:y" k='1&amp;2'><p:b>x &#x4E2D;<![CDATA[<&]]></p:b><b/></a>\n`);
  assert.deepEqual([root.name, root.space, root.attributes.get("k")], ["a", "urn:x", "1&2"]);
  assert.deepEqual(root.children.map(({ name, space, text }) => [name, space, text]), [
    ["b", "urn:y", "x 中<&"],
    ["b", "urn:x", ""],
  ]);
  for (const wrong of [
    "",
    "text",
    "<a>",
    "<a></b>",
    "<a/><b/>",
    "<a/>more",
    "<a k=1/>",
    '<a k="1" k="2"/>',
    "<p:a/>",
    "<a>&other;</a>",
    "<a>&#0;</a>",
    "<a>& b</a>",
    '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
    "<a>".repeat(200) + "</a>".repeat(200),
  ]) {
    assert.throws(() => parse(wrong), Unreadable, wrong.slice(0, 40));
  }
});

test("the lines of statements are those that the service reads", () => {
  const { lines } = read("camt053-v2.xml");
  assert.deepEqual(lines[0], {
    account: "6214830001172044",
    direction: "debit",
    amount: yuan("981800.00"),
    day: "2026-08-31",
    value_on: "2026-08-31",
    references: ["JN26083100017"],
    end_to_end: "LN-2026-0193-D1",
  });
  // A batch is one line for each of its transactions, with its reference and without.
  const batch = lines.slice(2, 5).map(({ amount, references }) => [amount.value, references.at(-2), references.at(-1)]);
  assert.deepEqual(batch, [
    ["12000.50", "JN26083100051|JN26083100051-1", "JN26083100051|#1"],
    ["9999.50", "JN26083100051|JN26083100051-2", "JN26083100051|#2"],
    ["8000.00", "JN26083100051", "JN26083100051|#3"],
  ]);
  // What goes the other way within a batch is believed where the entry is what remains.
  assert.deepEqual(read("camt053-v4.xml").lines.map(({ direction, amount }) => [direction, amount.value]), [
    ["credit", "1200.00"],
    ["credit", "720.00"],
    ["debit", "20.00"],
  ]);
  assert.equal(read("camt053-v8.xml").lines.length, 5);
  assert.equal(read("camt054-v8.xml").lines[0].end_to_end, "LN-2026-0195-D1");
});

test("the outcomes of a report are those that the service reads", () => {
  assert.deepEqual(read("pain002-v3.xml").outcomes, [
    { end_to_end: "LN-2026-0194-D1", ofOrder: false, status: "ACSC" },
    { end_to_end: "LN-2026-0195-D1", ofOrder: false, status: "RJCT" },
    { end_to_end: null, ofOrder: false, status: "PDNG" },
  ]);
});

test("another file is not read", () => {
  for (const name of ["pain001-v9.xml"]) assert.throws(() => read(name), Unread);
  assert.throws(() => facts(utf8("no XML")), Unread);
  assert.throws(() => facts(new Uint8Array([0x3c, 0xff])), Unread);
});

const file = (entry) => {
  const text = `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt><Acct><Id><Othr><Id>1</Id></Othr></Id></Acct>${entry}</Stmt></BkToCstmrStmt></Document>`;
  return facts(utf8(text));
};
const entry = (amount) =>
  `<Ntry><Amt Ccy="CNY">${amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-04-07</Dt></BookgDt><ValDt><DtTm>2026-04-08T00:00:00+08:00</DtTm></ValDt><AcctSvcrRef> E-1 </AcctSvcrRef></Ntry>`;

test("amounts are exact or not read", () => {
  for (const written of ["100", "0100.0", "+100.000"]) assert.deepEqual(file(entry(written)).lines[0].amount, yuan("100.00"));
  for (const written of ["", "1e2", "-100", "100.001", "1,000", ".5"]) assert.throws(() => file(entry(written)), Unread, written);
});

test("a command says what the file says, or is not signed", () => {
  const of = file(entry("100.00"));
  const line = { account: "1", direction: "credit", amount: yuan("100.00"), booked_on: "2026-04-07", value_on: "2026-04-08", reference: "E-1", ordinal: 1 };
  const book = (changes = {}, kind = "repayment.book/1") => ({ kind, body: { line: { ...line, ...changes }, loan: "loan/1" } });
  assert.ok(agrees(of, book(), 1, 0));
  assert.ok(agrees(of, book({}, "bank-entry.record/1"), 1, 0));
  assert.ok(agrees(of, book({ reference: undefined }), 1, 0));
  for (const other of [
    book({ amount: yuan("1000.00") }),
    book({ amount: { value: "100.00", currency: "USD" } }),
    book({ account: "2" }),
    book({ direction: "debit" }),
    book({ booked_on: "2026-04-08" }),
    book({ value_on: "2026-04-01" }),
    book({ reference: "E-2" }),
    book({ end_to_end: "X" }),
    book({}, "loan.write-off/1"),
    { kind: "disbursement.settle/1", body: { amount: yuan("900.00"), value_on: "2026-04-08", entry: line } },
    { kind: "repayment.book/1", body: {} },
  ]) {
    assert.ok(!agrees(of, other, 1, 0), JSON.stringify(other));
  }
  // Another number of lines, or another place, is another file.
  assert.ok(!agrees(of, book(), 2, 0));
  assert.ok(!agrees(of, book(), 1, 1));
});

test("the end of a payment is the one that the report says", () => {
  const of = read("pain002-v3.xml");
  const act = (kind, id) => ({ kind, body: { end_to_end: id } });
  assert.ok(agrees(of, act("disbursement.settle/1", "LN-2026-0194-D1"), 3, 0));
  assert.ok(agrees(of, act("disbursement.fail/1", "LN-2026-0195-D1"), 3, 1));
  assert.ok(!agrees(of, act("disbursement.fail/1", "LN-2026-0194-D1"), 3, 0));
  assert.ok(!agrees(of, act("disbursement.settle/1", "LN-2026-0195-D1"), 3, 1));
  assert.ok(!agrees(of, act("disbursement.settle/1", "other"), 3, 0));
  assert.ok(!agrees(of, act("loan.cancel/1", "LN-2026-0195-D1"), 3, 1));
});

// From a row and the file of its invoice to the body of a claim.

import assert from "node:assert/strict";
import { test } from "node:test";

import { claimOf } from "../../assets/js/claim-row.js";

const yuan = (value, currency = "CNY") => ({ value, currency });
const code = (text, as) => ({ text, reading: as === "credit-code" ? { as, value: text } : { as } });

const row = (changes = {}) => ({
  contract_number: "YNYY-HC-2026-017", invoice_number: "26117000000000271828", invoice_date: "2026-03-12", amount: yuan("34435.00"),
  delivery_date: "2026-03-05", acceptance_date: null, due_date: null, note: null,
  contract: "contract/019bb514-d500-7521-abad-b6a094342c86", is_ambiguous: false, by_contract: "2026-05-09", claimed: null, ...changes,
});

const paper = (changes = {}, file = {}) => ({
  name: "blue.xml", digest: "7".repeat(64), ...file,
  invoice: {
    number: "26117000000000271828", kind: "invoice", issue_date: "2026-03-12", currency: "CNY", due_date: null, totals: { gross: yuan("40000.00") },
    seller: { tax_ids: [code("DE123", "unchecked")], legal_ids: [code("91110199MA0HF26K3H", "credit-code")], other_ids: [] },
    buyer: { tax_ids: [code("GB9", "unchecked")], legal_ids: [], other_ids: [] },
    ...changes,
  },
});

const settings = { receivable: "receivable/019c4020-8900-78c3-aaa6-de34468f41f9", payee: { account: "1", bank: "B", name: "N" }, centre: null };
const codes = (found) => found.problems.map((problem) => problem.code);

test("a claim cites its invoice as the file says, and leaves out what is empty", () => {
  const { body } = claimOf(row(), [paper()], settings);
  assert.deepEqual(body, {
    receivable: settings.receivable, contract: row().contract, amount: yuan("34435.00"), delivered_on: "2026-03-05", due_on: "2026-05-09",
    evidence: [
      {
        kind: "invoice", number: "26117000000000271828", date: "2026-03-12", total: yuan("40000.00"),
        seller_code: "91110199MA0HF26K3H", buyer_code: "GB9", digest: "7".repeat(64),
      },
    ],
    payee: settings.payee,
  });
});

test("what the row and the settings say besides is in it", () => {
  const centre = "party/019b8bab-0680-7085-ab69-ea101c21c8c8";
  const { body } = claimOf(row({ acceptance_date: "2026-03-10", note: "first" }), [paper()], { ...settings, centre });
  assert.deepEqual([body.accepted_on, body.centre, body.evidence[0].fields], ["2026-03-10", centre, { 备注: "first" }]);
});

test("the due date is that of the row, or of the invoice, or as the contract gives it", () => {
  const due = (one, file) => claimOf(row(one), [paper(file)], settings).body.due_on;
  assert.equal(due({ due_date: "2026-04-01" }, { due_date: "2026-04-02" }), "2026-04-01");
  assert.equal(due({}, { due_date: "2026-04-02" }), "2026-04-02");
  assert.equal(due({}, {}), "2026-05-09");
  assert.deepEqual(codes(claimOf(row({ by_contract: null }), [paper()], settings)), ["claims-no-due"]);
});

test("everything that stands against a row is told at once", () => {
  const other = paper({}, { name: "two.xml", digest: "8".repeat(64) });
  const found = claimOf(row({ contract: null, is_ambiguous: true }), [paper({ kind: "red-letter", issue_date: "2026-03-13", currency: "USD" }), other], settings);
  assert.deepEqual(codes(found), ["claims-contract-several", "claims-files-differ", "claims-takes-back", "claims-date-differs", "claims-currency-differs"]);
  assert.deepEqual(found.problems[1].values, { first: "blue.xml", second: "two.xml", number: "26117000000000271828" });
  assert.deepEqual(codes(claimOf(row({ contract: null }), [paper()], settings)), ["claims-contract-none"]);
});

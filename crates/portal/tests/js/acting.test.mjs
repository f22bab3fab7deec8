import assert from "node:assert/strict";
import { test } from "node:test";

import { assemble } from "../../assets/js/body.js";
import { base64url, hex, sha256, utf8 } from "../../assets/js/bytes.js";
import { check, firstDifference } from "../../assets/js/check.js";
import { sentence } from "../../assets/js/sentences.js";
import { movedOn } from "../../assets/js/stale.js";
import { safeNext } from "../../assets/js/sign-in.js";
import { examples, json } from "./read.mjs";

const summaries = json("crates/commands/data/summaries.json");
const NOW = 1_772_790_000_000;
const PARTY = "party/019b8bab-0680-74d7-b2f9-3e1cb46185de";
const kind = "receivable.confirm/1";
const body = examples().get(kind);
const { salt: _, ...command } = body;

/** What an honest service would prepare, with changes. */
async function prepared({ claims = {}, text = JSON.stringify(body), summary = {} } = {}) {
  const signed = {
    lid: "sample.tallystick.invalid",
    knd: kind,
    sub: body.receivable,
    ver: 2,
    prv: "ab".repeat(32),
    alt: [body.certificate],
    rel: [["rules/cn", 1]],
    iss: PARTY,
    cap: "buyer",
    jti: "A".repeat(22),
    iat: NOW / 1000,
    exp: NOW / 1000 + 900,
    bod: hex(await sha256(utf8(text))),
    ...claims,
  };
  for (const name of Object.keys(signed)) if (signed[name] === undefined) delete signed[name];
  const say = (language) => sentence(summaries, kind, JSON.parse(text), language);
  return { payload: base64url(utf8(JSON.stringify(signed))), body: text, summary: { zh: say("zh"), en: say("en"), ...summary } };
}

const expected = {
  ledger: "sample.tallystick.invalid",
  party: PARTY,
  capacity: "buyer",
  kind,
  command,
  observed: null,
  signatures: 1,
  now: NOW,
  summaries,
};

test("what an honest service prepares is taken, whatever the order of members", async () => {
  const { claims, body: read, sentences } = await check(await prepared(), expected);
  assert.equal(claims.sub, body.receivable);
  assert.deepEqual(read, body);
  assert.match(sentences.en, /1,100,000\.00 CNY/);
  const turned = JSON.stringify(Object.fromEntries(Object.entries(body).reverse()));
  await check(await prepared({ text: turned }), expected);
});

test("every lie of a service is found before a key comes near", async () => {
  const changed = (change) => JSON.stringify({ ...body, ...change });
  const lies = [
    ["check-lid", { claims: { lid: "other.invalid" } }],
    ["check-iss", { claims: { iss: "party/other" } }],
    ["check-cap", { claims: { cap: "supplier" } }],
    ["check-knd", { claims: { knd: "receivable.reject/1" } }],
    ["check-claims", { claims: { extra: 1 } }],
    ["check-claims", { claims: { jti: undefined } }],
    ["check-claims", { claims: { prv: undefined } }],
    ["check-claims", { claims: { ver: 1 } }],
    ["check-claims", { claims: { ver: "2" } }],
    ["check-obs", { claims: { obs: { size: 3, root: "ab".repeat(32) } } }],
    ["check-expired", { claims: { iat: NOW / 1000 - 900, exp: NOW / 1000 } }],
    ["check-window", { claims: { iat: NOW / 1000 + 61, exp: NOW / 1000 + 100 } }],
    ["check-window", { claims: { exp: NOW / 1000 + 901 } }],
    ["check-body-digest", { claims: { bod: "ab".repeat(32) } }],
    ["check-body", { text: changed({ amount: { value: "1100000.01", currency: "CNY" } }) }],
    ["check-body", { text: changed({ more: "x" }) }],
    ["check-body", { text: changed({ waived: [] }) }],
    ["check-body", { text: `{"salt":"x",${JSON.stringify(body).slice(1)}` }],
    ["check-body", { text: JSON.stringify(body).replace('"currency":"CNY"', '"currency":"USD","currenc\\u0079":"CNY"') }],
    ["check-sub", { claims: { sub: "receivable/019c4020-8900-78c3-aaa6-ffffffffffff" } }],
    ["check-summary", { summary: { zh: "确认金额 1.00 CNY" } }],
    ["check-summary", { summary: { en: "Confirm 1.00 CNY" } }],
  ];
  for (const [code, lie] of lies) {
    await assert.rejects(check(await prepared(lie), expected), { code }, `${code} ${JSON.stringify(lie).slice(0, 80)}`);
  }
});

test("where several sign, the window may be ten days", async () => {
  const long = await prepared({ claims: { exp: NOW / 1000 + 864_000 } });
  await check(long, { ...expected, signatures: 2 });
  await assert.rejects(check(await prepared({ claims: { exp: NOW / 1000 + 864_001 } }), { ...expected, signatures: 2 }), { code: "check-window" });
});

test("the head that was named when asking stands in the payload", async () => {
  const observed = { size: 3, root: "ab".repeat(32) };
  await check(await prepared({ claims: { obs: observed } }), { ...expected, observed });
  await assert.rejects(check(await prepared(), { ...expected, observed }), { code: "check-obs" });
  await check(await prepared({ claims: { obs: observed } }), { ...expected, observed: undefined, command: undefined });
});

test("a salt that was drawn here stays", async () => {
  await check(await prepared(), { ...expected, command: body });
  await assert.rejects(check(await prepared(), { ...expected, command: { ...body, salt: "x" } }), { code: "check-body" });
});

test("the first difference is named by its path", () => {
  assert.equal(firstDifference({ a: [1, { b: 2 }] }, { a: [1, { b: 3 }] }), "a.2.b");
  assert.equal(firstDifference({ a: 1 }, { a: 1, b: null }), "b");
  assert.equal(firstDifference({ a: [] }, { a: {} }), "a");
  assert.equal(firstDifference({ a: 1, b: 2 }, { b: 2, a: 1 }), null);
});

test("every example's sentence and subject pass the check of its own kind", async () => {
  for (const [other, example] of examples()) {
    const text = JSON.stringify(example);
    const claims = {
      lid: expected.ledger, knd: other, sub: "x/y", ver: 1, iss: PARTY, cap: "buyer", jti: "A".repeat(22),
      iat: NOW / 1000, exp: NOW / 1000 + 900, bod: hex(await sha256(utf8(text))),
    };
    const summary = { zh: sentence(summaries, other, example, "zh"), en: sentence(summaries, other, example, "en") };
    await check({ payload: base64url(utf8(JSON.stringify(claims))), body: text, summary }, { ...expected, kind: other, command: example });
  }
});

test("inputs become a body", () => {
  const said = [
    { name: "amount.value", value: "1,200,000", type: "money", currency: "CNY" },
    { name: "amount.currency", value: "CNY", type: "text" },
    { name: "fee.value", value: "", type: "money", currency: "CNY" },
    { name: "fee.currency", value: "CNY", type: "text" },
    { name: "children.2.amount", value: "7", type: "number" },
    { name: "children.5.amount", value: "8", type: "number" },
    { name: "transferable", value: true, type: "boolean" },
    { name: "pay_when_paid", value: false, type: "boolean" },
    { name: "waived", value: "quality", type: "list" },
    { name: "waived", value: "set-off", type: "list" },
    { name: "until", value: "2026-03-06T17:40", type: "time" },
    { name: "rate", value: "3.85", type: "percent" },
    { name: "note", value: "", type: "text" },
    { name: "direction", value: "upstream", type: "choice" },
    { name: "checks.0.result", value: "overridden", type: "choice" },
    { name: "checks.0.result.overridden.reason", value: "x", type: "text" },
    { name: "search.found", value: "", type: "empty-list" },
    { name: "deductions", value: "", type: "empty-list" },
    { name: "deductions.0.amount", value: "1", type: "text" },
    { name: "rules", value: '{"pack":"cn","none":null,"closed":[],"value":{}}', type: "json" },
  ];
  assert.deepEqual(assemble(said), {
    amount: { value: "1200000.00", currency: "CNY" },
    children: [{ amount: 7 }, { amount: 8 }],
    transferable: true,
    pay_when_paid: false,
    waived: ["quality", "set-off"],
    until: NOW,
    rate: "0.0385",
    direction: { upstream: {} },
    checks: [{ result: { overridden: { reason: "x" } } }],
    search: { found: [] },
    deductions: [{ amount: "1" }],
    rules: { pack: "cn", none: null, closed: [], value: {} },
  });
  // A part that was left empty is none, though the page knows on what it would be.
  const parts = [
    { name: "parts.0.certificate", value: "certificate/1", type: "text", beside: "parts.0.amount.value" },
    { name: "parts.0.amount.value", value: "", type: "money", currency: "CNY" },
    { name: "parts.0.amount.currency", value: "CNY", type: "text" },
    { name: "parts.1.certificate", value: "certificate/2", type: "text", beside: "parts.1.amount.value" },
    { name: "parts.1.amount.value", value: "5", type: "money", currency: "CNY" },
    { name: "parts.1.amount.currency", value: "CNY", type: "text" },
  ];
  assert.deepEqual(assemble(parts), {
    parts: [{ certificate: "certificate/2", amount: { value: "5.00", currency: "CNY" } }],
  });
  const broken = [
    [{ name: "a", value: "12,00", type: "money", currency: "CNY" }, "misfit-money"],
    [{ name: "a", value: "1.5", type: "number" }, "misfit-number"],
    [{ name: "a", value: "tomorrow", type: "time" }, "misfit-time"],
    [{ name: "a", value: "{", type: "json" }, "misfit-json"],
    [{ name: "__proto__.a", value: "x", type: "text" }, "misfit-name"],
  ];
  for (const [input, code] of broken) assert.throws(() => assemble([input]), { code });
});

test("what moved on since a page was shown is told", () => {
  const claims = { sub: "receivable/a", ver: 4, rel: [["contract/b", 2], ["rules/cn", 1]] };
  assert.deepEqual(movedOn({ "receivable/a": 3, "contract/b": 2 }, claims), []);
  assert.deepEqual(movedOn({ "receivable/a": 2, "contract/b": 1 }, claims), [
    { subject: "receivable/a", shown: 2, now: 3 },
    { subject: "contract/b", shown: 1, now: 2 },
  ]);
});

test("nobody is sent to another site after signing in", () => {
  assert.equal(safeNext("/receivables?stage=claimed"), "/receivables?stage=claimed");
  for (const evil of ["//evil.example", "https://evil.example", "/\\evil.example", "", undefined]) assert.equal(safeNext(evil), "/home");
});

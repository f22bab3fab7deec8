import assert from "node:assert/strict";
import { test } from "node:test";

import { capitals } from "../../assets/js/capitals.js";
import { readable, rows } from "../../assets/js/fields.js";
import { fraction, grouped, normalise, percent } from "../../assets/js/money.js";
import { parse, fill, sentence } from "../../assets/js/sentences.js";
import { dayText, fromBeijing, timeText } from "../../assets/js/times.js";
import { told } from "../../assets/js/stale.js";
import { examples, json, names, text } from "./read.mjs";
import { bodies } from "./schemas.mjs";

const summaries = json("crates/commands/data/summaries.json");
const fields = json("crates/portal/data/fields.json");
const yuan = (value) => ({ value, currency: "CNY" });

test("amounts in capitals are those that the service reads", () => {
  const cases = [
    ["0.00", "零元整"],
    ["1130.00", "壹仟壹佰叁拾元整"],
    ["1409.50", "壹仟肆佰零玖元伍角"],
    ["6007.14", "陆仟零柒元壹角肆分"],
    ["107000.53", "壹拾万柒仟元零伍角叁分"],
    ["16409.02", "壹万陆仟肆佰零玖元零贰分"],
    ["325.04", "叁佰贰拾伍元零肆分"],
    ["10.00", "壹拾元整"],
    ["900030000.00", "玖亿零叁万元整"],
    ["1000000000000.00", "壹万亿元整"],
    ["1000500000000.00", "壹万零伍亿元整"],
    ["0.50", "伍角"],
    ["0.05", "伍分"],
    ["1.01", "壹元零壹分"],
    ["10001000.00", "壹仟万壹仟元整"],
    ["10000100.00", "壹仟万零壹佰元整"],
    ["100000000.01", "壹亿元零壹分"],
    ["1200000.00", "壹佰贰拾万元整"],
    ["10010001.00", "壹仟零壹万零壹元整"],
  ];
  for (const [value, expected] of cases) assert.equal(capitals(yuan(value)), `人民币${expected}`);
  assert.equal(capitals(yuan("-500.00")), "人民币（负数）伍佰元整");
  assert.equal(capitals({ value: "5.00", currency: "USD" }), null);
});

/** Reads capitals as crates/documents/src/capitals.rs does, to see that what is written is read back. */
function fen(written) {
  const digit = (character) => "零壹贰叁肆伍陆柒捌玖".indexOf(character);
  const place = { 拾: 10n, 佰: 100n, 仟: 1000n };
  let [total, group, last, minor] = [0n, 0n, 0n, 0n];
  for (const character of written.replace(/^人民币/, "").replace(/整$/, "")) {
    if (digit(character) >= 0) last = BigInt(digit(character));
    else if (place[character]) [group, last] = [group + last * place[character], 0n];
    else if (character === "万") [total, group, last] = [total + (group + last) * 10_000n, 0n, 0n];
    else if (character === "亿") [total, group, last] = [(total + group + last) * 100_000_000n, 0n, 0n];
    else if (character === "元") [total, group, last] = [total + group + last, 0n, 0n];
    else [minor, last] = [minor + last * (character === "角" ? 10n : 1n), 0n];
  }
  return total * 100n + minor;
}

test("capitals are read back as the amount", () => {
  let state = 7n;
  for (let round = 0; round < 5_000; round += 1) {
    state = (state * 6_364_136_223_846_793_005n + 1_442_695_040_888_963_407n) % 2n ** 64n;
    const digits = Number(state % 15n) + 1;
    const mask = state >> 20n;
    const units = [...String(mask).padStart(digits, "0").slice(-digits)].map((d, at) => ((mask >> BigInt(at)) & 3n ? d : "0")).join("");
    const minor = BigInt(units);
    const value = `${minor / 100n}.${String(minor % 100n).padStart(2, "0")}`;
    const written = capitals(yuan(value));
    assert.equal(fen(written), minor, `${value} ${written}`);
    assert.ok(!written.includes("零零") && !/零[万亿]/.test(written), written);
  }
});

test("amounts are exact, grouped, and read as people type them", () => {
  assert.equal(grouped(yuan("1234567.89")), "1,234,567.89 CNY");
  assert.equal(grouped(yuan("-1200.5")), "-1,200.50 CNY");
  assert.equal(grouped({ value: "1200", currency: "JPY" }), "1,200 JPY");
  assert.equal(grouped(yuan("90071992547409930.01")), "90,071,992,547,409,930.01 CNY");
  for (const broken of ["1.234", "01.00", "-0.00", "1e3", "1.", "", " 1"]) assert.equal(grouped(yuan(broken)), null, broken);
  assert.equal(normalise("1,200,000"), "1200000.00");
  assert.equal(normalise("1200000.5"), "1200000.50");
  assert.equal(normalise(" １，２００．５ "), "1200.50");
  assert.equal(normalise("1200", "JPY"), "1200");
  for (const broken of ["12,00", "1,2000", "1.005", "abc", "-5", "1 000", "", "1.5.5"]) assert.equal(normalise(broken), null, broken);
  assert.equal(percent("0.05"), "5.00%");
  assert.equal(percent("0.0385"), "3.85%");
  assert.equal(percent("0.00055"), "0.055%");
  assert.equal(percent("1.5"), "150.00%");
  assert.equal(fraction("3.85"), "0.0385");
  assert.equal(fraction("80 %"), "0.8000");
  assert.equal(fraction("3.855"), "0.03855");
  assert.equal(fraction("x"), null);
});

test("times are those of Beijing", () => {
  assert.equal(dayText("2026-03-16", "zh"), "2026-03-16 周一");
  assert.equal(timeText(1_772_790_000_000, "en"), "2026-03-06 Fri 17:40 (Beijing)");
  assert.equal(fromBeijing("2026-03-06T17:40"), 1_772_790_000_000);
  assert.equal(fromBeijing("2026-03-06"), null);
});

test("every command has the sentence that the service makes", () => {
  const snapshot = text("crates/commands/tests/it/snapshots/it__summaries__sentences.snap").split("---\n").slice(2).join("---\n");
  const expected = new Map();
  for (const block of snapshot.trim().split("\n\n")) {
    const [kind, zh, en] = block.split("\n");
    expected.set(kind, { zh: zh.trim(), en: en.trim() });
  }
  const found = examples();
  assert.equal(found.size, 104);
  for (const [kind, body] of found) {
    for (const language of ["zh", "en"]) {
      assert.equal(sentence(summaries, kind, body, language), expected.get(kind)[language], kind);
    }
  }
});

test("a place is filled as the service fills it, or not at all", () => {
  const body = {
    amount: yuan("1200000.00"),
    children: [{ amount: yuan("1.00") }, { amount: yuan("2.50") }],
    reasons: [{ code: "QUA", note: "x" }, { code: "QTY" }],
    roles: [],
    share: "0.05",
    until: 1_772_790_000_000,
    nothing: null,
  };
  const filled = (place) => fill(place, body, "en", summaries.words);
  assert.equal(filled("amount|money"), "1,200,000.00 CNY");
  assert.equal(filled("children.amount|money"), "1.00 CNY, 2.50 CNY");
  assert.equal(filled("children|count"), "2");
  assert.equal(filled("reasons.code"), "QUA, QTY");
  assert.equal(filled("share|percent"), "5.00%");
  assert.equal(filled("until|time"), "2026-03-06T09:40:00Z");
  for (const place of ["absent", "nothing", "roles|word", "reasons.note", "amount", "share|money", "share|count", "share|weight", "share|word", "constructor"]) {
    assert.equal(filled(place), null, place);
  }
  for (const broken of ["{a", "a}", "[a", "a]", "[[a]]", "[{a]}", "{a}}"]) assert.equal(parse(broken), null, broken);
});

test("people read the same order whatever the order of the bytes", () => {
  const writing = { fields, words: summaries.words, language: "en" };
  for (const [kind, body] of examples()) {
    const turned = Object.fromEntries(Object.entries(body).reverse());
    const paths = (found) => found.map(({ path }) => path).sort();
    assert.deepEqual(paths(rows(turned, writing)), paths(rows(body, writing)), kind);
  }
  const confirm = examples().get("receivable.confirm/1");
  assert.deepEqual([...new Set(rows(confirm, writing).map(({ path }) => path.split(".")[0]))].slice(0, 4), ["receivable", "certificate", "amount", "due_on"]);
});

test("no value of any body is without a label, and none is left out", () => {
  const missing = new Set();
  for (const [kind, body] of examples()) {
    for (const language of ["zh", "en"]) {
      const found = rows(body, { fields, words: summaries.words, language });
      for (const { path } of found) {
        for (const step of path.split(".")) {
          if (!/^\d+$/.test(step) && !Object.hasOwn(fields.labels, step)) missing.add(`${kind} ${step}`);
        }
      }
      const paths = new Set(found.map(({ path }) => path));
      // A list of words stands in one row.
      for (const path of leaves(body)) assert.ok(paths.has(path) || paths.has(path.replace(/\.\d+$/, "")), `${kind} lacks ${path}`);
    }
  }
  assert.deepEqual([...missing], []);
});

/** The paths of all values, amounts as one, without salts and without what lies within a sealed text. */
function* leaves(value, path = []) {
  if (path.at(-1) === "salt" || path.at(-1) === "bid") return;
  const isLeaf = value === null || typeof value !== "object" || ("value" in value && "currency" in value) || Object.keys(value).length === 0;
  if (isLeaf) {
    yield path.join(".");
    return;
  }
  for (const [name, member] of Object.entries(value)) {
    yield* leaves(member, [...path, Array.isArray(value) ? String(Number(name) + 1) : name]);
  }
}

test("whatever a body may hold by the API's document has a label, and a word where it is one of a few", () => {
  const missing = new Set();
  let count = 0;
  for (const { command, body, names: steps, leaf, isFixed } of bodies()) {
    count += 1;
    for (const step of steps) if (!Object.hasOwn(fields.labels, step)) missing.add(`${command}: no label for ${step}`);
    for (const language of ["zh", "en"]) {
      const found = rows(body, { fields, words: summaries.words, language });
      if (isFixed && !found.some(({ kind }) => kind === "word")) missing.add(`${command}: no word for ${steps.join(".")} = ${leaf}`);
    }
  }
  assert.deepEqual([...missing], []);
  assert.ok(count > 500, String(count));
});

test("every act has a name, for rows of an approval policy and for what is done to what one may not read", () => {
  const policy = (command) => ({ policy: { rules: [{ command, signatures: 2, checker: true }] } });
  for (const kind of Object.keys(summaries.commands)) {
    const [name] = kind.split("/");
    for (const language of ["zh", "en"]) {
      const word = summaries.words[name]?.[language];
      assert.ok(word, kind);
      const found = rows(policy(name), { fields, words: summaries.words, language }).find(({ path }) => path.endsWith("command"));
      assert.deepEqual([found.kind, found.text], ["word", word]);
      assert.ok(sentence(summaries, "policy.change/1", policy(name), language).endsWith(word));
      assert.equal(told(summaries, { kind, body: null }, language), word);
    }
  }
});

test("what moved on is told by its sentence where the body is seen, and by the name of the act otherwise", () => {
  const body = examples().get("receivable.withdraw/1");
  const kind = "receivable.withdraw/1";
  assert.equal(told(summaries, { kind, body: JSON.stringify(body) }, "en"), sentence(summaries, kind, body, "en"));
  for (const unseen of [null, undefined, "{}", "{"]) assert.equal(told(summaries, { kind, body: unseen }, "en"), "Withdraw the claim");
  assert.equal(told(summaries, { kind: "receivable.unheard-of/1", body: null }, "en"), "receivable.unheard-of/1");
});

test("rows read as a person would read them", () => {
  const known = { "party/019b8bab-0680-7085-ab69-ea101c21c8c8": "永宁确权中心" };
  const found = rows(examples().get("receivable.claim/1"), { fields, words: summaries.words, names: known, language: "zh" });
  const row = (path) => found.find((one) => one.path === path);
  assert.deepEqual(row("amount"), {
    path: "amount",
    label: "金额",
    kind: "money",
    text: "1,200,000.00 CNY",
    capitals: "人民币壹佰贰拾万元整",
  });
  assert.equal(row("centre").text, "永宁确权中心");
  assert.equal(row("centre").subject, "party/019b8bab-0680-7085-ab69-ea101c21c8c8");
  assert.equal(row("evidence.1.kind").text, "订单");
  assert.equal(row("evidence.1.kind").label, "单据 1 · 类别");
  assert.equal(row("due_on").text, "2026-04-07 周二");
  const product = rows(examples().get("product.publish/1"), { fields, words: summaries.words, language: "en" });
  assert.deepEqual(
    product.filter(({ path }) => /debtors|advance|order\.1/.test(path)).map(({ label, text: said }) => `${label}: ${said}`),
    ["Terms · Order of repayment 1: costs", "Terms · Debtors: anyone", "Terms · Advance rate: 80.00%"],
  );
});

test("a confirmation is read without ids and codes", () => {
  const body = examples().get("receivable.confirm/1");
  const names = { [body.receivable]: "26112000001234567890" };
  const writing = { fields, words: summaries.words, names, language: "en" };
  const row = (path) => rows(body, writing).find((one) => one.path === path);
  assert.equal(row("receivable").text, "26112000001234567890");
  assert.equal(row("certificate").text, "Certificate …edb2fc");
  assert.equal(row("certificate").subject, body.certificate);
  assert.equal(row("waived").text, "non-performance, quality, quantity, set-off");
  assert.equal(readable(`Pay ${body.receivable}, issue ${body.certificate}`, writing), "Pay 26112000001234567890, issue certificate …edb2fc");
  assert.equal(readable(`就应收账款 ${body.rest}`, { ...writing, language: "zh" }), "就应收账款 …9cb5ae");
});

test("labels, values and words are there in both languages", () => {
  const pairs = [fields.labels, fields.subjects, fields.words, ...Object.values(fields.values)].flatMap(Object.values);
  for (const pair of pairs) assert.ok(pair.zh && pair.en, JSON.stringify(pair));
  const [zh, en] = [json("crates/portal/data/script.zh.json"), json("crates/portal/data/script.en.json")];
  assert.deepEqual(Object.keys(zh), Object.keys(en));
  const places = (words) => [...words.matchAll(/\{[a-z_]+\}/g)].map(([place]) => place).sort();
  for (const name of Object.keys(zh)) assert.deepEqual(places(zh[name]), places(en[name]), name);
});

test("every word that a script says is there", () => {
  const words = json("crates/portal/data/script.en.json");
  const missing = [];
  for (const name of names("crates/portal/assets/js/").filter((file) => file.endsWith(".js"))) {
    const code = text(`crates/portal/assets/js/${name}`);
    const said = [...code.matchAll(/(?:say|step|LogFault|Mismatch|Misfit)\(\s*"([a-z0-9-]+)"/g), ...code.matchAll(/\? "([a-z]+-[a-z-]+)" : "[a-z-]+"/g)];
    for (const [, word] of said) if (!Object.hasOwn(words, word)) missing.push(`${name}: ${word}`);
  }
  assert.deepEqual(missing, []);
});

import assert from "node:assert/strict";
import { test } from "node:test";

import { Refusals } from "../../assets/js/refusals.js";
import { json, names, text } from "./read.mjs";

const data = json("crates/portal/data/refusals.zh.json");
const refusals = new Refusals(data);
const places = (template) => [...new Set([...template.matchAll(/\{(\d+)\}/g)].map(([, place]) => Number(place)))].sort((one, other) => one - other);

/** The sentences of the crates' own snapshots of refusals: indented below a code, or after `code:` on one line. */
function samples() {
  const found = [];
  for (const crate of ["parties", "contracts", "certificates", "financing", "banking", "commands"]) {
    const folder = `crates/${crate}/tests/it/snapshots/`;
    for (const name of names(folder).filter((file) => /rejection|refusal/.test(file))) {
      const table = text(folder + name).split("---\n").slice(2).join("---\n");
      for (const line of table.split("\n")) {
        const sentence = /^ {4}(\S.*)$/.exec(line)?.[1] ?? /^[a-z0-9-]+: (.*)$/.exec(line)?.[1];
        if (sentence) found.push([`${crate} ${name}`, sentence]);
      }
    }
  }
  const problems = text("crates/api/src/problem/snapshots/tallystick_api__problem__table__problems.snap");
  for (const [, code, sentence] of problems.matchAll(/^ {2}\d{3} ([a-z0-9-]+): (.*)$/gm)) found.push([code, sentence]);
  return found;
}

test("a template has the same places in both languages, and stands once", () => {
  for (const { en, zh } of data.sentences) {
    assert.deepEqual(places(zh), places(en), en);
    assert.deepEqual(places(en), [...places(en).keys()], `places are numbered from 0: ${en}`);
    assert.match(zh, /[\u4e00-\u9fff]|^\{\d\}：\{\d\}$/u, en);
  }
  const english = data.sentences.map(({ en }) => en);
  assert.equal(new Set(english).size, english.length);
});

test("Chinese sentences have no full stop at the end and no ASCII punctuation between Chinese characters", () => {
  for (const { zh } of data.sentences) {
    assert.doesNotMatch(zh, /[。;]$|[\u4e00-\u9fff][,;:?!()][\u4e00-\u9fff]/u, zh);
  }
});

test("no template hides another one", () => {
  for (const { en } of data.sentences) {
    const filled = en.replace(/\{(\d+)\}/g, (_, place) => `x${place}x`);
    if (/^\W*$/.test(en.replace(/\{\d+\}/g, ""))) continue;
    assert.equal(refusals.template(filled), en);
  }
});

test("real sentences come out in Chinese", () => {
  const found = samples();
  assert.ok(found.length > 350, String(found.length));
  const strange = found.filter(([, sentence]) => refusals.sentence(sentence) === null);
  assert.deepEqual(strange, []);
});

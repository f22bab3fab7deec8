import assert from "node:assert/strict";
import { test } from "node:test";

import { Refusals, findingsInPageLanguage, inPageLanguage, named, sentenceInPageLanguage } from "../../assets/js/refusals.js";
import { json, names, text } from "./read.mjs";

const data = json("crates/portal/data/refusals.zh.json");
const refusals = new Refusals(data, "zh");
const plain = json("crates/portal/data/refusals.en.json");
const inPlainWords = new Refusals(plain, "en");
const places = (template) => [...new Set([...template.matchAll(/\{(\d+)\}/g)].map(([, place]) => Number(place)))].sort((one, other) => one - other);

/** A template with something in each of its places. */
const filled = (template) => template.replace(/\{(\d+)\}/g, (_, place) => `x${place}x`);

/** The commands that a text names. */
const commands = new Set(Object.keys(json("crates/commands/data/summaries.json").commands).map((kind) => kind.split("/")[0]));
const commandsIn = (words) => [...words.matchAll(/[a-z-]+\.[a-z-]+/g)].map(([word]) => word).filter((word) => commands.has(word));

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

test("a template has the same places as what is said for it, and stands once", () => {
  for (const { en, zh } of data.sentences) assert.match(zh, /[\u4e00-\u9fff]|^\{\d\}：\{\d\}$/u, en);
  for (const { sentences } of [data, plain]) {
    for (const { en, zh, said = zh } of sentences) {
      assert.deepEqual(places(said), places(en), en);
      assert.deepEqual(places(en), [...places(en).keys()], `places are numbered from 0: ${en}`);
    }
    const english = sentences.map(({ en }) => en);
    assert.equal(new Set(english).size, english.length);
  }
});

test("Chinese sentences have no full stop at the end and no ASCII punctuation between Chinese characters", () => {
  for (const { zh } of data.sentences) {
    assert.doesNotMatch(zh, /[。;]$|[\u4e00-\u9fff][,;:?!()][\u4e00-\u9fff]/u, zh);
  }
});

test("no template hides another one", () => {
  for (const { en } of data.sentences) {
    if (/^\W*$/.test(en.replace(/\{\d+\}/g, ""))) continue;
    assert.equal(refusals.template(filled(en)), en);
  }
});

test("English pages say anew what has a template in plain words, and nothing else", () => {
  const reworded = new Set(plain.sentences.map(({ en }) => en));
  for (const { en } of data.sentences) assert.equal(inPlainWords.template(filled(en)), reworded.has(en) ? en : null);
});

test("a sentence that names a command or a field comes out in words on an English page", () => {
  const cases = [
    [
      "payment is made to an account in the profile of party/a; this one is not there, so add it with profile.update first",
      "payment is made to an account in the file of party/a; this one is not there, so have it added to that file first, under Our house",
    ],
    ["the payments are for 2026-03-02 and 2026-03-03; an order is for one day: choose it with value_on", "the payments are for 2026-03-02 and 2026-03-03; an order is for one day: choose the value day"],
    ["inspection_days is at most 3660 days; this one is 9999", "the time to inspect is at most 3660 days; 9999 days are stated, so state fewer"],
    ["it is recorded already, and assigned by hand with repayment.assign", "it is recorded already, and assigned by hand, under Bank entries"],
  ];
  for (const [api, said] of cases) assert.equal(inPlainWords.told(api), said);
});

test("no real sentence tells English readers to use a command", () => {
  for (const { said } of plain.sentences) assert.deepEqual(commandsIn(said), []);
  // A command that stands in a place is what the refusal is about, and stays.
  const naming = samples().filter(([, sentence]) => commandsIn(refusals.template(sentence)).length > 0);
  assert.ok(naming.length > 20, String(naming.length));
  for (const [, sentence] of naming) assert.equal(inPlainWords.template(sentence), refusals.template(sentence));
});

test("a sentence without a template in plain words stays as it is, and so does its title", () => {
  const sentence = "certificate/a is Offered; this is possible only while it is Free";
  assert.equal(inPlainWords.sentence(sentence), null);
  assert.equal(inPlainWords.told(sentence), sentence);
  assert.equal(inPlainWords.title("signatures-too-few"), null);
});

test("real sentences come out in Chinese", () => {
  const found = samples();
  assert.ok(found.length > 350, String(found.length));
  const strange = found.filter(([, sentence]) => refusals.sentence(sentence) === null);
  assert.deepEqual(strange, []);
});

test("numbers, names and ids stay, words and moments are said in Chinese", () => {
  const cases = [
    [
      "1,000,000.00 CNY may be confirmed under contract/a and 400,000.00 CNY is, so 600,000.00 CNY is left; 700,000.00 CNY is more. Confirm less, or amend the contract",
      "contract/a 项下可确权 1,000,000.00 CNY，已确权 400,000.00 CNY，尚余 600,000.00 CNY；本次 700,000.00 CNY 超出余量。请减少确权金额，或变更合同",
    ],
    ["certificate/a is Offered; this is possible only while it is Free", "certificate/a 当前状态为“转让要约中”；只有状态为“可用”时才能办理本事项"],
    ["review/a is Taken; this is possible only while it is Open or Offered", "review/a 当前状态为“已接受报价”；只有状态为“审核中或已报价”时才能办理本事项"],
    ["the offer of certificate/a ended at 2026-03-09T02:00:00Z; the holder can offer it again", "certificate/a 的转让要约已于 2026-03-09 周一 10:00（北京时间）截止；持有人可以重新发出要约"],
    ["party.register is not signed as operator; it is signed as supplier or buyer", "“登记机构”不能以“平台”身份签署；应以“供应商或债务人”身份签署"],
    ["the supplier made this proposal, so the buyer answers it; the supplier may withdraw it", "本提议由供应商提出，应由债务人答复；供应商可以撤回"],
    ["certificate/a is due on 2026-03-02; money is lent on what is due after 2026-03-02", "certificate/a 的到期日为 2026-03-02；只能就 2026-03-02 之后到期的确权证明融资"],
  ];
  for (const [english, chinese] of cases) assert.equal(refusals.sentence(english), chinese);
});

test("a place that returns must hold the same text", () => {
  assert.equal(refusals.sentence("the supplier made this proposal, so the buyer answers it; the buyer may withdraw it"), null);
});

test("a sentence within a sentence is said in Chinese too", () => {
  const [name, form] = ["the name of a pack is the id of its subject", "the id of a subject, after the slash, is at least one character; this one is empty"];
  assert.equal(refusals.sentence(`${name}: ${form}`), "规则包的名称即其标的编号：标的斜杠后的编号至少须有一个字符；此处为空");
  assert.equal(refusals.sentence("the file is a PDF; invoices are read as XML: send the .xml that was delivered with it"), "文件是 PDF 文件；发票以 XML 格式读取：请发送随附的 .xml 文件");
  assert.equal(
    refusals.sentence("BR-CO-10: the total of lines is their sum: that gives 299.99, the file has 300.00, a difference of 0.01"),
    "BR-CO-10：各行合计应为各行之和：应为 299.99，文件为 300.00，相差 0.01",
  );
});

test("what no template fits is shown as it is, and said to be English", () => {
  assert.equal(refusals.sentence("nobody: has said this"), null);
  assert.equal(refusals.told("nobody: has said this"), "系统给出的原因（英文原文）：nobody: has said this");
  assert.equal(refusals.title("signatures-too-few"), "签署人数不足");
  assert.equal(refusals.title("never-heard-of"), "未能通过");
});

test("what the page knows by name is called by it", () => {
  const [party, other] = ["party/019b8bab-0680-72fd-ac0a-5c1b5e65bab1", "party/019b8bab-0680-72fd-ac0a-5c1b5e65bab2"];
  const text = `${party} has not accepted its registration yet; ${other} has; see party/kind-of.`;
  assert.equal(named(text, { [party]: "永宁医院" }), `永宁医院 has not accepted its registration yet; ${other} has; see party/kind-of.`);
});

test("templates are read in the language of the page, once, and a refusal is shown without them too", async () => {
  const asked = [];
  let answer = () => Promise.reject(new TypeError("no connection"));
  globalThis.fetch = (address) => {
    asked.push(String(address).split("/").at(-1));
    return answer();
  };
  const problem = () => ({ code: "signatures-too-few", title: "Signatures too few", detail: "this needs the signatures of 2 different members; it has 1", status: 403 });
  const findings = [{ severity: "note", sentence: "the file is no XML invoice, so nobody but people can compare it with what is claimed" }];

  const shown = (language) => ({ body: { dataset: { language } }, querySelectorAll: () => [] });
  globalThis.document = shown("zh");
  assert.deepEqual(asked, []);
  assert.deepEqual(await inPageLanguage(problem()), problem());
  answer = () => Promise.resolve(new Response(JSON.stringify(data)));
  const told = await inPageLanguage(problem());
  const expected = { ...problem(), title: "签署人数不足", detail: "本事项须由 2 名不同的经办人签署；目前有 1 名" };
  assert.deepEqual(told, expected);
  assert.deepEqual(await inPageLanguage(told), expected);
  assert.equal((await findingsInPageLanguage(findings))[0].sentence, "文件不是 XML 发票，只能由人工与申请内容核对");
  const unheard = { code: "no-connection", title: "no-connection", detail: "Failed to fetch", status: 0 };
  assert.deepEqual(await inPageLanguage({ ...unheard }), unheard);
  assert.deepEqual(asked, ["refusals.zh.json", "refusals.zh.json"]);

  globalThis.document = shown("en");
  asked.length = 0;
  answer = () => Promise.resolve(new Response(JSON.stringify(plain)));
  assert.deepEqual(await findingsInPageLanguage([]), []);
  assert.deepEqual(asked, []);
  assert.deepEqual(await inPageLanguage(problem()), problem());
  assert.deepEqual(await findingsInPageLanguage(findings), findings);
  const missing = { code: "loan-not-found", title: "Loan not found", detail: "loan/a does not exist; a bank creates one with loan.approve", status: 404 };
  const said = "loan/a does not exist; a loan comes to be when the bank approves it, on the page of the review";
  assert.deepEqual(await inPageLanguage({ ...missing }), { ...missing, detail: said });
  assert.equal(await sentenceInPageLanguage(missing.detail), said);
  assert.deepEqual(asked, ["refusals.en.json"]);
});

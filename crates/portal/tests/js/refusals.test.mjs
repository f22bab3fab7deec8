import assert from "node:assert/strict";
import { test } from "node:test";

import { Refusals, findingsInPageLanguage, inPageLanguage, named } from "../../assets/js/refusals.js";
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

test("templates are read for Chinese pages only, once, and a refusal is shown without them too", async () => {
  const asked = [];
  let answer = () => Promise.reject(new TypeError("no connection"));
  globalThis.fetch = (address) => {
    asked.push(String(address).split("/").at(-1));
    return answer();
  };
  const problem = () => ({ code: "signatures-too-few", title: "Signatures too few", detail: "this needs the signatures of 2 different members; it has 1", status: 403 });
  const findings = [{ severity: "note", sentence: "the file is no XML invoice, so nobody but people can compare it with what is claimed" }];

  const shown = (language) => ({ body: { dataset: { language } }, querySelectorAll: () => [] });
  globalThis.document = shown("en");
  assert.deepEqual(await inPageLanguage(problem()), problem());
  assert.deepEqual(await findingsInPageLanguage(findings), findings);
  assert.deepEqual(asked, []);

  globalThis.document = shown("zh");
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
});

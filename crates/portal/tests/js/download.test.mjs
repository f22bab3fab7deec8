// Files that are given to a key: fetched in its name, and saved under a name that any computer takes.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { attach } from "../../assets/js/download.js";
import { fromBase64url, fromUtf8 } from "../../assets/js/bytes.js";
import * as keys from "../../assets/js/keys.js";
import { openClock, openDatabase } from "./browser.mjs";
import { FakeElement, openDocument } from "./dom.mjs";
import { json } from "./read.mjs";

const el = (tag, attributes, ...children) => new FakeElement(tag, attributes, ...children);
const LEDGER = "sample.tallystick.invalid";
const PARTY = "party/019b8bab-0680-74d7-b2f9-3e1cb46185de";
const HREF = "/v1/files/592a?subject=contract%2F1";

openDatabase();
const clock = openClock();
const key = await keys.generate();
await keys.add({ ...key, party: PARTY, ledger: LEDGER });

let released;

beforeEach(() => {
  released = [];
  clock.empty();
  URL.createObjectURL = () => "blob:one";
  URL.revokeObjectURL = (address) => released.push(address);
});

/** A page with a link to a file, and what is saved from it once the link is pressed. */
async function pressed({ name = "采购合同", type = "application/pdf", answer, language = "en", kid = key.kid } = {}) {
  const words = json(`crates/portal/data/script.${language}.json`);
  const say = (word, values = {}) => words[word].replace(/\{([a-z_]+)\}/g, (_, place) => String(values[place]));
  const { document, body } = openDocument({ kid, party: PARTY, ledger: LEDGER, language });
  const asked = [];
  const saved = [];
  const refusals = json("crates/portal/data/refusals.zh.json");
  globalThis.fetch = async (address, { headers } = {}) => {
    if (String(address).endsWith("/refusals.zh.json")) return Response.json(refusals);
    asked.push({ address, authorization: headers.Authorization });
    return answer ? answer() : new Response("%PDF", { headers: { "Content-Type": type } });
  };
  const create = document.createElement;
  document.createElement = (tag) => {
    const element = create(tag);
    if (tag === "a") element.click = () => saved.push([element.getAttribute("href"), element.getAttribute("download")]);
    return element;
  };
  const link = el("a", { href: HREF, "data-file": name }, name);
  const section = el("section", {}, link);
  body.append(section);
  attach(link, say);
  await link.press();
  return { asked, saved, alert: section.querySelector(".alert")?.textContent ?? "" };
}

test("a file is fetched in the name of the key, and saved; its bytes are let go of a minute later", async () => {
  const { asked, saved, alert } = await pressed();
  assert.deepEqual([saved, alert], [[["blob:one", "采购合同.pdf"]], ""]);
  const [{ address, authorization }] = asked;
  assert.equal(address, HREF);
  const [header, claims] = authorization.replace("Bearer ", "").split(".", 2).map((part) => JSON.parse(fromUtf8(fromBase64url(part))));
  assert.deepEqual([header.kid, header.typ], [key.kid, keys.ACCESS]);
  assert.deepEqual([claims.iss, claims.aud], [PARTY, LEDGER]);
  clock.tick(59_999);
  assert.deepEqual(released, []);
  clock.tick(1);
  assert.deepEqual(released, ["blob:one"]);
});

test("a name is one that any computer takes, with the ending of what the file is", async () => {
  const cases = [
    ["采购合同.pdf", "application/pdf", "采购合同.pdf"],
    ["26112000000012345678", "application/xml", "26112000000012345678.xml"],
    ["26112000000012345678", "text/xml; charset=utf-8", "26112000000012345678.xml"],
    ["YNYY/DD:2026*31", "text/plain", "YNYY-DD-2026-31.txt"],
    ["..\\a<b>|c?", "image/png", "..-a-b--c-"],
    ["reviews.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "reviews.xlsx"],
  ];
  for (const [name, type, expected] of cases) {
    const { saved } = await pressed({ name, type });
    assert.deepEqual(saved, [["blob:one", expected]], name);
  }
});

test("a file that is not given is not saved, and why is said in the language of the page", async () => {
  const [{ en, zh }] = json("crates/portal/data/refusals.zh.json").sentences.filter((one) => !/\{\d+\}/.test(one.en));
  const answer = () => Response.json({ code: "not-found", title: "Not found", detail: en }, { status: 404 });
  const english = await pressed({ answer });
  assert.deepEqual(english.saved, []);
  assert.equal(english.alert, `采购合同 was not downloadedNot found: ${en}`);
  const chinese = await pressed({ answer, language: "zh" });
  assert.deepEqual(chinese.saved, []);
  assert.ok(chinese.alert.startsWith("采购合同 未能下载"), chinese.alert);
  assert.ok(chinese.alert.endsWith(`：${zh}`), chinese.alert);
});

test("where nobody answers, or the key is not in this browser, that is said", async () => {
  const broken = await pressed({
    answer: () => {
      throw new TypeError("no way");
    },
  });
  assert.deepEqual(broken.saved, []);
  assert.match(broken.alert, /^采购合同 was not downloaded/);
  const keyless = await pressed({ kid: "other" });
  assert.deepEqual([keyless.asked, keyless.saved], [[], []]);
  assert.match(keyless.alert, /^采购合同 was not downloaded/);
});

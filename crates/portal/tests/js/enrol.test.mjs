// An invitation: a key that is made here, its proof, and the fingerprint that two people compare by telephone.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { beforeEach, test } from "node:test";

import { fromBase64url, fromUtf8, utf8 } from "../../assets/js/bytes.js";
import { attach } from "../../assets/js/enrol.js";
import * as keys from "../../assets/js/keys.js";
import { beside, openDatabase, serve } from "./browser.mjs";
import { FakeElement, FakeEvent, openDocument } from "./dom.mjs";
import { json } from "./read.mjs";

const LEDGER = "sample.tallystick.invalid";
const PARTY = "019b8bab-0680-74d7-b2f9-3e1cb46185de";
const MEMBER = "member/019b8bab-0680-77ef-952f-10d796cea53f";
const PATH = "/invitation/7f";
const P256 = { name: "ECDSA", namedCurve: "P-256" };

const el = (tag, attributes, ...children) => new FakeElement(tag, attributes, ...children);
const database = openDatabase();

beforeEach(() => database.empty());

/** The page of an invitation; `name` is what the person types, where it is asked for. */
function open({ name = null, language = "en" } = {}) {
  const words = json(`crates/portal/data/script.${language}.json`);
  const say = (word, values = {}) => words[word].replace(/\{([a-z_]+)\}/g, (_, place) => String(values[place]));
  const { body } = openDocument({ ledger: LEDGER, address: PATH, language });
  const whom = { "data-party": PARTY, "data-party-name": "北京市永宁区人民医院", "data-member": MEMBER, "data-member-name": "李四" };
  const form = el("form", { class: "enrol", ...whom }, ...(name === null ? [] : [el("input", { name: "name", value: name })]));
  const main = el("main", {}, form);
  body.append(main);
  attach(form, say);
  return { main, form, say };
}

/** Sends the form to a portal that answers so; what it was handed. */
async function submitted({ form }, answer = () => ({})) {
  const handed = [];
  serve(
    beside({
      [`POST ${PATH}`]: (body) => {
        handed.push(body);
        return answer();
      },
      "GET /refusals.zh.json": json("crates/portal/data/refusals.zh.json"),
    }),
  );
  await form.send(new FakeEvent("submit"));
  return handed;
}

const alertOf = ({ form }) => form.querySelector(".alert")?.textContent ?? "";

/** What a compact JWS says; it must be signed by this public key. */
async function proven(jws, jwk) {
  const [header, claims, signature] = jws.split(".");
  const key = await crypto.subtle.importKey("jwk", jwk, P256, false, ["verify"]);
  assert.ok(await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, fromBase64url(signature), utf8(`${header}.${claims}`)));
  return [header, claims].map((part) => JSON.parse(fromUtf8(fromBase64url(part))));
}

test("the key is made here, its possession proved for this ledger and party, and no private half is handed in", async () => {
  const page = open();
  const [{ jwk, possession, name, ...more }] = await submitted(page);
  assert.deepEqual([name, more], ["李四", {}]);
  assert.deepEqual([Object.keys(jwk), jwk.kty, jwk.crv], [["crv", "kty", "x", "y"], "EC", "P-256"]);
  const [header, claims] = await proven(possession, jwk);
  const thumbprint = createHash("sha256").update(`{"crv":"P-256","kty":"EC","x":"${jwk.x}","y":"${jwk.y}"}`).digest("base64url");
  assert.deepEqual(header, { alg: "ES256", kid: thumbprint, typ: "tallystick-key+jwt" });
  assert.deepEqual(claims, { lid: LEDGER, party: `party/${PARTY}` });

  const [kept, ...others] = database.all("keys");
  assert.deepEqual(others, []);
  assert.deepEqual(
    [kept.kid, kept.ledger, kept.party, kept.partyName, kept.member, kept.memberName, kept.invitation],
    [thumbprint, LEDGER, `party/${PARTY}`, "北京市永宁区人民医院", MEMBER, "李四", PATH],
  );
  assert.deepEqual([kept.key.extractable, kept.key.usages], [false, ["sign"]]);
});

test("the fingerprint is told in sixteen groups of four, to be compared by telephone", async () => {
  for (const language of ["en", "zh"]) {
    database.empty();
    const page = open({ language });
    const [{ jwk }] = await submitted(page);
    const digest = createHash("sha256").update(`{"crv":"P-256","kty":"EC","x":"${jwk.x}","y":"${jwk.y}"}`).digest("hex");
    const told = page.main.querySelector(".receipt .fingerprint code").textContent;
    assert.match(told, /^[0-9a-f]{4}( [0-9a-f]{4}){15}$/);
    assert.equal(told.replaceAll(" ", ""), digest);
    const receipt = page.main.querySelector(".receipt").textContent;
    for (const word of ["enrol-title", "enrol-made", "enrol-compare", "enrol-next"]) assert.ok(receipt.includes(page.say(word)), word);
    assert.equal(page.main.querySelector(".receipt a").getAttribute("href"), "/sign-in");
    assert.equal(page.form.hidden, true);
  }
});

test("the name that is typed is handed in, and stands beside the key", async () => {
  const [{ name }] = await submitted(open({ name: "  王五 " }));
  assert.equal(name, "王五");
  assert.equal(database.all("keys")[0].memberName, "王五");
});

test("a key whose answer was lost is handed in again, and no second one is made", async () => {
  const page = open();
  const [lost] = await submitted(page, () => {
    throw new TypeError("no way");
  });
  assert.ok(alertOf(page).startsWith(page.say("enrol-failed")), alertOf(page));
  assert.ok(alertOf(page).endsWith(page.say("no-connection")), alertOf(page));
  assert.ok(!page.form.hidden && !page.form.hasAttribute("aria-busy"));
  const [again] = await submitted(open());
  assert.deepEqual(again.jwk, lost.jwk);
  assert.equal(database.all("keys").length, 1);
});

test("another invitation has another key", async () => {
  const [one] = await submitted(open());
  await keys.add({ ...database.all("keys")[0], invitation: "/invitation/80" });
  const [other] = await submitted(open());
  assert.notEqual(other.jwk.x, one.jwk.x);
});

test("an invitation that is refused says why, in the language of the page, and can be tried again", async () => {
  const refusals = json("crates/portal/data/refusals.zh.json");
  const { en, zh } = refusals.sentences.find((one) => !/\{\d+\}/.test(one.en));
  for (const [language, why] of [["en", en], ["zh", zh]]) {
    const page = open({ language });
    await submitted(page, () => ({ status: 409, json: { code: "invitation-used", title: "Used", detail: en } }));
    assert.ok(alertOf(page).startsWith(page.say("enrol-failed")), alertOf(page));
    assert.ok(alertOf(page).endsWith(why), alertOf(page));
    assert.equal(page.main.querySelector(".receipt"), null);
    await submitted(page);
    assert.equal(alertOf(page), "");
    assert.ok(page.main.querySelector(".receipt"));
  }
});

test("a form that is sent twice in one go hands the key in once", async () => {
  const page = open();
  const handed = [];
  serve({ [`POST ${PATH}`]: (body) => ({ many: handed.push(body) }) });
  await Promise.all([page.form.send(new FakeEvent("submit")), page.form.send(new FakeEvent("submit"))]);
  assert.equal(handed.length, 1);
  assert.equal(database.all("keys").length, 1);
});

// What a page keeps and what it clears away: drafts, files on their way, and the page itself once its sign-in has ended.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { hex, sha256, utf8 } from "../../assets/js/bytes.js";
import * as keys from "../../assets/js/keys.js";
import { openClock, openDatabase, openTexts, serve } from "./browser.mjs";
import { FakeElement, FakeEvent, openDocument } from "./dom.mjs";
import { json } from "./read.mjs";

const WORDS = json("crates/portal/data/script.en.json");
const say = (name, values = {}) => WORDS[name].replace(/\{([a-z_]+)\}/g, (_, key) => String(values[key]));
const el = (tag, attributes, ...children) => new FakeElement(tag, attributes, ...children);

const LEDGER = "sample.tallystick.invalid";
const MINUTE = 60_000;
const texts = openTexts();
const clock = openClock();
openDatabase();

/** Lets promises that stand in line run. */
const settle = async () => {
  for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
};

beforeEach(() => {
  texts.clear();
  clock.empty();
});

/** A page with a form in which an amount and an account are typed. */
async function openForm(address, { kid = "kid", id = "report", account = "" } = {}) {
  const { body } = openDocument({ kid, address });
  const served = Object.entries({ amount: "", account });
  const inputs = served.map(([name, value]) => Object.assign(el("input", { type: "text", name, value }), { defaultValue: value }));
  const hidden = el("input", { type: "hidden", name: "certificate", value: address });
  const form = el("form", { class: "act", id }, ...inputs, hidden);
  body.append(form);
  const { attach } = await import("../../assets/js/draft.js");
  attach(form, say);
  return form;
}

function type(form, name, value) {
  form.elements.namedItem(name).value = value;
  form.dispatchEvent(new FakeEvent("input"));
  clock.tick(500);
}

const said = (form) => form.elements.filter(({ name }) => name).map(({ value }) => value);

test("what was typed is back on the same page", async () => {
  type(await openForm("/payments/new?certificate=A"), "amount", "1,200.00");
  const form = await openForm("/payments/new?certificate=A");
  assert.equal(form.elements.namedItem("amount").value, "1,200.00");
  assert.match(form.textContent, /is back/);
});

test("what nobody touched is as the page has it now", async () => {
  const address = "/payments/new?certificate=A";
  type(await openForm(address, { account: "one" }), "amount", "1,200.00");
  assert.deepEqual(said(await openForm(address, { account: "two" })), ["1,200.00", "two", address]);
});

test("what was typed for one thing is not put into the form for another", async () => {
  const pairs = [
    ["/payments/new?certificate=A", "/payments/new?certificate=B"],
    ["/receivables/new?contract=A", "/receivables/new?contract=B"],
    ["/bank-entries/1/assign?loan=A", "/bank-entries/1/assign?loan=B"],
    ["/contracts/new?code=A", "/contracts/new"],
  ];
  for (const [one, other] of pairs) {
    type(await openForm(one), "amount", "1,200.00");
    assert.deepEqual(said(await openForm(other)), ["", "", other]);
    assert.deepEqual(said(await openForm(one)), ["1,200.00", "", one]);
  }
});

test("drafts are of one member and one form, and end when the act is done", async () => {
  const address = "/payments/new?certificate=A";
  const form = await openForm(address);
  type(form, "amount", "1,200.00");
  assert.deepEqual(said(await openForm(address, { kid: "other" })), ["", "", address]);
  assert.deepEqual(said(await openForm(address, { id: "other" })), ["", "", address]);
  openDocument({ kid: "kid", address });
  form.dispatchEvent(new FakeEvent("tallystick:done"));
  assert.deepEqual(said(await openForm(address)), ["", "", address]);
});

test("a draft of thirty days ago is nobody's any more, and one that cannot be read is none", async () => {
  const address = "/payments/new?certificate=A";
  type(await openForm(address), "amount", "1,200.00");
  const [[name, kept]] = [...texts];
  const old = { ...JSON.parse(kept), at: Date.now() - 31 * 24 * 60 * MINUTE };
  for (const text of [JSON.stringify(old), "{"]) {
    texts.set(name, text);
    assert.deepEqual(said(await openForm(address)), ["", "", address]);
  }
});

/** A page of a member, watched, with what the portal says of its sign-in. */
async function openWatched(told) {
  const asked = serve({ "GET /sign-in/until": () => told.now(), "POST /sign-in/used": () => told.now(), "POST /sign-in/challenge": {} });
  const { document, body } = openDocument({ kid: "kid", address: "/loans/1?tab=plan" });
  body.append(el("header", {}, "李四"), el("main", {}, "1,200,000.00 CNY"));
  const { watch } = await import("../../assets/js/session.js");
  await watch(say);
  return { document, body, asked };
}

const signedOut = () => ({ status: 401, json: { code: "signed-out" } });
const lasts = (minutes, kid = "kid") => () => ({ kid, left: minutes * MINUTE });

test("a page is cleared once its sign-in has ended, with a way back to it", async () => {
  const told = { now: lasts(2) };
  const { document, body } = await openWatched(told);
  assert.match(body.textContent, /1,200,000/);
  told.now = signedOut;
  clock.tick(2 * MINUTE);
  await settle();
  assert.match(body.textContent, /1,200,000/);
  clock.tick(1_000);
  await settle();
  assert.ok(!/1,200,000|李四/.test(body.textContent), body.textContent);
  assert.equal(document.title, say("signed-out-cleared"));
  assert.equal(body.querySelector("a").getAttribute("href"), `/sign-in?next=${encodeURIComponent("/loans/1?tab=plan")}`);
});

test("a page is cleared when another key has signed in beside it", async () => {
  const told = { now: lasts(30) };
  const { document, body } = await openWatched(told);
  told.now = lasts(30, "other");
  document.dispatchEvent(new FakeEvent("visibilitychange"));
  await settle();
  assert.ok(!/1,200,000/.test(body.textContent));
});

test("to look at a page is no use of the sign-in, and to type is", async () => {
  const { document, asked, body } = await openWatched({ now: lasts(30) });
  clock.tick(5 * MINUTE);
  await settle();
  document.dispatchEvent(new FakeEvent("keydown"));
  clock.tick(5 * MINUTE);
  await settle();
  clock.tick(5 * MINUTE);
  await settle();
  assert.deepEqual(asked, ["GET /sign-in/until", "GET /sign-in/until", "POST /sign-in/used", "GET /sign-in/until"]);
  assert.match(body.textContent, /1,200,000/);
});

test("where nobody answers, the page stays and asks again", async () => {
  const told = { now: () => { throw new TypeError("no way"); } };
  const { body, asked } = await openWatched(told);
  assert.match(body.textContent, /1,200,000/);
  told.now = signedOut;
  clock.tick(5 * MINUTE);
  await settle();
  assert.equal(asked.length, 2);
  assert.ok(!/1,200,000/.test(body.textContent));
});

/** A place for one file, and a service that says what it keeps. */
async function sendFile(content, keep, { name = "invoice.xml", shown = [] } = {}) {
  const key = await keys.generate();
  await keys.add(key);
  const { body } = openDocument({ kid: key.kid, party: "party/a", ledger: LEDGER });
  const input = (fill) => el("input", { type: "hidden", name: fill, "data-fill": fill });
  const place = el("div", { class: "files", "data-files": "evidence" }, input("digest"), input("number"), input("name"), ...shown);
  body.append(el("form", {}, place));
  globalThis.XMLHttpRequest = class {
    upload = {};
    open() {}
    setRequestHeader() {}
    send() {
      Object.assign(this, { status: 201, responseText: JSON.stringify(keep) });
      queueMicrotask(() => this.onload());
    }
  };
  const { attach } = await import("../../assets/js/files.js");
  attach(place, say);
  const bytes = utf8(content);
  const drop = new FakeEvent("drop");
  drop.dataTransfer = { files: [{ name, size: bytes.length, type: "application/xml", arrayBuffer: async () => bytes.buffer }] };
  place.dispatchEvent(drop);
  await settle();
  while (place.querySelector("progress")) await settle();
  return place;
}

test("a file is kept where the service names the digest that this browser took of it", async () => {
  const digest = hex(await sha256(utf8("<Invoice/>")));
  const reading = {
    invoice: { number: "26112000001234567890", issue_date: "2026-02-01", totals: { gross: { value: "1200000.00", currency: "CNY" } }, seller: { name: "S" }, buyer: { name: "B" } },
  };
  const place = await sendFile("<Invoice/>", { digest, size: 10, media_type: "application/xml", reading });
  const [kept, number, name] = place.querySelectorAll("input");
  assert.deepEqual([kept.value, number.value, name.value], [digest, "26112000001234567890", "invoice.xml"]);
  assert.match(place.textContent, /invoice\.xml is kept/);
});

test("a file of which the service keeps other bytes fills nothing", async () => {
  const place = await sendFile("<Invoice/>", { digest: "0".repeat(64), size: 10, media_type: "application/xml" });
  assert.ok(place.querySelectorAll("input").every((input) => input.value === ""));
  assert.ok(place.textContent.includes(say("file-digest", { name: "invoice.xml" })));
});

test("a remark stands below the input that shows what it is about, and the others below all of them", async () => {
  const shown = ["total.value", "seller_code"].map((fill) => el("div", {}, el("input", { id: `${fill}-0`, "data-fill": fill })));
  const finding = (severity, field, sentence) => ({ severity, field, sentence });
  const findings = [
    finding("warning", "totals/gross", "the total in capitals is 5.00"),
    finding("note", "lines/1/net", "line 1 is rounded"),
    finding("warning", "totals/gross", "the lines add up to 4.00"),
    finding("warning", "number", "the number has 19 digits"),
  ];
  const digest = hex(await sha256(utf8("<Invoice/>")));
  const place = await sendFile("<Invoice/>", { digest, size: 10, media_type: "application/xml", reading: { findings } }, { shown });
  const said = (list) => list.children.map((line) => line.textContent);
  const [total, seller] = shown;
  const [input, below] = total.children;
  assert.equal(input.getAttribute("aria-describedby"), below.id);
  assert.deepEqual(said(below), ["Warning the total in capitals is 5.00", "Warning the lines add up to 4.00"]);
  assert.deepEqual([seller.children.length, seller.children[0].hasAttribute("aria-describedby")], [1, false]);
  // The number's own input is hidden here, so its remark stands with the rest.
  assert.deepEqual(said(place.querySelector(":scope > .findings")), ["Note line 1 is rounded", "Warning the number has 19 digits"]);
});

test("what a file says fills inputs by name, and nothing that it does not say", async () => {
  const { fillings } = await import("../../assets/js/files.js");
  const file = { digest: "d", size: 5, media_type: "text/plain" };
  assert.deepEqual(fillings(file, "x".repeat(300)), { digest: "d", size: "5", media_type: "text/plain", name: "x".repeat(200) });
  const party = (code) => ({ name: code, tax_ids: [{ value: code, reading: { as: "credit-code", value: code } }] });
  const invoice = { number: "1", issue_date: "2026-02-01", totals: { gross: { value: "5.00", currency: "CNY" } }, seller: party("A"), buyer: { name: "B" } };
  const filled = fillings({ ...file, reading: { invoice } }, "n");
  assert.deepEqual([filled.seller_code, filled.buyer_code, filled["total.value"]], ["A", "", "5.00"]);
});

test("a plain form that is pressed twice is sent once, and again when the page comes back", async () => {
  const { window } = openDocument({});
  const form = el("form", { method: "post" });
  const { attach } = await import("../../assets/js/once.js");
  attach(form);
  const isSent = () => {
    const event = new FakeEvent("submit");
    form.dispatchEvent(event);
    return !event.isPrevented;
  };
  assert.deepEqual([isSent(), isSent()], [true, false]);
  window.dispatchEvent(new FakeEvent("pageshow"));
  assert.deepEqual([isSent(), isSent()], [true, false]);
  clock.tick(10_000);
  assert.equal(isSent(), true);
});

// Figures that follow what one types, and what the service proposes on the way.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { attach } from "../../assets/js/live.js";
import { openClock } from "./browser.mjs";
import { FakeElement, FakeEvent, openDocument } from "./dom.mjs";

const el = (tag, attributes, ...children) => new FakeElement(tag, attributes, ...children);
const say = (name) => name;
const clock = openClock();

/** Lets promises that stand in line run. */
const settle = async () => {
  for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
};

/** What the service answers: what the invoices add up to. */
let sum;

globalThis.FormData = class {
  constructor(form) {
    this.form = form;
  }

  *[Symbol.iterator]() {
    for (const { name, value } of this.form.elements) if (name) yield [name, value];
  }
};

globalThis.XMLHttpRequest = class {
  open() {}
  setRequestHeader() {}
  abort() {}
  send() {
    const body = el("body", {}, el("dd", { "data-proposes": "amount.value", "data-value": sum }, sum || "0.00"));
    Object.assign(this, { status: 200, response: { body, querySelector: () => null } });
    queueMicrotask(() => this.onload());
  }
};

/** A claim, with an amount that may be there already. */
function openClaim(amount = "") {
  const { body } = openDocument({});
  const input = el("input", { name: "amount.value", value: amount });
  const form = el("form", { "data-recompute": "/receivables/new/terms" }, input, el("div", { "data-recomputed": "" }));
  body.append(form);
  attach(form, say);
  return { form, input };
}

/** The papers of the claim are these now. */
async function invoices({ form }, total) {
  sum = total;
  form.dispatchEvent(new FakeEvent("input"));
  clock.tick(300);
  await settle();
}

/** A person types into the amount. */
async function type({ input }, value) {
  input.value = value;
  input.dispatchEvent(new FakeEvent("input", { bubbles: true }));
  clock.tick(300);
  await settle();
}

beforeEach(() => clock.empty());

test("what the invoices add up to is proposed, and follows them while nobody types another amount", async () => {
  const claim = openClaim();
  for (const total of ["1,200,000.00", "1,500,000.00", ""]) {
    await invoices(claim, total);
    assert.equal(claim.input.value, total);
  }
});

test("an amount that a person typed stays, and so does one that was taken away", async () => {
  const claim = openClaim();
  await invoices(claim, "1,200,000.00");
  await type(claim, "900,000.00");
  await invoices(claim, "1,500,000.00");
  assert.equal(claim.input.value, "900,000.00");
  await type(claim, "");
  await invoices(claim, "1,600,000.00");
  assert.equal(claim.input.value, "");
});

test("an amount that was there before, as from a draft, stays", async () => {
  const claim = openClaim("900,000.00");
  await invoices(claim, "1,200,000.00");
  assert.equal(claim.input.value, "900,000.00");
});

test("the figures stand where they belong", async () => {
  const claim = openClaim();
  await invoices(claim, "1,200,000.00");
  assert.equal(claim.form.querySelector("[data-recomputed]").textContent, "1,200,000.00");
});

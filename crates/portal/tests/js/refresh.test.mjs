// A part of a page that follows what goes on in the service.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { attach } from "../../assets/js/refresh.js";
import { openClock } from "./browser.mjs";
import { FakeElement, openDocument } from "./dom.mjs";

const el = (tag, attributes, ...children) => new FakeElement(tag, attributes, ...children);
const clock = openClock();

/** Lets promises that stand in line run. */
const settle = async () => {
  for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
};

/** A pause of two seconds, and what comes of it. */
async function pause() {
  clock.tick(2_000);
  await settle();
}

let asked;

/** A portal that answers with these parts in turn, and with the last one from then on; null is no answer. */
function answering(...parts) {
  globalThis.XMLHttpRequest = class {
    open(method, path) {
      asked.push(`${method} ${path}`);
    }
    setRequestHeader() {}
    abort() {}
    send() {
      const part = parts.length > 1 ? parts.shift() : parts[0];
      if (part) Object.assign(this, { status: 200, response: { body: el("body", {}, ...part()) } });
      queueMicrotask(() => (part ? this.onload() : this.onerror()));
    }
  };
}

const running = (says) => () => [el("p", { "data-running": "" }, says)];
const ended = (says) => () => [el("p", {}, says)];

/** A part of a page that says this, and is taken over. */
function open(part, path = "/audits/progress") {
  const { body } = openDocument({});
  const element = el("div", { "data-refresh": path }, ...part());
  body.append(element);
  attach(element);
  return element;
}

beforeEach(() => {
  asked = [];
  clock.empty();
});

test("it is fetched again every two seconds for as long as something runs", async () => {
  answering(running("250 of 1000"), running("Comparing the table loans."), ended("clean"));
  const element = open(running("0 of 1000"));
  assert.equal(element.getAttribute("aria-live"), "polite");
  clock.tick(1_999);
  await settle();
  assert.deepEqual([asked.length, element.textContent], [0, "0 of 1000"]);
  clock.tick(1);
  await settle();
  assert.equal(element.textContent, "250 of 1000");
  await pause();
  assert.equal(element.textContent, "Comparing the table loans.");
  await pause();
  assert.equal(element.textContent, "clean");
  await pause();
  assert.deepEqual(asked, Array(3).fill("GET /audits/progress"));
});

test("where nothing runs it is not fetched", async () => {
  answering(ended("clean"));
  open(ended("none"));
  await pause();
  assert.deepEqual(asked, []);
});

test("an answer that is missing is asked for again, and after thirty in a row the page stays as it is", async () => {
  answering(null);
  const element = open(running("250 of 1000"));
  for (let turn = 0; turn < 40; turn += 1) await pause();
  assert.equal(asked.length, 30);
  assert.equal(element.textContent, "250 of 1000");
});

test("an answer in between ends the row of missing ones", async () => {
  answering(...Array(29).fill(null), running("500 of 1000"), ...Array(29).fill(null), ended("clean"));
  const element = open(running("250 of 1000"));
  for (let turn = 0; turn < 60; turn += 1) await pause();
  assert.equal(asked.length, 60);
  assert.equal(element.textContent, "clean");
});

test("nothing is fetched from another site", async () => {
  answering(ended("clean"));
  open(running("250 of 1000"), "https://other.test/audits/progress");
  await pause();
  assert.deepEqual(asked, []);
});

// Lists and the search by keyboard.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { attach, attachSearch } from "../../assets/js/list.js";
import { FakeElement, FakeEvent, openDocument } from "./dom.mjs";

const el = (tag, attributes, ...children) => new FakeElement(tag, attributes, ...children);

let focused;
let opened;

beforeEach(() => {
  focused = null;
  opened = [];
});

/** An element that says when it has the focus. */
function focusable(element) {
  element.focus = () => {
    focused = element;
  };
  return element;
}

/** A press of a key; whether the page took it for itself. */
function press(target, key, held = {}) {
  const event = Object.assign(new FakeEvent("keydown", { bubbles: true }), { key, ...held });
  target.dispatchEvent(event);
  return Boolean(event.isPrevented);
}

/** A page with a search, and a field for a note. */
function openSearch() {
  const { body } = openDocument({});
  const search = focusable(el("input", { type: "search" }));
  search.select = () => {
    search.isSelected = true;
  };
  const note = el("input", { type: "text" });
  body.append(search, note, el("main", {}));
  attachSearch();
  return { body, search, note };
}

test("a slash goes to the search, and selects what stands in it", () => {
  const { body, search } = openSearch();
  assert.equal(press(body.querySelector("main"), "/"), true);
  assert.equal(focused, search);
  assert.equal(search.isSelected, true);
});

test("a slash that is typed, or is part of a shortcut, stays what it is", () => {
  const { body, note } = openSearch();
  assert.equal(press(note, "/"), false);
  for (const held of ["ctrlKey", "metaKey", "altKey"]) assert.equal(press(body, "/", { [held]: true }), false, held);
  assert.equal(press(body, "x"), false);
  assert.equal(focused, null);
});

test("where there is no search a slash does nothing", () => {
  const { body } = openDocument({});
  attachSearch();
  assert.equal(press(body, "/"), false);
});

/** A list of three contracts, with a row between them that leads nowhere. */
function openList() {
  const { body } = openDocument({});
  const row = (number) => {
    const link = el("a", { href: `/contracts/${number}` }, `YNYY-${number}`);
    link.click = () => opened.push(link.getAttribute("href"));
    return focusable(el("tr", {}, el("th", {}, link), el("td", {}, el("input", { type: "checkbox" }))));
  };
  const rows = [row(1), row(2), row(3)];
  const tbody = el("tbody", {}, rows[0], el("tr", {}, el("td", {}, "2026-02")), rows[1], rows[2]);
  tbody.rows = tbody.children;
  const table = el("table", { class: "list" }, tbody);
  table.tBodies = [tbody];
  body.append(table);
  attach(table);
  return { rows, link: rows[1].querySelector("a"), input: rows[1].querySelector("input") };
}

const places = (rows) => rows.map(({ tabIndex }) => tabIndex);

test("a list is one stop of the tabulator: its first row", () => {
  assert.deepEqual(places(openList().rows), [0, -1, -1]);
});

test("arrows go from row to row that leads somewhere, and no further than the last", () => {
  const { rows } = openList();
  const steps = [
    [0, "ArrowDown", 1],
    [1, "ArrowDown", 2],
    [2, "ArrowUp", 1],
    [1, "End", 2],
    [2, "Home", 0],
  ];
  for (const [from, key, to] of steps) {
    assert.equal(press(rows[from], key), true, `${from} ${key}`);
    assert.equal(focused, rows[to], `${from} ${key}`);
    assert.deepEqual(places(rows), [0, 1, 2].map((at) => (at === to ? 0 : -1)));
  }
  focused = null;
  assert.equal(press(rows[0], "ArrowUp"), false);
  assert.equal(press(rows[2], "ArrowDown"), false);
  assert.equal(focused, null);
});

test("enter opens the row that has the focus, and no other element's enter is taken", () => {
  const { rows, link, input } = openList();
  assert.equal(press(rows[2], "Enter"), true);
  assert.deepEqual(opened, ["/contracts/3"]);
  assert.equal(press(link, "Enter"), false);
  assert.equal(press(input, "ArrowDown"), false);
  assert.equal(press(rows[0], "Enter", { ctrlKey: true }), false);
  assert.deepEqual(opened, ["/contracts/3"]);
});

test("arrows go on from a link within a row", () => {
  const { rows, link } = openList();
  assert.equal(press(link, "ArrowDown"), true);
  assert.equal(focused, rows[2]);
});

// From a form to the body of a command. An input's name is the path of its value: `amount.value`, `children.0.amount.value`.

import { uuidv7 } from "./bytes.js";
import { fraction, normalise } from "./money.js";
import { fromBeijing } from "./times.js";

/** An input whose content is not what its type asks for. Its code is the name of its sentence in the words. */
export class Misfit extends Error {
  /** @param {string} code @param {string} input its name @param {object} [values] */
  constructor(code, input, values = {}) {
    super(`${code}: ${input}`);
    this.name = "Misfit";
    Object.assign(this, { code, input, values });
  }
}

/** An object without members that is meant: a choice that needs no more words. */
const CHOSEN = Object.freeze({});

/** An empty list that is meant. */
const NONE = Object.freeze([]);

/** Readers by type: the value, or null where the text is none of that type. */
const READERS = {
  number: (text) => (/^(0|-?[1-9][0-9]*)$/.test(text.trim()) && Number.isSafeInteger(Number(text)) ? Number(text) : null),
  time: fromBeijing,
  money: normalise,
  percent: fraction,
  // What a file says as a whole; the service alone knows whether it fits.
  json: parsed,
};

function parsed(text) {
  try {
    return Object.freeze(JSON.parse(text));
  } catch {
    return null;
  }
}

/**
 * What one input says.
 * @typedef {{name: string, value: string | boolean, type: string, currency?: string, beside?: string}} Said
 */

/** The value of an input by its type; undefined where it is empty and left out. @param {Said} said */
export function read({ name, value, type, currency }) {
  if (type === "boolean") return value === true || value === "true";
  if (value === "") return undefined;
  if (!Object.hasOwn(READERS, type)) return value;
  const found = READERS[type](value, currency);
  if (found === null) throw new Misfit(`misfit-${type}`, name, { currency });
  return found;
}

/** Sets a value at a path, making objects and lists on the way. What stands there already, a choice may not wipe out. */
function place(body, path, value) {
  const steps = path.split(".");
  let at = body;
  for (const [index, step] of steps.entries()) {
    if (step === "__proto__" || step === "") throw new Misfit("misfit-name", path);
    if (index === steps.length - 1) {
      if ((value === CHOSEN || value === NONE) && Object.hasOwn(at, step)) return;
      at[step] = value;
      return;
    }
    const isThere = Object.hasOwn(at, step) && at[step] !== CHOSEN && at[step] !== NONE;
    if (!isThere) at[step] = /^[0-9]+$/.test(steps[index + 1]) ? [] : {};
    at = at[step];
  }
}

/** Without empty objects and lists, and without the gaps that removed rows leave. */
function compact(value) {
  if (value === CHOSEN) return {};
  if (value === NONE) return [];
  // A whole that a file says stays as it is.
  if (value !== null && typeof value === "object" && Object.isFrozen(value)) return value;
  if (Array.isArray(value)) {
    const kept = value.map(compact).filter((item) => item !== undefined);
    return kept.length > 0 ? kept : undefined;
  }
  if (value === null || typeof value !== "object") return value;
  const kept = Object.entries(value)
    .map(([name, member]) => [name, compact(member)])
    .filter(([, member]) => member !== undefined);
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}

/**
 * The body that inputs say, in their order.
 * @param {Said[]} said
 * @returns {object}
 */
export function assemble(said) {
  const body = {};
  const lists = new Map();
  // The currency of an amount that was left empty says nothing, nor does what stands beside it.
  const empty = new Set(said.filter(({ type, value }) => type === "money" && value === "").map(({ name }) => name));
  const idle = new Set([...empty].map((name) => name.replace(/value$/, "currency")));
  for (const input of said) {
    const { name, value, type, beside } = input;
    if (idle.has(name) || empty.has(beside)) continue;
    if (type === "list") {
      const lines = String(value).split("\n").map((line) => line.trim()).filter((line) => line !== "");
      if (lines.length === 0) continue;
      lists.set(name, [...(lists.get(name) ?? []), ...lines]);
      place(body, name, lists.get(name));
    } else if (type === "empty-list") {
      place(body, name, NONE);
    } else if (type === "choice") {
      if (value !== "") place(body, `${name}.${value}`, CHOSEN);
    } else {
      const found = read(input);
      if (found !== undefined) place(body, name, found);
    }
  }
  return compact(body) ?? {};
}

/** The type of an input: its `data-type`, or money for a `….value` that has its `….currency` beside it. */
function typeOf(input, form) {
  if (input.dataset.type) return input.dataset.type;
  const sibling = input.name.replace(/(^|\.)value$/, "$1currency");
  return sibling !== input.name && form.elements.namedItem(sibling) ? "money" : "text";
}

function currencyOf(input, form) {
  const sibling = form.elements.namedItem(input.name.replace(/(^|\.)value$/, "$1currency"));
  return (sibling && sibling !== input && sibling.value) || "CNY";
}

/** What the inputs of a form say. Buttons, files, inputs that are disabled, and names that begin with `_` say nothing. */
export function collect(form) {
  const said = [];
  for (const input of form.elements) {
    const isSilent = !input.name || input.name.startsWith("_") || input.matches(":disabled") || ["file", "submit", "button", "reset"].includes(input.type);
    if (isSilent || input.tagName === "FIELDSET" || input.tagName === "OUTPUT") continue;
    const type = typeOf(input, form);
    const isBox = input.type === "checkbox" || input.type === "radio";
    if (type === "boolean" && input.type === "checkbox") said.push({ name: input.name, value: input.checked, type });
    else if (isBox && !input.checked) continue;
    else if (input.type === "select-multiple") {
      for (const option of input.selectedOptions) said.push({ name: input.name, value: option.value, type: "list" });
    } else {
      const { beside } = input.dataset;
      said.push({ name: input.name, value: input.value, type, ...(type === "money" && { currency: currencyOf(input, form) }), ...(beside && { beside }) });
    }
  }
  return said;
}

/** The body of a form. Throws a `Misfit` at the first input that does not fit. @param {HTMLFormElement} form */
export function formBody(form) {
  return assemble(collect(form));
}

/** Names the new things of a form, once: hidden inputs with `data-new="certificate"` get `certificate/<uuid>`. */
export function nameNew(form) {
  for (const input of form.querySelectorAll("input[data-new]")) {
    if (input.value === "") input.value = `${input.dataset.new}/${uuidv7()}`;
  }
}

/** Writes the exact form of an amount into its input when it is left, where it is one: `1200000.5` becomes `1,200,000.50`. */
export function tidyMoney(input, form, write) {
  if (typeOf(input, form) !== "money" || input.value === "") return;
  const currency = currencyOf(input, form);
  const value = normalise(input.value, currency);
  if (value !== null) input.value = write({ value, currency });
}

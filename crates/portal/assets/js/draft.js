// What a person entered and has not sent survives a reload and a lost connection. Keys and files are never part of it.

import { el } from "./dom.js";
import { makeRows } from "./files.js";
import { page } from "./page.js";
import { timeText } from "./times.js";

/** After thirty days nobody remembers what they meant. */
const KEPT_FOR = 30 * 24 * 60 * 60 * 1000;

/** Where the draft of a form is kept: by member, page and form. The query belongs to the page: it names what the form is about. */
export function place(form) {
  return `tallystick-draft:${page().kid}:${location.pathname}${location.search}#${form.id || form.dataset.kind || ""}`;
}

/** The inputs that a person fills, or that a file filled, or that name something new. */
function inputs(form) {
  return [...form.elements].filter((input) => {
    const isTyped = !["file", "password", "submit", "button", "reset"].includes(input.type) && input.tagName !== "FIELDSET" && input.tagName !== "OUTPUT";
    return input.name && isTyped && (input.type !== "hidden" || input.dataset.new || input.dataset.fill);
  });
}

const isBox = (input) => input.type === "checkbox" || input.type === "radio";

/** Whether an input still says what it said when the page came. What is hidden was put there by the page's scripts. */
function isAsServed(input) {
  if (input.type === "hidden") return false;
  if (isBox(input)) return input.checked === input.defaultChecked;
  if (input.tagName === "SELECT") return [...input.options].every((option) => option.selected === option.defaultSelected);
  return input.value === input.defaultValue;
}

/** What the inputs hold, in their order: equal names are told apart by their place. */
function taken(form) {
  return inputs(form).map((input) => ({
    name: input.name,
    isAsServed: isAsServed(input),
    value: input.type === "select-multiple" ? [...input.selectedOptions].map((option) => option.value) : input.value,
    ...(isBox(input) && { checked: input.checked }),
  }));
}

function save(form) {
  try {
    localStorage.setItem(place(form), JSON.stringify({ at: Date.now(), inputs: taken(form) }));
  } catch {
    // A browser that keeps nothing only loses the convenience.
  }
}

/** Forgets the draft of a form. */
export function drop(form) {
  try {
    localStorage.removeItem(place(form));
  } catch {
    // It was never kept.
  }
}

function kept(form) {
  try {
    const draft = JSON.parse(localStorage.getItem(place(form)) ?? "null");
    return draft && Date.now() - draft.at < KEPT_FOR ? draft : null;
  } catch {
    return null;
  }
}

/**
 * Puts a draft back, but for what nobody touched: there the page may know something newer, such as what a colleague changed.
 * Says whether anything differs from what the page came with.
 */
function restore(form, draft) {
  makeRows(form, draft.inputs.map(({ name }) => name));
  let isChanged = false;
  const left = [...draft.inputs];
  for (const input of inputs(form)) {
    const at = left.findIndex(({ name, value }) => name === input.name && (!isBox(input) || value === input.value));
    if (at < 0) continue;
    const [{ value, checked, isAsServed: isUntouched }] = left.splice(at, 1);
    if (isUntouched) continue;
    if (isBox(input)) {
      isChanged ||= input.checked !== checked;
      input.checked = checked;
    } else if (input.type === "select-multiple") {
      for (const option of input.options) option.selected = value.includes(option.value);
    } else {
      isChanged ||= input.value !== value && !input.dataset.new;
      input.value = value;
    }
  }
  return isChanged;
}

/** Keeps drafts of a form, and brings back the one there is. @param {HTMLFormElement} form */
export function attach(form, say) {
  form.dataset.draftPlace = place(form);
  const draft = kept(form);
  if (draft && restore(form, draft)) {
    const clear = () => {
      drop(form);
      location.reload();
    };
    const note = el(
      "p",
      { class: "note", role: "status" },
      say("draft-restored", { time: timeText(draft.at, page().language) }),
      " ",
      el("button", { type: "button", class: "button-plain", onclick: clear }, say("draft-drop")),
    );
    form.prepend(note);
    // What is computed from the inputs must follow them.
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }
  let timer = 0;
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => save(form), 400);
  };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  form.addEventListener("tallystick:done", () => {
    clearTimeout(timer);
    drop(form);
  });
}

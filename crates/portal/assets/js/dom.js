// Elements are made one by one and filled with text; markup is never read from a string.

/**
 * An element.
 * @param {string} tag
 * @param {Record<string, unknown>} [attributes] `on…` names take listeners, `true` a bare attribute; false and null are left out
 * @param {...(Node|string|null|undefined)} children
 * @returns {HTMLElement}
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

/** A copy of a template's content that stands within an element; nothing where there is none. */
export function copy(within, selector) {
  const template = within.querySelector(`template${selector}`);
  return template ? document.importNode(template.content, true) : null;
}

/** A heading that may take the focus. */
export function heading(text, level = 2) {
  return el(`h${level}`, { tabindex: "-1" }, text);
}

/** Moves the focus to the first heading of a view, or to the view itself. */
export function focus(view) {
  const target = view.querySelector("h1, h2, h3, [tabindex='-1']") ?? view;
  if (!target.hasAttribute("tabindex")) target.setAttribute("tabindex", "-1");
  target.focus();
}

/** A message that interrupts: read aloud at once, and focused. */
export function alert(title, ...children) {
  return el("div", { class: "alert", role: "alert", tabindex: "-1" }, el("p", {}, el("strong", {}, title)), ...children);
}

/** Shows an alert within a form or section, in place of the one before. */
export function showAlert(within, message) {
  clearAlert(within);
  within.prepend(message);
  message.focus();
}

/** Takes the alert away. */
export function clearAlert(within) {
  for (const old of within.querySelectorAll(":scope > .alert")) old.remove();
}

/** A list of terms with their descriptions; a description may be nodes. @param {Array<[string, ...(Node|string)[]]>} rows */
export function descriptions(rows) {
  return el(
    "dl",
    {},
    rows.flatMap(([term, ...description]) => [el("dt", {}, term), el("dd", {}, ...description)]),
  );
}

// A strict reader of XML, for messages of banks: elements, attributes, text, and nothing that could make a text mean something else.
// There are no document types, no entities of one's own, and no elements from two places under one name.

/** A file that is no XML that is read here. */
export class Unreadable extends Error {
  /** @param {number} at the place in the text, in characters */
  constructor(at) {
    super(`unreadable at ${at}`);
    this.name = "Unreadable";
    this.at = at;
  }
}

/**
 * @typedef {object} Element
 * @property {string} name its local name @property {string} space its namespace
 * @property {Map<string, string>} attributes those without a prefix
 * @property {Element[]} children @property {string} text its own text
 */

const NAMED = new Map(Object.entries({ amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" }));
const NAME = "[\\p{L}_][\\p{L}\\p{N}_.\\-]*";
const TAG = new RegExp(`^<(${NAME}(?::${NAME})?)((?:\\s+${NAME}(?::${NAME})?\\s*=\\s*(?:"[^"<]*"|'[^'<]*'))*)\\s*(/?)>`, "u");
const ATTRIBUTE = new RegExp(`(${NAME}(?::${NAME})?)\\s*=\\s*(?:"([^"<]*)"|'([^'<]*)')`, "gu");
const CLOSING = new RegExp(`^</(${NAME}(?::${NAME})?)\\s*>`, "u");
/** No message of a bank is deeper than this. */
const DEEPEST = 100;

/** A text with its entities replaced. */
function unescaped(text, at) {
  return text.replace(/&([^;&]*);?/g, (all, name) => {
    const [, hex, decimal] = /^#(?:x([0-9A-Fa-f]{1,6})|([0-9]{1,7}))$/.exec(name) ?? [];
    const code = hex ? parseInt(hex, 16) : Number(decimal ?? NaN);
    if (all.endsWith(";") && NAMED.has(name)) return NAMED.get(name);
    if (all.endsWith(";") && code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)) return String.fromCodePoint(code);
    throw new Unreadable(at);
  });
}

/** An element of a tag, with the namespaces that it declares. */
function opened(tag, attributes, above, at) {
  const spaces = new Map(above);
  const own = new Map();
  const seen = new Set();
  for (const [, name, double, single] of attributes.matchAll(ATTRIBUTE)) {
    if (seen.has(name)) throw new Unreadable(at);
    seen.add(name);
    const value = unescaped(double ?? single ?? "", at);
    if (name === "xmlns") spaces.set("", value);
    else if (name.startsWith("xmlns:")) spaces.set(name.slice(6), value);
    else if (!name.includes(":")) own.set(name, value);
  }
  const [local, prefix = ""] = tag.split(":").reverse();
  if (prefix !== "" && !spaces.has(prefix)) throw new Unreadable(at);
  return { element: { name: local, space: spaces.get(prefix) ?? "", attributes: own, children: [], text: "" }, spaces };
}

/** What stands between elements and says nothing: a comment or an instruction; how long it is. */
function skipped(rest, at) {
  const end = (opening, closing) => {
    if (!rest.startsWith(opening)) return 0;
    const found = rest.indexOf(closing, opening.length);
    if (found < 0) throw new Unreadable(at);
    return found + closing.length;
  };
  return end("<!--", "-->") || end("<?", "?>");
}

/**
 * The root element of a text.
 * @param {string} text @returns {Element}
 */
export function parse(text) {
  let at = text.startsWith("\ufeff") ? 1 : 0;
  const open = [];
  let root = null;
  while (at < text.length) {
    const parent = open.at(-1);
    if (text[at] !== "<") {
      const next = text.indexOf("<", at);
      const until = next < 0 ? text.length : next;
      const words = text.slice(at, until);
      if (parent) parent.element.text += unescaped(words, at);
      else if (words.trim() !== "") throw new Unreadable(at);
      at = until;
      continue;
    }
    // What a tag holds is short; a copy of all that follows would cost as much as the file for each tag.
    const rest = text.startsWith("<!--", at) || text.startsWith("<?", at) || text.startsWith("<![CDATA[", at) ? text.slice(at) : text.slice(at, at + 4_096);
    const nothing = skipped(rest, at);
    if (nothing > 0) {
      at += nothing;
      continue;
    }
    if (rest.startsWith("<![CDATA[")) {
      const end = rest.indexOf("]]>");
      if (!parent || end < 0) throw new Unreadable(at);
      parent.element.text += rest.slice(9, end);
      at += end + 3;
      continue;
    }
    const closing = CLOSING.exec(rest);
    if (closing) {
      if (!parent || parent.tag !== closing[1]) throw new Unreadable(at);
      open.pop();
      at += closing[0].length;
      continue;
    }
    const opening = TAG.exec(rest);
    if (!opening || (!parent && root) || open.length >= DEEPEST) throw new Unreadable(at);
    const [all, tag, attributes, empty] = opening;
    const { element, spaces } = opened(tag, attributes, parent?.spaces ?? new Map(), at);
    if (parent) parent.element.children.push(element);
    else root = element;
    if (!empty) open.push({ tag, element, spaces });
    at += all.length;
  }
  if (!root || open.length > 0) throw new Unreadable(at);
  return root;
}

// What an act says in one line, made from its body by the templates of `summaries.json`: the very sentence that the service
// makes, so that the two can be compared before anything is signed.

import { grouped, isMoney, percent } from "./money.js";

/** A place in a sentence that the body does not fill, or a template that is out of order. */
export class SentenceFault extends Error {
  /** @param {string} code @param {string} message */
  constructor(code, message) {
    super(message);
    this.name = "SentenceFault";
    this.code = code;
  }
}

/** The pieces of a template: `{text}`, `{place}` or `{optional: pieces}`; null where a brace or bracket is out of place. */
export function parse(template) {
  const pieces = [];
  let rest = template;
  for (let at = rest.indexOf("["); at >= 0; at = rest.indexOf("[")) {
    const end = rest.indexOf("]", at);
    if (end < 0) return null;
    const [before, optional] = [flat(rest.slice(0, at)), flat(rest.slice(at + 1, end))];
    if (!before || !optional) return null;
    pieces.push(...before, { optional });
    rest = rest.slice(end + 1);
  }
  const last = flat(rest);
  return last && [...pieces, ...last];
}

function flat(template) {
  const pieces = [];
  let rest = template;
  for (let at = rest.indexOf("{"); at >= 0; at = rest.indexOf("{")) {
    const end = rest.indexOf("}", at);
    const text = rest.slice(0, at);
    if (end < 0 || /[[\]{}]/.test(text)) return null;
    pieces.push({ text }, { place: rest.slice(at + 1, end) });
    rest = rest.slice(end + 1);
  }
  return /[[\]{}]/.test(rest) ? null : [...pieces, { text: rest }];
}

const elements = (value) => (Array.isArray(value) ? value : [value]);

/** What a path leads to, through lists to each of their elements; null where it leads nowhere for one of them. */
export function select(body, path) {
  let values = [body];
  for (const name of path.split(".")) {
    const next = [];
    for (const value of values.flatMap(elements)) {
      const isObject = value !== null && typeof value === "object" && !Array.isArray(value);
      const member = isObject && Object.hasOwn(value, name) ? value[name] : null;
      if (member === null) return null;
      next.push(member);
    }
    values = next;
  }
  return values;
}

function plain(value) {
  return typeof value === "string" ? value : typeof value === "number" ? String(value) : null;
}

/** RFC 3339 in UTC, with as many decimals of a second as are needed. */
export function rfc3339(millis) {
  if (!Number.isSafeInteger(millis) || millis < 0) return null;
  return new Date(millis).toISOString().replace(".000Z", "Z");
}

/** The text of a place, `path` or `path|format`; null where the body does not fill it. */
export function fill(place, body, language, words) {
  const at = place.indexOf("|");
  const [path, format] = at < 0 ? [place, ""] : [place.slice(0, at), place.slice(at + 1)];
  const found = select(body, path);
  if (found === null) return null;
  if (format === "count") return found.length === 1 && Array.isArray(found[0]) ? String(found[0].length) : null;
  const write = {
    "": plain,
    money: (value) => (isMoney(value) ? grouped(value) : null),
    percent,
    time: rfc3339,
    word: (value) => (typeof value === "string" && Object.hasOwn(words, value) ? words[value][language] ?? null : null),
  };
  const texts = found.flatMap(elements).map((value) => (Object.hasOwn(write, format) ? write[format](value) : null));
  if (texts.length === 0 || texts.includes(null)) return null;
  return texts.join(language === "zh" ? "、" : ", ");
}

/** The pieces as text; null where one stays empty. In `unfilled` the place is noted. */
function write(pieces, body, language, words, unfilled) {
  let text = "";
  for (const piece of pieces) {
    if (piece.text !== undefined) {
      text += piece.text;
    } else if (piece.optional) {
      text += write(piece.optional, body, language, words, []) ?? "";
    } else {
      const filled = fill(piece.place, body, language, words);
      if (filled === null) {
        unfilled.push(piece.place);
        return null;
      }
      text += filled;
    }
  }
  return text;
}

/**
 * The sentence of a kind for a body.
 * @param {{words: object, commands: object}} summaries @param {string} kind @param {object} body @param {"zh"|"en"} language
 * @returns {string}
 */
export function sentence(summaries, kind, body, language) {
  const template = Object.hasOwn(summaries.commands, kind) ? summaries.commands[kind][language] : undefined;
  if (template === undefined) throw new SentenceFault("summary-missing", `there is no sentence for ${kind}`);
  const pieces = parse(template);
  if (!pieces) throw new SentenceFault("summary-template", `the sentence of ${kind} has a brace or bracket out of place`);
  const unfilled = [];
  const text = write(pieces, body, language, summaries.words, unfilled);
  if (text === null) {
    throw new SentenceFault("summary-place", `the sentence of ${kind} has the place {${unfilled[0]}}, which the body does not fill`);
  }
  return text;
}

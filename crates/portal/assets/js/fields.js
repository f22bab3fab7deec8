// Every value of a body, for a person to read: nothing is left out but the salt, which says nothing.

import { capitals } from "./capitals.js";
import { grouped, isMoney, percent } from "./money.js";
import { dayText, timeText } from "./times.js";

/**
 * One value.
 * @typedef {object} Row
 * @property {string} path where it stands, lists numbered from 1: `children.1.amount`
 * @property {string} label what it is
 * @property {string} text what it says
 * @property {"money"|"subject"|"date"|"time"|"percent"|"term"|"word"|"boolean"|"number"|"none"|"text"} kind
 * @property {string} [capitals] an amount in 中文大写
 * @property {string} [subject] the subject behind a name
 */

/** Looks a name up, first with the name that it stands under (`payment.from`), then by itself (`from`). */
function lookup(table, trail) {
  const [leaf, parent] = [trail.at(-1), trail.at(-2)];
  for (const name of [`${parent}.${leaf}`, leaf]) {
    if (Object.hasOwn(table, name)) return table[name];
  }
  return undefined;
}

/** How to write the rows: the words of a language, and the names that the page knows. */
class Writing {
  constructor({ fields, words, names, language }) {
    Object.assign(this, { fields, words, names, language });
    this.fixed = (name) => fields.words[name][language];
  }

  /** The label of a value: that of each name on the way to it, list places as numbers. */
  label(steps) {
    const parts = [];
    const trail = [];
    for (const [at, step] of steps.entries()) {
      if (typeof step === "number") {
        parts.push(`${parts.pop()} ${step}`);
        continue;
      }
      trail.push(step);
      // What holds more may be something else than what is only named: a line of a statement, and a credit line.
      const holder = at < steps.length - 1 ? this.fields.labels[`${step}.`] : undefined;
      parts.push((holder ?? lookup(this.fields.labels, trail))?.[this.language] ?? step);
    }
    return parts.join(" · ");
  }

  /** Whether the names on the way are listed in a group, such as that of the percentages. */
  is(group, trail) {
    return this.fields[group].includes(`${trail.at(-2)}.${trail.at(-1)}`) || this.fields[group].includes(trail.at(-1));
  }

  /** A fixed word, where values of this name are words. */
  word(trail, value) {
    const found = lookup(this.fields.values, trail)?.[value];
    if (found) return found[this.language];
    const shared = this.is("worded", trail) && Object.hasOwn(this.words, value) ? this.words[value] : undefined;
    return shared?.[this.language];
  }

  /** A list of fixed words in one line, such as the defences that are waived; null where it holds anything else. */
  together(trail, list) {
    if (list.length === 0 || !this.is("worded", trail)) return null;
    const words = list.map((value) => (typeof value === "string" ? this.word(trail, value) : undefined));
    return words.every(Boolean) ? words.join(this.language === "zh" ? "、" : ", ") : null;
  }

  /** Text and kind of a single value. */
  value(trail, value) {
    if (value === null) return { kind: "none", text: this.fixed("none") };
    if (typeof value === "boolean") return { kind: "boolean", text: this.fixed(value ? "yes" : "no") };
    if (typeof value === "number") {
      return this.is("times", trail)
        ? { kind: "time", text: timeText(value, this.language) }
        : { kind: "number", text: String(value) };
    }
    return this.text(trail, value);
  }

  /** What has no name, such as what the act itself brings about: its kind and the end of its id, as pages write it. */
  unnamed(kind, subject) {
    return `${this.fields.subjects[kind][this.language]} …${subject.slice(-6)}`;
  }

  text(trail, value) {
    const word = this.word(trail, value);
    if (word) return { kind: "word", text: word };
    if (this.is("percents", trail) && percent(value)) return { kind: "percent", text: percent(value) };
    if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return { kind: "date", text: dayText(value, this.language) };
    const term = /^P(\d+)([DMY])$/.exec(value);
    if (term) return { kind: "term", text: this.fixed(`term_${term[2]}`).replace("{n}", term[1]) };
    const [kind] = value.split("/");
    if (Object.hasOwn(this.fields.subjects, kind) && /^[a-z-]+\/[A-Za-z0-9_-]+$/.test(value)) {
      const known = Object.hasOwn(this.names, value) ? this.names[value] : undefined;
      return { kind: "subject", text: known ?? this.unnamed(kind, value), subject: value };
    }
    return { kind: "text", text: value };
  }
}

/** The members of an object in the order in which people read them, whatever their order in the bytes. */
function inOrder({ order }, members) {
  const rank = ([name]) => (order.includes(name) ? order.indexOf(name) : order.length);
  return Object.entries(members).sort((one, other) => rank(one) - rank(other));
}

function collect(writing, steps, value, rows) {
  const trail = steps.filter((step) => typeof step === "string");
  const add = (row, at = steps) => rows.push({ path: steps.join("."), label: writing.label(at), ...row });
  if (value !== null && isMoney(value)) {
    add({ kind: "money", text: grouped(value), ...(capitals(value) && { capitals: capitals(value) }) });
  } else if (Array.isArray(value)) {
    const said = writing.together(trail, value);
    if (said) {
      add({ kind: "word", text: said });
      return;
    }
    if (value.length === 0) add({ kind: "none", text: writing.fixed("none") });
    for (const [place, item] of value.entries()) collect(writing, [...steps, place + 1], item, rows);
  } else if (value !== null && typeof value === "object") {
    // An empty object is a choice: its name is the answer to the one that it stands under.
    if (Object.keys(value).length === 0 && steps.length > 1) {
      add({ kind: "word", text: lookup(writing.fields.labels, trail)?.[writing.language] ?? trail.at(-1) }, steps.slice(0, -1));
    } else if (Object.keys(value).length === 0) {
      add({ kind: "none", text: writing.fixed("none") });
    }
    for (const [name, member] of inOrder(writing.fields, value)) collect(writing, [...steps, name], member, rows);
  } else {
    const sealed = writing.is("sealed", trail) ? parsed(value) : null;
    if (sealed) collect(writing, steps, withoutSalt(sealed), rows);
    else add(writing.value(trail, value));
  }
}

/** A text that holds JSON of its own, such as a bid that is opened. */
function parsed(text) {
  try {
    const value = JSON.parse(text);
    return value !== null && typeof value === "object" ? value : null;
  } catch {
    return null;
  }
}

function withoutSalt({ salt: _, ...rest }) {
  return rest;
}

/**
 * A sentence with names for subjects: the rows beside it say which they are.
 * @param {string} sentence @param {{fields: object, names?: Record<string, string>, language: "zh"|"en"}} writing
 */
export function readable(sentence, { fields, names = {}, language }) {
  return sentence.replace(/([a-z-]+)\/[0-9a-f-]{36}/g, (subject, kind, at) => {
    if (Object.hasOwn(names, subject)) return names[subject];
    const word = fields.subjects[kind]?.[language].toLowerCase();
    if (!word) return subject;
    const end = `…${subject.slice(-6)}`;
    // Sentences often say the kind before they name the subject.
    return sentence.slice(0, at).trimEnd().toLowerCase().endsWith(word) ? end : `${word} ${end}`;
  });
}

/**
 * The rows of a body.
 * @param {object} body
 * @param {{fields: object, words: object, names?: Record<string, string>, language: "zh"|"en"}} writing
 * `fields` is fields.json, `words` the words of summaries.json
 * @returns {Row[]}
 */
export function rows(body, { fields, words, names = {}, language }) {
  const found = [];
  const writing = new Writing({ fields, words, names, language });
  for (const [name, value] of inOrder(fields, withoutSalt(body))) collect(writing, [name], value, found);
  return found;
}

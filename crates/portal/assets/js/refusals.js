// Refusals in the words of people. The service says in English which rule stands against an act, and names the commands and fields
// that a program needs. Pages say the same rule, with the same numbers, from templates: Chinese pages every sentence, English pages
// those with such names. The templates are loaded only where a refusal is shown.

import { asset, names, page } from "./page.js";
import { timeText } from "./times.js";

/**
 * What a language says where its file has nothing, and how it lists words. A Chinese title stands for every code; an English one is
 * there only where it is other than the service's own. What no template fits is marked as English on a Chinese page only.
 */
const MANNERS = {
  zh: { title: "未能通过", unfitted: "系统给出的原因（英文原文）：", and: "、", or: "或" },
  en: { title: null, unfitted: "", and: " and ", or: " or " },
};

/** A template that is hardly more than its places, such as `{0}: {1}`, fits only where one of them is known. */
const BARE = 4;

/** No word or name is as long as the shortest sentence. */
const SENTENCE = 12;

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/;
const SUBJECT = /^([a-z-]+)\/[A-Za-z0-9_-]+$/;
const PLACE = /\{(\d+)\}/g;

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");

/** The pattern of an English template: its words as they stand, its places as groups, a place that returns as the same text again. */
function pattern(en) {
  const groups = new Map();
  const source = en.split(PLACE).map((part, at) => {
    if (at % 2 === 0) return escaped(part);
    if (groups.has(part)) return `\\${groups.get(part)}`;
    groups.set(part, groups.size + 1);
    return "([^]+?)";
  });
  return { fits: new RegExp(`^${source.join("")}$`), places: [...groups.keys()] };
}

/** Words sentences anew, by one language's file of templates. */
export class Refusals {
  #language;
  #titles;
  #words;
  #templates;

  /**
   * @param {{titles?: Record<string, string>, words: Record<string, string>, sentences: ({en: string, zh: string}|{en: string, said: string})[]}} data
   * @param {"zh"|"en"} language
   */
  constructor({ titles = {}, words, sentences }, language) {
    this.#language = language;
    this.#titles = new Map(Object.entries(titles));
    this.#words = new Map(Object.entries(words));
    // Where several fit, the one with the most words of its own says the most.
    this.#templates = sentences
      .map(({ en, zh, said = zh }) => ({ en, said, own: en.replace(PLACE, "").length, ...pattern(en) }))
      .sort((one, other) => other.own - one.own);
  }

  /** The short title of a code; null where the service's own will do. @param {string} code @returns {string|null} */
  title(code) {
    return this.#titles.get(code) ?? MANNERS[this.#language].title;
  }

  /** The template of the service that a sentence is made from. @param {string} english @returns {string|null} */
  template(english) {
    return this.#fit(english)?.template.en ?? null;
  }

  /** A sentence for people; null where no template fits it. @param {string} english @returns {string|null} */
  sentence(english) {
    return this.#fit(english)?.text ?? null;
  }

  /** A sentence for people, or the service's own; in Chinese with what that is. @param {string} english */
  told(english) {
    return this.sentence(english) ?? `${MANNERS[this.#language].unfitted}${english}`;
  }

  #fit(english) {
    for (const template of this.#templates) {
      const found = template.fits.exec(english);
      if (!found) continue;
      const given = found.slice(1);
      const kind = given.map((text) => SUBJECT.exec(text)?.[1]).find(Boolean);
      const said = given.map((text) => this.#place(text, kind));
      if (template.own < BARE && said.every((text, at) => text === given[at])) continue;
      const filled = new Map(template.places.map((place, at) => [place, said[at]]));
      // A space parts Chinese from figures; behind a bracket that was filled in there is nothing to part.
      const text = template.said.replace(PLACE, (_, place) => filled.get(place)).replace(/） (?=\p{Script=Han})/gu, "）");
      return { template, text };
    }
    return null;
  }

  /** What stands in a place: a moment in Beijing time, a fixed word, a list of them, or a sentence of its own; all else stays as it is. */
  #place(text, kind) {
    const { and, or } = MANNERS[this.#language];
    if (MOMENT.test(text)) return timeText(Date.parse(text), this.#language);
    const word = this.#word(text, kind);
    if (word !== undefined) return word;
    const parts = text.split(/, | and | or /);
    const words = parts.map((part) => this.#word(part, kind));
    if (parts.length > 1 && words.every((one) => one !== undefined)) return words.join(text.includes(" or ") ? or : and);
    return (text.length >= SENTENCE && text.includes(" ") && this.sentence(text)) || text;
  }

  /** A fixed word; stages are called differently from one kind of subject to another. */
  #word(text, kind) {
    return this.#words.get(`${kind} ${text}`) ?? this.#words.get(text);
  }
}

const reading = new Map();

/** The templates of the page's language, read once; null where they cannot be had, for a refusal is shown in any case. */
function templates() {
  const { language } = page();
  if (!reading.has(language)) {
    const read = asset(`refusals.${language}.json`).then(
      (data) => new Refusals(data, language),
      () => {
        reading.delete(language);
        return null;
      },
    );
    reading.set(language, read);
  }
  return reading.get(language);
}

/** What of a problem of the service is said otherwise to people. @param {{code: string, title?: string, detail?: string}} problem */
async function forPeople({ code, detail }) {
  const refusals = await templates();
  if (!refusals) return {};
  const title = refusals.title(code);
  return { ...(title && { title }), detail: refusals.told(detail) };
}

const IDENTIFIED = /\b[a-z]+(?:-[a-z]+)*\/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g;

/** A sentence with the names that are known in the place of identifiers. @param {string} text @param {Record<string, string>} known */
export const named = (text, known) => text.replace(IDENTIFIED, (subject) => known[subject] ?? subject);

const toldAlready = new WeakSet();

/**
 * Puts a problem of the service into the language of the page, with the names that the page knows, once. Other errors, and what this
 * browser says itself, stay.
 * @template {object} T @param {T} problem @returns {Promise<T>} the same problem
 */
export async function inPageLanguage(problem) {
  const isOfService = problem?.code && problem.detail && problem.status !== 0;
  if (!isOfService || toldAlready.has(problem)) return problem;
  toldAlready.add(problem);
  Object.assign(problem, await forPeople(problem));
  return Object.assign(problem, { detail: named(problem.detail, names()) });
}

/** Remarks on papers in the language of the page. @template {{sentence: string}} T @param {T[]} [findings] @returns {Promise<T[]>} */
export async function findingsInPageLanguage(findings = []) {
  if (findings.length === 0) return findings;
  const refusals = await templates();
  return refusals ? findings.map((finding) => ({ ...finding, sentence: refusals.told(finding.sentence) })) : findings;
}

/** A single sentence of the service in the language of the page. @param {string} english */
export async function sentenceInPageLanguage(english) {
  return (await templates())?.told(english) ?? english;
}

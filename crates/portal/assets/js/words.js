// The words that the scripts say, in the language of the page.

import { asset, page } from "./page.js";

/**
 * A text with its places filled.
 * @param {Record<string, string>} words @param {string} name @param {Record<string, unknown>} [values]
 */
export function say(words, name, values = {}) {
  const text = Object.hasOwn(words, name) ? words[name] : name;
  return text.replace(/\{([a-z_]+)\}/g, (place, key) => (Object.hasOwn(values, key) ? String(values[key]) : place));
}

/**
 * The words of the page's language, as a function of their name and the values of their places.
 * @returns {Promise<(name: string, values?: Record<string, unknown>) => string>}
 */
export async function wording() {
  const words = await asset(`script.${page().language}.json`);
  return (name, values) => say(words, name, values);
}

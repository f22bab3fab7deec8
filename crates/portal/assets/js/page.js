// What the page says about itself, and the files that come with it.

/** Where the assets of this version stand: `/assets/<version>/`. */
const ASSETS = new URL("../", import.meta.url);

/**
 * Whom the page is for, from the attributes of its body.
 * @returns {{kid: string, party: string, ledger: string, language: "zh"|"en"}}
 */
export function page() {
  const { kid = "", party = "", ledger = "", language = "zh" } = document.body.dataset;
  return { kid, party: party && !party.includes("/") ? `party/${party}` : party, ledger, language: language === "en" ? "en" : "zh" };
}

const loaded = new Map();

/** A JSON file of the assets; read once. @param {string} name */
export function asset(name) {
  if (!loaded.has(name)) {
    const reading = fetch(new URL(name, ASSETS)).then((answer) => {
      if (!answer.ok) throw new Error(`${name}: ${answer.status}`);
      return answer.json();
    });
    reading.catch(() => loaded.delete(name));
    loaded.set(name, reading);
  }
  return loaded.get(name);
}

/** The labels of fields. */
export const fieldNames = () => asset("fields.json");

/** The sentences of acts. */
export const summaries = () => asset("summaries.json");

/** The names that the page knows, by subject: from every `<script type="application/json" class="names">` within an element. */
export function names(within = document) {
  const known = {};
  for (const script of [...document.querySelectorAll("script.names"), ...within.querySelectorAll("script.names")]) {
    Object.assign(known, JSON.parse(script.textContent || "{}"));
  }
  return known;
}

// Statements that were signed and of which no answer came. To send the very same one again is harmless, so it is kept until one does.

import * as api from "./api.js";
import { page } from "./page.js";
import * as store from "./store.js";

/**
 * @typedef {object} Unsent
 * @property {string} id the statement's id, or that of the proposal
 * @property {string} kid @property {string} ledger
 * @property {{payload: string, signatures: object[], body: string}} statement
 * @property {string} sentence what it says @property {number} until when its window ends, in milliseconds
 * @property {string} [done] where to go afterwards @property {string} [draft] where its form keeps a draft
 */

/** Keeps a statement before it is sent: a page that dies on the way leaves it here. @param {Unsent} unsent */
export function keep(unsent) {
  return store.put("unsent", unsent).catch(() => {});
}

/** Forgets a statement that was answered. @param {string} id */
export function forget(id) {
  return store.remove("unsent", id).catch(() => {});
}

/** The statements of the signed-in key that can still be sent. Those whose window has ended are forgotten. @returns {Promise<Unsent[]>} */
export async function waiting(now = Date.now()) {
  const { kid, ledger } = page();
  const kept = await store.all("unsent").catch(() => []);
  for (const old of kept.filter(({ until }) => until <= now)) await forget(old.id);
  return kept.filter((unsent) => unsent.until > now && unsent.kid === kid && unsent.ledger === ledger);
}

/**
 * Sends a statement. It stays kept where no answer came or the service could not say; any answer that tells its fate ends that.
 * @param {Unsent} unsent
 */
export async function send(unsent) {
  await keep(unsent);
  try {
    const answer = await api.call("POST", "/v1/statements", unsent.statement);
    await forget(unsent.id);
    return answer;
  } catch (error) {
    if (!(error instanceof api.Unwell) || error.isUnknown || error.status === 401) throw error;
    await forget(unsent.id);
    throw error;
  }
}

let risk = 0;

function warn(event) {
  event.preventDefault();
}

/** Warns before the page is left while something is signed and not sent. Give the answer to `calm` when it is. */
export function warnBeforeLeaving() {
  risk += 1;
  if (risk === 1) addEventListener("beforeunload", warn);
  let isCalm = false;
  return function calm() {
    if (isCalm) return;
    isCalm = true;
    risk -= 1;
    if (risk === 0) removeEventListener("beforeunload", warn);
  };
}

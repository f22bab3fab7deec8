// Calls of the service's JSON API, at the same origin, in the name of the key that is signed in.

import * as keys from "./keys.js";
import { page } from "./page.js";

/** A token holds for 120 seconds and is used for 80; the rest is for the way and for clocks that differ. */
const USED_FOR = 80_000;

/** An answer that is no success, or none at all. */
export class Unwell extends Error {
  /**
   * @param {{code: string, title?: string, detail?: string, status?: number, retryAfter?: number, see?: string}} problem
   * `code` is that of the problem; `no-connection` where nothing came back, `no-key` where this browser lacks the page's key; `see`
   * is the page that says what to do about it
   */
  constructor({ code, title = code, detail = "", status = 0, retryAfter = null, see = null }) {
    super(detail || title);
    this.name = "Unwell";
    Object.assign(this, { code, title, detail, status, retryAfter, see });
  }

  /** Whether it is unknown what became of the request, so that the very same one is sent again. */
  get isUnknown() {
    return this.status === 0 ? this.code === "no-connection" : this.status >= 500 || this.status === 429 || this.status === 408;
  }
}

let token = { kid: "", made: 0, text: "" };

/** The key that the page is signed in with. @returns {Promise<keys.Key>} */
export async function pageKey() {
  const { kid, party, ledger } = page();
  const key = kid ? await keys.find(kid) : undefined;
  if (!key) throw new Unwell({ code: "no-key" });
  return { ...key, party, ledger };
}

/** A token of the signed-in key that holds long enough for a call. */
export async function bearer() {
  const { kid, ledger } = page();
  const age = Date.now() - token.made;
  if (token.kid === kid && age >= 0 && age < USED_FOR) return token.text;
  const key = await pageKey();
  const made = Date.now();
  token = { kid, made, text: await keys.accessToken(key, { ledger, now: made }) };
  return token.text;
}

/** The problem of an answer that is no success. */
export function unwell(status, text, retryAfter = null) {
  try {
    const { code = String(status), title, detail, see } = JSON.parse(text);
    return new Unwell({ code, title, detail, status, retryAfter, see });
  } catch {
    return new Unwell({ code: String(status), status, retryAfter });
  }
}

/**
 * Fetches from the same origin. A broken connection is an `Unwell` of its own.
 * @param {string} path @param {RequestInit} [options]
 * @returns {Promise<Response>} a success
 */
export async function request(path, options = {}) {
  let answer;
  try {
    answer = await fetch(path, { credentials: "same-origin", redirect: "error", ...options });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Unwell({ code: "no-connection", detail: error.message });
  }
  if (answer.ok) return answer;
  const text = await answer.text().catch(() => "");
  throw unwell(answer.status, text, Number(answer.headers.get("retry-after")) || null);
}

async function read(answer, how) {
  try {
    return await answer[how]();
  } catch (error) {
    throw new Unwell({ code: "no-connection", detail: error.message });
  }
}

/**
 * Calls the API as the signed-in member.
 * @param {string} method @param {string} path @param {object} [body]
 * @returns {Promise<{status: number, body: any}>}
 */
export async function call(method, path, body) {
  const { language } = page();
  const headers = { Accept: "application/json", "Accept-Language": language, Authorization: `Bearer ${await bearer()}` };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const answer = await request(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body), cache: "no-store" });
  return { status: answer.status, body: await read(answer, "json") };
}

/** A public text of the log. @param {string} path */
export async function text(path) {
  return read(await request(path, { headers: { Accept: "text/plain" } }), "text");
}

/** Public bytes of the log. @param {string} path @returns {Promise<Uint8Array>} */
export async function bytes(path) {
  return new Uint8Array(await read(await request(path, { headers: { Accept: "application/octet-stream" } }), "arrayBuffer"));
}

/** A call of the portal itself, which is no part of the API: JSON both ways, with the session's cookie. */
export async function portal(method, path, body) {
  const headers = { Accept: "application/json" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const answer = await request(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
  const found = await read(answer, "text");
  return { status: answer.status, body: found === "" ? null : JSON.parse(found) };
}

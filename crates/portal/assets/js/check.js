// The check of what the service prepared, before a key comes near it: the payload and the body must say what was asked, to the
// last member, and the sentence must be the one that the body gives.

import { equal, fromHex, sha256, utf8 } from "./bytes.js";
import { readObject } from "./json.js";
import { parseClaims } from "./leaf.js";
import { sentence } from "./sentences.js";

/** How far the service's clock may be ahead of ours, in seconds. */
const SKEW = 60;
/** The longest window of an act with one signature, and with several, in seconds. */
const ALONE = 15 * 60;
const TOGETHER = 10 * 24 * 60 * 60;

const REQUIRED = ["lid", "knd", "sub", "ver", "iss", "cap", "jti", "iat", "exp", "bod"];
const OPTIONAL = ["prv", "alt", "rel", "obs"];

/** What was prepared is not what was asked. Nothing was signed. The code is also the name of its sentence in the words. */
export class Mismatch extends Error {
  /** @param {string} code @param {object} [values] */
  constructor(code, values = {}) {
    super(code);
    this.name = "Mismatch";
    this.code = code;
    this.values = values;
  }
}

/** The path of the first value in which two documents differ; null where they are the same. The order of members is free. */
export function firstDifference(one, other, path = "") {
  const isObject = (value) => value !== null && typeof value === "object";
  if (!isObject(one) || !isObject(other) || Array.isArray(one) !== Array.isArray(other)) return one === other ? null : path;
  for (const name of new Set([...Object.keys(one), ...Object.keys(other)])) {
    const below = `${path}${path && "."}${Array.isArray(one) ? Number(name) + 1 : name}`;
    if (!Object.hasOwn(one, name) || !Object.hasOwn(other, name)) return below;
    const found = firstDifference(one[name], other[name], below);
    if (found !== null) return found;
  }
  return null;
}

const isCount = (value) => Number.isSafeInteger(value) && value >= 0;
const isSubject = (value) => typeof value === "string" && /^[a-z-]+\/[A-Za-z0-9_-]+$/.test(value) && value.length <= 100;
const isDigest = (value) => typeof value === "string" && /^[0-9a-f]{64}$/.test(value);

/** Exactly the claims of the format, each of its form. */
function checkForm(claims) {
  for (const name of Object.keys(claims)) {
    if (![...REQUIRED, ...OPTIONAL].includes(name)) throw new Mismatch("check-claims", { claim: name });
  }
  const pairs = (list) => list.every((pair) => Array.isArray(pair) && pair.length === 2 && isSubject(pair[0]) && isCount(pair[1]));
  const forms = {
    sub: isSubject(claims.sub),
    ver: isCount(claims.ver) && claims.ver >= 1,
    prv: claims.prv === undefined ? claims.ver === 1 : claims.ver > 1 && isDigest(claims.prv),
    alt: claims.alt === undefined || (Array.isArray(claims.alt) && claims.alt.every(isSubject)),
    rel: claims.rel === undefined || (Array.isArray(claims.rel) && pairs(claims.rel)),
    jti: typeof claims.jti === "string" && /^[A-Za-z0-9_-]{22}$/.test(claims.jti),
    iat: isCount(claims.iat),
    exp: isCount(claims.exp),
    bod: isDigest(claims.bod),
  };
  for (const [name, isWell] of Object.entries(forms)) {
    if (!isWell) throw new Mismatch("check-claims", { claim: name });
  }
}

/** Ledger, party, capacity, kind and head are the ones that are meant. */
function checkMeant(claims, { ledger, party, capacity, kind, observed }) {
  const meant = { lid: ledger, iss: party, cap: capacity, knd: kind };
  for (const [name, expected] of Object.entries(meant)) {
    if (claims[name] !== expected) throw new Mismatch(`check-${name}`, { expected, found: claims[name] });
  }
  // Of a proposal that another member made, the head is what that member saw.
  if (observed !== undefined && firstDifference(claims.obs ?? null, observed) !== null) throw new Mismatch("check-obs");
}

function checkWindow({ iat, exp }, now, signatures) {
  const limit = signatures > 1 ? TOGETHER : ALONE;
  const seconds = Math.floor(now / 1000);
  if (exp <= seconds) throw new Mismatch("check-expired");
  if (iat > seconds + SKEW || exp <= iat || exp - iat > limit) throw new Mismatch("check-window", { from: iat, until: exp, limit });
}

/** The body's bytes are those that are signed. @returns {Promise<object>} the body, read */
async function readBody(text, bod) {
  if (!equal(await sha256(utf8(text)), fromHex(bod))) throw new Mismatch("check-body-digest");
  try {
    return readObject(text);
  } catch (error) {
    throw new Mismatch("check-body", { field: error.message });
  }
}

/** Every subject that a body names by a UUID. */
function namedSubjects(value) {
  if (value !== null && typeof value === "object") return Object.values(value).flatMap(namedSubjects);
  const isNamed = isSubject(value) && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value.split("/")[1]);
  return isNamed ? [value] : [];
}

/** Where the body names subjects of the kind that the statement is about, it is about one of these, or about the party itself. */
function checkSubject({ sub, iss }, body) {
  const [kind, id] = sub.split("/");
  const alike = namedSubjects(body).filter((subject) => subject.startsWith(`${kind}/`));
  if (alike.length > 0 && !alike.includes(sub) && id !== iss.split("/")[1]) throw new Mismatch("check-sub", { subject: sub });
}

/** A body without its salt, which may be drawn by the service. */
function withoutSalt({ salt: _, ...rest }) {
  return rest;
}

/**
 * Checks what a service prepared, or what a colleague proposed.
 * @param {{payload: string, body: string, summary: {zh: string, en: string}}} prepared as the service gives it
 * @param {object} expected
 * @param {string} expected.ledger @param {string} expected.party @param {string} expected.capacity @param {string} expected.kind
 * @param {object} [expected.command] what the form asked; a proposal of somebody else has none
 * @param {object | null} [expected.observed] the head that was named when asking, null where none was
 * @param {number} expected.signatures how many sign @param {number} expected.now in milliseconds
 * @param {object} expected.summaries summaries.json
 * @returns {Promise<{claims: object, body: object, sentences: {zh: string, en: string}}>}
 */
export async function check(prepared, expected) {
  let claims;
  try {
    claims = parseClaims(prepared.payload);
  } catch {
    throw new Mismatch("check-claims", { claim: "" });
  }
  checkForm(claims);
  checkMeant(claims, expected);
  checkWindow(claims, expected.now, expected.signatures);
  const body = await readBody(prepared.body, claims.bod);
  if (expected.command !== undefined) {
    const field = firstDifference(withoutSalt(expected.command), withoutSalt(body));
    if (field !== null) throw new Mismatch("check-body", { field });
    if (expected.command.salt !== undefined && expected.command.salt !== body.salt) throw new Mismatch("check-body", { field: "salt" });
  }
  checkSubject(claims, body);
  const sentences = {};
  for (const language of ["zh", "en"]) {
    sentences[language] = sentence(expected.summaries, expected.kind, body, language);
    if (prepared.summary?.[language] !== sentences[language]) throw new Mismatch("check-summary");
  }
  return { claims, body, sentences };
}

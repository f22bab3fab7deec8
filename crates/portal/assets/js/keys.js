// The keys of this browser. A private half is made here or handed in once, and can never be read out again.

import { base64url, fromBase64, fromBase64url, hex, random, sha256, utf8 } from "./bytes.js";
import * as store from "./store.js";

const CURVE = { name: "ECDSA", namedCurve: "P-256" };
const SIGNATURE = { name: "ECDSA", hash: "SHA-256" };
const TOKEN_SECONDS = 120;

export const STATEMENT = "tallystick-statement+jwt";
export const POSSESSION = "tallystick-key+jwt";
export const ACCESS = "tallystick-access+jwt";

/**
 * A key of this browser.
 * @typedef {object} Key
 * @property {string} kid its RFC 7638 thumbprint
 * @property {{crv: string, kty: string, x: string, y: string}} jwk the public half
 * @property {CryptoKey} key the private half, which signs and cannot be exported
 * @property {string} [party] the party it signs for, `party/…`
 * @property {string} [partyName]
 * @property {string} [member]
 * @property {string} [memberName]
 * @property {string} [ledger] the ledger it is for
 * @property {number} [made] when it came here, in milliseconds since 1970
 */

/** The public half with exactly the four members of the format. */
function publicJwk({ x, y }) {
  return { crv: "P-256", kty: "EC", x, y };
}

/** The RFC 7638 thumbprint of a public key. @returns {Promise<string>} */
export async function thumbprint({ x, y }) {
  return base64url(await sha256(utf8(`{"crv":"P-256","kty":"EC","x":"${x}","y":"${y}"}`)));
}

/** The thumbprint to compare by telephone: sixteen groups of four hexadecimal digits. @param {string} kid */
export function fingerprint(kid) {
  return hex(fromBase64url(kid)).match(/.{4}/g);
}

/** A new key, not yet kept. @returns {Promise<Key>} */
export async function generate() {
  const pair = await crypto.subtle.generateKey(CURVE, false, ["sign", "verify"]);
  const jwk = publicJwk(await crypto.subtle.exportKey("jwk", pair.publicKey));
  return { kid: await thumbprint(jwk), jwk, key: pair.privateKey };
}

/**
 * Takes over a key of the demo, whose private keys are public. A real key never travels.
 * @param {string} text PKCS #8 in base64
 * @returns {Promise<Key>}
 */
export async function importPkcs8(text) {
  const bytes = fromBase64(text);
  const readable = await crypto.subtle.importKey("pkcs8", bytes, CURVE, true, ["sign"]);
  const jwk = publicJwk(await crypto.subtle.exportKey("jwk", readable));
  const key = await crypto.subtle.importKey("pkcs8", bytes, CURVE, false, ["sign"]);
  return { kid: await thumbprint(jwk), jwk, key };
}

/** All keys of this browser. @returns {Promise<Key[]>} */
export function list() {
  return store.all("keys");
}

/** The key of this name; undefined where this browser does not hold it. @param {string} kid */
export function find(kid) {
  return store.get("keys", kid);
}

/** Keeps a key. @param {Key} key */
export function add(key) {
  return store.put("keys", { made: Date.now(), ...key });
}

/** Forgets a key; nothing can bring it back. @param {string} kid */
export function remove(kid) {
  return store.remove("keys", kid);
}

/** Signs bytes: 64 raw bytes, r then s, as ES256 wants them. @param {Key} key @param {Uint8Array} bytes */
export async function sign({ key }, bytes) {
  return new Uint8Array(await crypto.subtle.sign(SIGNATURE, key, bytes));
}

/** The protected header, in base64url: exactly these members in this order. */
export function protectedHeader(kid, typ) {
  return base64url(utf8(`{"alg":"ES256","kid":"${kid}","typ":"${typ}"}`));
}

/**
 * The signature line of a statement (a detached JWS).
 * @param {Key} key @param {string} payload in base64url
 * @returns {Promise<{protected: string, signature: string}>}
 */
export async function signStatement(key, payload) {
  const header = protectedHeader(key.kid, STATEMENT);
  return { protected: header, signature: base64url(await sign(key, utf8(`${header}.${payload}`))) };
}

/**
 * Whether a signature line is by this key over this payload.
 * @param {{x: string, y: string}} jwk @param {{protected: string, signature: string}} line @param {string} payload in base64url
 */
export async function verifies(jwk, { protected: header, signature }, payload) {
  try {
    const key = await crypto.subtle.importKey("jwk", publicJwk(jwk), CURVE, false, ["verify"]);
    return await crypto.subtle.verify(SIGNATURE, key, fromBase64url(signature), utf8(`${header}.${payload}`));
  } catch {
    return false;
  }
}

/** A compact JWS over these claims. */
async function compact(key, typ, claims) {
  const signed = `${protectedHeader(key.kid, typ)}.${base64url(utf8(JSON.stringify(claims)))}`;
  return `${signed}.${base64url(await sign(key, utf8(signed)))}`;
}

/**
 * An access token: shows for two minutes who calls.
 * @param {Key} key
 * @param {{party?: string, ledger: string, now?: number, jti?: string}} whom `jti` is the challenge when signing in
 */
export function accessToken(key, { party = key.party, ledger, now = Date.now(), jti = base64url(random(16)) }) {
  const iat = Math.floor(now / 1000);
  return compact(key, ACCESS, { iss: party, aud: ledger, iat, exp: iat + TOKEN_SECONDS, jti });
}

/** Proof that this browser holds the key that `party` is to own in `ledger`. @param {Key} key */
export function provePossession(key, ledger, party) {
  return compact(key, POSSESSION, { lid: ledger, party });
}

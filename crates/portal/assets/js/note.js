// Notes of the log as C2SP writes them: verifier keys, checkpoints with their two signatures, and proofs of inclusion.

import { concat, equal, fromBase64, fromHex, sha256, utf8 } from "./bytes.js";

const ED25519 = 1;
const P256 = 2;
/** What comes before an uncompressed P-256 point in its SPKI (RFC 5480, DER). */
const SPKI_PREFIX = fromHex("3059301306072a8648ce3d020106082a8648ce3d030107034200");

/** Something of the log that is not in order. Its code is also the name of its sentence in the words. */
export class LogFault extends Error {
  /** @param {string} code @param {object} [values] */
  constructor(code, values = {}) {
    super(code);
    this.name = "LogFault";
    this.code = code;
    this.values = values;
  }
}

/** A decimal number without needless zeros. */
export function decimal(text) {
  const number = /^(0|[1-9][0-9]*)$/.test(text ?? "") ? Number(text) : NaN;
  if (!Number.isSafeInteger(number)) throw new LogFault("log-form");
  return number;
}

/** Reads a hash in base64. */
function hash(text) {
  const bytes = fromBase64(text);
  if (bytes.length !== 32) throw new LogFault("log-form");
  return bytes;
}

/**
 * Reads a verifier key, `<name>+<key id>+<base64(type ‖ key)>`, and checks that its id is that of its key.
 * @param {string} line
 */
export async function parseVkey(line) {
  const [, name, id, blob] = /^([^+\s]+)\+([0-9a-f]{8})\+(\S+)$/.exec(line) ?? [];
  if (!name) throw new LogFault("log-form");
  const bytes = fromBase64(blob);
  const [type, key] = [bytes[0], bytes.slice(1)];
  const isEd25519 = type === ED25519 && key.length === 32;
  const isP256 = type === P256 && key.length === 91 && equal(key.slice(0, 26), SPKI_PREFIX);
  if (!isEd25519 && !isP256) throw new LogFault("log-form");
  const named = isEd25519 ? concat(utf8(`${name}\n`), bytes) : key;
  if (!equal((await sha256(named)).slice(0, 4), fromHex(id))) throw new LogFault("log-form");
  return { name, id, key, isEd25519 };
}

/** The two verifier keys of a ledger, Ed25519 first. @param {string} text @param {string} ledger */
export async function parseVkeys(text, ledger) {
  const keys = await Promise.all(text.trimEnd().split("\n").map(parseVkey));
  const inOrder = keys.length === 2 && keys[0].isEd25519 && !keys[1].isEd25519;
  if (!inOrder || keys.some((key) => key.name !== ledger)) throw new LogFault("log-vkeys");
  return keys;
}

/** Reads a checkpoint: three lines of text, an empty one, signature lines. @param {string} note */
export function parseCheckpoint(note) {
  const divider = note.lastIndexOf("\n\n");
  if (divider < 0 || !note.endsWith("\n")) throw new LogFault("log-form");
  const text = note.slice(0, divider + 1);
  const [origin, size, root, ...rest] = text.split("\n");
  if (rest.length !== 1) throw new LogFault("log-form");
  const signatures = note.slice(divider + 2, -1).split("\n").map((line) => {
    const [, name, blob] = /^— ([^\s+]+) (\S+)$/.exec(line) ?? [];
    if (!name) throw new LogFault("log-form");
    const bytes = fromBase64(blob);
    return { name, id: bytes.slice(0, 4), signature: bytes.slice(4) };
  });
  return { text, origin, size: decimal(size), root: hash(root), signatures };
}

/** Reads a proof of inclusion. @param {string} text */
export function parseProof(text) {
  const divider = text.indexOf("\n\n");
  const [first, ...lines] = text.slice(0, Math.max(divider, 0)).split("\n");
  if (first !== "c2sp.org/tlog-proof@v1") throw new LogFault("log-form");
  if (lines[0]?.startsWith("extra ")) lines.shift();
  const [, index] = /^index (\d+)$/.exec(lines.shift() ?? "") ?? [];
  if (lines.length > 63) throw new LogFault("log-form");
  return { index: decimal(index), hashes: lines.map(hash), checkpoint: text.slice(divider + 2) };
}

/** The raw r ‖ s of a P-256 signature in ASN.1 DER; the form is strict. @param {Uint8Array} der */
export function rawSignature(der) {
  const integer = (at) => {
    const length = der[at + 1];
    const value = der.slice(at + 2, at + 2 + length);
    const minimal = value.length > 0 && value[0] < 0x80 && !(value[0] === 0 && value.length > 1 && value[1] < 0x80);
    if (der[at] !== 2 || value.length !== length || !minimal) throw new LogFault("log-form");
    const digits = value[0] === 0 ? value.slice(1) : value;
    if (digits.length > 32) throw new LogFault("log-form");
    return { end: at + 2 + length, bytes: concat(new Uint8Array(32 - digits.length), digits) };
  };
  if (der[0] !== 0x30 || der[1] !== der.length - 2) throw new LogFault("log-form");
  const r = integer(2);
  const s = integer(r.end);
  if (s.end !== der.length) throw new LogFault("log-form");
  return concat(r.bytes, s.bytes);
}

/** Whether a signature verifies; null where this browser does not know Ed25519. */
async function verifies(vkey, message, signature) {
  if (!vkey.isEd25519) {
    const key = await crypto.subtle.importKey("spki", vkey.key, { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]);
    return crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, rawSignature(signature), message);
  }
  let key;
  try {
    key = await crypto.subtle.importKey("raw", vkey.key, { name: "Ed25519" }, false, ["verify"]);
  } catch {
    return null;
  }
  return crypto.subtle.verify({ name: "Ed25519" }, key, signature, message);
}

/**
 * Checks that both keys of the log signed a checkpoint. Says whether this browser could check the Ed25519 one itself.
 * @returns {Promise<{ed25519: boolean}>}
 */
export async function checkSignatures(checkpoint, vkeys) {
  const message = utf8(checkpoint.text);
  let ed25519 = true;
  for (const vkey of vkeys) {
    if (checkpoint.origin !== vkey.name) throw new LogFault("log-origin", { found: checkpoint.origin, expected: vkey.name });
    const mine = checkpoint.signatures.filter(({ name, id }) => name === vkey.name && equal(id, fromHex(vkey.id)));
    if (mine.length === 0) throw new LogFault("log-unsigned");
    const results = await Promise.all(mine.map(({ signature }) => verifies(vkey, message, signature).catch(() => false)));
    if (results.includes(null)) ed25519 = false;
    else if (!results.includes(true)) throw new LogFault("log-signature");
  }
  return { ed25519 };
}

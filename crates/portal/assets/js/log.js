// This browser as a witness of the ledger: it checks receipts and entries against signed heads, remembers the last head that it
// verified, and refuses one that does not continue it.

import * as api from "./api.js";
import { base64, equal, fromBase64, fromBase64url, fromHex, fromUtf8, hex, sha256, utf8 } from "./bytes.js";
import { readObject } from "./json.js";
import * as keys from "./keys.js";
import { parseClaims, parseLeaf } from "./leaf.js";
import { LogFault, checkSignatures, parseCheckpoint, parseProof, parseVkeys } from "./note.js";
import { page } from "./page.js";
import * as store from "./store.js";
import { Prover, continues, includes, leafHash, tilePath } from "./tree.js";

export { LogFault } from "./note.js";

/**
 * A fact that was verified: the name of its sentence in the words, and the values of its places.
 * @typedef {{name: string, values: Record<string, unknown>}} Step
 * @typedef {{ok: true, size: number, root: string, steps: Step[]}} Verified
 */

const step = (name, values = {}) => ({ name, values });

let served = null;

/** The verifier keys that the service names, asked for once a page. */
function servedVkeys() {
  served ??= api.text("/log/vkeys");
  served.catch(() => {
    served = null;
  });
  return served;
}

/** Whether a ledger is one of the demo: `serve` refuses a name that ends so outside of it. */
const isDemo = (ledger) => ledger.split("/")[0].endsWith(".invalid");

/** What is remembered of a ledger; with the keys of the log as they were when it was first met. */
async function remembered(ledger) {
  const text = await servedVkeys();
  await parseVkeys(text, ledger);
  const known = (await store.get("ledgers", ledger)) ?? { ledger, vkeys: text, since: Date.now() };
  if (known.vkeys === text) return known;
  // Every demo opens a new ledger under the old name, with keys of its own; nothing hangs on any of them.
  if (isDemo(ledger)) return { ledger, vkeys: text, since: Date.now(), isAnew: true };
  throw new LogFault("log-keys-changed", { ledger });
}

/** The keys of the log as this browser believes them, as text: they tell one demo from the next. @param {string} [ledger] */
export async function believedVkeys(ledger = page().ledger) {
  return (await remembered(ledger)).vkeys;
}

/** A tile of the log. One at the right edge may have filled up meanwhile; then the full one is there, and begins the same. */
async function fetchTile({ level, index, width }) {
  const path = (hashes) => `/log/tile/${tilePath({ level, index, width: hashes })}`;
  try {
    return await api.bytes(path(width));
  } catch (error) {
    if (error.status !== 404 || width === 256) throw error;
    return (await api.bytes(path(256))).slice(0, width * 32);
  }
}

/** Checks that of two heads the smaller is the beginning of the larger, by a proof made here from tiles. */
async function checkGrowth(small, large) {
  if (small.size === large.size) {
    if (!equal(small.root, large.root)) throw new LogFault("log-two-heads", { size: small.size });
    return;
  }
  const proof = await new Prover(large.size, fetchTile).consistency(small.size);
  if (!(await continues(small, large, proof))) throw new LogFault("log-rewritten", { before: small.size, size: large.size });
}

/** One head after the other, so that two checks on a page do not pass one another by. */
let turn = Promise.resolve();

/**
 * Takes a head whose signatures were verified: it must continue, or be the beginning of, the one remembered.
 * @returns {Promise<Step>}
 */
function takeHead(ledger, head) {
  const taken = turn.then(async () => {
    const { isAnew, ...known } = await remembered(ledger);
    const before = known.size === undefined ? null : { size: known.size, root: fromBase64(known.root) };
    if (before && head.size >= before.size) await checkGrowth(before, head);
    if (before && head.size < before.size) await checkGrowth(head, before);
    if (!before || head.size > before.size) {
      await store.put("ledgers", { ...known, size: head.size, root: base64(head.root), seen: Date.now() });
    }
    if (!before) return step(isAnew ? "step-new-demo" : "step-first", { size: head.size });
    if (head.size === before.size) return step("step-same", { size: head.size });
    return head.size > before.size
      ? step("step-continues", { before: before.size, size: head.size })
      : step("step-beginning", { before: before.size, size: head.size });
  });
  turn = taken.catch(() => {});
  return taken;
}

/** Checks a note's signatures and takes its head. */
async function checkNote(note, ledger) {
  const known = await remembered(ledger);
  const checkpoint = parseCheckpoint(note);
  const { ed25519 } = await checkSignatures(checkpoint, await parseVkeys(known.vkeys, ledger));
  const steps = [step(ed25519 ? "step-signed-both" : "step-signed-p256", { ledger, size: checkpoint.size })];
  steps.push(await takeHead(ledger, checkpoint));
  return { checkpoint, steps };
}

/** Checks that a leaf, by its hash, stands at its number in the tree of a proof's checkpoint. */
async function checkProof(proofText, seq, hash, ledger) {
  const proof = parseProof(proofText);
  if (proof.index !== seq) throw new LogFault("proof-index", { found: proof.index, expected: seq });
  const { checkpoint, steps } = await checkNote(proof.checkpoint, ledger);
  const { size, root } = checkpoint;
  if (!(await includes({ size, index: seq, hash, proof: proof.hashes, root }))) throw new LogFault("proof-mismatch", { seq, size });
  steps.unshift(step("step-included", { seq, size, hashes: proof.hashes.length }));
  return { ok: true, size, root: hex(root), steps };
}

/**
 * The newest checkpoint, verified. @param {string} [ledger] @returns {Promise<Verified>}
 */
export async function verifyCheckpoint(ledger = page().ledger) {
  const { checkpoint, steps } = await checkNote(await api.text("/log/checkpoint"), ledger);
  return { ok: true, size: checkpoint.size, root: hex(checkpoint.root), steps };
}

/** What moves is the statement's own subject first, at the version that it names, and then only what it names besides; nothing twice. */
function checkMoved({ moved }, { sub, ver, alt = [] }) {
  const [own, ...others] = moved;
  if (own.subject !== sub || own.version !== ver) throw new LogFault("leaf-moved", { subject: own.subject });
  const seen = new Set([sub]);
  for (const { subject } of others) {
    if (seen.has(subject) || !alt.includes(subject)) throw new LogFault("leaf-moved", { subject });
    seen.add(subject);
  }
}

/** Reads the leaf that is said to stand at a number of a ledger, and holds its lines against the statement in it. */
function readLeaf(text, seq, ledger) {
  const leaf = parseLeaf(text);
  if (leaf.seq !== seq) throw new LogFault("leaf-number", { found: leaf.seq, expected: seq });
  let claims;
  try {
    claims = parseClaims(leaf.payload);
  } catch {
    throw new LogFault("leaf-form");
  }
  if (claims.lid !== ledger) throw new LogFault("leaf-ledger");
  checkMoved(leaf, claims);
  return { leaf, claims };
}

/** The key that a signature line names. */
function kidOf({ protected: header }) {
  try {
    return readObject(fromUtf8(fromBase64url(header))).kid;
  } catch {
    throw new LogFault("leaf-form");
  }
}

/** Checks every signature line of a leaf under a key that hashes to the name in it. Whose the keys are, they do not tell. */
async function checkSigners({ payload, signatures }, jwks) {
  const known = new Map(await Promise.all(jwks.map(async (jwk) => [await keys.thumbprint(jwk), jwk])));
  for (const line of signatures) {
    const kid = kidOf(line);
    const holds = known.has(kid) && (await keys.verifies(known.get(kid), line, payload));
    if (!holds) throw new LogFault("entry-signature", { kid });
  }
  return step("step-signatures", { count: signatures.length });
}

/** Checks that a text is the one whose digest the statement carries. */
async function checkBody(text, bod) {
  if (hex(await sha256(utf8(text))) !== bod) throw new LogFault("entry-body");
  return step("step-body");
}

/**
 * An entry: that this leaf, and no other, stands at this number; and where they are at hand, that its body is what was signed, and that
 * its signatures hold.
 * @param {number} seq @param {string} leafText
 * @param {{body?: string, jwks?: object[], ledger?: string}} [more]
 * @returns {Promise<Verified>}
 */
export async function verifyEntry(seq, leafText, { body, jwks, ledger = page().ledger } = {}) {
  const { leaf, claims } = readLeaf(leafText, seq, ledger);
  const proved = await checkProof(await api.text(`/log/proof/${seq}`), seq, await leafHash(utf8(leafText)), ledger);
  const said = [step("step-says", { kind: claims.knd, party: claims.iss, capacity: claims.cap, kids: leaf.signatures.map(kidOf).join(", ") })];
  if (jwks !== undefined) said.push(await checkSigners(leaf, jwks));
  if (body !== undefined) said.push(await checkBody(body, claims.bod));
  return { ...proved, steps: [...said, ...proved.steps] };
}

/**
 * That an entry stands at this number whose leaf has this hash; what it says, a hash does not tell.
 * @param {number} seq @param {string} hash in hexadecimal @param {string} [ledger]
 * @returns {Promise<Verified>}
 */
export async function verifyHash(seq, hash, ledger = page().ledger) {
  return checkProof(await api.text(`/log/proof/${seq}`), seq, fromHex(hash), ledger);
}

/**
 * A receipt: that the ledger holds what was signed, and where.
 * @param {{seq: number, received: number, leaf: string, proof: string}} receipt
 * @param {{payload?: string, line?: {protected: string, signature: string}, ledger?: string}} [signed] what was signed here
 * @returns {Promise<Verified>}
 */
export async function verifyReceipt(receipt, { payload, line, ledger = page().ledger } = {}) {
  const { leaf } = readLeaf(receipt.leaf, receipt.seq, ledger);
  if (leaf.received !== receipt.received) throw new LogFault("receipt-time");
  const steps = [];
  if (payload !== undefined) {
    if (leaf.payload !== payload) throw new LogFault("receipt-payload");
    steps.push(step("step-payload", { seq: leaf.seq }));
  }
  if (line !== undefined) {
    const isMine = ({ protected: header, signature }) => header === line.protected && signature === line.signature;
    if (!leaf.signatures.some(isMine)) throw new LogFault("receipt-unsigned");
    steps.push(step("step-own-signature"));
  }
  const proved = await checkProof(receipt.proof, receipt.seq, await leafHash(utf8(receipt.leaf)), ledger);
  return { ...proved, steps: [...steps, ...proved.steps] };
}

/** The last head that this browser verified, as a statement names it; null where it has seen none. Throws where the log's keys changed. */
export async function lastHead(ledger = page().ledger) {
  const known = await remembered(ledger);
  return known?.size ? { size: known.size, root: hex(fromBase64(known.root)) } : null;
}

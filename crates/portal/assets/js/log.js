// This browser as a witness of the ledger: it checks receipts and entries against signed heads, remembers the last head that it
// verified, and refuses one that does not continue it.

import * as api from "./api.js";
import { base64, equal, fromBase64, hex, utf8 } from "./bytes.js";
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

/** Checks that a leaf stands at its number in the tree of a proof's checkpoint. */
async function checkProof(proofText, seq, leafText, ledger) {
  const proof = parseProof(proofText);
  if (proof.index !== seq) throw new LogFault("proof-index", { found: proof.index, expected: seq });
  const { checkpoint, steps } = await checkNote(proof.checkpoint, ledger);
  const { size, root } = checkpoint;
  const hash = await leafHash(utf8(leafText));
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

/**
 * An entry: that this leaf, and no other, stands at this number.
 * @param {number} seq @param {string} leafText @param {string} [ledger]
 * @returns {Promise<Verified>}
 */
export async function verifyEntry(seq, leafText, ledger = page().ledger) {
  const leaf = parseLeaf(leafText);
  if (leaf.seq !== seq) throw new LogFault("leaf-number", { found: leaf.seq, expected: seq });
  if (parseClaims(leaf.payload).lid !== ledger) throw new LogFault("leaf-ledger");
  return checkProof(await api.text(`/log/proof/${seq}`), seq, leafText, ledger);
}

/**
 * A receipt: that the ledger holds what was signed, and where.
 * @param {{seq: number, received: number, leaf: string, proof: string}} receipt
 * @param {{payload?: string, line?: {protected: string, signature: string}, ledger?: string}} [signed] what was signed here
 * @returns {Promise<Verified>}
 */
export async function verifyReceipt(receipt, { payload, line, ledger = page().ledger } = {}) {
  const leaf = parseLeaf(receipt.leaf);
  if (leaf.seq !== receipt.seq) throw new LogFault("leaf-number", { found: leaf.seq, expected: receipt.seq });
  if (leaf.received !== receipt.received) throw new LogFault("receipt-time");
  if (parseClaims(leaf.payload).lid !== ledger) throw new LogFault("leaf-ledger");
  const steps = [];
  if (payload !== undefined) {
    if (leaf.payload !== payload) throw new LogFault("receipt-payload");
    steps.push(step("step-payload", { seq: leaf.seq }));
  }
  const isMine = ({ protected: header, signature }) => header === line.protected && signature === line.signature;
  if (line !== undefined && leaf.signatures.some(isMine)) steps.push(step("step-own-signature"));
  const proved = await checkProof(receipt.proof, receipt.seq, receipt.leaf, ledger);
  return { ...proved, steps: [...steps, ...proved.steps] };
}

/** The last head that this browser verified, as a statement names it; null where it has seen none. Throws where the log's keys changed. */
export async function lastHead(ledger = page().ledger) {
  const known = await remembered(ledger);
  return known?.size ? { size: known.size, root: hex(fromBase64(known.root)) } : null;
}

// The Merkle tree of RFC 6962 with SHA-256: proofs checked here (RFC 9162, sections 2.1.3.2 and 2.1.4.2), and made here from tiles.
// Sizes go up to 2^53, beyond what bit operators hold, so they are divided.

import { concat, equal, sha256 } from "./bytes.js";

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);
const WIDTH = 256;

/** The hash of a leaf. @param {Uint8Array} leaf */
export function leafHash(leaf) {
  return sha256(concat(LEAF, leaf));
}

/** The hash of two subtrees side by side. */
export function nodeHash(left, right) {
  return sha256(concat(NODE, left, right));
}

const half = (number) => Math.floor(number / 2);

/** One level up, and for a node at the right edge up to where it has a neighbour on its left. */
function climb(place) {
  while (place.node % 2 === 0 && place.node !== 0) {
    place.node = half(place.node);
    place.last = half(place.last);
  }
}

/**
 * Whether `hash` is leaf number `index` of the tree of `size` leaves with this `root`.
 * @param {{size: number, index: number, hash: Uint8Array, proof: Uint8Array[], root: Uint8Array}} claim
 */
export async function includes({ size, index, hash, proof, root }) {
  if (index >= size) return false;
  const place = { node: index, last: size - 1 };
  let found = hash;
  for (const sibling of proof) {
    if (place.last === 0) return false;
    if (place.node % 2 === 1 || place.node === place.last) {
      found = await nodeHash(sibling, found);
      climb(place);
    } else {
      found = await nodeHash(found, sibling);
    }
    place.node = half(place.node);
    place.last = half(place.last);
  }
  return place.last === 0 && equal(found, root);
}

function isPower(number) {
  return Number.isInteger(Math.log2(number));
}

/** Whether the tree `old` is the beginning of the tree `now`; each is `{size, root}`. */
export async function continues(old, now, proof) {
  if (old.size > now.size) return false;
  if (old.size === now.size) return proof.length === 0 && equal(old.root, now.root);
  if (old.size === 0) return proof.length === 0 && equal(old.root, await sha256(new Uint8Array()));
  const [first, rest] = isPower(old.size) ? [old.root, proof] : [proof[0], proof.slice(1)];
  if (!first) return false;
  const place = { node: old.size - 1, last: now.size - 1 };
  while (place.node % 2 === 1) {
    place.node = half(place.node);
    place.last = half(place.last);
  }
  let [before, after] = [first, first];
  for (const sibling of rest) {
    if (place.last === 0) return false;
    if (place.node % 2 === 1 || place.node === place.last) {
      before = await nodeHash(sibling, before);
      after = await nodeHash(sibling, after);
      climb(place);
    } else {
      after = await nodeHash(after, sibling);
    }
    place.node = half(place.node);
    place.last = half(place.last);
  }
  return place.last === 0 && equal(before, old.root) && equal(after, now.root);
}

/** The address of a tile behind `tile/`: `0/x001/x234/067`, `1/000.p/5`. @param {{level: number, index: number, width: number}} tile */
export function tilePath({ level, index, width }) {
  const groups = [];
  for (let rest = index; groups.length === 0 || rest > 0; rest = Math.floor(rest / 1000)) {
    groups.unshift(`${groups.length ? "x" : ""}${String(rest % 1000).padStart(3, "0")}`);
  }
  return `${level}/${groups.join("/")}${width < WIDTH ? `.p/${width}` : ""}`;
}

/** Proofs over a tree of `size` leaves, from tiles that `fetchTile` gives: it takes `{level, index, width}` and gives bytes. */
export class Prover {
  constructor(size, fetchTile) {
    this.size = size;
    this.fetchTile = fetchTile;
    this.held = new Map();
  }

  /** The proof that the tree of `old` leaves is the beginning of this one. @returns {Promise<Uint8Array[]>} */
  async consistency(old) {
    if (old === 0 || old === this.size) return [];
    let [start, end] = [0, this.size];
    const proof = [];
    while (end !== old) {
      const middle = start + left(end - start);
      if (old <= middle) {
        proof.push(await this.range(middle, end));
        end = middle;
      } else {
        proof.push(await this.range(start, middle));
        start = middle;
      }
    }
    // Whoever checks knows the old root, so it is left out where it is this very subtree.
    if (start !== 0) proof.push(await this.range(start, end));
    return proof.reverse();
  }

  /** The hash over the leaves from `start` to before `end`, a subtree of this tree. */
  async range(start, end) {
    const length = end - start;
    if (isPower(length) && start % length === 0) return this.node(Math.log2(length), start / length);
    const middle = start + left(length);
    return nodeHash(await this.range(start, middle), await this.range(middle, end));
  }

  /** The hash of a perfect subtree: hashes of one tile folded together. */
  async node(level, index) {
    const [tileLevel, folds] = [Math.floor(level / 8), level % 8];
    const first = index * 2 ** folds;
    const bytes = await this.tile(tileLevel, Math.floor(first / WIDTH));
    const offset = first % WIDTH;
    let run = [];
    for (let at = offset; at < offset + 2 ** folds; at += 1) run.push(bytes.slice(at * 32, at * 32 + 32));
    if (run.some((hash) => hash.length !== 32)) throw new RangeError("a tile is too short");
    while (run.length > 1) {
      const pairs = [];
      for (let at = 0; at < run.length; at += 2) pairs.push(nodeHash(run[at], run[at + 1]));
      run = await Promise.all(pairs);
    }
    return run[0];
  }

  tile(level, index) {
    const width = Math.min(WIDTH, Math.floor(this.size / 256 ** level) - index * WIDTH);
    const path = tilePath({ level, index, width });
    if (!this.held.has(path)) this.held.set(path, this.fetchTile({ level, index, width }));
    return this.held.get(path);
  }
}

/** The leaves of the left subtree: the largest power of two below the number. */
function left(number) {
  let power = 1;
  while (power * 2 < number) power *= 2;
  return power;
}

// A small log of its own, with keys made for the test: leaves, tree, proofs and signed heads, as a service gives them.

import { base64, base64url, concat, hex, random, sha256, utf8 } from "../../assets/js/bytes.js";
import { leafHash, nodeHash, tilePath } from "../../assets/js/tree.js";

const P256 = { name: "ECDSA", namedCurve: "P-256" };

/** The root over hashes, by the definition of RFC 6962. */
export async function rootOf(run) {
  if (run.length === 0) return sha256(new Uint8Array());
  if (run.length === 1) return run[0];
  const split = splitOf(run.length);
  return nodeHash(await rootOf(run.slice(0, split)), await rootOf(run.slice(split)));
}

function splitOf(length) {
  let split = 1;
  while (split * 2 < length) split *= 2;
  return split;
}

/** The audit path of one leaf, by the definition of RFC 6962. */
async function pathOf(index, run) {
  if (run.length === 1) return [];
  const split = splitOf(run.length);
  if (index < split) return [...(await pathOf(index, run.slice(0, split))), await rootOf(run.slice(split))];
  return [...(await pathOf(index - split, run.slice(split))), await rootOf(run.slice(0, split))];
}

/** A signature in DER, as notes carry it. */
function der(raw) {
  const integer = (digits) => {
    const from = digits.findIndex((byte) => byte !== 0);
    const bytes = digits.slice(from);
    const value = bytes[0] >= 0x80 ? concat(Uint8Array.of(0), bytes) : bytes;
    return concat(Uint8Array.of(2, value.length), value);
  };
  const both = concat(integer(raw.slice(0, 32)), integer(raw.slice(32)));
  return concat(Uint8Array.of(0x30, both.length), both);
}

/** A payload in base64url. */
export const payloadOf = (claims) => base64url(utf8(JSON.stringify(claims)));

/** The leaf of an entry. */
export function leafOf({ seq, payload, moved, lines, received = 1_772_790_000_000 + seq }) {
  const signed = lines.map(({ protected: header, signature }) => `${header}..${signature}`);
  return ["tallystick-entry/v1", seq, received, "0".repeat(64), moved.join(" "), payload, ...signed, "1".repeat(64), ""].join("\n");
}

/** The two keys of a log. */
export class LogKeys {
  static async draw(name) {
    const keys = new LogKeys();
    keys.name = name;
    keys.ed = await crypto.subtle.generateKey({ name: "Ed25519" }, true, ["sign", "verify"]);
    keys.ec = await crypto.subtle.generateKey(P256, true, ["sign", "verify"]);
    const ed = concat(Uint8Array.of(1), new Uint8Array(await crypto.subtle.exportKey("raw", keys.ed.publicKey)));
    const spki = new Uint8Array(await crypto.subtle.exportKey("spki", keys.ec.publicKey));
    keys.edId = (await sha256(concat(utf8(`${name}\n`), ed))).slice(0, 4);
    keys.ecId = (await sha256(spki)).slice(0, 4);
    keys.vkeys = `${name}+${hex(keys.edId)}+${base64(ed)}\n${name}+${hex(keys.ecId)}+${base64(concat(Uint8Array.of(2), spki))}\n`;
    return keys;
  }

  /** The signed note of a head. */
  async note(size, root) {
    const text = `${this.name}\n${size}\n${base64(root)}\n`;
    const ed = new Uint8Array(await crypto.subtle.sign({ name: "Ed25519" }, this.ed.privateKey, utf8(text)));
    const ec = new Uint8Array(await crypto.subtle.sign({ name: "ECDSA", hash: "SHA-256" }, this.ec.privateKey, utf8(text)));
    const line = (id, signature) => `— ${this.name} ${base64(concat(id, signature))}\n`;
    return `${text}\n${line(this.edId, ed)}${line(this.ecId, der(ec))}`;
  }
}

/** A log of up to 256 leaves. */
export class Log {
  constructor(keys, leaves = []) {
    Object.assign(this, { keys, leaves });
  }

  hashes() {
    return Promise.all(this.leaves.map((leaf) => leafHash(utf8(leaf))));
  }

  async checkpoint() {
    return this.keys.note(this.leaves.length, await rootOf(await this.hashes()));
  }

  /** The proof of an entry under the head of all. */
  async proof(seq) {
    const path = await pathOf(seq, await this.hashes());
    return `c2sp.org/tlog-proof@v1\nindex ${seq}\n${path.map((hash) => `${base64(hash)}\n`).join("")}\n${await this.checkpoint()}`;
  }

  /** What a service gives of it. */
  async answers() {
    const hashes = await this.hashes();
    const found = { "GET /log/vkeys": this.keys.vkeys, "GET /log/checkpoint": await this.checkpoint() };
    for (const seq of this.leaves.keys()) found[`GET /log/proof/${seq}`] = await this.proof(seq);
    for (let width = 1; width <= hashes.length; width += 1) {
      found[`GET /log/tile/${tilePath({ level: 0, index: 0, width })}`] = concat(...hashes.slice(0, width));
    }
    return found;
  }
}

/** A leaf that says nothing in particular. */
export function anyLeaf(ledger, seq) {
  const sub = `contract/${seq}`;
  const payload = payloadOf({ lid: ledger, knd: "contract.register/1", sub, ver: 1, iss: "party/a", cap: "supplier", jti: base64url(random(16)), bod: "2".repeat(64) });
  return leafOf({ seq, payload, moved: [`${sub}@1`], lines: [{ protected: base64url(utf8('{"kid":"k"}')), signature: "AA" }] });
}

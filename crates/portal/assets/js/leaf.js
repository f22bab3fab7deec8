// The leaf of an entry, and the claims of a statement: read strictly, for what is shown must be what is there.

import { fromBase64url, fromUtf8 } from "./bytes.js";
import { readObject } from "./json.js";
import { LogFault, decimal } from "./note.js";

/**
 * Reads a leaf.
 * @param {string} text
 * @returns {{seq: number, received: number, previous: string, moved: {subject: string, version: number}[], payload: string,
 *   signatures: {protected: string, signature: string}[], outcome: string}}
 */
export function parseLeaf(text) {
  const lines = text.split("\n");
  const outcome = lines.at(-2);
  if (lines[0] !== "tallystick-entry/v1" || lines.at(-1) !== "" || lines.length < 9) throw new LogFault("leaf-form");
  const [, seq, received, previous, moved, payload] = lines;
  if (!/^[0-9a-f]{64}$/.test(previous) || !/^[0-9a-f]{64}$/.test(outcome)) throw new LogFault("leaf-form");
  return {
    seq: decimal(seq),
    received: decimal(received),
    previous,
    moved: moved.split(" ").map((item) => {
      const [, subject, version] = /^([a-z-]+\/[A-Za-z0-9_-]+)@([1-9][0-9]*)$/.exec(item) ?? [];
      if (!subject) throw new LogFault("leaf-form");
      return { subject, version: decimal(version) };
    }),
    payload,
    signatures: lines.slice(6, -2).map((line) => {
      const [, header, signature] = /^([A-Za-z0-9_-]+)\.\.([A-Za-z0-9_-]+)$/.exec(line) ?? [];
      if (!header) throw new LogFault("leaf-form");
      return { protected: header, signature };
    }),
    outcome,
  };
}

/** The claims of a payload in base64url. @param {string} payload @returns {Record<string, any>} */
export function parseClaims(payload) {
  return readObject(fromUtf8(fromBase64url(payload)));
}

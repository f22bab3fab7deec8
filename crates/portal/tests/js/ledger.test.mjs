import assert from "node:assert/strict";
import { test } from "node:test";

import { base64url, fromBase64, fromBase64url, fromHex, hex, utf8, uuidv7 } from "../../assets/js/bytes.js";
import { fingerprint, generate, importPkcs8, accessToken, protectedHeader, provePossession, signStatement, thumbprint } from "../../assets/js/keys.js";
import { parseClaims, parseLeaf } from "../../assets/js/leaf.js";
import { checkSignatures, parseCheckpoint, parseProof, parseVkeys } from "../../assets/js/note.js";
import { Prover, continues, includes, leafHash, tilePath } from "../../assets/js/tree.js";
import { rootOf } from "./log.mjs";
import { bytes, json, text } from "./read.mjs";

const vectors = json("fixtures/ledger/vectors.json");
const ledger = "sample.tallystick.invalid";
const hashes = vectors.tree.leaf_hashes.map(fromHex);

test("texts of bytes are canonical", () => {
  assert.equal(base64url(Uint8Array.of(255, 254)), "__4");
  assert.deepEqual(fromBase64url("__4"), Uint8Array.of(255, 254));
  for (const broken of ["__5", "_", "a+b", "YQ=="]) assert.throws(() => fromBase64url(broken), SyntaxError, broken);
  assert.throws(() => fromHex("AB"));
  assert.match(uuidv7(1_772_413_200_000), /^019cac0f-2680-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("a key has the name that the format gives it", async () => {
  const jwk = JSON.parse(vectors.key.canonical_jwk);
  assert.equal(await thumbprint(jwk), vectors.key.thumbprint);
  assert.equal(fingerprint(vectors.key.thumbprint).length, 16);
});

/** Whether a compact JWS is by a key, and its claims. */
async function opened(token, jwk) {
  const [header, payload, signature] = token.split(".");
  const key = await crypto.subtle.importKey("jwk", jwk, { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]);
  const holds = await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, fromBase64url(signature), utf8(`${header}.${payload}`));
  assert.ok(holds);
  return { header: new TextDecoder().decode(fromBase64url(header)), claims: parseClaims(payload) };
}

test("tokens, proofs and statements are signed as the format wants them", async () => {
  const key = await generate();
  assert.equal(key.key.extractable, false);
  const token = await accessToken(key, { party: "party/one", ledger, now: 1_772_413_200_999, jti: "A".repeat(22) });
  const { header, claims } = await opened(token, key.jwk);
  assert.equal(header, `{"alg":"ES256","kid":"${key.kid}","typ":"tallystick-access+jwt"}`);
  assert.equal(JSON.stringify(claims), `{"iss":"party/one","aud":"${ledger}","iat":1772413200,"exp":1772413320,"jti":"${"A".repeat(22)}"}`);
  const proof = await opened(await provePossession(key, ledger, "party/one"), key.jwk);
  assert.equal(JSON.stringify(proof.claims), `{"lid":"${ledger}","party":"party/one"}`);
  assert.match(proof.header, /"typ":"tallystick-key\+jwt"/);
  const line = await signStatement(key, "e30");
  assert.equal(line.protected, protectedHeader(key.kid, "tallystick-statement+jwt"));
  assert.equal(fromBase64url(line.signature).length, 64);
  await opened(`${line.protected}.e30.${line.signature}`, key.jwk);
});

test("a key of the demo is taken over and cannot be read out", async () => {
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
  const pkcs8 = Buffer.from(await crypto.subtle.exportKey("pkcs8", pair.privateKey)).toString("base64");
  const { x, y } = await crypto.subtle.exportKey("jwk", pair.publicKey);
  const key = await importPkcs8(pkcs8);
  assert.deepEqual(key.jwk, { crv: "P-256", kty: "EC", x, y });
  await assert.rejects(crypto.subtle.exportKey("pkcs8", key.key));
});

test("the leaf of the fixtures stands in the tree that both keys signed", async () => {
  const vkeys = await parseVkeys(text("fixtures/ledger/vkeys.txt"), ledger);
  const proof = parseProof(text("fixtures/ledger/proof-7.txt"));
  const leafText = text("fixtures/ledger/leaf-7.txt");
  assert.equal(proof.checkpoint, text("fixtures/ledger/checkpoint.txt"));
  const checkpoint = parseCheckpoint(proof.checkpoint);
  assert.deepEqual(await checkSignatures(checkpoint, vkeys), { ed25519: true });
  const leaf = parseLeaf(leafText);
  assert.deepEqual([leaf.seq, leaf.received, leaf.moved[0].version, leaf.signatures.length], [7, 1_772_413_627_049, 1, 1]);
  assert.equal(parseClaims(leaf.payload).lid, ledger);
  const { size, root } = checkpoint;
  const claim = { size, index: 7, hash: await leafHash(utf8(leafText)), proof: proof.hashes, root };
  assert.equal(await includes(claim), true);
  assert.equal(await includes({ ...claim, index: 6 }), false);
  assert.equal(await includes({ ...claim, index: 20 }), false);
  assert.equal(await includes({ ...claim, hash: await leafHash(utf8(`${leafText} `)) }), false);
  assert.equal(await includes({ ...claim, proof: proof.hashes.slice(1) }), false);
});

test("a head that was tampered with, or lacks a signature, is refused", async () => {
  const vkeys = await parseVkeys(text("fixtures/ledger/vkeys.txt"), ledger);
  const note = text("fixtures/ledger/checkpoint.txt");
  const refused = async (changed, code) => {
    await assert.rejects(async () => checkSignatures(parseCheckpoint(changed), vkeys), { code });
  };
  await refused(note.replace("\n20\n", "\n21\n"), "log-signature");
  await refused(note.replace(/— [^\n]*VBnL[^\n]*\n/, ""), "log-unsigned");
  await refused(note.replace(/— [^\n]*JcN6[^\n]*\n/, ""), "log-unsigned");
  await refused(note.replace("— ", "- "), "log-form");
  await refused(note.replace(`${ledger}\n20`, "other.invalid\n20"), "log-origin");
  await assert.rejects(parseVkeys(text("fixtures/ledger/vkeys.txt"), "other.invalid"), { code: "log-vkeys" });
  const changed = text("fixtures/ledger/vkeys.txt").replace("+25c37a67+", "+25c37a68+");
  await assert.rejects(parseVkeys(changed, ledger), { code: "log-form" });
});

/** Tiles over hashes, as a service gives them. */
function tilesOver(run) {
  const asked = [];
  const levels = [run];
  const fetchTile = async ({ level, index, width }) => {
    asked.push(tilePath({ level, index, width }));
    while (levels.length <= level) {
      const below = levels.at(-1);
      const full = Array.from({ length: Math.floor(below.length / 256) }, (_, at) => rootOf(below.slice(at * 256, at * 256 + 256)));
      levels.push(await Promise.all(full));
    }
    const part = levels[level].slice(index * 256, index * 256 + width);
    assert.equal(part.length, width);
    return Uint8Array.from(part.flatMap((hash) => [...hash]));
  };
  return { fetchTile, asked };
}

test("the roots of the fixtures continue one another, by proofs made from tiles", async () => {
  const roots = vectors.tree.root_at_size_1_and_up.map(fromHex);
  assert.equal(roots.length, 20);
  for (let size = 1; size <= 20; size += 1) {
    const now = { size, root: roots[size - 1] };
    assert.deepEqual(hex(await rootOf(hashes.slice(0, size))), hex(now.root));
    for (let old = 1; old <= size; old += 1) {
      const proof = await new Prover(size, tilesOver(hashes.slice(0, size)).fetchTile).consistency(old);
      assert.equal(await continues({ size: old, root: roots[old - 1] }, now, proof), true, `${old} to ${size}`);
      const other = { size: old, root: roots[old % 20] };
      assert.equal(await continues(other, now, proof), false, `not ${old} to ${size}`);
    }
  }
});

test("the proofs of the fixtures are those that are made here", async () => {
  const { inclusion_of_entry_7_at_size_20: inclusion, consistency_from_size_7_to_20: consistency } = vectors.tree;
  const proof = parseProof(text("fixtures/ledger/proof-7.txt"));
  assert.deepEqual(proof.hashes.map(hex), inclusion);
  const made = await new Prover(20, tilesOver(hashes).fetchTile).consistency(7);
  assert.deepEqual(made.map(hex), consistency);
});

test("a proof over many tiles needs few of them", async () => {
  const run = await Promise.all(Array.from({ length: 1_000 }, (_, at) => leafHash(utf8(String(at)))));
  const { fetchTile, asked } = tilesOver(run);
  const proof = await new Prover(1_000, fetchTile).consistency(300);
  const [old, now] = [await rootOf(run.slice(0, 300)), await rootOf(run)];
  assert.equal(await continues({ size: 300, root: old }, { size: 1_000, root: now }, proof), true);
  assert.deepEqual(asked.toSorted(), ["0/001", "1/000.p/3", "0/003.p/232"].toSorted());
});

test("tiles have one address", () => {
  assert.equal(tilePath({ level: 0, index: 1_234_067, width: 256 }), "0/x001/x234/067");
  assert.equal(tilePath({ level: 1, index: 0, width: 5 }), "1/000.p/5");
});

test("the proof in DER is read strictly", async () => {
  const { rawSignature } = await import("../../assets/js/note.js");
  const blob = /VBnL\S+/.exec(text("fixtures/ledger/checkpoint.txt"))[0];
  const der = fromBase64(blob).slice(4);
  assert.equal(rawSignature(der).length, 64);
  assert.throws(() => rawSignature(der.slice(0, -1)), { code: "log-form" });
  assert.throws(() => rawSignature(Uint8Array.of(...der, 0)), { code: "log-form" });
});

test("the log of the fixtures holds what its leaves say", () => {
  // The exported log is bytes; its text parts are enough to see that leaf 7 is in it verbatim.
  const whole = Buffer.from(bytes("fixtures/ledger/log-20.tlog")).toString("utf8");
  assert.ok(whole.includes(text("fixtures/ledger/leaf-7.txt")));
});

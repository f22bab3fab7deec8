// What a browser refuses to believe of a ledger: heads, proofs, entries and receipts that are not in order.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { base64url, hex, sha256, utf8 } from "../../assets/js/bytes.js";
import { generate, signStatement } from "../../assets/js/keys.js";
import { parseClaims, parseLeaf } from "../../assets/js/leaf.js";
import { leafHash } from "../../assets/js/tree.js";
import { openDatabase, serve } from "./browser.mjs";
import { FakeElement, openDocument } from "./dom.mjs";
import { Log, LogKeys, anyLeaf, leafOf, payloadOf } from "./log.mjs";
import { bytes, json, text } from "./read.mjs";

const LEDGER = "tallystick.test/real";
const SAMPLE = "sample.tallystick.invalid";
const database = openDatabase();
let pages = 0;

/** The scripts of a page that was just opened: what a page remembers of the service is not there yet. */
function openPage(ledger = LEDGER) {
  openDocument({ kid: "kid", party: "party/a", ledger });
  pages += 1;
  return import(`../../assets/js/log.js?page=${pages}`);
}

const leaves = (count, of = LEDGER) => Array.from({ length: count }, (_, seq) => anyLeaf(of, seq));
const stepsOf = ({ steps }) => steps.map(({ name }) => name);

beforeEach(() => database.empty());

test("a head that grows is followed, and one seen before is known again", async () => {
  const keys = await LogKeys.draw(LEDGER);
  const all = leaves(9);
  const see = async (size) => {
    const { verifyCheckpoint } = await openPage();
    serve(await new Log(keys, all.slice(0, size)).answers());
    return stepsOf(await verifyCheckpoint());
  };
  assert.deepEqual(await see(5), ["step-signed-both", "step-first"]);
  assert.deepEqual(await see(5), ["step-signed-both", "step-same"]);
  assert.deepEqual(await see(9), ["step-signed-both", "step-continues"]);
  const [known] = database.all("ledgers");
  assert.deepEqual([known.ledger, known.size], [LEDGER, 9]);
});

test("a head that is older than the one remembered is its beginning, and does not take its place", async () => {
  const keys = await LogKeys.draw(LEDGER);
  const all = new Log(keys, leaves(9));
  serve(await all.answers());
  const page = await openPage();
  await page.verifyCheckpoint();
  serve({ ...(await all.answers()), ...(await new Log(keys, all.leaves.slice(0, 4)).answers()) });
  assert.deepEqual(stepsOf(await page.verifyCheckpoint()), ["step-signed-both", "step-beginning"]);
  assert.equal(database.all("ledgers")[0].size, 9);
});

test("two heads of one size are a history that was rewritten", async () => {
  const keys = await LogKeys.draw(LEDGER);
  serve(await new Log(keys, leaves(5)).answers());
  const page = await openPage();
  await page.verifyCheckpoint();
  const others = [...leaves(4), anyLeaf(LEDGER, 4)];
  serve(await new Log(keys, others).answers());
  await assert.rejects(page.verifyCheckpoint(), { code: "log-two-heads", values: { size: 5 } });
});

test("a longer log that does not continue the one remembered is a history that was rewritten", async () => {
  const keys = await LogKeys.draw(LEDGER);
  const first = leaves(5);
  serve(await new Log(keys, first).answers());
  const page = await openPage();
  await page.verifyCheckpoint();
  const rewritten = [...first];
  rewritten[2] = anyLeaf(LEDGER, 2);
  serve(await new Log(keys, [...rewritten, ...leaves(8).slice(5)]).answers());
  await assert.rejects(page.verifyCheckpoint(), { code: "log-rewritten", values: { before: 5, size: 8 } });
  // What was seen stays what later heads are held to.
  assert.equal(database.all("ledgers")[0].size, 5);
});

test("keys of the log that changed since it was first met are refused; a demo begins anew", async () => {
  const [first, second] = [await LogKeys.draw(LEDGER), await LogKeys.draw(LEDGER)];
  serve(await new Log(first, leaves(3)).answers());
  await (await openPage()).verifyCheckpoint();
  serve(await new Log(second, leaves(3)).answers());
  const page = await openPage();
  await assert.rejects(page.verifyCheckpoint(), { code: "log-keys-changed" });
  await assert.rejects(page.lastHead(), { code: "log-keys-changed" });

  const [demo, next] = [await LogKeys.draw(SAMPLE), await LogKeys.draw(SAMPLE)];
  serve(await new Log(demo, leaves(3, SAMPLE)).answers());
  await (await openPage(SAMPLE)).verifyCheckpoint();
  serve(await new Log(next, leaves(3, SAMPLE)).answers());
  assert.deepEqual(stepsOf(await (await openPage(SAMPLE)).verifyCheckpoint()), ["step-signed-both", "step-new-demo"]);
});

test("a head that other keys signed is refused, and none of it is remembered", async () => {
  const [keys, others] = [await LogKeys.draw(LEDGER), await LogKeys.draw(LEDGER)];
  const log = new Log(keys, leaves(3));
  const forged = await new Log(others, log.leaves).checkpoint();
  const page = await openPage();
  serve({ ...(await log.answers()), "GET /log/checkpoint": forged });
  await assert.rejects(page.verifyCheckpoint(), { code: "log-unsigned" });
  const good = await log.checkpoint();
  serve({ ...(await log.answers()), "GET /log/checkpoint": good.replace("\n3\n", "\n4\n") });
  await assert.rejects(page.verifyCheckpoint(), { code: "log-signature" });
  assert.deepEqual(database.all("ledgers"), []);
});

test("the entry of the fixtures is verified, and what its leaf says is told", async () => {
  const { verifyEntry, verifyHash } = await openPage(SAMPLE);
  const leaf = text("fixtures/ledger/leaf-7.txt");
  serve({ "GET /log/vkeys": text("fixtures/ledger/vkeys.txt"), "GET /log/proof/7": text("fixtures/ledger/proof-7.txt") });
  const verified = await verifyEntry(7, leaf);
  assert.deepEqual(stepsOf(verified), ["step-says", "step-included", "step-signed-both", "step-first"]);
  const { kind, capacity } = verified.steps[0].values;
  assert.deepEqual([kind, capacity], ["contract.register/1", "supplier"]);
  assert.deepEqual(stepsOf(await verifyHash(7, hex(await leafHash(utf8(leaf))))), ["step-included", "step-signed-both", "step-same"]);
  await assert.rejects(verifyHash(7, "0".repeat(64)), { code: "proof-mismatch" });
  await assert.rejects(verifyEntry(6, leaf), { code: "leaf-number" });
  await assert.rejects(verifyEntry(7, leaf.replace(/^1772/m, "1773")), { code: "proof-mismatch" });
  await assert.rejects(verifyEntry(7, leaf.replace("@1\n", "@2\n")), { code: "leaf-moved" });
  serve({ "GET /log/vkeys": text("fixtures/ledger/vkeys.txt"), "GET /log/proof/7": text("fixtures/ledger/proof-7.txt").replace("index 7", "index 6") });
  await assert.rejects(verifyEntry(7, leaf), { code: "proof-index" });
});

/** The leaves and the keys of the exported log, as their bytes say. */
function exported() {
  const whole = Buffer.from(bytes("fixtures/ledger/log-20.tlog"));
  const keys = whole.toString("utf8").split("\n").filter((line) => line.startsWith('{"kid"')).map((line) => JSON.parse(line).jwk);
  const found = [];
  let at = whole.indexOf("entries 20\n") + "entries 20\n".length;
  for (; at < whole.length; at += 2 + whole.readUInt16BE(at)) found.push(whole.subarray(at + 2, at + 2 + whole.readUInt16BE(at)).toString("utf8"));
  return { keys, leaves: found };
}

test("every entry of the fixtures is in order: what it moves, who signed", async () => {
  const { keys, leaves: all } = exported();
  assert.equal(all.length, 20);
  const log = new Log(await LogKeys.draw(SAMPLE), all);
  serve(await log.answers());
  const { verifyEntry } = await openPage(SAMPLE);
  for (const [seq, leaf] of all.entries()) {
    const { steps } = await verifyEntry(seq, leaf, { jwks: keys });
    assert.deepEqual(steps.slice(0, 2).map(({ name }) => name), ["step-says", "step-signatures"], seq);
  }
});

test("a signature that does not hold, a key that is not at hand, and another body are found", async () => {
  const key = await generate();
  const body = '{"salt":"x"}';
  const claims = { lid: LEDGER, knd: "contract.register/1", sub: "contract/1", ver: 1, iss: "party/a", cap: "supplier", bod: hex(await sha256(utf8(body))) };
  const payload = payloadOf(claims);
  const entry = (line) => leafOf({ seq: 0, payload, moved: ["contract/1@1"], lines: [line] });
  const line = await signStatement(key, payload);
  const of = async (leaf, more) => {
    database.empty();
    serve(await new Log(await LogKeys.draw(LEDGER), [leaf]).answers());
    return (await openPage()).verifyEntry(0, leaf, more);
  };
  const steps = stepsOf(await of(entry(line), { body, jwks: [key.jwk] }));
  assert.deepEqual(steps.slice(0, 3), ["step-says", "step-signatures", "step-body"]);
  await assert.rejects(of(entry(line), { body: `${body} ` }), { code: "entry-body" });
  await assert.rejects(of(entry(line), { jwks: [(await generate()).jwk] }), { code: "entry-signature" });
  const forged = { ...line, signature: (await signStatement(await generate(), payload)).signature };
  await assert.rejects(of(entry(forged), { jwks: [key.jwk] }), { code: "entry-signature" });
  await assert.rejects(of(entry({ ...line, protected: "e30x" }), { jwks: [key.jwk] }), { code: "leaf-form" });
});

/** A receipt of a statement that was signed here, with changes. */
async function received({ moved, lines, proof = (log) => log.proof(1), change = {} } = {}) {
  const key = await generate();
  const claims = { lid: LEDGER, knd: "receivable.confirm/1", sub: "receivable/1", ver: 2, alt: ["certificate/1"], iss: "party/a", cap: "buyer", bod: "2".repeat(64) };
  const payload = payloadOf(claims);
  const line = await signStatement(key, payload);
  const leaf = leafOf({ seq: 1, payload, moved: moved ?? ["receivable/1@2", "certificate/1@1"], lines: lines ?? [line] });
  const log = new Log(await LogKeys.draw(LEDGER), [anyLeaf(LEDGER, 0), leaf, anyLeaf(LEDGER, 2)]);
  database.empty();
  serve(await log.answers());
  const { verifyReceipt } = await openPage();
  const receipt = { seq: 1, received: parseLeaf(leaf).received, leaf, proof: await proof(log), ...change };
  return { verify: (signed = {}) => verifyReceipt(receipt, { payload, line, ...signed }) };
}

test("a receipt says what was signed, that the entry bears the signature, and that it stands there", async () => {
  const { verify } = await received();
  assert.deepEqual(stepsOf(await verify()), ["step-payload", "step-own-signature", "step-included", "step-signed-both", "step-first"]);
});

test("a receipt without one's own signature is no receipt", async () => {
  const other = await signStatement(await generate(), "e30");
  await assert.rejects((await received({ lines: [other] })).verify(), { code: "receipt-unsigned" });
});

test("a receipt of another statement, time or place is refused", async () => {
  await assert.rejects((await received()).verify({ payload: payloadOf({ lid: LEDGER }) }), { code: "receipt-payload" });
  await assert.rejects((await received({ change: { received: 1 } })).verify(), { code: "receipt-time" });
  await assert.rejects((await received({ change: { seq: 2 } })).verify(), { code: "leaf-number" });
});

test("an entry that moves what its statement does not name is refused", async () => {
  const wrong = [
    [["receivable/1@3", "certificate/1@1"], "receivable/1"],
    [["certificate/1@1", "receivable/1@2"], "certificate/1"],
    [["receivable/1@2", "certificate/2@1"], "certificate/2"],
    [["receivable/1@2", "certificate/1@1", "certificate/1@2"], "certificate/1"],
  ];
  for (const [moved, subject] of wrong) {
    await assert.rejects((await received({ moved })).verify(), { code: "leaf-moved", values: { subject } }, moved.join(" "));
  }
  await (await received({ moved: ["receivable/1@2"] })).verify();
});

test("a proof of another entry, of another tree, or broken, is refused", async () => {
  const refused = async (proof, code) => assert.rejects((await received({ proof })).verify(), { code });
  await refused((log) => log.proof(2), "proof-index");
  await refused(() => "c2sp.org/tlog-proof@v1\nindex one\n\n", "log-form");
  // Of the same leaves, under a head that other keys signed.
  await refused(async (log) => new Log(await LogKeys.draw(LEDGER), log.leaves).proof(1), "log-unsigned");
  // Of the same place in another tree.
  await refused((log) => new Log(log.keys, leaves(3)).proof(1), "proof-mismatch");
  // Without its first hash.
  await refused(async (log) => (await log.proof(1)).replace(/(index 1\n).*\n/, "$1"), "proof-mismatch");
});

test("the entry of another ledger is no entry of this one", async () => {
  const leaf = anyLeaf("other.tallystick.test", 0);
  serve(await new Log(await LogKeys.draw(LEDGER), [leaf]).answers());
  const { verifyEntry } = await openPage();
  await assert.rejects(verifyEntry(0, leaf), { code: "leaf-ledger" });
  assert.equal(parseClaims(parseLeaf(leaf).payload).lid, "other.tallystick.test");
});

test("two entries tell of one certificate where one issued what the other moved", async () => {
  openDocument({ ledger: LEDGER });
  const { tellOfOne } = await import("../../assets/js/verify-page.js");
  const leaf = (...moved) => leafOf({ seq: 0, payload: payloadOf({}), moved, lines: [{ protected: "e30", signature: "AA" }] });
  const issuing = leaf("receivable/1@2", "certificate/a@1", "certificate/b@1");
  assert.equal(tellOfOne(issuing, leaf("certificate/b@4")), true);
  assert.equal(tellOfOne(issuing, issuing), true);
  assert.equal(tellOfOne(issuing, leaf("certificate/c@4", "receivable/1@3")), false);
  assert.equal(tellOfOne(leaf("certificate/b@2"), leaf("certificate/b@4")), false);
});

test("the public check marks each entry with what was verified of it", async () => {
  const ledger = "check.tallystick.test";
  const moved = (seq, ...subjects) => {
    const [sub, ver] = subjects[0].split("@");
    const payload = payloadOf({ lid: ledger, knd: "certificate.split/1", sub, ver: Number(ver), alt: subjects.slice(1).map((one) => one.split("@")[0]), iss: "party/a", cap: "supplier" });
    return leafOf({ seq, payload, moved: subjects, lines: [{ protected: base64url(utf8('{"kid":"k"}')), signature: "AA" }] });
  };
  const entries = [moved(0, "receivable/1@2", "certificate/a@1"), moved(1, "certificate/a@2"), moved(2, "certificate/b@2")];
  serve({ ...(await new Log(await LogKeys.draw(ledger), entries).answers()) });
  const { body } = openDocument({ ledger, language: "en" });
  const words = json("crates/portal/data/script.en.json");
  const say = (name) => words[name];
  const { attach, verifyRows } = await import("../../assets/js/verify-page.js?check");
  const check = async (...rows) => {
    const page = new FakeElement("div", { class: "public-check", "data-number": "N" }, ...rows);
    body.replaceChildren(page);
    await attach(page, say);
    await verifyRows(rows, say);
    return { page, told: rows.map((row) => row.dataset.verified) };
  };
  const row = (seq, attributes) => new FakeElement("dd", { "data-seq": seq, ...attributes });
  const open = await check(row(0, { "data-leaf": entries[0] }), row(1, { "data-leaf": entries[1] }));
  assert.deepEqual(open.told, ["yes", "yes"]);
  assert.ok(!open.page.textContent.includes(words["public-two"]));
  const closed = await check(row(0, { "data-hash": hex(await leafHash(utf8(entries[0]))) }), row(1, { "data-hash": "0".repeat(64) }));
  assert.deepEqual(closed.told, ["yes", "no"]);
  assert.ok(closed.page.textContent.includes(words["verified-hash-not"]));
  const other = await check(row(0, { "data-leaf": entries[0] }), row(2, { "data-leaf": entries[2] }));
  assert.ok(other.page.textContent.includes(words["public-two"]));
});

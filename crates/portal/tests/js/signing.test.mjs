// From a form or a proposal to the signature: what is asked before the key is used, and what is kept where an answer is missing.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { base64url, hex, sha256, utf8 } from "../../assets/js/bytes.js";
import * as keys from "../../assets/js/keys.js";
import { sentence } from "../../assets/js/sentences.js";
import { beside, openDatabase, openTexts, serve } from "./browser.mjs";
import { FakeElement, FakeEvent, openDocument } from "./dom.mjs";
import { Log, LogKeys, anyLeaf, leafOf } from "./log.mjs";
import { examples, json } from "./read.mjs";

const LEDGER = "sample.tallystick.invalid";
const PARTY = "party/019b8bab-0680-74d7-b2f9-3e1cb46185de";
const KIND = "receivable.confirm/1";
const TEXT = "By confirming this receivable, our organisation acknowledges that it owes it.";
const FOUND = { "GET /summaries.json": json("crates/commands/data/summaries.json"), "GET /fields.json": json("crates/portal/data/fields.json") };
const WORDS = json("crates/portal/data/script.en.json");

const say = (name, values = {}) => WORDS[name].replace(/\{([a-z_]+)\}/g, (_, key) => String(values[key]));
const at = () => Math.floor(Date.now() / 1000);
const el = (tag, attributes, ...children) => new FakeElement(tag, attributes, ...children);

const database = openDatabase();
const texts = openTexts();
const key = await keys.generate();
const logKeys = await LogKeys.draw(LEDGER);

/** What an honest service prepares for a command. */
async function prepared(command, { salt }) {
  const body = JSON.stringify({ ...command, salt });
  const summaries = FOUND["GET /summaries.json"];
  const claims = {
    lid: LEDGER, knd: KIND, sub: command.receivable, ver: 2, prv: "ab".repeat(32), alt: [command.certificate], iss: PARTY, cap: "buyer",
    jti: "A".repeat(22), iat: at(), exp: at() + 600, bod: hex(await sha256(utf8(body))),
  };
  const summary = Object.fromEntries(["zh", "en"].map((language) => [language, sentence(summaries, KIND, JSON.parse(body), language)]));
  return { payload: base64url(utf8(JSON.stringify(claims))), body, summary, statement: "statement", needed: { signatures: 1, checker: false }, findings: [] };
}

/** A service that takes what is signed, and gives a receipt. */
async function service({ alive = () => ({ kid: key.kid, left: 60_000 }), submit } = {}) {
  const log = new Log(logKeys, [anyLeaf(LEDGER, 0)]);
  const answers = await log.answers();
  const sealed = async ({ payload, signatures, body }) => {
    const { receivable, certificate } = JSON.parse(body);
    log.leaves.push(leafOf({ seq: 1, payload, moved: [`${receivable}@2`, `${certificate}@1`], lines: signatures }));
    Object.assign(answers, await log.answers());
    return { receipt: { seq: 1, received: 1_772_790_000_001, leaf: log.leaves[1], proof: await log.proof(1) } };
  };
  Object.assign(answers, {
    "POST /v1/statements/prepare": ({ command }) => prepared(command, command),
    "POST /sign-in/used": alive,
    "POST /v1/statements": submit ? (statement) => submit(statement, sealed) : sealed,
  });
  return serve(beside({ ...FOUND, ...answers }));
}

/** A form of the page that confirms, with the text that it shows. */
async function openForm({ shown = TEXT, names = TEXT, address = "/receivables/1/confirm" } = {}) {
  const { document, body } = openDocument({ kid: key.kid, party: PARTY, ledger: LEDGER, address });
  const { salt: _, legal_text: __, waived: ___, transferable: ____, ...command } = examples().get(KIND);
  const said = [
    ["receivable", command.receivable],
    ["certificate", command.certificate],
    ["amount.value", command.amount.value],
    ["amount.currency", command.amount.currency],
    ["due_on", command.due_on],
    ["legal_text", hex(await sha256(utf8(names)))],
  ];
  const form = el(
    "form",
    { class: "act", id: "confirm", "data-kind": KIND, "data-capacity": "buyer", "data-done": "/receivables" },
    ...said.map(([name, value]) => el("input", { type: name === "due_on" ? "date" : "hidden", name, value })),
    el("template", { class: "effect" }, el("p", {}, "What it means"), ...(shown === null ? [] : [el("blockquote", { "data-legal-text": "" }, shown)])),
    el("template", { class: "next" }, el("p", {}, "The supplier is told.")),
    el("template", { class: "another" }, el("p", {}, el("a", { href: "/receivables/2/confirm" }, "Next claim"))),
  );
  body.append(el("main", {}, form));
  const { attach } = await import("../../assets/js/act.js");
  attach(form, say);
  return { form, document, main: body.querySelector("main") };
}

/** Submits a form, and waits until it is done with it. */
async function submitted(form) {
  await form.send(new FakeEvent("submit"));
  while (form.hasAttribute("aria-busy")) await new Promise(setImmediate);
}

const alertOf = (within) => within.querySelector(".alert")?.textContent ?? "";
const signButton = (main) => main.querySelector(".review .actions .button");
const isAsked = (asked, what) => asked.includes(what);

beforeEach(async () => {
  database.empty();
  texts.clear();
  await keys.add({ ...key, party: PARTY, ledger: LEDGER });
});

test("beside the text that the body names the key signs, and the receipt is verified", async () => {
  const asked = await service();
  const { form, main } = await openForm();
  await submitted(form);
  assert.equal(main.querySelector(".review [data-legal-text]").textContent, TEXT);
  await signButton(main).press();
  assert.equal(alertOf(main), "");
  const receipt = main.querySelector(".receipt").textContent;
  assert.match(receipt, /Entry 1 in the ledger/);
  assert.match(receipt, /The entry bears your signature/);
  assert.ok(asked.indexOf("POST /sign-in/used") < asked.indexOf("POST /v1/statements"));
  assert.deepEqual(database.all("unsent"), []);
});

test("beside the receipt stands what comes next, and nothing of further signatures", async () => {
  await service();
  const sealed = await openForm();
  await submitted(sealed.form);
  await signButton(sealed.main).press();
  const receipt = sealed.main.querySelector(".receipt").textContent;
  assert.match(receipt, /The supplier is told\.Next claim/);
  assert.ok(!receipt.includes(say("waiting-then")), receipt);
});

test("where others must sign, what comes next is said to come then", async () => {
  const proposal = { id: "proposal", needed: { signatures: 2, checker: true }, signatures: [{ kid: key.kid }], expires_at: Date.now() + 600_000 };
  await service({ submit: () => ({ proposal }) });
  const waiting = await openForm();
  await submitted(waiting.form);
  await signButton(waiting.main).press();
  const told = waiting.main.querySelector(".receipt").textContent;
  assert.ok(told.includes(`${say("waiting-then")}The supplier is told.Next claim`), told);
});

test("beside another text, or none, nothing is signed, and that is said", async () => {
  const cases = [
    [{ shown: `${TEXT} ` }, "legal-text-other"],
    [{ shown: "It means nothing at all." }, "legal-text-other"],
    [{ names: "Another text." }, "legal-text-other"],
    [{ shown: null }, "legal-text-missing"],
  ];
  for (const [form, code] of cases) {
    const asked = await service();
    const opened = await openForm(form);
    await submitted(opened.form);
    assert.ok(alertOf(opened.main).includes(say(code)), code);
    assert.ok(alertOf(opened.main).includes(say("refused-unsigned")));
    assert.equal(signButton(opened.main), null);
    assert.ok(!isAsked(asked, "POST /v1/statements"));
  }
});

test("a text that is exchanged after it was reviewed is not signed", async () => {
  const asked = await service();
  const { form, main } = await openForm();
  await submitted(form);
  main.querySelector(".review [data-legal-text]").textContent = "It means nothing at all.";
  await signButton(main).press();
  assert.ok(alertOf(main.querySelector(".review")).includes(say("legal-text-other")));
  assert.ok(!isAsked(asked, "POST /v1/statements"));
});

test("a text that is shown as signed where the body names none is refused", async () => {
  const { checkLegalText } = await import("../../assets/js/legal.js");
  const shown = (...found) => el("section", {}, ...found.map((one) => el("blockquote", { "data-legal-text": "" }, one)));
  const legal_text = hex(await sha256(utf8(TEXT)));
  await checkLegalText({}, shown());
  await checkLegalText({ legal_text }, shown(TEXT));
  await assert.rejects(checkLegalText({}, shown(TEXT)), { code: "legal-text-unnamed" });
  await assert.rejects(checkLegalText({ legal_text }, shown(TEXT, "Another.")), { code: "legal-text-other" });
  await assert.rejects(checkLegalText({ legal_text: null }, shown(TEXT)), { code: "legal-text-other" });
});

test("whose sign-in has ended signs nothing, and what was typed is kept", async () => {
  const cases = [
    [() => ({ status: 401, json: { code: "signed-out" } }), "signed-out"],
    [() => ({ kid: "another", left: 60_000 }), "signed-in-other"],
  ];
  for (const [alive, code] of cases) {
    const asked = await service({ alive });
    const { form, main } = await openForm({ address: "/receivables/1/confirm?how=part" });
    await submitted(form);
    await signButton(main).press();
    const alert = main.querySelector(".review .alert");
    assert.ok(alert.textContent.includes(say(code)) && alert.textContent.includes(say("signed-out-kept")), alert.textContent);
    assert.equal(alert.querySelector("a").getAttribute("href"), `/sign-in?next=${encodeURIComponent("/receivables/1/confirm?how=part")}`);
    assert.ok(!isAsked(asked, "POST /v1/statements"));
    assert.equal(signButton(main).disabled, false);
  }
});

test("where the portal cannot be asked, nothing is signed", async () => {
  const broken = () => {
    throw new TypeError("no way");
  };
  const asked = await service({ alive: broken });
  const { form, main } = await openForm();
  await submitted(form);
  await signButton(main).press();
  assert.ok(alertOf(main.querySelector(".review")).includes(say("no-connection")));
  assert.ok(!isAsked(asked, "POST /v1/statements"));
});

test("what was signed and not answered is kept, and the very same is sent again", async () => {
  const sent = [];
  const submit = (statement, sealed) => {
    sent.push(JSON.stringify(statement));
    if (sent.length === 1) return { status: 503, json: { code: "unavailable", title: "Unavailable" } };
    return sealed(statement);
  };
  await service({ submit });
  const { form, main } = await openForm();
  await submitted(form);
  await signButton(main).press();
  const alert = main.querySelector(".review .alert");
  assert.ok(alert.textContent.includes(say("unsent-title")));
  assert.equal(database.all("unsent").length, 1);
  await alert.querySelector("button").press();
  assert.match(main.querySelector(".receipt").textContent, /Entry 1 in the ledger/);
  assert.equal(sent[0], sent[1]);
  assert.deepEqual(database.all("unsent"), []);
});

test("what a rule refuses leaves nothing to send again", async () => {
  await service({ submit: () => ({ status: 422, json: { code: "contract-exceeded", title: "Too much", detail: "" } }) });
  const { form, main } = await openForm();
  await submitted(form);
  await signButton(main).press();
  assert.match(alertOf(form), /Too much/);
  assert.deepEqual(database.all("unsent"), []);
});

/** A proposal of a colleague, before the member of the page. */
async function openProposal({ shown = TEXT, names = TEXT, alive } = {}) {
  const command = { ...examples().get(KIND), legal_text: hex(await sha256(utf8(names))) };
  const proposal = {
    ...(await prepared(command, command)), id: "proposal", kind: KIND, capacity: "buyer", stage: "waiting",
    needed: { signatures: 2, checker: true }, signatures: [{ kid: "colleague", member: "member/1", at: Date.now() }], expires_at: Date.now() + 600_000,
  };
  const lines = [];
  await service({ alive });
  const known = globalThis.fetch;
  const answers = { "/v1/proposals/proposal": () => proposal, "/v1/proposals/proposal/signatures": (line) => ({ proposal, line: lines.push(line) }) };
  globalThis.fetch = (address, options) => {
    const { pathname } = new URL(address, "https://tallystick.test");
    return answers[pathname] ? Promise.resolve(Response.json(answers[pathname](options.body && JSON.parse(options.body)))) : known(address, options);
  };
  const { body } = openDocument({ kid: key.kid, party: PARTY, ledger: LEDGER, address: "/waiting/proposal" });
  const effect = el("template", { class: "effect" }, ...(shown === null ? [] : [el("blockquote", { "data-legal-text": "" }, shown)]));
  const section = el("section", { class: "cosign", "data-proposal": "proposal", "data-kind": KIND, "data-capacity": "buyer" }, effect);
  body.append(section);
  const { attach } = await import("../../assets/js/cosign.js");
  await attach(section, say);
  return { section, lines };
}

test("a second member signs beside the text that the first one saw", async () => {
  const { section, lines } = await openProposal();
  assert.equal(section.querySelector(".review [data-legal-text]").textContent, TEXT);
  await section.querySelector(".review .button").press();
  assert.equal(lines.length, 1);
  assert.equal(alertOf(section), "");
});

test("a second member signs beside no other text, and not where it is missing", async () => {
  for (const [proposal, code] of [[{ shown: "Another text." }, "legal-text-other"], [{ shown: null }, "legal-text-missing"]]) {
    const { section, lines } = await openProposal(proposal);
    assert.ok(alertOf(section).includes(say(code)), alertOf(section));
    assert.equal(section.querySelector(".review .button"), null);
    assert.equal(lines.length, 0);
  }
});

test("a second member whose sign-in has ended signs nothing", async () => {
  const { section, lines } = await openProposal({ alive: () => ({ status: 401, json: {} }) });
  await section.querySelector(".review .button").press();
  assert.ok(alertOf(section).includes(say("signed-out")));
  assert.equal(lines.length, 0);
});

test("what waits to be sent is that of the signed-in key, for as long as its time runs", async () => {
  openDocument({ kid: key.kid, party: PARTY, ledger: LEDGER });
  const unsent = await import("../../assets/js/unsent.js");
  const one = { id: "1", kid: key.kid, ledger: LEDGER, statement: {}, sentence: "", until: 2_000 };
  for (const kept of [one, { ...one, id: "2", kid: "other" }, { ...one, id: "3", ledger: "other" }, { ...one, id: "4", until: 900 }]) await unsent.keep(kept);
  assert.deepEqual((await unsent.waiting(1_000)).map(({ id }) => id), ["1"]);
  assert.deepEqual(database.all("unsent").map(({ id }) => id), ["1", "2", "3"]);
});

test("a page is not left without a warning while something is signed and not sent", async () => {
  const { window } = openDocument({ kid: key.kid, ledger: LEDGER });
  const { warnBeforeLeaving } = await import("../../assets/js/unsent.js");
  const leaving = () => {
    const event = new FakeEvent("beforeunload");
    window.dispatchEvent(event);
    return Boolean(event.isPrevented);
  };
  const [first, second] = [warnBeforeLeaving(), warnBeforeLeaving()];
  first();
  first();
  assert.equal(leaving(), true);
  second();
  assert.equal(leaving(), false);
});

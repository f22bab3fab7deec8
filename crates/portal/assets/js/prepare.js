// A statement from the service, checked here before a key comes near it: what forms and files of banks have in common.

import * as api from "./api.js";
import { base64url, random } from "./bytes.js";
import { Mismatch, check } from "./check.js";
import * as keys from "./keys.js";
import { checkLegalText } from "./legal.js";
import { lastHead } from "./log.js";
import { page, summaries } from "./page.js";
import { checkSignedIn } from "./session.js";

/**
 * Asks the service for a statement, and checks the answer. Where a rule stands against it, `checked` is null.
 * @param {{kind: string, capacity: string, body: object}} act the body without its salt
 */
export async function prepare({ kind, capacity, body }) {
  // The salt is drawn here, so that nobody else chooses what keeps the body from being guessed.
  const command = { ...body, salt: base64url(random(16)) };
  const key = await api.pageKey();
  const observed = await lastHead();
  const asked = { kind, capacity, command, ...(observed && { observed }) };
  const { body: prepared } = await api.call("POST", "/v1/statements/prepare", asked);
  if (prepared.rejection) return { prepared, checked: null, key };
  const expected = { ledger: key.ledger, party: key.party, capacity, kind, command, observed, signatures: prepared.needed.signatures };
  const checked = await check(prepared, { ...expected, now: Date.now(), summaries: await summaries() });
  return { prepared, checked, key };
}

/**
 * The one door to a member's key: signs a payload that was checked, while its time runs, beside the text that its body names, and while
 * the member is signed in.
 * @param {{payload: string, checked: Awaited<ReturnType<typeof check>>, key: keys.Key, shown: Element}} what `shown` is what the member saw
 */
export async function signShown({ payload, checked, key, shown }) {
  if (checked.claims.exp * 1000 <= Date.now()) throw new Mismatch("check-expired");
  await checkLegalText(checked.body, shown);
  await checkSignedIn();
  return keys.signStatement(key, payload);
}

/**
 * Signs what was prepared and checked.
 * @param {Awaited<ReturnType<typeof prepare>>} statement @param {Element} shown what the member saw of it
 * @returns {Promise<import("./unsent.js").Unsent>}
 */
export async function sign({ prepared, checked, key }, shown) {
  const line = await signShown({ payload: prepared.payload, checked, key, shown });
  return {
    id: prepared.statement,
    kid: key.kid,
    ledger: key.ledger,
    statement: { payload: prepared.payload, signatures: [line], body: prepared.body },
    sentence: checked.sentences[page().language],
    until: checked.claims.exp * 1000,
  };
}

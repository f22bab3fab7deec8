// Sealed bids: the file that a bank keeps, its digest, and what its terms come to. Nothing of it leaves the browser before it is opened.

import { base64url, hex, random, sha256, utf8 } from "./bytes.js";
import { exact, minor } from "./money.js";

/** The longest bid file that the service opens, in bytes. */
const LONGEST = 16 * 1024;

/** Minor units times a fraction such as `0.0380`, as numerator and denominator. */
function times(units, fraction) {
  const [whole, decimals = ""] = fraction.split(".");
  return [units * BigInt(whole + decimals), 10n ** BigInt(decimals.length)];
}

/** A quotient rounded to a whole number, half upward; neither is below zero. */
const halfUp = (numerator, denominator) => (numerator * 2n + denominator) / (denominator * 2n);

/** Interest: principal × rate × days / basis, rounded half up once. @param {bigint} units @param {string} rate as a fraction */
export function interest(units, rate, { days, basis }) {
  const [numerator, denominator] = times(units, rate);
  return halfUp(numerator * BigInt(days), denominator * BigInt(basis));
}

/** What a fee is at most on a principal; a share is rounded down. */
function feeAtMost(bound, units, currency) {
  if (bound.fixed !== undefined) return minor(bound.fixed, currency);
  const [numerator, denominator] = times(units, bound.share);
  return numerator / denominator;
}

/** Whether one fraction is above another. */
function isAbove(one, other) {
  const [left, leftOf] = times(1n, one);
  const [right, rightOf] = times(1n, other);
  return left * rightOf > right * leftOf;
}

/**
 * What stands against a bid: names of sentences with their values. A bid that is refused when it is opened is lost, so the bounds that
 * the service holds an offer to are held here, where nobody else reads it.
 * @param {object} bid `{terms, valid_until}` @param {object} bounds as the page carries them
 */
export function problems({ terms, valid_until: validUntil }, bounds) {
  const { currency } = bounds;
  const found = [];
  const amount = minor(terms.amount?.value ?? "", currency);
  const most = minor(bounds.amount, currency);
  if (amount === null || amount <= 0n || amount > most) found.push(["bid-amount", { most: exact(most, currency) }]);
  if (bounds.rate === null) found.push(["bid-no-rate", {}]);
  else if (!terms.rate || isAbove(terms.rate, bounds.rate)) found.push(["bid-rate", {}]);
  if (amount !== null) {
    for (const { name, amount: taken } of terms.fees ?? []) {
      const bound = bounds.fees.find((fee) => fee.name === name);
      const units = minor(taken?.value ?? "", currency);
      const atMost = bound ? feeAtMost(bound, amount, currency) : 0n;
      if (units === null || units <= 0n || units > atMost) found.push(["bid-fee", { name, most: exact(atMost, currency) }]);
    }
  }
  if (!Number.isSafeInteger(validUntil) || validUntil <= bounds.after || validUntil > bounds.until) found.push(["bid-until", {}]);
  if (found.length === 0 && cost({ terms }, bounds).paidOut <= 0n) found.push(["bid-nothing", {}]);
  return found;
}

/**
 * What a bid costs the borrower, in minor units: as the service reckons it when it is opened.
 * @returns {{interest: bigint, fees: bigint, guarantee: bigint, subsidy: bigint, total: bigint, paidOut: bigint}}
 */
export function cost({ terms }, bounds) {
  const { currency } = bounds;
  const amount = minor(terms.amount.value, currency);
  const owed = interest(amount, terms.rate, bounds);
  const fees = (terms.fees ?? []).reduce((sum, fee) => sum + minor(fee.amount.value, currency), 0n);
  const guarantee = minor(bounds.guarantees[terms.guarantee] ?? "0", currency);
  const paid = bounds.subsidy === null ? 0n : interest(amount, bounds.subsidy, bounds);
  const subsidy = paid < owed ? paid : owed;
  return {
    interest: owed,
    fees,
    guarantee,
    subsidy,
    total: owed + fees + guarantee - subsidy,
    paidOut: amount - fees - (bounds.discount ? owed : 0n),
  };
}

/** A bid file: its text, and the digest to which a bank commits. The salt keeps the terms from being guessed from the digest. */
export async function seal({ review, terms, valid_until: validUntil }, salt = base64url(random(16))) {
  const text = `${JSON.stringify({ salt, review, terms, valid_until: validUntil }, null, 2)}\n`;
  return { text, digest: await digest(text) };
}

/** The digest of a bid file. @param {string} text */
export async function digest(text) {
  return hex(await sha256(utf8(text)));
}

/** What a bid file says; null where it is none. Its text stays what counts: it is never written anew. @param {string} text */
export function read(text) {
  if (utf8(text).length > LONGEST) return null;
  try {
    const bid = JSON.parse(text);
    const names = Object.keys(bid).sort().join();
    return names === "review,salt,terms,valid_until" ? bid : null;
  } catch {
    return null;
  }
}

/**
 * A bid file that somebody brings back: it counts only where it is of the review, and its digest the one that was committed to.
 * @param {string} text @param {{review: string, commitment?: string}} wanted
 * @returns {Promise<{file?: {text: string, digest: string}, fault?: string, digest?: string}>} the file, or why it is not the one
 */
export async function opened(text, { review, commitment }) {
  const bid = read(text);
  if (!bid || bid.review !== review) return { fault: "bid-other-file" };
  const file = { text, digest: await digest(text) };
  return commitment && file.digest !== commitment ? { fault: "bid-other-digest", digest: file.digest } : { file };
}

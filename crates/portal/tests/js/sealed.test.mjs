import assert from "node:assert/strict";
import { test } from "node:test";

import { cost, digest, interest, opened, problems, read, seal } from "../../assets/js/sealed.js";
import { examples } from "./read.mjs";

const yuan = (value) => ({ value, currency: "CNY" });
const REVIEW = "review/019cb16c-7100-7bfc-a695-94ef649228e9";
const GUARANTEE = "guarantee/019cb1a3-5f80-7114-b0f6-164e93803d93";

const bounds = {
  currency: "CNY",
  amount: "480000.00",
  rate: "0.0400",
  days: 52,
  basis: 360,
  discount: false,
  subsidy: null,
  fees: [
    { name: "服务费", share: "0.001" },
    { name: "开户费", fixed: "50.00" },
  ],
  guarantees: { [GUARANTEE]: "240.00" },
  after: 1_773_028_800_000,
  until: 1_773_115_200_000,
};

const bid = (terms = {}, until = bounds.until) => ({
  review: REVIEW,
  terms: { amount: yuan("480000.00"), rate: "0.0380", fees: [{ name: "服务费", amount: yuan("480.00") }], conditions: [], ...terms },
  valid_until: until,
});

const codes = (...said) => problems(bid(...said), bounds).map(([code]) => code);

test("a bid is committed to by the digest of its very bytes, as the examples are", async () => {
  const opened = examples().get("bid.reveal/1");
  const committed = examples().get("bid.commit/1");
  assert.equal(await digest(opened.bid), committed.commitment);
  assert.equal(read(opened.bid).review, opened.review);
  assert.notEqual(await digest(`${opened.bid}\n`), committed.commitment);
});

test("a sealed file says what was typed, under a salt of its own", async () => {
  const file = await seal(bid(), "A".repeat(22));
  assert.deepEqual(read(file.text), { salt: "A".repeat(22), ...bid() });
  assert.equal(file.digest, await digest(file.text));
  const [one, other] = [await seal(bid()), await seal(bid())];
  assert.notEqual(one.digest, other.digest);
  assert.match(read(one.text).salt, /^[A-Za-z0-9_-]{22}$/);
});

test("a second signer reads the file that was committed to, and no other", async () => {
  const { bid: text, review } = examples().get("bid.reveal/1");
  const { commitment } = examples().get("bid.commit/1");
  assert.deepEqual(await opened(text, { review, commitment }), { file: { text, digest: commitment } });

  // One byte more, or other terms under the same salt, and nothing of the file is given out.
  const other = { ...read(text), valid_until: read(text).valid_until + 1 };
  for (const near of [`${text} `, JSON.stringify(other)]) {
    const found = await opened(near, { review, commitment });
    assert.deepEqual(found, { fault: "bid-other-digest", digest: await digest(near) });
    assert.notEqual(found.digest, commitment);
  }
  assert.deepEqual(await opened(text, { review: REVIEW.replace("e9", "ea"), commitment }), { fault: "bid-other-file" });
  assert.deepEqual(await opened("{}", { review, commitment }), { fault: "bid-other-file" });

  // Before anybody has committed to one, any bid file of the review will do.
  const { file } = await opened(`${text} `, { review });
  assert.equal(file.text, `${text} `);
});

test("what is no bid file is none", () => {
  for (const text of ["", "[]", "{}", "null", '{"salt":"x"}', JSON.stringify({ salt: "x", ...bid(), more: 1 }), `"${"x".repeat(17_000)}"`]) {
    assert.equal(read(text), null, text.slice(0, 40));
  }
});

test("interest is that of the service: to the cent, half up", () => {
  assert.equal(interest(48_000_000n, "0.0380", bounds), 263_467n);
  assert.equal(interest(48_000_000n, "0.0400", bounds), 277_333n);
  assert.equal(interest(1n, "0.5", { days: 360, basis: 360 }), 1n);
  assert.equal(interest(1n, "0.4999", { days: 360, basis: 360 }), 0n);
});

test("the cost is interest, fees and the guarantor's fee, less what a programme pays", () => {
  assert.deepEqual(cost(bid(), bounds), {
    interest: 263_467n,
    fees: 48_000n,
    guarantee: 0n,
    subsidy: 0n,
    total: 311_467n,
    paidOut: 47_952_000n,
  });
  const guaranteed = cost(bid({ guarantee: GUARANTEE }), { ...bounds, subsidy: "0.0100", discount: true });
  assert.deepEqual(guaranteed, {
    interest: 263_467n,
    fees: 48_000n,
    guarantee: 24_000n,
    subsidy: 69_333n,
    total: 266_134n,
    paidOut: 47_688_533n,
  });
  // A programme pays no more than all of the interest.
  assert.equal(cost(bid({ rate: "0.0050" }), { ...bounds, subsidy: "0.0100" }).subsidy, interest(48_000_000n, "0.0050", bounds));
});

test("what would be refused when the bid is opened is told before it is sealed", () => {
  assert.deepEqual(codes(), []);
  assert.deepEqual(codes({ rate: "0.04" }), []);
  assert.deepEqual(codes({ rate: "0.0401" }), ["bid-rate"]);
  assert.deepEqual(codes({ rate: undefined }), ["bid-rate"]);
  assert.deepEqual(codes({ amount: yuan("480000.01") }), ["bid-amount"]);
  assert.deepEqual(codes({ amount: undefined }), ["bid-amount"]);
  assert.deepEqual(codes({ fees: [{ name: "服务费", amount: yuan("480.01") }] }), ["bid-fee"]);
  assert.deepEqual(codes({ fees: [{ name: "开户费", amount: yuan("50.00") }] }), []);
  assert.deepEqual(codes({ fees: [{ name: "手续费", amount: yuan("1.00") }] }), ["bid-fee"]);
  // A fee that is a share follows the amount.
  assert.deepEqual(codes({ amount: yuan("240000.00") }), ["bid-fee"]);
  assert.deepEqual(codes({}, bounds.after), ["bid-until"]);
  assert.deepEqual(codes({}, bounds.until + 1), ["bid-until"]);
  assert.deepEqual(codes({}, null), ["bid-until"]);
});

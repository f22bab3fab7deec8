// Amounts as exact text. Minor units are BigInt; nothing here is ever a floating number.

/** How many decimals a currency has, where it is not two (ISO 4217). */
const EXPONENTS = new Map([
  ..."BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(" ").map((code) => [code, 0]),
  ..."BHD IQD JOD KWD LYD OMR TND".split(" ").map((code) => [code, 3]),
  ..."CLF UYW".split(" ").map((code) => [code, 4]),
]);

/** The decimals of a currency. @param {string} currency @returns {number} */
export function exponent(currency) {
  return EXPONENTS.get(currency) ?? 2;
}

/** Whether a value is an amount: exactly `value` and `currency`, both texts. */
export function isMoney(value) {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return false;
  const names = Object.keys(value);
  return (
    names.length === 2 &&
    typeof value.value === "string" &&
    /^[A-Z]{3}$/.test(value.currency ?? "") &&
    minor(value.value, value.currency) !== null
  );
}

/**
 * The amount in minor units; null where the text is not an exact amount of that currency.
 * @param {string} text such as `1200000.00` @param {string} currency
 * @returns {bigint | null}
 */
export function minor(text, currency) {
  const [, sign, whole, decimals = ""] = /^(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?$/.exec(text) ?? [];
  const missing = exponent(currency) - decimals.length;
  if (whole === undefined || missing < 0) return null;
  const units = BigInt(whole + decimals + "0".repeat(missing));
  if (sign && units === 0n) return null;
  return sign ? -units : units;
}

/** The exact text of minor units, with all decimals of the currency. @param {bigint} units @param {string} currency */
export function exact(units, currency) {
  const width = exponent(currency);
  const digits = (units < 0n ? -units : units).toString().padStart(width + 1, "0");
  const whole = digits.slice(0, digits.length - width);
  return `${units < 0n ? "-" : ""}${whole}${width ? `.${digits.slice(-width)}` : ""}`;
}

/** The figures of an amount in groups of three, without its currency. @param {{value: string, currency: string}} money */
export function figures({ value, currency }) {
  const units = minor(value, currency);
  if (units === null) return null;
  const [whole, decimals] = exact(units, currency).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return decimals === undefined ? grouped : `${grouped}.${decimals}`;
}

/** The form for people: `1,234,567.89 CNY`; null where it is not an amount. */
export function grouped(money) {
  const text = figures(money);
  return text === null ? null : `${text} ${money.currency}`;
}

/**
 * Reads what a person typed, `1,200,000` or `1200000.5`, and gives the exact text; null where it is not an amount.
 * Full-width digits and commas, as a Chinese keyboard gives them, are taken as their plain forms.
 * @param {string} typed @param {string} [currency]
 */
export function normalise(typed, currency = "CNY") {
  const plain = typed.normalize("NFKC").replace(/^\s+|\s+$/g, "").replace("。", ".");
  if (!/^[0-9]+(\.[0-9]+)?$/.test(plain) && !/^[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?$/.test(plain)) return null;
  const digits = plain.replaceAll(",", "").replace(/^0+(?=[0-9])/, "");
  const units = minor(digits, currency);
  return units === null ? null : exact(units, currency);
}

/** Moves the point of an unsigned decimal to the right (or, with a negative number, to the left). */
export function shift(text, places) {
  const [whole, decimals = ""] = text.split(".");
  const before = places < 0 ? "0".repeat(-places) + whole : whole;
  const after = places > 0 ? decimals + "0".repeat(places) : decimals;
  const digits = before + after;
  const at = before.length + places;
  const left = digits.slice(0, at).replace(/^0+(?=[0-9])/, "") || "0";
  return { whole: left, decimals: digits.slice(at).replace(/0+$/, "") };
}

/** A fraction such as `0.0385` as per cent with at least two decimals, `3.85%`; null where it is not a fraction. */
export function percent(text) {
  if (typeof text !== "string" || !/^(0|[1-9][0-9]*)(\.[0-9]+)?$/.test(text)) return null;
  const { whole, decimals } = shift(text, 2);
  return `${whole}.${decimals.padEnd(2, "0")}%`;
}

/** What a person typed as per cent, `3.85` or `3.85%`, as a fraction with at least four decimals; null where it is none. */
export function fraction(typed) {
  const plain = typed.normalize("NFKC").trim().replace(/\s*%$/, "");
  if (!/^[0-9]+(\.[0-9]+)?$/.test(plain)) return null;
  const { whole, decimals } = shift(plain, -2);
  return `${whole}.${decimals.padEnd(4, "0")}`;
}

// Amounts in Chinese capitals (中文大写金额), after the rules for filling in bills and settlement vouchers of the People's
// Bank of China (正确填写票据和结算凭证的基本规定): 整 after 元, none after 角 or 分; one 零 for skipped places.

import { minor } from "./money.js";

const DIGITS = "零壹贰叁肆伍陆柒捌玖";
const PLACES = ["", "拾", "佰", "仟"];

/** Up to four digits, without leading or trailing zeros: 1409 is 壹仟肆佰零玖. */
function four(number) {
  const digits = String(number);
  let text = "";
  let skipped = false;
  for (const [at, digit] of [...digits].entries()) {
    if (digit === "0") {
      skipped = text !== "";
      continue;
    }
    text += (skipped ? "零" : "") + DIGITS[digit] + PLACES[digits.length - 1 - at];
    skipped = false;
  }
  return text;
}

/** A whole number above zero, closed by 万 and 亿; 亿 multiplies all that comes before it. */
function whole(number) {
  if (number < 10_000n) return four(number);
  const [unit, name] = number < 100_000_000n ? [10_000n, "万"] : [100_000_000n, "亿"];
  const [high, low] = [number / unit, number % unit];
  if (low === 0n) return whole(high) + name;
  const gap = low < unit / 10n ? "零" : "";
  return whole(high) + name + gap + whole(low);
}

/**
 * An amount of yuan in capitals, such as 人民币壹佰贰拾万元整; null for other currencies, which are not written so.
 * @param {{value: string, currency: string}} money
 * @returns {string | null}
 */
export function capitals({ value, currency }) {
  const units = currency === "CNY" ? minor(value, currency) : null;
  if (units === null) return null;
  const size = units < 0n ? -units : units;
  const [yuan, jiao, fen] = [size / 100n, (size / 10n) % 10n, size % 10n];
  let text = yuan === 0n ? "" : `${whole(yuan)}元`;
  if (jiao === 0n && fen === 0n) return `${sign(units)}${text || "零元"}整`;
  // 零 stands for the skipped 角, and after a 元 whose last digit is zero.
  if (text && (jiao === 0n || yuan % 10n === 0n)) text += "零";
  if (jiao !== 0n) text += `${DIGITS[Number(jiao)]}角`;
  if (fen !== 0n) text += `${DIGITS[Number(fen)]}分`;
  return sign(units) + text;
}

function sign(units) {
  return units < 0n ? "人民币（负数）" : "人民币";
}

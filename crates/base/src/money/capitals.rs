//! Amounts in Chinese capitals, 中文大写, as cheques and contracts write them against alteration.

use super::{Money, MoneyError};
use crate::currency::Currency;

const DIGITS: [char; 10] = ['零', '壹', '贰', '叁', '肆', '伍', '陆', '柒', '捌', '玖'];
const WAN: u64 = 10_000;
const YI: u64 = 100_000_000;

impl Money {
    /// The amount in Chinese capitals: 1,409.50 CNY is 人民币壹仟肆佰零玖元伍角.
    ///
    /// After 支付结算办法 (1997), annex 1: 整 follows 元 where nothing else does, and neither 角 nor 分; zeros
    /// between digits are one 零; 零 follows 元 where its digit or that of 角 is zero and decimals follow (the annex
    /// leaves the first case open; the form that is harder to alter is taken). A negative amount has 负 after the
    /// currency. Above 亿 the numeral nests: 壹亿亿.
    pub fn capitals(self) -> Result<String, MoneyError> {
        if self.currency() != Currency::CNY {
            return Err(MoneyError::NoCapitals {
                currency: self.currency(),
            });
        }
        let fen = self.minor().unsigned_abs();
        let (yuan, jiao, fen) = (fen / 100, fen / 10 % 10, fen % 10);
        let mut text = String::from("人民币");
        if self.is_negative() {
            text.push('负');
        }
        if yuan > 0 {
            push_number(&mut text, yuan);
            text.push('元');
        }
        if jiao == 0 && fen == 0 {
            text.push_str(if yuan == 0 { "零元整" } else { "整" });
            return Ok(text);
        }
        if yuan > 0 && (yuan.is_multiple_of(10) || jiao == 0) {
            text.push('零');
        }
        push_digit(&mut text, jiao, "角");
        push_digit(&mut text, fen, "分");
        Ok(text)
    }
}

/// Writes a number above zero, highest unit first.
fn push_number(text: &mut String, number: u64) {
    if number >= YI {
        push_units(text, number, YI, '亿');
    } else if number >= WAN {
        push_units(text, number, WAN, '万');
    } else {
        push_under_wan(text, number);
    }
}

/// Writes how many of a unit, the unit, and the rest, with 零 where the rest does not begin in its highest place.
fn push_units(text: &mut String, number: u64, unit: u64, name: char) {
    let rest = number % unit;
    push_number(text, number / unit);
    text.push(name);
    if rest > 0 {
        if rest < unit / 10 {
            text.push('零');
        }
        push_number(text, rest);
    }
}

/// Writes a number from 1 to 9,999.
fn push_under_wan(text: &mut String, number: u64) {
    let places = [(1000, "仟"), (100, "佰"), (10, "拾"), (1, "")];
    let mut begun = false;
    let mut gap = false;
    for (place, name) in places {
        let digit = number / place % 10;
        if digit == 0 {
            gap = begun;
            continue;
        }
        if gap {
            text.push('零');
        }
        push_digit(text, digit, name);
        (begun, gap) = (true, false);
    }
}

/// Writes a digit above zero with the name of its place; nothing for zero.
fn push_digit(text: &mut String, digit: u64, name: &str) {
    let numeral = usize::try_from(digit).ok().and_then(|digit| DIGITS.get(digit));
    if let Some(numeral) = numeral.filter(|_| digit > 0) {
        text.push(*numeral);
        text.push_str(name);
    }
}

//! Numbers as documents write them: plain decimals, no exponent, no thousands separator, no currency sign.

use rust_decimal::Decimal;

/// Reads an `xsd:decimal`: an optional sign, digits, at most one decimal point. `None` for anything else, and for
/// more digits than 28 can hold exactly.
pub(crate) fn decimal(text: &str) -> Option<Decimal> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.len() + fraction.len() == 0 || !plain(whole) || !plain(fraction) {
        return None;
    }
    // Zeros at the end say nothing, and with them a long fraction would not fit.
    let fraction = fraction.trim_end_matches('0');
    let sign = if text.starts_with('-') { "-" } else { "" };
    let whole = if whole.is_empty() { "0" } else { whole };
    let text = if fraction.is_empty() {
        format!("{sign}{whole}")
    } else {
        format!("{sign}{whole}.{fraction}")
    };
    Decimal::from_str_exact(&text)
        .ok()
        .map(|number| if number.is_zero() { Decimal::ZERO } else { number })
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("0", "0")]
    #[case("-0.00", "0")]
    #[case("+12.50", "12.5")]
    #[case(".5", "0.5")]
    #[case("7.", "7")]
    #[case("0.130000000000000000000000000000000000", "0.13")]
    #[case("12345678901234567890.12345678", "12345678901234567890.12345678")]
    fn plain_decimals_are_read_exactly(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(decimal(text).unwrap().to_string(), expected);
    }

    #[rstest]
    fn anything_else_is_not_a_number(
        #[values(
            "",
            ".",
            "-",
            "1e3",
            "1,000.00",
            "\u{FF11}\u{FF12}",
            "¥5",
            "1 000",
            "NaN",
            "0x10",
            "--1",
            "1.2.3",
            "1_000"
        )]
        text: &str,
    ) {
        assert_eq!(decimal(text), None);
    }

    #[test]
    fn more_digits_than_fit_are_refused_and_not_rounded() {
        assert_eq!(decimal("0.12345678901234567890123456789012345"), None);
    }
}

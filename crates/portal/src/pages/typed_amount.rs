//! Amounts as people type them into a page.

use tallystick_base::{Currency, Money};

/// An amount with commas, spaces and full-width characters, as people type it; none where it is no amount.
pub(crate) fn read(text: &str, currency: Currency) -> Option<Money> {
    let plain: String = text.trim().chars().filter_map(plain).collect();
    Money::parse(&plain, currency).ok()
}

/// An amount with the code of its currency before or behind it, in any case; one without is of the usual currency.
pub(crate) fn read_with_code(text: &str, usual: Currency) -> Option<Money> {
    let text = text.trim();
    let before = text.split_at_checked(3);
    let behind = text.len().checked_sub(3).and_then(|at| text.split_at_checked(at));
    let coded = [before, behind.map(|(amount, code)| (code, amount))];
    let coded = coded.into_iter().flatten().find_map(|(code, amount)| {
        let currency = Currency::parse(&code.to_ascii_uppercase()).ok()?;
        read(amount, currency)
    });
    coded.or_else(|| read(text, usual))
}

fn plain(typed: char) -> Option<char> {
    match typed {
        ',' | '\u{ff0c}' | ' ' | '\u{3000}' | '\u{a0}' | '\u{202f}' => None,
        '\u{ff0e}' | '。' => Some('.'),
        '\u{ff10}'..='\u{ff19}' => char::from_digit(u32::from(typed).wrapping_sub(0xff10), 10),
        other => Some(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_write_them() {
        let yuan = |text| read(text, Currency::CNY).map(Money::value_text);
        for text in [
            "1200000",
            "1,200,000.00",
            " 1 200 000.0 ",
            "１，２００，０００．００",
        ] {
            assert_eq!(yuan(text).as_deref(), Some("1200000.00"), "{text}");
        }
        for text in ["", "ten", "1.2.3", "1.001", "0x10"] {
            assert_eq!(yuan(text), None, "{text}");
        }
    }

    #[test]
    fn a_code_before_or_behind_an_amount_is_its_currency() {
        let money = |text| read_with_code(text, Currency::CNY).map(|amount| amount.to_string());
        for (text, expected) in [
            ("100 USD", "100.00 USD"),
            ("USD 100", "100.00 USD"),
            ("usd1,000.5", "1,000.50 USD"),
            (" １００　eur ", "100.00 EUR"),
            ("JPY 100", "100 JPY"),
            ("1.234 KWD", "1.234 KWD"),
            ("CNY 100", "100.00 CNY"),
            ("100", "100.00 CNY"),
            ("1,200,000", "1,200,000.00 CNY"),
        ] {
            assert_eq!(money(text).as_deref(), Some(expected), "{text}");
        }
        for text in [
            "USD",
            "100 XAU",
            "100 USD EUR",
            "USD 100 EUR",
            "JPY 1.5",
            "$100",
            "US 100",
            "一百元",
            "",
        ] {
            assert_eq!(money(text), None, "{text}");
        }
    }
}

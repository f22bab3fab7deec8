//! Amounts as people type them into a page.

use tallystick_base::{Currency, Money};

/// An amount with commas, spaces and full-width characters, as people type it; none where it is no amount.
pub(crate) fn read(text: &str, currency: Currency) -> Option<Money> {
    let plain: String = text.trim().chars().filter_map(plain).collect();
    Money::parse(&plain, currency).ok()
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
}

//! Rates as percentages that people type.

use tallystick_base::Rate;

/// A rate as one types it, without its sign.
pub(super) fn text(rate: Rate) -> String {
    rate.percent_text().trim_end_matches('%').to_owned()
}

/// A percentage as one types it.
pub(super) fn read(text: &str) -> Option<Rate> {
    let text = text.trim().trim_end_matches(['%', '％']);
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 4 || !digits(whole) || !digits(rest) {
        return None;
    }
    let padded = format!("{whole:0>3}");
    let (units, hundredths) = padded.split_at(padded.len().saturating_sub(2));
    let fraction = format!("{hundredths}{rest}");
    let exact = format!(
        "{}.{:0<4}",
        units.trim_start_matches('0'),
        fraction.trim_end_matches('0')
    );
    let exact = if exact.starts_with('.') {
        format!("0{exact}")
    } else {
        exact
    };
    Rate::parse(&exact).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_are_read_exactly() {
        let shown = |text| read(text).map(Rate::percent_text);
        for (typed, written) in [
            ("3.85", "3.85%"),
            ("3.8", "3.80%"),
            ("4", "4.00%"),
            (" 12.5% ", "12.50%"),
            ("0.05", "0.05%"),
            ("03.855", "3.855%"),
            ("100", "100.00%"),
        ] {
            assert_eq!(shown(typed).as_deref(), Some(written), "{typed}");
        }
        for typed in ["", "-1", "1.2.3", "much", "99999", "."] {
            assert_eq!(shown(typed), None, "{typed}");
        }
    }
}

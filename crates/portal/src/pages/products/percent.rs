//! Percentages as people type them.

/// What is typed as a percentage, `3.85` or `3.85%`, as a fraction; none where it is none.
pub(super) fn fraction(text: &str) -> Option<String> {
    let plain = text.trim().trim_end_matches(['%', '％']).trim_end();
    let (whole, decimals) = match plain.split_once('.') {
        Some((_, "")) => return None,
        Some((whole, decimals)) => (whole, decimals),
        None => (plain, ""),
    };
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !is_digits(whole) || !is_digits(decimals) {
        return None;
    }
    // Two digits move behind the point; one stays before it.
    let digits = format!("{whole:0>3}{decimals}");
    let (left, right) = digits.split_at_checked(digits.len() - decimals.len() - 2)?;
    let left = left.trim_start_matches('0');
    Some(format!("{}.{right}", if left.is_empty() { "0" } else { left }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_are_read_as_fractions() {
        for (typed, read) in [
            ("3.85", Some("0.0385")),
            ("3.85%", Some("0.0385")),
            ("80", Some("0.80")),
            ("100", Some("1.00")),
            ("0.1", Some("0.001")),
            ("1000", Some("10.00")),
            ("", None),
            ("3.", None),
            ("-1", None),
            ("x", None),
        ] {
            assert_eq!(fraction(typed).as_deref(), read, "{typed}");
        }
    }
}

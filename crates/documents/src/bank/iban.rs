//! The check of an IBAN (ISO 13616-1, ISO 7064 MOD 97-10).

use crate::finding::{FindingCode, Findings, Severity};

use super::account::AccountId;

/// Whether the text has the form of an IBAN and its check digits are right. No spaces, capitals only.
pub(super) fn is_sound(text: &str) -> bool {
    let Some((head, body)) = text.split_at_checked(4) else {
        return false;
    };
    let formed = matches!(head.as_bytes(), [a, b, c, d]
        if a.is_ascii_uppercase() && b.is_ascii_uppercase() && c.is_ascii_digit() && d.is_ascii_digit());
    let sized = (1..=30).contains(&body.len());
    let plain = body.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase());
    formed && sized && plain && remainder(body.bytes().chain(head.bytes())) == 1
}

/// The number that digits and letters (A is 10, Z is 35) write one after another, modulo 97.
fn remainder(characters: impl Iterator<Item = u8>) -> u32 {
    characters.fold(0, |rest, character| match character {
        b'0'..=b'9' => (rest * 10 + u32::from(character - b'0')) % 97,
        b'A'..=b'Z' => (rest * 100 + u32::from(character - b'A') + 10) % 97,
        _ => rest,
    })
}

/// Says that the check of an IBAN fails.
pub(super) fn report(account: Option<&AccountId>, field: &str, findings: &mut Findings) {
    let Some(AccountId::Iban(iban)) = account else {
        return;
    };
    if !is_sound(iban) {
        let sentence = format!("ISO 13616: {iban:?} is not an IBAN with right check digits");
        findings.remark(FindingCode::IbanCheck, Severity::Warning, field, sentence);
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    fn right_check_digits_are_sound(
        #[values(
            "DE89370400440532013000",
            "GB82WEST12345698765432",
            "FR1420041010050500013M02606"
        )]
        iban: &str,
    ) {
        assert!(is_sound(iban));
    }

    #[rstest]
    fn anything_else_is_not(
        #[values(
            "",
            "DE",
            "DE89",
            "DE88370400440532013000",
            "de89370400440532013000",
            "DE89 3704 0044 0532 0130 00",
            "6222020200112233445",
            "确权确权1",
            "DE8937040044053201300037040044053201300"
        )]
        iban: &str,
    ) {
        assert!(!is_sound(iban));
    }
}

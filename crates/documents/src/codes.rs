//! Reading the codes of parties. A failing check is a finding: the paper exists whatever is typed on it.

use tallystick_base::{CreditCode, Lei};

use crate::invoice::{CodeReading, FindingCode, Findings, InvoiceParty, PartyCode, Severity};

/// ISO 6523 number of the Legal Entity Identifier.
const LEI: &str = "0199";

/// The length of a Unified Social Credit Code, and of the citizen's number that a natural person has instead.
const CREDIT_CODE_CHARS: usize = 18;

/// Reads the tax id of a 数电票: a Unified Social Credit Code since 2015; 15, 17 or 20 characters are older
/// registrations and individual traders, which have no check made here.
pub(crate) fn chinese(text: String) -> PartyCode {
    let reading = match text.chars().count() {
        15 | 17 | 20 => CodeReading::Unchecked,
        _ => credit_code(&text),
    };
    PartyCode {
        text,
        scheme: None,
        reading,
    }
}

/// Reads a code of a party by the scheme it names, and by the country of the party.
pub(crate) fn by_scheme(text: String, scheme: Option<String>, country: Option<&str>) -> PartyCode {
    let reading = if scheme.as_deref() == Some(LEI) {
        match Lei::parse(&text) {
            Ok(lei) => CodeReading::Lei(lei),
            Err(error) => CodeReading::Failing(error.to_string()),
        }
    } else if country == Some("CN") && text.chars().count() == CREDIT_CODE_CHARS {
        credit_code(&text)
    } else {
        CodeReading::Unchecked
    };
    PartyCode {
        text,
        scheme,
        reading,
    }
}

fn credit_code(text: &str) -> CodeReading {
    match CreditCode::parse(text) {
        Ok(code) => CodeReading::CreditCode(code),
        Err(_) if is_citizen_number(text) => CodeReading::Unchecked,
        Err(error) => CodeReading::Failing(error.to_string()),
    }
}

/// Whether the text is a 公民身份号码 with a right check character (GB 11643-1999, ISO 7064 MOD 11-2): a natural
/// person's tax id.
fn is_citizen_number(text: &str) -> bool {
    let Some((body, check)) = text.split_at_checked(17) else {
        return false;
    };
    if !body.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    let remainder = body
        .bytes()
        .fold(0_u32, |sum, b| ((sum + u32::from(b - b'0')) * 2) % 11);
    let expected = match (12 - remainder) % 11 {
        10 => 'X',
        digit => char::from_digit(digit, 10).unwrap_or('X'),
    };
    check.chars().eq([expected])
}

/// Says which codes of a party failed their check.
pub(crate) fn report(findings: &mut Findings, role: &str, party: &InvoiceParty) {
    let groups = [
        (FindingCode::TaxIdCheck, "tax id", "tax_ids", &party.tax_ids),
        (
            FindingCode::LegalIdCheck,
            "registration number",
            "legal_ids",
            &party.legal_ids,
        ),
        (FindingCode::LegalIdCheck, "id", "other_ids", &party.other_ids),
    ];
    for (code, words, member, codes) in groups {
        for failing in codes {
            let CodeReading::Failing(reason) = &failing.reading else {
                continue;
            };
            let sentence = format!(
                "the {words} {:?} of the {role} fails its check: {reason}",
                failing.text
            );
            findings.remark(code, Severity::Warning, format!("{role}/{member}"), sentence);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_citizens_number_is_no_failing_credit_code() {
        assert!(is_citizen_number("11010519491231002X"));
        assert!(!is_citizen_number("110105194912310021"));
        assert_eq!(
            chinese("11010519491231002X".to_owned()).reading,
            CodeReading::Unchecked
        );
    }

    #[test]
    fn a_wrong_check_character_is_told_with_the_right_one() {
        let code = chinese("91110000100000001A".to_owned());
        assert!(matches!(code.reading, CodeReading::Failing(reason) if reason.contains("check character")));
    }

    #[test]
    fn a_code_of_another_country_is_not_checked() {
        let code = by_scheme("BE0000000196".to_owned(), Some("VAT".to_owned()), Some("BE"));
        assert_eq!(code.reading, CodeReading::Unchecked);
    }
}

//! Certificate numbers.

use proptest::prelude::*;
use rstest::rstest;
use tallystick_base::{CertificateId, Salt};
use tallystick_certificates::{CertificateNumber, CertificateNumberError};

use crate::world::{certificate, salt};

fn number(unix_ms: u64, bytes: [u8; 16]) -> CertificateNumber {
    CertificateNumber::derive(
        CertificateId::from_parts(unix_ms, [0; 10]),
        &Salt::from_bytes(bytes),
    )
}

#[test]
fn the_number_of_an_id_and_a_salt_never_changes() {
    insta::assert_snapshot!(CertificateNumber::derive(certificate(1), &salt()));
}

#[test]
fn id_and_salt_both_decide() {
    let found = number(1, [1; 16]);
    assert_ne!(found, number(2, [1; 16]));
    assert_ne!(found, number(1, [2; 16]));
}

#[rstest]
#[case::empty("")]
#[case::short("JRBT3-PPA7Y-2ZE8W-M45R")]
#[case::long("JRBT3-PPA7Y-2ZE8W-M45R44")]
#[case::no_hyphens("JRBT3PPA7Y2ZE8WM45R4")]
#[case::hyphen_elsewhere("JRBT-3PPA7Y-2ZE8W-M45R4")]
#[case::lower_case("jrbt3-ppa7y-2ze8w-m45r4")]
#[case::misread_letter("IRBT3-PPA7Y-2ZE8W-M45R4")]
#[case::full_width("ＪRBT3-PPA7Y-2ZE8W-M45R4")]
fn other_texts_are_refused(#[case] text: &str) {
    let refusal = text.parse::<CertificateNumber>().unwrap_err();
    assert_eq!(refusal.code(), "certificate-number-form");
}

proptest! {
    #[test]
    fn every_number_reads_back(id: u32, bytes: [u8; 16]) {
        let found = number(u64::from(id), bytes);
        prop_assert_eq!(found.as_str().parse::<CertificateNumber>(), Ok(found.clone()));
        let json = serde_json::to_string(&found).unwrap();
        prop_assert_eq!(serde_json::from_str::<CertificateNumber>(&json).unwrap(), found.clone());
        prop_assert_eq!(found.as_str().len(), 23);
    }

    #[test]
    fn a_person_may_type_it_in_lower_case_with_spaces_and_misread_letters(id: u32, bytes: [u8; 16]) {
        let found = number(u64::from(id), bytes);
        let typed = found.as_str().to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
        prop_assert_eq!(CertificateNumber::from_typed(&typed), Ok(found));
    }

    #[test]
    fn one_wrong_character_is_always_found(bytes: [u8; 16], at in 0_usize..20, put in 0_usize..32) {
        const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
        let found = number(1, bytes);
        let mut plain: Vec<u8> = found.as_str().bytes().filter(|byte| *byte != b'-').collect();
        prop_assume!(plain[at] != ALPHABET[put]);
        plain[at] = ALPHABET[put];
        let typed = String::from_utf8(plain).unwrap();
        prop_assert!(CertificateNumber::from_typed(&typed).is_err());
    }

    #[test]
    fn two_swapped_neighbours_are_always_found(bytes: [u8; 16], at in 0_usize..19) {
        let found = number(1, bytes);
        let mut plain: Vec<u8> = found.as_str().bytes().filter(|byte| *byte != b'-').collect();
        prop_assume!(plain[at] != plain[at + 1]);
        plain.swap(at, at + 1);
        let typed = String::from_utf8(plain).unwrap();
        let refusal = CertificateNumber::from_typed(&typed).unwrap_err();
        prop_assert_eq!(refusal.code(), "certificate-number-check-characters");
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,30}") {
        let refused = |error: &CertificateNumberError| error.code().starts_with("certificate-number-");
        prop_assert!(text.parse::<CertificateNumber>().as_ref().map_or_else(refused, |_| true));
        prop_assert!(CertificateNumber::from_typed(&text).as_ref().map_or_else(refused, |_| true));
    }
}

#[test]
fn only_a_text_of_its_form_can_stand_in_a_number() {
    for part in [
        "JRBT3-PPA7Y-2ZE8W-M45R4",
        "jrbt3-ppa7y",
        "3-PPA7Y-2Z",
        "PPA7Y",
        "7y-2z",
        "-2ZE8W-",
        "9",
    ] {
        assert!(CertificateNumber::may_contain(part), "{part}");
    }
    for other in [
        "JRBT3PPA7Y",
        "YNYY-HC-2026-017",
        "26112000000012345678",
        "JB-E2E-0001",
        "1,200,000",
        "120.00",
        "京北",
        "OIL",
        "A-PPA7Y-2ZE8W-M45R4-A",
    ] {
        assert!(!CertificateNumber::may_contain(other), "{other}");
    }
}

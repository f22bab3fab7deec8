//! Codes of organisations. The valid ones are published by their holders or made up; the check characters were
//! computed with another implementation, python-stdnum.

use rstest::rstest;
use tallystick_base::{CreditCode, CreditCodeError, Lei, LeiError};

#[rstest]
#[case("91350100M000100Y43")]
#[case("91110000600037341L")]
#[case("91110000802100433B")]
#[case("121000004000060008")]
#[case("91330000142918720N")]
#[case("91110108MA0TALLY0U")]
#[case("1111010800000001XA")]
fn a_credit_code_with_its_check_character_is_taken(#[case] text: &str) {
    assert_eq!(CreditCode::parse(text).unwrap().as_str(), text);
}

#[rstest]
#[case("91350100M000100Y4", CreditCodeError::Length { found: 17 })]
#[case("91350100M000100Y433", CreditCodeError::Length { found: 19 })]
#[case("", CreditCodeError::Length { found: 0 })]
#[case("9135010OM000100Y43", CreditCodeError::Character { position: 8, found: 'O' })]
#[case("91350100m000100Y43", CreditCodeError::Character { position: 9, found: 'm' })]
#[case("91350100M000100Y4I", CreditCodeError::Character { position: 18, found: 'I' })]
#[case("9135A100M000100Y43", CreditCodeError::Division { position: 5, found: 'A' })]
#[case("91350100M000100Y44", CreditCodeError::Check { expected: '3', found: '4' })]
#[case("91350100M000010Y43", CreditCodeError::Check { expected: 'J', found: '3' })]
#[case("统一社会信用代码统一社会信用代码统一", CreditCodeError::Character { position: 1, found: '统' })]
fn a_credit_code_is_refused_with_the_reason(#[case] text: &str, #[case] reason: CreditCodeError) {
    assert_eq!(CreditCode::parse(text), Err(reason));
}

#[rstest]
#[case("213800KUD8LAJWSQ9D15")]
#[case("5493001KJTIIGC8Y1R12")]
#[case("529900T8BM49AURSDO55")]
#[case("836800TALLYSTICK0109")]
#[case("00000000000000000098")]
#[case("ZZZZZZZZZZZZZZZZZZ40")]
fn a_legal_entity_identifier_with_its_check_digits_is_taken(#[case] text: &str) {
    assert_eq!(Lei::parse(text).unwrap().as_str(), text);
}

#[rstest]
#[case("213800KUD8LAJWSQ9D1", LeiError::Length { found: 19 })]
#[case("213800kUD8LAJWSQ9D15", LeiError::Character { position: 7, found: 'k' })]
#[case("213800KUD8LAJWSQ9DA5", LeiError::Character { position: 19, found: 'A' })]
#[case("213800KUD8LAJWSQ9D16", LeiError::Check { expected: 15, found: 16 })]
#[case("213800KUD8LAJWSQD915", LeiError::Check { expected: 9, found: 15 })]
#[case::passes_a_mere_remainder_test("00000000000000000001", LeiError::Check { expected: 98, found: 1 })]
fn a_legal_entity_identifier_is_refused_with_the_reason(#[case] text: &str, #[case] reason: LeiError) {
    assert_eq!(Lei::parse(text), Err(reason));
}

#[test]
fn any_single_wrong_character_of_a_credit_code_is_noticed() {
    let right = "91350100M000100Y43";
    for position in 0..right.len() {
        for other in "0123456789ABCDEFGHJKLMNPQRTUWXY".chars() {
            let wrong: String = right
                .chars()
                .enumerate()
                .map(|(at, c)| if at == position { other } else { c })
                .collect();
            assert_eq!(CreditCode::parse(&wrong).is_ok(), wrong == right, "{wrong}");
        }
    }
}

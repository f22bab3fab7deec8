//! One line of text.

use rstest::rstest;
use tallystick_parties::ShortText;

#[rstest]
#[case("", "text-length")]
#[case(&"长".repeat(201), "text-length")]
#[case(" a", "text-not-trimmed")]
#[case("a\u{3000}", "text-not-trimmed")]
#[case("a\nb", "text-control")]
#[case("a\u{0}b", "text-control")]
fn what_is_not_one_short_line_is_refused(#[case] found: &str, #[case] code: &str) {
    let error = found.parse::<ShortText>().unwrap_err();
    assert_eq!(error.code(), code);
    let json = serde_json::to_string(found).unwrap();
    assert!(serde_json::from_str::<ShortText>(&json).is_err());
}

#[rstest]
#[case("样本医疗器械有限公司")]
#[case("O'Neill & Söhne, \"Süd\"")]
#[case(&"长".repeat(200))]
fn a_short_line_travels_as_it_is(#[case] found: &str) {
    let text: ShortText = found.parse().unwrap();
    assert_eq!((text.as_str(), text.to_string().as_str()), (found, found));
    let json = serde_json::to_string(&text).unwrap();
    assert_eq!(json, serde_json::to_string(found).unwrap());
    assert_eq!(serde_json::from_str::<ShortText>(&json).unwrap(), text);
}

//! The claims of a payload: each may be wrong in its own way.

use rstest::rstest;
use serde_json::{Value, json};
use tallystick_ledger::Claims;

use super::payload;

/// The code with which a payload is refused, or `valid`.
fn read(text: &str) -> &'static str {
    Claims::parse(text.as_bytes()).map_or_else(|refusal| refusal.code(), |_| "valid")
}

/// As `read`, for the payload with one claim set to another value.
fn with(claim: &str, value: Value) -> &'static str {
    let mut payload = payload();
    payload[claim] = value;
    read(&payload.to_string())
}

#[test]
fn a_payload_with_every_claim_is_valid() {
    assert_eq!(read(&payload().to_string()), "valid");
}

#[rstest]
#[case("prv")]
#[case("alt")]
#[case("rel")]
#[case("obs")]
fn an_optional_claim_may_be_absent_but_never_null(#[case] claim: &str) {
    let mut without = payload();
    without.as_object_mut().unwrap().remove(claim);
    assert_eq!(read(&without.to_string()), "valid");
    assert_eq!(with(claim, Value::Null), "malformed-json");
}

#[rstest]
#[case("lid")]
#[case("knd")]
#[case("sub")]
#[case("ver")]
#[case("iss")]
#[case("cap")]
#[case("jti")]
#[case("iat")]
#[case("exp")]
#[case("bod")]
fn no_other_claim_may_be_absent(#[case] claim: &str) {
    let mut without = payload();
    without.as_object_mut().unwrap().remove(claim);
    assert_eq!(read(&without.to_string()), "malformed-json");
}

#[test]
fn a_claim_that_the_format_does_not_know_is_refused() {
    assert_eq!(with("nbf", json!(1)), "malformed-json");
    assert_eq!(
        with("obs", json!({ "size": 1, "root": "00".repeat(32), "at": 1 })),
        "malformed-json"
    );
}

#[test]
fn a_claim_stands_once_at_any_depth_and_in_any_spelling() {
    let text = payload().to_string();
    assert_eq!(
        read(&text.replacen("\"ver\":1", "\"ver\":1,\"ver\":1", 1)),
        "duplicate-member"
    );
    assert_eq!(
        read(&text.replacen("\"ver\":1", "\"ver\":1,\"v\\u0065r\":2", 1)),
        "duplicate-member"
    );
    assert_eq!(
        read(&text.replacen("\"size\":7", "\"size\":7,\"size\":8", 1)),
        "duplicate-member"
    );
}

#[rstest]
#[case::a_scheme("lid", json!("https://example.org"), "malformed-json")]
#[case::a_kind_without_version("knd", json!("receivable.claim"), "malformed-json")]
#[case::no_subject("sub", json!("Receivable/one"), "malformed-json")]
#[case::a_long_subject("sub", json!(format!("receivable/{}", "a".repeat(90))), "malformed-json")]
#[case::a_number_as_text("ver", json!("1"), "malformed-json")]
#[case::a_fraction("ver", json!(1.0), "malformed-json")]
#[case::a_negative_number("ver", json!(-1), "malformed-json")]
#[case::version_zero("ver", json!(0), "previous-out-of-place")]
#[case::an_issuer_that_is_no_party("iss", json!("member/one"), "issuer-not-a-party")]
#[case::an_unknown_capacity("cap", json!("admin"), "malformed-json")]
#[case::a_short_nonce("jti", json!("AAAA"), "malformed-json")]
#[case::a_nonce_with_unused_bits_set("jti", json!("AAAAAAAAAAAAAAAAAAAAAB"), "malformed-json")]
#[case::an_end_at_the_beginning_of_time("exp", json!(0), "not-decimal")]
#[case::a_time_beyond_exact_integers("iat", json!(1_u64 << 53), "not-decimal")]
#[case::a_digest_in_capitals("bod", json!("AA".repeat(32)), "malformed-json")]
#[case::a_short_digest("bod", json!("00"), "malformed-json")]
#[case::a_head_of_no_size("obs", json!({ "size": 0, "root": "00".repeat(32) }), "not-decimal")]
#[case::sub_in_alt("alt", json!(["receivable/one"]), "named-twice")]
#[case::one_subject_twice_in_alt("alt", json!(["a/b", "a/b"]), "named-twice")]
#[case::sub_in_rel("rel", json!([["receivable/one", 1]]), "named-twice")]
#[case::one_subject_twice_in_rel("rel", json!([["a/b", 1], ["a/b", 2]]), "named-twice")]
#[case::version_zero_in_rel("rel", json!([["a/b", 0]]), "not-decimal")]
#[case::a_pair_of_three("rel", json!([["a/b", 1, 2]]), "malformed-json")]
#[case::a_list_that_is_none("alt", json!("a/b"), "malformed-json")]
fn a_wrong_claim_has_its_reason(#[case] claim: &str, #[case] value: Value, #[case] code: &str) {
    assert_eq!(with(claim, value), code);
}

#[test]
fn a_version_above_one_has_a_previous_and_the_first_has_none() {
    let previous = json!("00".repeat(32));
    assert_eq!(with("ver", json!(2)), "previous-out-of-place");
    assert_eq!(with("prv", previous.clone()), "previous-out-of-place");
    let mut second = payload();
    second["ver"] = json!(2);
    second["prv"] = previous;
    assert_eq!(read(&second.to_string()), "valid");
    second["prv"] = json!("0".repeat(63));
    assert_eq!(read(&second.to_string()), "malformed-json");
    second["prv"] = json!("00".repeat(32));
    second["ver"] = json!((1_u64 << 53) - 1);
    assert_eq!(read(&second.to_string()), "valid");
    second["ver"] = json!(1_u64 << 53);
    assert_eq!(read(&second.to_string()), "not-decimal");
}

#[test]
fn alt_and_rel_name_at_most_two_hundred_subjects() {
    let names = |count: u64| (0..count).map(|number| format!("a/{number}"));
    assert_eq!(with("alt", names(200).collect()), "valid");
    assert_eq!(with("alt", names(201).collect()), "too-large");
    assert_eq!(
        with("rel", names(200).map(|name| json!([name, 1])).collect()),
        "valid"
    );
    assert_eq!(
        with("rel", names(201).map(|name| json!([name, 1])).collect()),
        "too-large"
    );
    assert_eq!(with("alt", json!([])), "valid");
    assert_eq!(with("rel", json!([["evidence/one", 2]])), "valid");
}

#[test]
fn what_cannot_be_read_is_not_written() {
    let mut claims = Claims::parse(payload().to_string().as_bytes()).unwrap();
    assert_eq!(Claims::parse(&claims.to_bytes().unwrap()).unwrap(), claims);
    claims.version = 2;
    assert_eq!(claims.to_bytes().unwrap_err().code(), "previous-out-of-place");
}

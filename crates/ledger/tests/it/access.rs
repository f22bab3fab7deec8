//! Access tokens: what is in one, and every way in which one does not hold.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rstest::rstest;
use serde_json::{Value, json};
use tallystick_base::Millis;
use tallystick_ledger::{AccessToken, Claims, LedgerId, Nonce, SignatureLine, Statement};

use crate::forgery::{LEDGER, subject};
use crate::statement::{key, payload};

/// When the token is signed, in seconds.
const SIGNED: u64 = 1_772_413_200;

fn ledger() -> LedgerId {
    LEDGER.parse().unwrap()
}

fn at(milliseconds: u64) -> Millis {
    Millis::new(milliseconds).unwrap()
}

fn token() -> String {
    let nonce = Nonce::from_bytes([0; 16]);
    // A part of a second is cut off: claims count in seconds.
    let now = at(SIGNED * 1_000 + 999);
    AccessToken::sign(&key(1), &subject("party/supplier"), &ledger(), now, nonce).unwrap()
}

/// The three segments.
fn segments(token: &str) -> [&str; 3] {
    let segments: Vec<&str> = token.split('.').collect();
    segments.try_into().unwrap()
}

fn text(segment: &str) -> String {
    String::from_utf8(URL_SAFE_NO_PAD.decode(segment).unwrap()).unwrap()
}

/// A token with these claims and this type, signed by the first key.
fn signed(typ: &str, claims: &str) -> String {
    let kid = key(1).public().thumbprint();
    let header = format!(r#"{{"alg":"ES256","kid":"{kid}","typ":"{typ}"}}"#);
    let signed = format!(
        "{}.{}",
        URL_SAFE_NO_PAD.encode(header),
        URL_SAFE_NO_PAD.encode(claims)
    );
    let signature = key(1).sign(signed.as_bytes());
    format!("{signed}.{signature}")
}

const TYPE: &str = "tallystick-access+jwt";

fn claims() -> Value {
    json!({
        "iss": "party/supplier",
        "aud": LEDGER,
        "iat": SIGNED,
        "exp": SIGNED + 120,
        "jti": "AAAAAAAAAAAAAAAAAAAAAA",
    })
}

/// The code with which a token is refused a second after it was signed, or `holds`.
fn code(token: &str) -> &'static str {
    code_at(token, SIGNED * 1_000 + 1_000)
}

fn code_at(token: &str, now: u64) -> &'static str {
    let checked =
        AccessToken::parse(token).and_then(|token| token.verify(&key(1).public(), &ledger(), at(now)));
    checked.map_or_else(|refusal| refusal.code(), |()| "holds")
}

/// The code for a token whose claims have this one in place of their own, or without it where it is null.
fn with(claim: &str, value: Value) -> &'static str {
    let mut claims = claims();
    if value.is_null() {
        claims.as_object_mut().unwrap().remove(claim).unwrap();
    } else {
        claims[claim] = value;
    }
    code(&signed(TYPE, &claims.to_string()))
}

#[test]
fn a_token_is_a_jwt_with_exactly_these_members() {
    let token = token();
    let [header, payload, _] = segments(&token);
    let kid = key(1).public().thumbprint();
    assert_eq!(
        text(header),
        format!(r#"{{"alg":"ES256","kid":"{kid}","typ":"tallystick-access+jwt"}}"#)
    );
    assert_eq!(
        text(payload),
        r#"{"iss":"party/supplier","aud":"sample.tallystick.invalid","iat":1772413200,"exp":1772413320,"jti":"AAAAAAAAAAAAAAAAAAAAAA"}"#
    );
    let read = AccessToken::parse(&token).unwrap();
    assert_eq!((read.kid(), read.issuer()), (&kid, &subject("party/supplier")));
    assert_eq!(code(&token), "holds");
    assert_eq!(code(&signed(TYPE, &claims().to_string())), "holds");
}

#[rstest]
#[case::the_clock_of_the_signer_is_a_minute_ahead(SIGNED * 1_000 - 60_000, "holds")]
#[case::it_is_further_ahead(SIGNED * 1_000 - 60_001, "too-early")]
#[case::at_its_end(SIGNED * 1_000 + 120_000, "holds")]
#[case::after_its_end(SIGNED * 1_000 + 120_001, "too-late")]
fn a_token_holds_for_two_minutes(#[case] now: u64, #[case] expected: &str) {
    assert_eq!(code_at(&token(), now), expected);
}

#[test]
fn a_token_is_for_one_ledger() {
    let other: LedgerId = "other.tallystick.invalid".parse().unwrap();
    let read = AccessToken::parse(&token()).unwrap();
    let refusal = read
        .verify(&key(1).public(), &other, at(SIGNED * 1_000))
        .unwrap_err();
    assert_eq!(refusal.code(), "wrong-ledger");
    assert_eq!(with("aud", json!("other.tallystick.invalid")), "wrong-ledger");
}

#[test]
fn a_token_is_by_the_key_that_it_names() {
    let read = AccessToken::parse(&token()).unwrap();
    let refusal = read
        .verify(&key(2).public(), &ledger(), at(SIGNED * 1_000))
        .unwrap_err();
    assert_eq!(refusal.code(), "bad-signature");
    // Another payload under the signature of the first.
    let (token, other) = (
        token(),
        signed(TYPE, &claims().to_string().replace("supplier", "buyer")),
    );
    let ([header, _, signature], [_, payload, _]) = (segments(&token), segments(&other));
    assert_eq!(code(&format!("{header}.{payload}.{signature}")), "bad-signature");
}

#[rstest]
#[case::five_minutes("exp", json!(SIGNED + 300), "holds")]
#[case::longer("exp", json!(SIGNED + 301), "window-length")]
#[case::no_window("exp", json!(SIGNED), "window-length")]
#[case::a_window_that_ends_before_it_begins("exp", json!(0), "window-length")]
#[case::beyond_all_json_integers("exp", json!(1_u64 << 53), "not-decimal")]
#[case::the_largest_number("iat", json!(u64::MAX), "not-decimal")]
#[case::no_party("iss", json!("member/one"), "issuer-not-a-party")]
#[case::no_ledger_id("aud", json!("https://sample.tallystick.invalid"), "malformed-json")]
#[case::several_ledgers("aud", json!([LEDGER]), "malformed-json")]
#[case::a_short_nonce("jti", json!("AAAA"), "malformed-json")]
#[case::fractions("iat", json!(1_772_413_200.5), "malformed-json")]
#[case::no_issuer("iss", Value::Null, "malformed-json")]
#[case::no_audience("aud", Value::Null, "malformed-json")]
#[case::no_end("exp", Value::Null, "malformed-json")]
#[case::no_nonce("jti", Value::Null, "malformed-json")]
#[case::one_more("nbf", json!(SIGNED), "malformed-json")]
fn claims_are_exactly_these(#[case] claim: &str, #[case] value: Value, #[case] expected: &str) {
    assert_eq!(with(claim, value), expected);
}

#[test]
fn a_claim_that_stands_twice_is_refused() {
    let doubled = claims().to_string().replacen('{', r#"{"iss":"party/bank","#, 1);
    assert_eq!(code(&signed(TYPE, &doubled)), "duplicate-member");
}

#[rstest]
#[case("", "note-form")]
#[case("one", "note-form")]
#[case("one.two", "note-form")]
#[case("one.two.three.four", "not-base64")]
#[case("e30.e30.", "missing-header-member")]
fn what_is_no_jwt_is_refused(#[case] token: &str, #[case] expected: &str) {
    assert_eq!(code(token), expected);
}

#[test]
fn a_token_has_a_largest_size() {
    let long = claims().to_string() + &" ".repeat(2_048);
    assert_eq!(code(&signed(TYPE, &long)), "too-large");
}

#[test]
fn a_token_of_another_type_is_refused() {
    for typ in ["JWT", "tallystick-key+jwt", "tallystick-statement+jwt"] {
        assert_eq!(code(&signed(typ, &claims().to_string())), "wrong-type", "{typ}");
    }
}

#[test]
fn a_statement_is_no_token() {
    let claims = Claims::parse(payload().to_string().as_bytes()).unwrap();
    let statement = Statement::sign(&claims, &[&key(1)]).unwrap();
    let line = statement.signatures()[0].to_string();
    let attached = line.replace("..", &format!(".{}.", statement.payload()));
    assert_eq!(code(&attached), "wrong-type");
}

#[test]
fn a_token_is_no_statement() {
    let token = token();
    let [header, _, signature] = segments(&token);
    let refusal = SignatureLine::from_parts(header, signature).unwrap_err();
    assert_eq!(refusal.code(), "wrong-type");
}

#[test]
fn a_token_for_something_that_is_no_party_is_not_signed() {
    let nonce = Nonce::from_bytes([0; 16]);
    let signed = AccessToken::sign(&key(1), &subject("member/one"), &ledger(), at(0), nonce);
    assert_eq!(signed.unwrap_err().code(), "issuer-not-a-party");
}

#[test]
fn a_token_does_not_print_its_signature() {
    let token = token();
    let [_, _, signature] = segments(&token);
    let printed = format!("{:?}", AccessToken::parse(&token).unwrap());
    assert!(
        printed.contains("party/supplier") && !printed.contains(signature),
        "{printed}"
    );
}

#[test]
fn no_token_holds_after_any_byte_of_it_was_changed() {
    let token = token();
    for place in 0..token.len() {
        for other in ["A", "_", ".", "=", "\u{e9}"] {
            let mut changed = token.clone();
            changed.replace_range(place..=place, other);
            assert!(
                changed == token || code(&changed) != "holds",
                "byte {place}: {changed}"
            );
        }
    }
}

use rstest::rstest;
use serde_json::json;
use tallystick_base::{ContractId, Digest, PartyId};
use tallystick_ledger::Nonce;

use super::*;
use crate::Ambient;
use crate::act::Draft;

const NOW: u64 = 1_770_000_000;
const OTHER: &str = "019c9286-4900-7f49-a93f-b1fc4e9cb5ae";

fn id<T>(from_parts: impl FnOnce(u64, [u8; 10]) -> T, byte: u8) -> T {
    from_parts(NOW * 1000, [byte; 10])
}

fn now() -> Millis {
    Millis::from_secs(NOW).unwrap()
}

fn ledger() -> LedgerId {
    "ledger.example.org".parse().unwrap()
}

fn draft(kind: &str, body: &Value) -> Draft {
    Draft::new(kind, body, &Ambient::new(now, |bytes| bytes.fill(3))).unwrap()
}

/// A claim as it stands among the examples.
fn claim() -> Draft {
    let text = include_str!("../../../../../fixtures/commands/receivable.claim.1.json");
    draft("receivable.claim/1", &serde_json::from_str(text).unwrap())
}

/// The payload that an honest service prepares for the claim.
fn honest(draft: &Draft) -> Claims {
    let body: Value = serde_json::from_str(draft.text()).unwrap();
    let subject = |name: &str| Subject::parse(body[name].as_str().unwrap()).unwrap();
    let contract = subject("contract");
    Claims {
        ledger: ledger(),
        kind: draft.kind().parse().unwrap(),
        subject: subject("receivable"),
        version: 1,
        previous: None,
        alt: vec![
            Subject::new("evidence", &"ab".repeat(32)).unwrap(),
            Subject::new("allowance", contract.id()).unwrap(),
        ],
        rel: vec![(contract, 3), (Subject::new("rules", "cn").unwrap(), 1)],
        issuer: id(PartyId::from_parts, 1).subject(),
        capacity: Capacity::Supplier,
        nonce: Nonce::from_bytes([5; 16]),
        issued_at: NOW,
        expires_at: NOW + ALONE,
        observed: None,
        body: check_body(draft.text().as_bytes()).unwrap(),
    }
}

fn check_as(kind: &str, claims: &Claims, body: &str) -> Result<Checked, ClientError> {
    let ledger = ledger();
    let expected = Expected {
        ledger: &ledger,
        issuer: id(PartyId::from_parts, 1).subject(),
        capacity: Capacity::Supplier,
        kind,
        now: now(),
    };
    expected.check(&claims.to_bytes().unwrap(), body.as_bytes(), 1)
}

fn code_of(change: impl FnOnce(&mut Claims)) -> String {
    let draft = claim();
    let mut claims = honest(&draft);
    change(&mut claims);
    match check_as(draft.kind(), &claims, draft.text()) {
        Ok(_) => "accepted".to_owned(),
        Err(error) => error.code().to_owned(),
    }
}

fn alien(kind: &str) -> Subject {
    Subject::new(kind, OTHER).unwrap()
}

#[test]
fn what_was_asked_for_is_accepted() {
    let draft = claim();
    let checked = check_as(draft.kind(), &honest(&draft), draft.text()).unwrap();
    let asked: Value = serde_json::from_str(draft.text()).unwrap();
    assert_eq!(check_same(&checked, draft.command(), &asked), Ok(()));
    assert_eq!(check_observed(&checked.claims, None), Ok(()));
}

#[test]
fn a_payload_for_another_ledger_party_capacity_or_kind_is_not_signed() {
    assert_eq!(
        code_of(|claims| claims.ledger = "other.example.org".parse().unwrap()),
        "prepared-ledger"
    );
    assert_eq!(
        code_of(|claims| claims.issuer = id(PartyId::from_parts, 2).subject()),
        "prepared-issuer"
    );
    assert_eq!(
        code_of(|claims| claims.capacity = Capacity::Buyer),
        "prepared-capacity"
    );
    assert_eq!(
        code_of(|claims| claims.kind = "receivable.withdraw/1".parse().unwrap()),
        "prepared-kind"
    );
}

#[test]
fn a_payload_for_another_body_is_not_signed() {
    assert_eq!(
        code_of(|claims| claims.body = Digest::from_bytes([1; 32])),
        "prepared-body-digest"
    );
}

#[rstest]
#[case::an_hour_ahead(NOW + 3600, NOW + 3600 + ALONE)]
#[case::over(NOW - 1000, NOW - 100)]
#[case::over_this_second(NOW - 100, NOW)]
#[case::longer_than_one_signature_needs(NOW, NOW + ALONE + 1)]
#[case::without_length(NOW + 1, NOW + 1)]
fn a_window_that_is_not_now_or_too_long_is_not_signed(#[case] from: u64, #[case] until: u64) {
    let code = code_of(|claims| (claims.issued_at, claims.expires_at) = (from, until));
    assert_eq!(code, "prepared-window");
}

#[test]
fn a_clock_that_is_a_little_ahead_is_borne_with() {
    assert_eq!(
        code_of(|claims| (claims.issued_at, claims.expires_at) = (NOW + SKEW, NOW + SKEW + ALONE)),
        "accepted"
    );
}

#[test]
fn several_signatures_have_ten_days() {
    let draft = claim();
    let mut claims = honest(&draft);
    claims.expires_at = NOW + TOGETHER;
    let ledger = ledger();
    let expected = Expected {
        ledger: &ledger,
        issuer: claims.issuer.clone(),
        capacity: claims.capacity,
        kind: draft.kind(),
        now: now(),
    };
    let payload = claims.to_bytes().unwrap();
    let check = |signatures| expected.check(&payload, draft.text().as_bytes(), signatures);
    assert_eq!(check(1).unwrap_err().code(), "prepared-window");
    assert!(check(2).is_ok());
}

#[rstest]
#[case::of_a_kind_that_a_claim_never_moves("certificate", "prepared-subject")]
#[case::of_a_key("key", "prepared-subject")]
#[case::of_another_contract("allowance", "prepared-subject")]
#[case::of_one_more_invoice("evidence", "accepted")]
fn an_extra_subject_is_not_signed(#[case] kind: &str, #[case] outcome: &str) {
    assert_eq!(code_of(|claims| claims.alt.push(alien(kind))), outcome);
}

#[test]
fn a_second_subject_where_one_is_foreseen_is_not_signed() {
    let accept = draft(
        "amendment.accept/1",
        &json!({"amendment": format!("amendment/{OTHER}")}),
    );
    let mut claims = honest(&claim());
    claims.kind = accept.kind().parse().unwrap();
    claims.subject = alien("amendment");
    claims.body = check_body(accept.text().as_bytes()).unwrap();
    claims.rel.clear();
    claims.alt = vec![alien("contract"), alien("allowance")];
    assert!(check_as(accept.kind(), &claims, accept.text()).is_ok());
    // The body does not say which contract it is; that there is one, the table says.
    claims.alt.push(id(ContractId::from_parts, 9).subject());
    let refused = check_as(accept.kind(), &claims, accept.text());
    assert_eq!(refused.unwrap_err().code(), "prepared-subject-count");
}

#[test]
fn a_payload_about_another_subject_than_the_body_is_not_signed() {
    assert_eq!(
        code_of(|claims| claims.subject = alien("receivable")),
        "prepared-subject"
    );
    assert_eq!(
        code_of(|claims| claims.subject = alien("contract")),
        "prepared-subject"
    );
    assert_eq!(
        code_of(|claims| claims.rel = vec![(alien("contract"), 3)]),
        "prepared-subject"
    );
}

#[test]
fn the_own_subject_of_another_party_is_not_signed() {
    let profile = draft(
        "party.accept/1",
        &serde_json::from_str(include_str!(
            "../../../../../fixtures/commands/party.accept.1.json"
        ))
        .unwrap(),
    );
    let mut claims = honest(&claim());
    claims.kind = profile.kind().parse().unwrap();
    claims.body = check_body(profile.text().as_bytes()).unwrap();
    claims.alt.clear();
    claims.rel.clear();
    claims.subject = claims.issuer.clone();
    assert!(check_as(profile.kind(), &claims, profile.text()).is_ok());
    claims.subject = alien("party");
    let refused = check_as(profile.kind(), &claims, profile.text());
    assert_eq!(refused.unwrap_err().code(), "prepared-subject");
}

#[test]
fn a_body_that_says_something_else_is_not_signed() {
    let draft = claim();
    let mut body: Value = serde_json::from_str(draft.text()).unwrap();
    body["amount"]["value"] = "1.00".into();
    let tampered = body.to_string();
    let mut claims = honest(&draft);
    claims.body = check_body(tampered.as_bytes()).unwrap();
    let checked = check_as(draft.kind(), &claims, &tampered).unwrap();
    let asked: Value = serde_json::from_str(draft.text()).unwrap();
    assert_eq!(
        check_same(&checked, draft.command(), &asked),
        Err(Mismatch::Body {
            field: "amount.value".to_owned()
        })
    );
}

#[test]
fn a_body_that_is_spelt_otherwise_says_the_same() {
    let draft = claim();
    let body: Value = serde_json::from_str(draft.text()).unwrap();
    let spelt = serde_json::to_string_pretty(&body).unwrap();
    let mut claims = honest(&draft);
    claims.body = check_body(spelt.as_bytes()).unwrap();
    let checked = check_as(draft.kind(), &claims, &spelt).unwrap();
    assert_eq!(check_same(&checked, draft.command(), &body), Ok(()));
}

#[test]
fn a_body_with_an_unknown_or_doubled_member_is_not_signed() {
    let draft = claim();
    for (extra, code) in [
        (r#"{"note":"and my house","#, "malformed-body"),
        (r#"{"salt":"AAAAAAAAAAAAAAAAAAAAAA","#, "duplicate-member"),
    ] {
        let tampered = draft.text().replacen('{', extra, 1);
        let mut claims = honest(&draft);
        claims.body = Digest::from_bytes([0; 32]);
        if let Ok(digest) = check_body(tampered.as_bytes()) {
            claims.body = digest;
        }
        let refused = check_as(draft.kind(), &claims, &tampered);
        assert_eq!(refused.unwrap_err().code(), code);
    }
}

#[test]
fn a_head_that_was_not_verified_is_not_signed() {
    let draft = claim();
    let mut claims = honest(&draft);
    let seen = Observed {
        size: 7,
        root: Digest::from_bytes([9; 32]),
    };
    assert_eq!(
        check_observed(&claims, Some(&seen)).unwrap_err().code(),
        "prepared-observed"
    );
    claims.observed = Some(seen.clone());
    assert_eq!(check_observed(&claims, Some(&seen)), Ok(()));
    assert_eq!(
        check_observed(&claims, None).unwrap_err().code(),
        "prepared-observed"
    );
}

#[test]
fn a_payload_that_is_none_is_refused_by_its_form() {
    let draft = claim();
    let ledger = ledger();
    let expected = Expected {
        ledger: &ledger,
        issuer: id(PartyId::from_parts, 1).subject(),
        capacity: Capacity::Supplier,
        kind: draft.kind(),
        now: now(),
    };
    for (payload, code) in [
        (b"{}".as_slice(), "malformed-json"),
        (br#"{"lid":"a","lid":"b"}"#, "duplicate-member"),
    ] {
        let refused = expected.check(payload, draft.text().as_bytes(), 1);
        assert_eq!(refused.unwrap_err().code(), code);
    }
}

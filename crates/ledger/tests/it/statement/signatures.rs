//! Signature lines, and several signatures over one payload.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use tallystick_base::{Digest, Millis};
use tallystick_ledger::{
    Claims, Head, MAX_LEAF, MAX_SIGNATURES, Moved, RawSignature, Refusal, Sealed, SignatureLine, Statement,
};

use super::{key, mirrored, payload};
use crate::forgery::{Forgery, LEDGER, subject};

fn claims() -> Claims {
    Claims::parse(payload().to_string().as_bytes()).unwrap()
}

/// A statement by the keys of these numbers.
fn signed(numbers: &[u8]) -> Result<Statement, Refusal> {
    let keys: Vec<_> = numbers.iter().map(|number| key(*number)).collect();
    Statement::sign(&claims(), &keys.iter().collect::<Vec<_>>())
}

#[test]
fn distinct_members_sign_one_payload_and_it_stays_one_statement() {
    let alone = signed(&[1]).unwrap();
    let together = signed(&[2, 1, 3]).unwrap();
    for (line, number) in together.signatures().iter().zip([2, 1, 3]) {
        assert_eq!(
            *line.kid(),
            key(number).public().thumbprint(),
            "in order of arrival"
        );
        assert_eq!(line.verify(together.payload(), &key(number).public()), Ok(()));
    }
    assert_eq!(alone.id(), together.id());
}

#[test]
fn a_member_counts_once() {
    assert_eq!(signed(&[1, 2, 1]).unwrap_err().code(), "signed-twice");
}

#[test]
fn a_statement_has_one_signature_at_least_and_sixteen_at_most() {
    let numbers: Vec<u8> = (1..=17).collect();
    assert_eq!(MAX_SIGNATURES, 16);
    assert!(signed(&numbers[..16]).is_ok());
    assert_eq!(signed(&numbers).unwrap_err().code(), "signature-count");
    assert_eq!(signed(&[]).unwrap_err().code(), "signature-count");
}

#[test]
fn a_mirrored_signature_verifies_and_changes_no_identity() {
    let statement = signed(&[1]).unwrap();
    let line = statement.signatures()[0].to_string();
    let (protected, signature) = line.split_once("..").unwrap();
    let raw = RawSignature::parse(signature).unwrap();
    let mirror = RawSignature::from_bytes(mirrored(raw.as_bytes()));
    let other = SignatureLine::from_parts(protected, &mirror.to_string()).unwrap();
    assert_eq!(other.verify(statement.payload(), &key(1).public()), Ok(()));
    let again = Statement::parse(statement.payload(), vec![other]).unwrap();
    assert_ne!(again, statement);
    assert_eq!(again.id(), statement.id());
}

#[test]
fn a_signature_by_another_key_does_not_verify() {
    let statement = signed(&[1]).unwrap();
    let refusal = statement.signatures()[0]
        .verify(statement.payload(), &key(2).public())
        .unwrap_err();
    assert_eq!(refusal.code(), "bad-signature");
}

#[test]
fn a_signature_line_has_one_spelling() {
    let statement = signed(&[1]).unwrap();
    let line = statement.signatures()[0].to_string();
    assert_eq!(SignatureLine::parse(&line).unwrap().to_string(), line);
    let code = |line: &str| SignatureLine::parse(line).unwrap_err().code();
    assert_eq!(code(&line.replacen("..", ".", 1)), "entry-form");
    assert_eq!(code(&format!("{line}=")), "not-base64");
    assert_eq!(code(&format!("{line}AA")), "wrong-length");
    assert_eq!(code(&line.replacen("..", "=..", 1)), "not-base64");
    assert_eq!(code(&format!(" {line}")), "not-base64");
    // The last character of 64 bytes has four unused bits, which are zero.
    let unused = match line.chars().last().unwrap() {
        'A' => 'B',
        'Q' => 'R',
        'g' => 'h',
        _ => 'x',
    };
    let mut other = line.clone();
    other.pop();
    other.push(unused);
    assert_eq!(code(&other), "not-base64");
}

/// The code for a signature line with this protected header.
fn header(json: &str) -> &'static str {
    let signature = key(1).sign(b"").to_string();
    let line = SignatureLine::from_parts(&URL_SAFE_NO_PAD.encode(json), &signature);
    line.map_or_else(|refusal| refusal.code(), |_| "valid")
}

#[test]
fn the_header_has_three_members_and_no_word_in_the_choice_of_algorithm() {
    let kid = key(1).public().thumbprint();
    let typ = "tallystick-statement+jwt";
    let with = |alg: &str, typ: &str| format!(r#"{{"alg":"{alg}","kid":"{kid}","typ":"{typ}"}}"#);
    let right = with("ES256", typ);
    assert_eq!(header(&right), "valid");
    assert_eq!(header(&format!(" {} ", right.replace(':', " : "))), "valid");
    assert_eq!(header(&with("none", typ)), "wrong-algorithm");
    assert_eq!(header(&with("HS256", typ)), "wrong-algorithm");
    assert_eq!(header(&with("es256", typ)), "wrong-algorithm");
    assert_eq!(header(&with("ES256", "JWT")), "wrong-type");
    assert_eq!(header(&with("ES256", "tallystick-key+jwt")), "wrong-type");
    assert_eq!(
        header(&right.replace('}', r#","b64":false}"#)),
        "unknown-header-member"
    );
    assert_eq!(
        header(&right.replace('}', r#","jwk":{}}"#)),
        "unknown-header-member"
    );
    assert_eq!(header(&right.replace('}', r#","typ":"x"}"#)), "duplicate-member");
    assert_eq!(
        header(&format!(r#"{{"alg":"ES256","typ":"{typ}"}}"#)),
        "missing-header-member"
    );
    assert_eq!(header(&right.replace(kid.as_str(), "short")), "not-base64");
    assert_eq!(header(&format!("{right}{{}}")), "malformed-json");
    assert_eq!(header(""), "malformed-json");
}

#[test]
fn a_payload_in_other_base64_is_refused() {
    let statement = signed(&[1]).unwrap();
    let parse = |payload: &str| {
        Statement::parse(payload, statement.signatures().to_vec())
            .map_or_else(|refusal| refusal.code(), |_| "valid")
    };
    assert_eq!(parse(statement.payload()), "valid");
    assert_eq!(parse(&format!("{}==", statement.payload())), "not-base64");
    assert_eq!(parse(&format!("{}\n", statement.payload())), "not-base64");
    assert_eq!(parse(&"A".repeat(MAX_LEAF + 1)), "too-large");
}

/// Seals a statement that names as much as it may, and moves the first so many subjects of `alt`.
fn seal_wide(head: &mut Head, moves: usize) -> Result<Sealed, Refusal> {
    let long = |kind: &str, number| subject(&format!("{kind}/{number:0>90}"));
    let mut claims = claims();
    claims.alt = (0..200).map(|number| long("alt", number)).collect();
    claims.rel = (0..200).map(|number| (long("rel", number), 1)).collect();
    let others = claims.alt.iter().take(moves).cloned();
    let line = std::iter::once(claims.subject.clone()).chain(others);
    let line = line.map(|subject| Moved { subject, version: 1 }).collect();
    let statement = Statement::sign(&claims, &[&key(1)]).unwrap();
    head.seal(
        Millis::from_secs(1).unwrap(),
        line,
        statement,
        Digest::from_bytes([0; 32]),
        |_, _, _| (),
    )
}

#[test]
fn an_entry_too_long_for_its_length_is_not_sealed() {
    let mut head = Head::genesis(LEDGER.parse().unwrap());
    let before = head.clone();
    assert_eq!(seal_wide(&mut head, 200).unwrap_err().code(), "too-large");
    assert_eq!(head, before, "the head stays as it was");
    assert!(seal_wide(&mut head, 0).is_ok());
    assert_eq!(head.size(), 1);
}

#[test]
fn an_entry_that_moves_what_nobody_named_is_not_sealed() {
    let mut head = Forgery::after(20).head;
    let before = head.clone();
    let draft = Forgery::after(20).draft("receivable.claim");
    let mut moved = draft.moved.clone();
    moved.push(Moved {
        subject: subject("contract/another"),
        version: 1,
    });
    let sealed = head.seal(
        draft.received,
        moved,
        draft.statement(),
        draft.outcome,
        |_, _, _| (),
    );
    assert_eq!(sealed.unwrap_err().code(), "unnamed-subject");
    let sealed = head.seal(
        draft.received,
        Vec::new(),
        draft.statement(),
        draft.outcome,
        |_, _, _| (),
    );
    assert_eq!(sealed.unwrap_err().code(), "entry-form");
    assert_eq!(head, before, "the head stays as it was");
}

#[test]
fn an_entry_is_never_received_before_the_one_before_it() {
    let mut head = Forgery::after(20).head;
    let last = head.received();
    let draft = Forgery::after(20).draft("receivable.claim");
    let early = Millis::from_secs(5).unwrap();
    let sealed = head
        .seal(
            early,
            draft.moved.clone(),
            draft.statement(),
            draft.outcome,
            |_, _, _| (),
        )
        .unwrap();
    assert_eq!(sealed.entry.received, last);
}

//! Every refusal with its code and an example of its sentence: a change of either shows in review.

use std::collections::HashSet;
use std::fmt::Write as _;

use tallystick_base::{Capacity, Millis, Subject, Thumbprint};
use tallystick_ledger::Refusal;

use crate::forgery::subject;

fn kid() -> Thumbprint {
    Thumbprint::from_digest([0; 32])
}

fn certificate() -> Subject {
    subject("certificate/one")
}

fn at(seconds: u64) -> Millis {
    Millis::from_secs(1_772_413_200 + seconds).unwrap()
}

/// One row a case: its pattern, then an example. A case without a row breaks the build, an example in the wrong row the test.
macro_rules! rows {
    ($($pattern:pat => $example:expr,)*) => {
        fn examples() -> Vec<Refusal> {
            vec![$($example),*]
        }

        /// The row in which a refusal belongs.
        fn row(refusal: &Refusal) -> &'static str {
            match refusal {
                $($pattern => stringify!($pattern),)*
            }
        }

        const ROWS: &[&str] = &[$(stringify!($pattern)),*];
    };
}

rows! {
    Refusal::NotBase64 { .. } => Refusal::NotBase64 { field: "signature", alphabet: "base64url" },
    Refusal::NotHex { .. } => Refusal::NotHex { field: "chain value", expected: 64 },
    Refusal::WrongLength { .. } => Refusal::WrongLength { field: "signature", expected: 64, found: 63 },
    Refusal::NotDecimal { .. } => Refusal::NotDecimal { field: "entry number" },
    Refusal::TooLarge { .. } => Refusal::TooLarge { field: "body", limit: 65_536, found: 65_537 },
    Refusal::Json { .. } => Refusal::Json { document: "payload", detail: "missing field `jti` at line 1 column 2".into() },
    Refusal::DuplicateMember { .. } => Refusal::DuplicateMember { document: "body", member: "amount".into() },
    Refusal::NotASubject { .. } => Refusal::NotASubject {
        field: "line of subjects",
        source: Subject::parse("Certificate").unwrap_err(),
    },
    Refusal::NotALedgerId(_) => Refusal::NotALedgerId("https://example.org".into()),
    Refusal::NotAKind(_) => Refusal::NotAKind("certificate.split".into()),
    Refusal::UnknownHeaderMember(_) => Refusal::UnknownHeaderMember("crit".into()),
    Refusal::MissingHeaderMember(_) => Refusal::MissingHeaderMember("kid"),
    Refusal::WrongAlgorithm(_) => Refusal::WrongAlgorithm("none".into()),
    Refusal::WrongType { .. } => Refusal::WrongType { expected: "tallystick-statement+jwt", found: "JWT".into() },
    Refusal::NotAKey(_) => Refusal::NotAKey("the point is not on the curve"),
    Refusal::NotAPrivateKey => Refusal::NotAPrivateKey,
    Refusal::PreviousOutOfPlace(_) => Refusal::PreviousOutOfPlace(2),
    Refusal::NamedTwice { .. } => Refusal::NamedTwice { list: "alt", subject: certificate() },
    Refusal::IssuerNotAParty(_) => Refusal::IssuerNotAParty(certificate()),
    Refusal::WindowLength { .. } => Refusal::WindowLength { seconds: 901, limit: 900 },
    Refusal::TooEarly { .. } => Refusal::TooEarly { from: at(1), received: at(0) },
    Refusal::TooLate { .. } => Refusal::TooLate { until: at(0), received: at(1) },
    Refusal::WrongLedger { .. } => Refusal::WrongLedger {
        expected: "ledger.example.org".into(),
        found: "other.example.org".into(),
    },
    Refusal::BodyMismatch => Refusal::BodyMismatch,
    Refusal::SignatureCount { .. } => Refusal::SignatureCount { limit: 16, found: 17 },
    Refusal::SignedTwice(_) => Refusal::SignedTwice(kid()),
    Refusal::BadSignature(_) => Refusal::BadSignature(kid()),
    Refusal::UnknownKey(_) => Refusal::UnknownKey(kid()),
    Refusal::RevokedKey { .. } => Refusal::RevokedKey { kid: kid(), revoked: 17 },
    Refusal::ForeignKey { .. } => Refusal::ForeignKey {
        kid: kid(),
        owner: subject("party/bank"),
        issuer: subject("party/supplier"),
    },
    Refusal::OperatorSignatures(_) => Refusal::OperatorSignatures(1),
    Refusal::ForeignCapacity { .. } => Refusal::ForeignCapacity {
        issuer: subject("party/bank"),
        capacity: Capacity::Service,
    },
    Refusal::KeyInTwoRoles(_) => Refusal::KeyInTwoRoles(kid()),
    Refusal::NoPossession(_) => Refusal::NoPossession(kid()),
    Refusal::UnnamedKey(_) => Refusal::UnnamedKey(kid()),
    Refusal::KeyMove { .. } => Refusal::KeyMove {
        kind: "certificate.split/1".into(),
        subject: kid().subject(),
        version: 1,
    },
    Refusal::ThumbprintMismatch(_) => Refusal::ThumbprintMismatch(kid()),
    Refusal::KeyNotAdded(_) => Refusal::KeyNotAdded(kid()),
    Refusal::KeyNotListed(_) => Refusal::KeyNotListed(kid()),
    Refusal::KeyRecordDiffers(_) => Refusal::KeyRecordDiffers(kid()),
    Refusal::OtherLogKeys(_) => Refusal::OtherLogKeys("that were pinned"),
    Refusal::Opening(_) => Refusal::Opening("only entry 0 opens a ledger"),
    Refusal::EntryForm(_) => Refusal::EntryForm("line of subjects"),
    Refusal::WrongSequence { .. } => Refusal::WrongSequence { expected: 7, found: 8 },
    Refusal::TimeReversed { .. } => Refusal::TimeReversed { previous: at(1), found: at(0) },
    Refusal::BrokenChain => Refusal::BrokenChain,
    Refusal::UnnamedSubject(_) => Refusal::UnnamedSubject(certificate()),
    Refusal::WrongFirstSubject { .. } => Refusal::WrongFirstSubject { subject: certificate(), version: 2 },
    Refusal::VersionGap { .. } => Refusal::VersionGap { subject: certificate(), current: 2, found: 4 },
    Refusal::WrongPrevious(_) => Refusal::WrongPrevious(certificate()),
    Refusal::StaleReliance { .. } => Refusal::StaleReliance { subject: certificate(), relied: 2, current: 3 },
    Refusal::FalseObservation { .. } => Refusal::FalseObservation { size: 12 },
    Refusal::OutcomeMismatch => Refusal::OutcomeMismatch,
    Refusal::NoteForm { .. } => Refusal::NoteForm { document: "signed note", detail: "there is no empty line" },
    Refusal::CheckpointSignature(_) => Refusal::CheckpointSignature("ledger.example.org+00000000+AQ==".into()),
    Refusal::ProofMismatch => Refusal::ProofMismatch,
    Refusal::OutsideTree { .. } => Refusal::OutsideTree { index: 20, size: 20 },
    Refusal::MissingTile(_) => Refusal::MissingTile("1/000.p/5".into()),
    Refusal::ReceiptDiffers(_) => Refusal::ReceiptDiffers("statement"),
    Refusal::VersionMissing { .. } => Refusal::VersionMissing { subject: certificate(), version: 2 },
    Refusal::NotConserved { .. } => Refusal::NotConserved {
        certificate: certificate(),
        stood: "CNY 100.00".into(),
        detail: "and its children have CNY 100.01".into(),
    },
    Refusal::TooOld { .. } => Refusal::TooOld { age: 3_601, limit: 3_600 },
    Refusal::DocumentNotNamed(_) => Refusal::DocumentNotNamed("contract.pdf".into()),
    Refusal::FileForm(_) => Refusal::FileForm("key record"),
}

#[test]
fn every_refusal_has_its_code_and_a_sentence() {
    let mut list = String::new();
    for refusal in examples() {
        writeln!(list, "{}\n    {refusal}", refusal.code()).unwrap();
    }
    insta::assert_snapshot!("refusals", list);
}

#[test]
fn every_refusal_stands_in_its_row_and_no_code_stands_twice() {
    let rows: Vec<&str> = examples().iter().map(row).collect();
    assert_eq!(rows, ROWS);
    let codes: HashSet<&str> = examples().iter().map(Refusal::code).collect();
    assert_eq!(codes.len(), ROWS.len());
}

#[test]
fn codes_are_kebab_case_and_sentences_are_calm() {
    for refusal in examples() {
        let code = refusal.code();
        assert!(
            code.bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'),
            "{code}"
        );
        let sentence = refusal.to_string();
        assert!(!sentence.contains('!') && !sentence.ends_with('.'), "{sentence}");
    }
}

//! Every problem that can come back, with its status, code and an example of its sentence, as one table. A case without a row
//! breaks the build. The rejections of rules are listed with their sentences where they are made; here, their classes.

use std::fmt::Write as _;

use tallystick_base::{Capacity, Millis, RejectionClass, Subject, Thumbprint};
use tallystick_documents::{DocumentError, ExportError};
use tallystick_ledger::Refusal;
use tallystick_store::{ProposalRefusal, StoreError};

use super::{ApiRefusal, Failure, status};
use crate::bank::OrderRefusal;

fn kid() -> Thumbprint {
    Thumbprint::from_digest([0; 32])
}

fn subject(text: &str) -> Subject {
    text.parse().unwrap()
}

fn certificate() -> Subject {
    subject("certificate/one")
}

fn at(seconds: u64) -> Millis {
    Millis::from_secs(1_772_413_200 + seconds).unwrap()
}

/// An example for each case. The match, which nothing calls, is what a case without a row breaks.
macro_rules! examples {
    ($name:ident of $type:ty { $($pattern:pat => $example:expr,)* }) => {
        fn $name() -> Vec<$type> {
            let _complete = |example: &$type| match example {
                $($pattern => (),)*
            };
            vec![$($example),*]
        }
    };
}

examples! {
    of_requests of ApiRefusal {
        ApiRefusal::NoRoute => ApiRefusal::NoRoute,
        ApiRefusal::Method { .. } => ApiRefusal::Method { method: "DELETE".into() },
        ApiRefusal::NotAcceptable { .. } => ApiRefusal::NotAcceptable { offered: "application/json" },
        ApiRefusal::MediaType { .. } => ApiRefusal::MediaType { expected: "application/json", found: "text/plain".into() },
        ApiRefusal::TooLarge { .. } => ApiRefusal::TooLarge { limit: 262_144 },
        ApiRefusal::TooSlow { .. } => ApiRefusal::TooSlow { seconds: 20 },
        ApiRefusal::BrokenOff => ApiRefusal::BrokenOff,
        ApiRefusal::Json { .. } => ApiRefusal::Json {
            detail: "missing field `body` at line 1 column 2".into(),
            line: 1,
            column: 2,
        },
        ApiRefusal::Path { .. } => ApiRefusal::Path { detail: "the id is not a UUID".into() },
        ApiRefusal::Query { .. } => ApiRefusal::Query { detail: "limit is 0; a page has between 1 and 200 items".into() },
        ApiRefusal::Header { .. } => ApiRefusal::Header { name: "Last-Event-ID", detail: "it is the number of an entry" },
        ApiRefusal::NoToken => ApiRefusal::NoToken,
        ApiRefusal::NotEnrolled => ApiRefusal::NotEnrolled,
        ApiRefusal::ForeignToken => ApiRefusal::ForeignToken,
        ApiRefusal::RevokedKey { .. } => ApiRefusal::RevokedKey { revoked: 17 },
        ApiRefusal::NotAMember => ApiRefusal::NotAMember,
        ApiRefusal::ReadsOnly => ApiRefusal::ReadsOnly,
        ApiRefusal::NotFound { .. } => ApiRefusal::NotFound { what: "entry 99".into() },
        ApiRefusal::TooMany { .. } => ApiRefusal::TooMany { whom: "one key", retry_after: 3 },
        ApiRefusal::TooBusy => ApiRefusal::TooBusy,
        ApiRefusal::TookTooLong { .. } => ApiRefusal::TookTooLong { seconds: 60 },
        ApiRefusal::TooManyLines { .. } => ApiRefusal::TooManyLines { limit: 1000 },
        ApiRefusal::LongList { .. } => ApiRefusal::LongList { limit: 100_000 },
        ApiRefusal::Table(_) => ApiRefusal::Table(ExportError::TextTooLong { row: 7, limit: 32_767, length: 40_000 }),
        ApiRefusal::NotABank => ApiRefusal::NotABank,
        ApiRefusal::Document(_) => ApiRefusal::Document(DocumentError::NotABankFile { found: "a PDF" }),
        ApiRefusal::Order(_) => ApiRefusal::Order(OrderRefusal::SeveralAccounts { count: 2 }),
        ApiRefusal::EmptyFile => ApiRefusal::EmptyFile,
        ApiRefusal::DamagedFile => ApiRefusal::DamagedFile,
        ApiRefusal::Files => ApiRefusal::Files,
        ApiRefusal::Crashed => ApiRefusal::Crashed,
    }
}

examples! {
    of_proposals of ProposalRefusal {
        ProposalRefusal::NotFound(_) => ProposalRefusal::NotFound("a5…".into()),
        ProposalRefusal::NotWaiting { .. } => ProposalRefusal::NotWaiting { id: "a5…".into(), stage: "declined" },
        ProposalRefusal::Stale { .. } => ProposalRefusal::Stale { id: "a5…".into(), subject: certificate() },
        ProposalRefusal::SignedByMember => ProposalRefusal::SignedByMember,
    }
}

examples! {
    of_the_ledger of Refusal {
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
}

fn faults() -> Vec<StoreError> {
    vec![
        StoreError::Address("x".into()),
        StoreError::Corrupt {
            table: "certificates",
            id: "1".into(),
            detail: "x".into(),
        },
        StoreError::Format(Refusal::ProofMismatch),
        StoreError::NoLedger,
        StoreError::KeysDiffer("statement key"),
        StoreError::Contended(8),
        StoreError::Stopping,
        StoreError::Cursor("x".into()),
    ]
}

#[test]
fn every_problem_has_its_status_code_and_sentence() {
    let mut table = String::new();
    let chapters: [(&str, Vec<Failure>); 4] = [
        ("requests", of_requests().into_iter().map(Failure::from).collect()),
        (
            "statements",
            of_the_ledger().into_iter().map(Failure::from).collect(),
        ),
        (
            "proposals",
            of_proposals().into_iter().map(Failure::from).collect(),
        ),
        (
            "faults",
            faults()
                .into_iter()
                .map(Failure::from)
                .chain([Failure::Busy])
                .collect(),
        ),
    ];
    for (title, failures) in chapters {
        writeln!(table, "{title}").unwrap();
        for problem in failures.iter().map(Failure::problem) {
            writeln!(table, "  {} {}: {}", problem.status, problem.code, problem.detail).unwrap();
        }
    }
    writeln!(table, "rejections by their class").unwrap();
    for class in [
        RejectionClass::Forbidden,
        RejectionClass::NotFound,
        RejectionClass::Conflict,
        RejectionClass::Unprocessable,
    ] {
        writeln!(table, "  {} {class:?}", status::of_class(class).as_u16()).unwrap();
    }
    insta::assert_snapshot!("problems", table);
}

#[test]
fn codes_are_kebab_case_and_sentences_are_calm() {
    for refusal in of_requests() {
        let (code, sentence) = (refusal.code(), refusal.to_string());
        assert!(
            code.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'),
            "{code}"
        );
        assert!(!sentence.contains('!') && !sentence.ends_with('.'), "{sentence}");
    }
}

//! Every rejection: its code, its class and its sentence.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use tallystick_base::{Currency, DateError, InterestError, MoneyError, RulesError};
use tallystick_certificates::{CertificateRejection, Part, PaymentRejection, ReceivableRejection, Rejection};
use tallystick_contracts::DueDateError;

use crate::world::{
    CENTRE, SECOND, SUPPLIER, cancellation, certificate, cny, contract, date, digest, morning, payment,
    receivable, text,
};

const PARTS: [Part; 9] = [
    Part::Supplier,
    Part::Buyer,
    Part::Centre,
    Part::Holder,
    Part::Offeree,
    Part::Collector,
    Part::DebtorOrHolder,
    Part::Proposer,
    Part::Counterparty,
];

fn actors_and_amounts() -> Vec<Rejection> {
    let mut rejections: Vec<_> = PARTS.map(|part| Rejection::ActorIsNot { part }).to_vec();
    rejections.push(Rejection::AmountNotPositive { amount: cny("0.00") });
    rejections.push(Rejection::CurrencyOther {
        expected: Currency::CNY,
        found: "USD".parse().unwrap(),
    });
    rejections
}

fn claims() -> Vec<ReceivableRejection> {
    use ReceivableRejection as R;
    let number = || text("26117000000001");
    vec![
        R::NotFound {
            receivable: receivable(1),
        },
        R::Exists {
            receivable: receivable(1),
        },
        R::Stage {
            receivable: receivable(1),
            stage: "Rejected",
            needed: "Claimed or Disputed",
        },
        R::AlreadyForwarded {
            receivable: receivable(1),
            on: date("2026-01-21"),
        },
        R::InvoiceClaimed { number: number() },
        R::InvoiceTwice { number: number() },
        R::InvoiceNumber { number: text("---") },
        R::NoInvoice,
        R::TooMany {
            what: "the papers of a claim",
            most: 100,
            found: 101,
        },
        R::Ahead {
            event: "delivery",
            on: date("2026-01-21"),
            today: date("2026-01-20"),
        },
        R::BeforeDelivery {
            event: "acceptance",
            on: date("2026-01-14"),
            delivered_on: date("2026-01-15"),
        },
        R::PayeeNotInProfile { party: SUPPLIER.id() },
        R::NoCentre { centre: CENTRE.id() },
    ]
}

fn confirmations() -> Vec<ReceivableRejection> {
    use ReceivableRejection as R;
    vec![
        R::AboveClaim {
            claimed: cny("600000.00"),
            confirmed: cny("600000.01"),
        },
        R::DeductionsDoNotAddUp {
            claimed: cny("600000.00"),
            confirmed: cny("450000.00"),
            deducted: cny("100000.00"),
        },
        R::RestMissing {
            left: cny("150000.00"),
        },
        R::RestForNothing { rest: receivable(2) },
        R::Reasons { most: 20, found: 0 },
        R::NoteMissing,
        R::LegalText {
            digest: digest(1),
            on: date("2026-01-20"),
        },
        R::DueLater {
            given: date("2026-03-17"),
            latest: date("2026-03-16"),
        },
        R::DueBeyondCap {
            given: date("2027-01-21"),
            latest: date("2027-01-20"),
        },
        R::DueReasonMissing {
            usual: date("2026-07-20"),
        },
        R::VouchersNotAgreed {
            contract: contract(1),
        },
        R::IssueStopped { overdue: 2 },
        R::CertificateExists {
            certificate: certificate(1),
        },
        R::NotLapsed {
            receivable: receivable(1),
            today: date("2026-02-24"),
        },
        R::LapseRecorded {
            receivable: receivable(1),
        },
    ]
}

fn stages() -> Vec<CertificateRejection> {
    use CertificateRejection as R;
    let certificate = certificate(1);
    let until = morning("2026-02-10");
    vec![
        R::NotFound { certificate },
        R::NotFree {
            certificate,
            stage: "Reserved",
        },
        R::Ended {
            certificate,
            stage: "Split",
        },
        R::NotOffered { certificate },
        R::OfferExpired { certificate, until },
        R::OfferStands { certificate, until },
        R::Frozen {
            certificate,
            order: text("(2026)京01执1号"),
        },
        R::NotFrozen { certificate },
        R::NotTransferable { certificate },
        R::PastDue {
            certificate,
            due_on: date("2026-03-16"),
        },
        R::OfferToHolder,
        R::OfferToDebtor,
        R::OfferToOther { to: SECOND.id() },
        R::OfferUntil {
            until,
            due_on: date("2026-02-09"),
        },
    ]
}

fn splits_marks_and_cancellations() -> Vec<CertificateRejection> {
    use CertificateRejection as R;
    let (certificate, cancellation) = (certificate(1), cancellation(1));
    vec![
        R::SplitCount { most: 100, found: 1 },
        R::SplitDepth { certificate, most: 5 },
        R::ChildExists { certificate },
        R::ChildTwice { certificate },
        R::SplitSum {
            outstanding: cny("600000.00"),
            sum: cny("599999.99"),
        },
        R::MarkCount { most: 100, found: 0 },
        R::OtherDebtor {
            certificate,
            buyer: SECOND.id(),
        },
        R::NotPastDue {
            certificate,
            due_on: date("2026-03-16"),
        },
        R::AlreadyMarked {
            certificate,
            since: date("2026-03-17"),
        },
        R::CancellationNotFound { cancellation },
        R::CancellationExists { cancellation },
        R::CancellationAnswered {
            cancellation,
            stage: "Declined",
        },
        R::CancellationOutdated { cancellation },
    ]
}

fn payments() -> Vec<PaymentRejection> {
    use PaymentRejection as R;
    vec![
        R::NotFound { payment: payment(1) },
        R::Exists { payment: payment(1) },
        R::Answered {
            payment: payment(1),
            stage: "Acknowledged",
        },
        R::AboveOutstanding {
            outstanding: cny("100.00"),
            amount: cny("100.01"),
        },
        R::Ahead {
            paid_on: date("2026-01-21"),
            today: date("2026-01-20"),
        },
        R::OtherAccount {
            paid_on: date("2026-01-21"),
        },
    ]
}

fn own() -> Vec<Rejection> {
    let receivables = claims().into_iter().chain(confirmations()).map(Rejection::from);
    let certificates = stages()
        .into_iter()
        .chain(splits_marks_and_cancellations())
        .map(Rejection::from);
    let mut rejections = actors_and_amounts();
    rejections.extend(receivables.chain(certificates));
    rejections.extend(payments().into_iter().map(Rejection::from));
    rejections
}

/// The codes of this crate's own refusals.
pub(crate) fn codes() -> BTreeSet<&'static str> {
    own().iter().map(Rejection::code).collect()
}

#[test]
fn codes_classes_and_sentences() {
    let mut table = String::new();
    for rejection in own() {
        let (code, status) = (rejection.code(), rejection.status());
        writeln!(table, "{code} · {status:?}\n    {rejection}").unwrap();
    }
    insta::assert_snapshot!(table);
}

#[test]
fn codes_are_kebab_case_and_differ() {
    // One id that is taken is one refusal, whether a confirmation or a split made it.
    let shared = "certificate-exists";
    let rejections: Vec<_> = own().into_iter().map(|rejection| rejection.code()).collect();
    let twice = rejections.iter().filter(|code| **code == shared).count();
    assert_eq!((codes().len(), twice), (rejections.len() - 1, 2));
    for code in codes() {
        let plain = code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        assert!(plain && !code.starts_with('-') && !code.ends_with('-'), "{code}");
    }
}

#[test]
fn what_comes_from_elsewhere_keeps_its_code() {
    let order = InterestError::Order {
        from: date("2026-01-02"),
        to: date("2026-01-01"),
    };
    let missing = tallystick_parties::Rejection::PartyNotFound { party: SUPPLIER.id() };
    let rejections: [(Rejection, &str); 6] = [
        (MoneyError::TooLarge.into(), "money-too-large"),
        (order.into(), "interest-order"),
        (DateError::TooFar.into(), "date-too-far"),
        (
            DueDateError::EventMissing { event: "settlement" }.into(),
            "event-missing",
        ),
        (RulesError::Empty { section: "calendar" }.into(), "rules-empty"),
        (missing.into(), "party-not-found"),
    ];
    for (rejection, code) in rejections {
        assert_eq!(rejection.code(), code);
        assert!(!rejection.to_string().is_empty());
    }
}

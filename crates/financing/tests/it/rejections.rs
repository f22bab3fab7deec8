//! Every rejection: its code, its class and its sentence.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use tallystick_base::{Currency, DateError, InterestError, MoneyError, Rate, RateError, RulesError};
use tallystick_certificates::CertificateRejection;
use tallystick_financing::{Part, ProductRejection, Rejection, RequestRejection, ReviewRejection};

use crate::bids_refused::of_bids_and_guarantees;
use crate::world::{BANK, SUPPLIER, certificate, cny, date, morning, product, request, review, share, text};

const PARTS: [Part; 4] = [Part::Bank, Part::Borrower, Part::Holder, Part::Guarantor];

fn actors_and_amounts() -> Vec<Rejection> {
    let mut rejections: Vec<_> = PARTS.map(|part| Rejection::ActorIsNot { part }).to_vec();
    rejections.push(Rejection::AmountNotPositive { amount: cny("0.00") });
    rejections.push(Rejection::CurrencyOther {
        expected: Currency::CNY,
        found: Currency::USD,
    });
    rejections
}

fn products() -> Vec<ProductRejection> {
    use ProductRejection as R;
    let product = product(1);
    vec![
        R::NotFound { product },
        R::Exists { product },
        R::Withdrawn { product },
        R::AdvanceRate { found: share("1.01") },
        R::PenaltyFactor {
            found: share("1.51"),
            at_least: share("1.30"),
            at_most: share("1.50"),
        },
        R::Tenor { least: 91, most: 90 },
        R::GraceDays { most: 90, found: 91 },
        R::Order,
        R::FeeCount { most: 10, found: 11 },
        R::FeeTwice {
            name: text("手续费")
        },
        R::FeeShare {
            name: text("手续费"),
            found: share("0.00"),
        },
        R::PartyCount {
            most: 200,
            found: 201,
        },
        R::Subsidy,
    ]
}

fn stages_and_certificates() -> Vec<RequestRejection> {
    use RequestRejection as R;
    let (request, certificate) = (request(1), certificate(1));
    let until = morning("2026-03-09");
    vec![
        R::NotFound { request },
        R::Exists { request },
        R::Stage {
            request,
            stage: "Approved",
            needed: "Submitted or Accepted",
        },
        R::Expired { request, until },
        R::NotExpired { request, until },
        R::CertificateCount { most: 50, found: 0 },
        R::CertificateTwice { certificate },
        R::CertificateDue {
            certificate,
            due_on: date("2026-03-02"),
            today: date("2026-03-02"),
        },
        R::OtherHolder { certificate },
        R::SeveralDebtors { certificate },
        R::AboveOutstanding {
            outstanding: cny("1000000.00"),
            amount: cny("1000000.01"),
        },
        R::OutstandingChanged {
            certificate,
            submitted: cny("600000.00"),
            now: cny("500000.00"),
        },
        R::NoJoining { request },
        R::AlreadyJoined {
            request,
            on: date("2026-03-03"),
        },
        R::NotJoined { request },
        R::OtherReview {
            review: review(11),
            request,
        },
        R::NotAwarded {
            request,
            review: review(11),
        },
    ]
}

fn days_banks_and_accounts() -> Vec<RequestRejection> {
    use RequestRejection as R;
    let (now, until) = (morning("2026-03-02"), morning("2026-03-09"));
    let (bank, product) = (BANK.id(), product(1));
    let draw_on = date("2026-03-09");
    vec![
        R::DrawPast {
            draw_on: date("2026-03-01"),
            today: date("2026-03-02"),
        },
        R::MaturesBeforeDraw {
            draw_on,
            matures_on: draw_on,
        },
        R::MaturesOnHoliday {
            matures_on: date("2026-08-29"),
            next: date("2026-08-31"),
        },
        R::Until {
            until: morning("2026-03-10"),
            now,
            draw_on,
            most_days: 90,
        },
        R::BidsUntil {
            bids_until: morning("2026-03-08"),
            now,
            reveal_hours: 24,
            until,
        },
        R::BankCount { most: 40, found: 41 },
        R::BankTwice { bank },
        R::NoBank { bank },
        R::BankInvolved { bank },
        R::ReviewExists { review: review(11) },
        R::ProductOfAnother { product, bank },
        R::NotEligible { product },
        R::Tenor {
            product,
            least: 30,
            most: 365,
            found: 366,
        },
        R::AboveAdvance {
            product,
            most: cny("800000.00"),
            amount: cny("800000.01"),
        },
        R::PayToMissing,
        R::PayToOfHolder,
        R::PayToNotInProfile,
    ]
}

fn reviews() -> Vec<ReviewRejection> {
    use ReviewRejection as R;
    let review = review(11);
    let name = || text("手续费");
    vec![
        R::NotFound { review },
        R::Stage {
            review,
            stage: "Taken",
            needed: "Open or Offered",
        },
        R::Sealed { review },
        R::BidBinds { review },
        R::OfferOver {
            review,
            until: morning("2026-03-06"),
        },
        R::AboveRequest {
            requested: cny("800000.00"),
            amount: cny("800000.01"),
        },
        R::RateAbove {
            most: Rate::parse("0.0385").unwrap(),
            rate: Rate::parse("0.0386").unwrap(),
        },
        R::FeeUnknown { name: name() },
        R::FeeTwice { name: name() },
        R::FeeAbove {
            name: name(),
            most: cny("500.00"),
            amount: cny("500.01"),
        },
        R::ConditionCount { most: 10, found: 11 },
        R::ValidUntil {
            until: morning("2026-03-10"),
            now: morning("2026-03-02"),
            latest: morning("2026-03-09"),
        },
        R::PaysNothing {
            paid_out: cny("-1.00"),
        },
        R::ReasonCount { most: 8, found: 0 },
        R::ReasonTwice,
        R::NoteMissing,
    ]
}

fn own() -> Vec<Rejection> {
    let mut all = actors_and_amounts();
    all.extend(products().into_iter().map(Rejection::from));
    all.extend(stages_and_certificates().into_iter().map(Rejection::from));
    all.extend(days_banks_and_accounts().into_iter().map(Rejection::from));
    all.extend(reviews().into_iter().map(Rejection::from));
    all
}

pub(crate) fn codes() -> BTreeSet<&'static str> {
    let all = own().into_iter().chain(of_bids_and_guarantees());
    all.map(|rejection| rejection.code()).collect()
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
    assert_eq!(codes().len(), own().len() + of_bids_and_guarantees().len());
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
    let frozen = CertificateRejection::NotFrozen {
        certificate: certificate(1),
    };
    let rate: RateError = Rate::parse("11").unwrap_err();
    let rejections: [(Rejection, &str); 7] = [
        (MoneyError::TooLarge.into(), "money-too-large"),
        (order.into(), "interest-order"),
        (rate.into(), "rate-range"),
        (DateError::TooFar.into(), "date-too-far"),
        (RulesError::Empty { section: "calendar" }.into(), "rules-empty"),
        (missing.into(), "party-not-found"),
        (frozen.into(), "certificate-not-frozen"),
    ];
    for (rejection, code) in rejections {
        assert_eq!(rejection.code(), code);
        assert!(!rejection.to_string().is_empty());
    }
}

//! Every rejection: its code, its class and its sentence.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use tallystick_base::{Capacity, Currency, MoneyError, Rate, Ratio, RulesError};
use tallystick_contracts::{Rejection, Side};

use crate::world::*;

fn wrapped() -> Vec<Rejection> {
    vec![
        Rejection::Parties(tallystick_parties::Rejection::CheckerMissing),
        Rejection::Rules(RulesError::BeforeFirst {
            section: "confirmation",
            date: date("2019-01-01"),
            first: date("2020-09-01"),
        }),
        Rejection::Money(MoneyError::TooLarge),
    ]
}

fn on_states() -> Vec<Rejection> {
    use Rejection as R;
    let (contract, amendment) = (contract_id(1), amendment_id(1));
    let (used, sum) = (cny("400000.00"), cny("1000000.00"));
    vec![
        R::ContractNotFound { contract },
        R::AmendmentNotFound { amendment },
        R::AllowanceNotFound { contract },
        R::NotASide {
            party: party(PHARMACY),
            capacity: Capacity::Buyer,
        },
        R::AnsweredByProposer { side: Side::Supplier },
        R::WithdrawnByOther { side: Side::Supplier },
        R::ContractExists { contract },
        R::AmendmentExists { amendment },
        R::ContractNumberTaken {
            number: "HT-2026-001".to_owned(),
            contract,
        },
        R::ContractStage {
            contract,
            stage: "Closed",
            needed: "Accepted",
        },
        R::AmendmentStage {
            amendment,
            stage: "Withdrawn",
        },
        R::AmendmentStale {
            amendment,
            basis: 1,
            revision: 2,
        },
        R::AmountBelowConfirmed {
            contract,
            amount: cny("300000.00"),
            used,
        },
        R::LimitBelowConfirmed {
            contract,
            limit: cny("399000.00"),
            used,
        },
        R::AllowanceExceeded {
            contract,
            limit: sum,
            used,
            amount: cny("700000.00"),
        },
        R::AllowanceNotUsed {
            contract,
            used,
            amount: sum,
        },
        R::AllowanceAmount { amount: cny("0.00") },
    ]
}

fn on_terms() -> Vec<Rejection> {
    use Rejection as R;
    let signed_on = date("2026-01-05");
    vec![
        R::SupplierIsBuyer { party: party(TRADER) },
        R::AmountNotPositive { amount: cny("0.00") },
        R::ToleranceTooWide {
            tolerance: Ratio::parse("1.01").unwrap(),
        },
        R::SignedInFuture {
            signed_on: date("2026-03-03"),
            today: date("2026-03-02"),
        },
        R::AmendmentBeforeContract {
            signed_on: date("2026-01-04"),
            contract_signed_on: signed_on,
        },
        R::AmendmentChangesNothing,
        R::AmendmentCurrency {
            currency: Currency::CNY,
            found: Currency::USD,
        },
        R::SupplierSizeDiffers {
            profile: "small",
            stated: "large",
        },
        R::PaymentDaysMissing { signed_on },
        R::PaymentDaysTooMany {
            days: 90,
            most: 60,
            signed_on,
        },
        R::PaymentReasonMissing { days: 90, usual: 60 },
        R::PayWhenPaid,
        R::ClockStartForbidden,
        R::InspectionDaysMissing,
        R::DaysTooMany {
            field: "inspection_days",
            days: 9_999,
        },
        R::ConfirmationDaysMissing,
        R::ConfirmationDaysTooMany { days: 45, most: 30 },
        R::LateRateTooLow {
            rate: Rate::parse("0.02").unwrap(),
            floor: Rate::parse("0.03").unwrap(),
            published: date("2025-05-20"),
        },
        R::DocumentCount { found: 0 },
        R::DocumentRepeated {
            name: "采购合同.pdf".to_owned(),
        },
        R::DocumentForm {
            name: "采购合同.pdf".to_owned(),
        },
    ]
}

fn every() -> Vec<Rejection> {
    [wrapped(), on_states(), on_terms()].concat()
}

#[test]
fn codes_classes_and_sentences() {
    let mut table = String::new();
    for rejection in every() {
        let (code, status) = (rejection.code(), rejection.status());
        writeln!(table, "{code} · {status:?}\n    {rejection}").unwrap();
    }
    insta::assert_snapshot!(table);
}

#[test]
fn every_code_is_in_kebab_case_and_stands_for_one_rejection() {
    let codes: BTreeSet<_> = every().iter().map(Rejection::code).collect();
    assert_eq!(codes.len(), every().len());
    for code in codes {
        assert!(code.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{code}");
    }
}

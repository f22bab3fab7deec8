//! Every refusal about money out and in, and about guarantees called: its code, its class and its sentence.

use std::fmt::Write as _;

use tallystick_banking::{CallRejection, EntryRejection, Rejection, ServicingRejection};

use crate::lending::{certificate, day, guarantee, loan, short, ten_in_the_morning, yuan};
use crate::money::entry;
use crate::rule_book::check_shown;

fn entries() -> Vec<EntryRejection> {
    use EntryRejection as R;
    let (loan, certificate) = (loan(1), certificate(1));
    let entry = || entry("A");
    vec![
        R::NotFound { entry: entry() },
        R::Exists { entry: entry() },
        R::Booked { entry: entry() },
        R::NotBooked { entry: entry() },
        R::OfDisbursement { entry: entry() },
        R::Differs { entry: entry() },
        R::Direction { needed: "came in" },
        R::Amount {
            shown: yuan("800000.00"),
            paid: yuan("799999.00"),
        },
        R::NoParts,
        R::PartTwice { certificate },
        R::CertificateNotOfLoan { certificate, loan },
        R::PartsAboveAmount {
            amount: yuan("100.00"),
            parts: yuan("100.01"),
        },
        R::GuaranteeNotOfLoan {
            guarantee: guarantee(1),
            loan,
        },
    ]
}

fn servicing() -> Vec<ServicingRejection> {
    use ServicingRejection as R;
    let (loan, on) = (loan(1), day("2026-06-10"));
    let end_to_end = || short("E2E-1");
    vec![
        R::NotActive {
            loan,
            stage: "Closed",
        },
        R::DisbursementKnown {
            end_to_end: end_to_end(),
        },
        R::NotInstructed {
            loan,
            end_to_end: end_to_end(),
        },
        R::Until {
            until: ten_in_the_morning("2026-04-02"),
            most_days: 30,
        },
        R::Ahead {
            on: day("2026-06-11"),
            today: on,
        },
        R::NotOverdue {
            loan,
            in_time_until: day("2026-05-31"),
        },
        R::Marked { loan, from: 31 },
        R::NoRecourse { loan },
        R::BreachMissing { loan },
        R::RecourseClaimed { loan, on },
        R::WrittenOff { loan, on },
        R::SurplusAbove {
            owed: yuan("1.00"),
            amount: yuan("1.01"),
        },
    ]
}

fn calls() -> Vec<CallRejection> {
    use CallRejection as R;
    let (guarantee, ended) = (guarantee(1), day("2026-11-30"));
    vec![
        R::Stage {
            guarantee,
            stage: "Called",
            needed: "Issued",
        },
        R::NoLoan { guarantee },
        R::PeriodOver { guarantee, ended },
        R::PeriodRuns {
            guarantee,
            until: ended,
        },
        R::Above {
            most: yuan("400000.00"),
            amount: yuan("400000.01"),
        },
    ]
}

#[test]
fn every_refusal_has_its_own_code_and_a_sentence() {
    let mut all: Vec<Rejection> = entries().into_iter().map(Rejection::from).collect();
    all.extend(servicing().into_iter().map(Rejection::from));
    all.extend(calls().into_iter().map(Rejection::from));
    let mut list = String::new();
    let mut codes = std::collections::BTreeSet::new();
    for rejection in &all {
        let (code, class) = (rejection.code(), rejection.status());
        writeln!(list, "{code} ({class:?}): {rejection}").unwrap();
        assert!(codes.insert(code), "{code} is there twice");
        check_shown(&format!("`{code}`"));
    }
    insta::assert_snapshot!(list);
}

//! Every refusal about filings, notices, pools, sales and endorsements: its code, its class and its sentence.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use tallystick_banking::{EndorsementRejection, FilingRejection, PoolRejection, Rejection};
use tallystick_base::Ratio;

use crate::lent::{certificate, filing, loan, notice, pool, sale};
use crate::rule_book::check_shown;
use crate::world::{cny, date, morning};

fn filings() -> Vec<FilingRejection> {
    use FilingRejection as R;
    let (filing, loan, certificate) = (filing(1), loan(1), certificate(1));
    vec![
        R::NotFound { filing },
        R::Exists { filing },
        R::LoanEnded {
            loan,
            stage: "Closed",
        },
        R::LoanFiled { loan, filing },
        R::NotHeld {
            certificate,
            stage: "Free",
            loan,
        },
        R::RegisteredAhead {
            registered_at: morning("2026-01-21"),
            now: morning("2026-01-20"),
        },
        R::Passed {
            until: date("2026-01-20"),
            today: date("2026-01-20"),
        },
        R::LoanStands {
            loan,
            stage: "Active",
        },
        R::Discharged {
            filing,
            on: date("2026-03-02"),
        },
        R::DischargeAhead {
            on: date("2026-03-03"),
            today: date("2026-03-02"),
        },
        R::DischargeBeforeFiling {
            on: date("2026-01-19"),
            registered_on: date("2026-01-20"),
        },
    ]
}

fn notices() -> Vec<FilingRejection> {
    use FilingRejection as R;
    let (notice, loan, certificate) = (notice(1), loan(1), certificate(1));
    vec![
        R::NoticeNotFound { notice },
        R::NoticeExists { notice },
        R::LoanNotActive {
            loan,
            stage: "Closed",
        },
        R::NoticeCount { most: 50, found: 51 },
        R::NoticeTwice { certificate },
        R::NotOfLoan { certificate, loan },
        R::NotSecured {
            certificate,
            stage: "Reserved",
        },
        R::NoticeRepeated { certificate },
        R::Acknowledged {
            notice,
            at: morning("2026-01-21"),
        },
    ]
}

fn pools() -> Vec<PoolRejection> {
    use PoolRejection as R;
    let (pool, loan) = (pool(1), loan(1));
    vec![
        R::NotFound { pool },
        R::Exists { pool },
        R::NoDays,
        R::Share {
            share: Ratio::parse("1.01").unwrap(),
        },
        R::Debtors { most: 200, found: 0 },
        R::Closed { pool },
        R::Full { pool, most: 150 },
        R::OtherDebtor { loan },
        R::TooMuchOpen {
            loan,
            most: cny("479999.99"),
            open: cny("480000.00"),
        },
        R::NothingOpen { loan },
        R::TooLong {
            loan,
            most: 89,
            days: 90,
        },
        R::Overdue { loan },
        R::OneDebtor {
            loan,
            share: Ratio::parse("0.5").unwrap(),
            debtor: cny("480000.01"),
            total: cny("960000.01"),
        },
    ]
}

fn sales() -> Vec<PoolRejection> {
    use PoolRejection as R;
    let (sale, loan) = (sale(1), loan(1));
    vec![
        R::SaleNotFound { sale },
        R::SaleExists { sale },
        R::LoanNotActive {
            loan,
            stage: "Closed",
        },
        R::Pooled { loan },
        R::WrittenOff { loan },
        R::Until {
            until: morning("2026-02-20"),
            now: morning("2026-01-20"),
            most_days: 30,
        },
        R::SaleAnswered {
            sale,
            stage: "Declined",
        },
        R::SaleExpired {
            sale,
            until: morning("2026-01-30"),
        },
    ]
}

fn endorsements() -> Vec<EndorsementRejection> {
    use EndorsementRejection as R;
    let certificate = certificate(1);
    vec![
        R::NotFound { certificate },
        R::Endorsed { certificate },
        R::OwnCertificate { certificate },
        R::HeldByBank { certificate },
        R::NotEnded {
            certificate,
            stage: "Free",
        },
        R::Counted { certificate },
        R::Ended { certificate },
    ]
}

fn all() -> Vec<Rejection> {
    let mut all: Vec<Rejection> = filings().into_iter().map(Rejection::from).collect();
    all.extend(notices().into_iter().map(Rejection::from));
    all.extend(pools().into_iter().map(Rejection::from));
    all.extend(sales().into_iter().map(Rejection::from));
    all.extend(endorsements().into_iter().map(Rejection::from));
    all
}

#[test]
fn every_refusal_has_a_code_a_class_and_a_sentence() {
    let mut shown = String::new();
    for rejection in all() {
        writeln!(
            shown,
            "{} {:?}\n  {rejection}",
            rejection.code(),
            rejection.status()
        )
        .unwrap();
    }
    insta::assert_snapshot!(shown);
}

#[test]
fn codes_are_distinct_and_named_in_the_rule_book() {
    let codes: BTreeSet<_> = all().iter().map(Rejection::code).collect();
    assert_eq!(codes.len(), all().len());
    for code in codes {
        check_shown(&format!("`{code}`"));
    }
}

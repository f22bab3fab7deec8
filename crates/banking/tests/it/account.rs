// tidy: long file: the account of one loan, from the check table to what is left over
//! What is owed, to the cent, and that no cent is made or lost.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use tallystick_banking::loan::account::{Account, LineKind, PaidFrom, account};
use tallystick_banking::loan::{Approval, Fact, Loan, LoanStage, LoanTerms, PaidBy};
use tallystick_base::{
    CertificateId, Currency, DayCount, FinancingRequestId, GuaranteeId, LoanId, Millis, Money, PartyId, Rate,
    ReviewId, Subject,
};
use tallystick_certificates::Recourse;
use tallystick_financing::{DueKind, FeeLine, InterestMode, Security, SurplusTo};
use tallystick_parties::{BankAccount, ShortText};

const BORROWER: u64 = 2;
const LENDER: u64 = 6;
const GUARANTOR: u64 = 9;

fn party(n: u64) -> PartyId {
    PartyId::from_parts(n, [0; 10])
}

fn yuan(value: &str) -> Money {
    Money::parse(value, Currency::CNY).unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn short(text: &str) -> ShortText {
    text.parse().unwrap()
}

fn rate(text: &str) -> Rate {
    Rate::parse(text).unwrap()
}

/// 800,000.00 at 3.85 % in arrears, in the legal order, with recourse, no fees and no grace.
pub(crate) fn arrears() -> LoanTerms {
    LoanTerms {
        principal: yuan("800000.00"),
        rate: rate("0.0385"),
        day_count: DayCount::Actual360,
        interest: InterestMode::Arrears,
        fees: Vec::new(),
        matures_on: day("2026-05-31"),
        grace_days: 0,
        penalty_rate: rate("0.05775"),
        order: vec![
            DueKind::Costs,
            DueKind::Interest,
            DueKind::Penalty,
            DueKind::Principal,
        ],
        recourse: Recourse::Full,
        surplus: SurplusTo::Bank,
        security: Security::Assignment,
        subsidy: None,
        programme: None,
        pay_to: BankAccount {
            account: short("62220000002"),
            bank: short("样本银行"),
            name: short("样本企业"),
        },
    }
}

/// 1,000,000.00 at 3.60 % up front, from 2 March to 31 August 2026.
fn discount() -> LoanTerms {
    LoanTerms {
        principal: yuan("1000000.00"),
        rate: rate("0.036"),
        interest: InterestMode::Discount,
        penalty_rate: rate("0.054"),
        matures_on: day("2026-08-31"),
        ..arrears()
    }
}

pub(crate) fn loan_of(terms: LoanTerms, facts: Vec<Fact>) -> Loan {
    let until = Millis::from_secs(1_800_000_000).unwrap();
    let approval = Approval {
        loan: LoanId::from_parts(1, [0; 10]),
        bank: party(LENDER),
        request: FinancingRequestId::from_parts(1, [0; 10]),
        review: ReviewId::from_parts(1, [0; 10]),
        borrower: party(BORROWER),
        holder: party(BORROWER),
        debtor: party(3),
        downstream: false,
        certificates: vec![CertificateId::from_parts(1, [0; 10])],
        lines: Vec::new(),
        guarantees: BTreeSet::new(),
        terms,
        on: day("2026-03-01"),
        until,
    };
    Loan {
        approval,
        filing: None,
        failed: Vec::new(),
        pool: None,
        facts,
        overdue: None,
        recourse: None,
        written_off: None,
        conflicts: Vec::new(),
        stage: LoanStage::Active {},
    }
}

fn out(amount: &str, on: &str) -> Fact {
    Fact::Disbursed {
        end_to_end: short("E2E-1"),
        amount: yuan(amount),
        value_on: day(on),
    }
}

fn received(source: PaidBy, by: u64, amount: Money, on: &str) -> Fact {
    Fact::Received {
        entry: Subject::new("bank-entry", &format!("{by}_{}", on.replace('-', "_"))).unwrap(),
        source,
        by: party(by),
        amount,
        value_on: day(on),
    }
}

fn back(amount: &str, on: &str) -> Fact {
    received(PaidBy::Borrower {}, BORROWER, yuan(amount), on)
}

fn guaranteed(amount: &str, on: &str) -> Fact {
    let guarantee = GuaranteeId::from_parts(1, [0; 10]);
    received(PaidBy::Guarantor { guarantee }, GUARANTOR, yuan(amount), on)
}

fn cost(amount: &str, on: &str) -> Fact {
    Fact::Charged {
        what: short("律师费"),
        amount: yuan(amount),
        on: day(on),
    }
}

fn on(terms: LoanTerms, facts: Vec<Fact>, as_of: &str) -> Account {
    let account = account(&loan_of(terms, facts), day(as_of)).unwrap();
    check_balance(&account);
    account
}

/// To the cent: all that came in, and all that was withheld, is in what was paid, left over, or waits; and what was lent
/// is what went out, fees and what was withheld.
#[track_caller]
pub(crate) fn check_balance(account: &Account) {
    let totals = &account.totals;
    let sum = |amounts: &[Money]| Money::sum(Currency::CNY, amounts.iter().copied()).unwrap();
    assert_eq!(
        sum(&[totals.received, totals.withheld_used]),
        sum(&[totals.paid.total().unwrap(), totals.surplus, account.unapplied])
    );
    assert_eq!(sum(&[totals.paid_out, totals.fees, totals.withheld]), totals.lent);
    assert_eq!(totals.withheld, sum(&[totals.withheld_used, account.prepaid]));
    let came_about = account.surplus.iter().map(|share| share.amount);
    assert_eq!(totals.surplus, Money::sum(Currency::CNY, came_about).unwrap());
    let posted = [
        (DueKind::Costs, totals.charged),
        (DueKind::Penalty, totals.penalty_posted),
        (DueKind::Interest, totals.interest_posted),
        (DueKind::Principal, totals.lent),
    ];
    for (what, owed) in posted {
        assert!(!account.open.of(what).is_negative());
        assert_eq!(owed, sum(&[account.open.of(what), totals.paid.of(what)]));
    }
    assert!(!account.prepaid.is_negative() && !account.unapplied.is_negative());
    assert!(
        account
            .lines
            .iter()
            .all(|line| line.amount.is_positive() || interest(&line.kind))
    );
    assert!(account.lines.windows(2).all(|two| two[0].date <= two[1].date));
}

/// A few days on a few cents bear interest that rounds to nothing.
fn interest(kind: &LineKind) -> bool {
    matches!(kind, LineKind::Interest { .. } | LineKind::Penalty { .. })
}

#[test]
fn interest_taken_up_front_is_used_up_at_maturity() {
    let paid = vec![out("981800.00", "2026-03-02"), back("1000000.00", "2026-08-31")];
    let open = on(discount(), paid.clone(), "2026-03-02");
    assert_eq!(open.prepaid, yuan("18200.00"));
    assert_eq!(open.totals.paid_out, yuan("981800.00"));
    assert_eq!(open.open.principal, yuan("1000000.00"));
    assert_eq!(open.owed(), Ok(yuan("981800.00")));
    let closed = on(discount(), paid, "2026-08-31");
    assert_eq!(closed.totals.interest_posted, yuan("18200.00"));
    assert_eq!(closed.prepaid, yuan("0.00"));
    assert_eq!(closed.paid_off_on, Some(day("2026-08-31")));
    assert!(closed.surplus.is_empty());
}

#[test]
fn interest_in_arrears_for_ninety_days() {
    let open = on(arrears(), vec![out("800000.00", "2026-03-02")], "2026-05-31");
    // The last of the ninety days is the day before maturity, from which the penalty rate runs.
    assert_eq!(open.totals.interest_posted, yuan("7700.00"));
    let accrued = on(arrears(), vec![out("800000.00", "2026-03-02")], "2026-05-30");
    assert_eq!(accrued.totals.interest_posted, yuan("0.00"));
    assert_eq!(accrued.accrued_interest, yuan("7614.44"));
    assert_eq!(accrued.owed(), Ok(yuan("807614.44")));
    let [line] = &accrued.accruing[..] else {
        panic!("one line accrues: {:?}", accrued.accruing);
    };
    assert_eq!(
        line.kind,
        LineKind::Interest {
            from: day("2026-03-02"),
            to: day("2026-05-30"),
            days: 89,
            principal: yuan("800000.00"),
            rate: rate("0.0385"),
            subsidy: yuan("0.00"),
        }
    );
    assert_eq!((line.amount, line.open.interest), (yuan("7614.44"), yuan("0.00")));
}

#[test]
fn penalty_for_ten_days() {
    let late = on(arrears(), vec![out("800000.00", "2026-03-02")], "2026-06-10");
    assert_eq!(late.accrued_penalty, yuan("1283.33"));
    assert_eq!(late.accrued_interest, yuan("0.00"));
    assert_eq!(late.days_overdue, 10);
    let accruing: Vec<_> = late
        .accruing
        .iter()
        .map(|line| (&line.kind, line.amount))
        .collect();
    let kind = LineKind::Penalty {
        from: day("2026-05-31"),
        to: day("2026-06-10"),
        days: 10,
        principal: yuan("800000.00"),
        rate: rate("0.05775"),
    };
    assert_eq!(accruing, [(&kind, yuan("1283.33"))]);
}

#[test]
fn a_receipt_pays_in_the_order_of_the_loan() {
    let terms = LoanTerms {
        order: vec![
            DueKind::Costs,
            DueKind::Penalty,
            DueKind::Interest,
            DueKind::Principal,
        ],
        ..arrears()
    };
    let facts = vec![
        out("800000.00", "2026-03-02"),
        cost("500.00", "2026-06-08"),
        back("806000.00", "2026-06-10"),
    ];
    let paid = on(terms, facts, "2026-06-10");
    assert_eq!(paid.totals.paid.costs, yuan("500.00"));
    assert_eq!(paid.totals.paid.penalty, yuan("1283.33"));
    assert_eq!(paid.totals.paid.interest, yuan("7700.00"));
    assert_eq!(paid.totals.paid.principal, yuan("796516.67"));
    assert_eq!(paid.open.total(), Ok(yuan("3483.33")));
    assert_eq!(paid.open.principal, yuan("3483.33"));
    let lines: Vec<_> = paid
        .lines
        .iter()
        .map(|line| serde_json::to_string(line).unwrap())
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn the_leap_day_is_counted() {
    let terms = LoanTerms {
        matures_on: day("2028-03-01"),
        ..arrears()
    };
    let paid = on(terms, vec![out("800000.00", "2028-02-28")], "2028-03-01");
    assert_eq!(paid.totals.interest_posted, yuan("171.11"));
}

#[test]
fn a_month_of_thirty_days_ends_on_the_thirtieth() {
    let terms = LoanTerms {
        day_count: DayCount::Thirty360,
        matures_on: day("2026-03-31"),
        ..arrears()
    };
    let paid = on(terms, vec![out("800000.00", "2026-01-31")], "2026-03-31");
    // Two months of thirty days.
    assert_eq!(paid.totals.interest_posted, yuan("5133.33"));
}

#[test]
fn in_the_days_of_grace_the_contract_rate_runs_on() {
    let terms = || LoanTerms {
        grace_days: 5,
        ..arrears()
    };
    let facts = vec![out("800000.00", "2026-03-02")];
    let within = on(terms(), facts.clone(), "2026-06-05");
    assert_eq!(within.totals.interest_posted, yuan("8127.78"));
    assert_eq!((within.accrued_penalty, within.days_overdue), (yuan("0.00"), 0));
    let after = on(terms(), facts, "2026-06-06");
    assert_eq!(after.accrued_penalty, yuan("128.33"));
    assert_eq!(after.days_overdue, 6);
}

#[test]
fn money_that_came_in_time_and_is_known_late_takes_the_penalty_back() {
    let mut facts = vec![out("800000.00", "2026-03-02"), back("100.00", "2026-06-10")];
    let before = on(arrears(), facts.clone(), "2026-06-10");
    assert_eq!(before.totals.penalty_posted, yuan("1283.33"));
    facts.push(back("807700.00", "2026-05-31"));
    let after = on(arrears(), facts, "2026-06-10");
    assert_eq!(after.totals.penalty_posted, yuan("0.00"));
    assert_eq!(after.paid_off_on, Some(day("2026-05-31")));
    assert_eq!(after.surplus_owed(party(BORROWER)), Ok(yuan("100.00")));
}

#[test]
fn early_repayment_in_arrears_bears_interest_for_the_days_used() {
    let facts = vec![out("800000.00", "2026-03-02"), back("803850.00", "2026-04-16")];
    let paid = on(arrears(), facts, "2026-04-16");
    assert_eq!(paid.totals.interest_posted, yuan("3850.00"));
    assert_eq!(paid.paid_off_on, Some(day("2026-04-16")));
}

#[test]
fn part_repayment_in_arrears_lowers_the_principal_that_bears_interest() {
    let facts = vec![out("800000.00", "2026-03-02"), back("403850.00", "2026-04-16")];
    let paid = on(arrears(), facts, "2026-05-31");
    assert_eq!(paid.open.principal, yuan("400000.00"));
    assert_eq!(paid.open.interest, yuan("1925.00"));
}

#[test]
fn early_repayment_of_a_discount_costs_the_days_used() {
    // 91 of 182 days are used: 9,100.00 of what was withheld is left, and pays back as much.
    let facts = vec![out("981800.00", "2026-03-02"), back("990900.00", "2026-06-01")];
    let paid = on(discount(), facts, "2026-06-01");
    assert_eq!(paid.totals.interest_posted, yuan("9100.00"));
    assert_eq!(paid.paid_off_on, Some(day("2026-06-01")));
    assert!(paid.surplus.is_empty());
    let facts = vec![out("981800.00", "2026-03-02"), back("1000000.00", "2026-06-01")];
    let more = on(discount(), facts, "2026-06-01");
    assert_eq!(more.surplus_owed(party(BORROWER)), Ok(yuan("9100.00")));
}

#[test]
fn part_repayment_of_a_discount_leaves_more_of_what_was_withheld() {
    let facts = vec![out("981800.00", "2026-03-02"), back("500000.00", "2026-06-01")];
    let part = on(discount(), facts.clone(), "2026-06-01");
    assert_eq!(part.open.principal, yuan("500000.00"));
    assert_eq!(part.prepaid, yuan("9100.00"));
    // The other 91 days cost 4,550.00; at maturity the other 4,550.00 pay principal.
    let late = on(discount(), facts, "2026-08-31");
    assert_eq!(late.open.principal, yuan("495450.00"));
    assert_eq!(late.prepaid, yuan("0.00"));
}

#[test]
fn money_that_came_in_before_any_went_out_waits_for_it() {
    let early = back("100000.00", "2026-02-20");
    let waiting = on(arrears(), vec![early.clone()], "2026-03-01");
    assert_eq!(waiting.unapplied, yuan("100000.00"));
    assert_eq!(waiting.paid_off_on, None);
    let facts = vec![early, out("800000.00", "2026-03-02")];
    let applied = on(arrears(), facts, "2026-03-02");
    assert_eq!(applied.unapplied, yuan("0.00"));
    assert_eq!(applied.open.principal, yuan("700000.00"));
}

#[test]
fn a_surplus_is_the_borrowers_with_recourse_and_else_as_agreed() {
    let facts = || vec![out("800000.00", "2026-03-02"), back("807800.00", "2026-05-31")];
    let to = |recourse, surplus| {
        let terms = LoanTerms {
            recourse,
            surplus,
            ..arrears()
        };
        on(terms, facts(), "2026-05-31").surplus[0].to
    };
    assert_eq!(to(Recourse::Full, SurplusTo::Bank), party(BORROWER));
    assert_eq!(to(Recourse::OnBreach, SurplusTo::Bank), party(BORROWER));
    assert_eq!(to(Recourse::None, SurplusTo::Borrower), party(BORROWER));
    assert_eq!(to(Recourse::None, SurplusTo::Bank), party(LENDER));
}

#[test]
fn a_guarantor_that_paid_comes_first() {
    let facts = vec![
        out("800000.00", "2026-03-02"),
        guaranteed("500000.00", "2026-06-10"),
        back("1000000.00", "2026-06-10"),
        Fact::SurplusPaid {
            to: party(GUARANTOR),
            amount: yuan("400000.00"),
            on: day("2026-06-10"),
        },
    ];
    let paid = on(arrears(), facts, "2026-06-11");
    assert_eq!(paid.totals.surplus, yuan("691016.67"));
    assert_eq!(paid.surplus_owed(party(GUARANTOR)), Ok(yuan("100000.00")));
    assert_eq!(paid.surplus_owed(party(BORROWER)), Ok(yuan("191016.67")));
    assert_eq!(paid.surplus_owed(party(LENDER)), Ok(yuan("0.00")));
}

#[test]
fn fees_are_lent_and_taken_off_what_goes_out() {
    let terms = LoanTerms {
        fees: vec![FeeLine {
            name: short("手续费"),
            amount: yuan("800.00"),
        }],
        subsidy: Some(rate("0.01")),
        ..arrears()
    };
    let paid = on(terms, vec![out("799200.00", "2026-03-02")], "2026-05-31");
    assert_eq!(paid.open.principal, yuan("800000.00"));
    assert_eq!(paid.totals.fees, yuan("800.00"));
    assert_eq!(paid.totals.subsidy, yuan("2000.00"));
}

#[test]
fn what_goes_out_too_little_is_withheld_and_too_much_is_owed() {
    let little = on(arrears(), vec![out("790000.00", "2026-03-02")], "2026-03-02");
    assert_eq!(little.prepaid, yuan("10000.00"));
    assert_eq!(little.open.principal, yuan("800000.00"));
    let much = on(arrears(), vec![out("800100.00", "2026-03-02")], "2026-03-02");
    assert_eq!(much.open.principal, yuan("800100.00"));
    let facts = vec![out("800000.00", "2026-03-02"), out("5.00", "2026-03-04")];
    let twice = on(arrears(), facts, "2026-03-04");
    assert_eq!(twice.open.principal, yuan("800005.00"));
    // What is owed on the first is posted before the second goes out.
    assert_eq!(twice.open.interest, yuan("171.11"));
}

#[test]
fn what_is_written_off_stays_owed() {
    let mut loan = loan_of(arrears(), vec![out("800000.00", "2026-03-02")]);
    let before = account(&loan, day("2026-09-30")).unwrap();
    loan.written_off = Some(tallystick_banking::loan::WriteOff {
        amount: yuan("807700.00"),
        on: day("2026-09-30"),
    });
    assert_eq!(account(&loan, day("2026-09-30")).unwrap(), before);
}

#[test]
fn withheld_interest_pays_interest_only_as_it_is_posted() {
    let facts = vec![out("981800.00", "2026-03-02"), back("1.00", "2026-06-01")];
    let paid = on(discount(), facts, "2026-06-01");
    let covered: Vec<_> = paid
        .lines
        .iter()
        .filter(|line| {
            matches!(
                line.kind,
                LineKind::Paid {
                    what: DueKind::Interest,
                    from: PaidFrom::Withheld
                }
            )
        })
        .map(|line| line.amount)
        .collect();
    assert_eq!(covered, [yuan("9100.00")]);
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    fn cents(most: i64) -> impl Strategy<Value = Money> {
        (1..=most).prop_map(|minor| Money::from_minor(minor, Currency::CNY))
    }

    fn terms() -> impl Strategy<Value = LoanTerms> {
        let orders = [
            [
                DueKind::Costs,
                DueKind::Interest,
                DueKind::Penalty,
                DueKind::Principal,
            ],
            [
                DueKind::Costs,
                DueKind::Penalty,
                DueKind::Interest,
                DueKind::Principal,
            ],
            [
                DueKind::Principal,
                DueKind::Interest,
                DueKind::Penalty,
                DueKind::Costs,
            ],
        ];
        let modes = [InterestMode::Arrears, InterestMode::Discount];
        let counts = DayCount::ALL;
        let picked = (
            prop::sample::select(orders.to_vec()).prop_map(|order: [DueKind; 4]| order.to_vec()),
            prop::sample::select(modes.to_vec()),
            prop::sample::select(counts.to_vec()),
            0..400_i64,
        );
        (cents(100_000_000), 0..3000_i64, 0..30_u32, cents(5_000), picked).prop_map(
            |(principal, points, grace_days, fee, (order, interest, day_count, subsidy))| {
                let rate = |points: i64| rate("0").plus_basis_points(points.try_into().unwrap()).unwrap();
                LoanTerms {
                    principal,
                    rate: rate(points),
                    penalty_rate: rate(points * 3 / 2),
                    grace_days,
                    interest,
                    day_count,
                    order,
                    subsidy: Some(rate(subsidy)),
                    fees: vec![FeeLine {
                        name: short("手续费"),
                        amount: fee,
                    }],
                    ..arrears()
                }
            },
        )
    }

    /// A fact of some kind, so many days after 1 February 2026.
    fn fact(kind: u8, days: u64, amount: Money) -> Fact {
        let on = day("2026-02-01")
            .checked_add_days(chrono::Days::new(days))
            .unwrap();
        let text = on.to_string();
        let guarantee = GuaranteeId::from_parts(1, [0; 10]);
        match kind {
            0 => Fact::Disbursed {
                end_to_end: short("E2E-1"),
                amount,
                value_on: on,
            },
            1 => Fact::Charged {
                what: short("律师费"),
                amount,
                on,
            },
            2 => received(PaidBy::Guarantor { guarantee }, GUARANTOR, amount, &text),
            3 => Fact::SurplusPaid {
                to: party(BORROWER),
                amount,
                on,
            },
            _ => received(PaidBy::Borrower {}, BORROWER, amount, &text),
        }
    }

    fn facts() -> impl Strategy<Value = Vec<Fact>> {
        prop::collection::btree_map(0..300_u64, (0..8_u8, cents(60_000_000)), 1..12).prop_map(|facts| {
            let facts = facts.into_iter();
            facts
                .map(|(days, (kind, amount))| fact(kind, days, amount))
                .collect()
        })
    }

    /// Which payment is the first and which was made by mistake, the order of recording tells.
    fn paid_out_once(facts: Vec<Fact>) -> Vec<Fact> {
        let is_out = |fact: &Fact| matches!(fact, Fact::Disbursed { .. });
        let first = facts.iter().position(is_out);
        let facts = facts.into_iter().enumerate();
        facts
            .filter(|(at, fact)| !is_out(fact) || Some(*at) == first)
            .map(|(_, fact)| fact)
            .collect()
    }

    /// No line pays a thing while something that comes before it is open.
    fn check_order(account: &Account, order: &[DueKind]) {
        for line in &account.lines {
            // Interest that was withheld pays interest only, whatever comes first.
            let LineKind::Paid {
                what,
                from: PaidFrom::Receipt,
            } = line.kind
            else {
                continue;
            };
            let before = order.iter().take_while(|kind| **kind != what);
            for first in before {
                assert!(
                    line.open.of(*first).is_zero(),
                    "{first:?} is open when {what:?} is paid"
                );
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

        #[test]
        fn no_cent_is_made_or_lost_and_the_order_is_kept(terms in terms(), facts in facts(), days in 0..500_u64) {
            let as_of = day("2026-02-01").checked_add_days(chrono::Days::new(days)).unwrap();
            let order = terms.order.clone();
            let account = account(&loan_of(terms, facts), as_of).unwrap();
            check_balance(&account);
            check_order(&account, &order);
            prop_assert!(account.totals.subsidy.compare(account.totals.interest_posted).unwrap().is_le());
        }

        #[test]
        fn the_order_of_recording_makes_no_difference(
            terms in terms(),
            (facts, shuffled) in facts().prop_map(paid_out_once).prop_flat_map(|facts| (Just(facts.clone()), Just(facts).prop_shuffle())),
        ) {
            let of = |facts| account(&loan_of(terms.clone(), facts), day("2027-03-01")).unwrap();
            prop_assert_eq!(of(facts), of(shuffled));
        }
    }
}

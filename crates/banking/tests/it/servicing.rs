//! Costs, overdue loans, recourse, write-off, surplus, and guarantees called.

use tallystick_banking::{
    CallGuarantee, ChargeLoan, ClaimRecourse, Command, ExpireGuarantee, LoanTerms, LoanTransition,
    MarkLoanOverdue, PaySurplus, ReleaseGuarantee, WriteOffLoan, due,
};
use tallystick_base::PartyId;
use tallystick_certificates::Recourse;
use tallystick_financing::GuaranteeTransition;

use crate::lending::{
    BANK, BORROWER, GUARANTOR, Lent, OTHER_BANK, SERVICE, Setting, day, given, guarantee, loan, salt, short,
    ten_in_the_morning, yuan,
};
use crate::money::{by_borrower, by_guarantor};

pub(crate) fn charge(amount: &str, on: &str) -> ChargeLoan {
    ChargeLoan {
        salt: salt(),
        loan: loan(1),
        what: short("律师费"),
        amount: yuan(amount),
        on: day(on),
    }
}

pub(crate) fn mark() -> MarkLoanOverdue {
    MarkLoanOverdue {
        salt: salt(),
        loan: loan(1),
    }
}

pub(crate) fn claim(breach: Option<&str>) -> ClaimRecourse {
    ClaimRecourse {
        salt: salt(),
        loan: loan(1),
        breach: breach.map(short),
    }
}

pub(crate) fn write_off() -> WriteOffLoan {
    WriteOffLoan {
        salt: salt(),
        loan: loan(1),
        reason: short("债务人破产"),
    }
}

pub(crate) fn pass_on(to: PartyId, amount: &str, on: &str) -> PaySurplus {
    PaySurplus {
        salt: salt(),
        loan: loan(1),
        to,
        amount: yuan(amount),
        on: day(on),
        reference: short("P1"),
    }
}

pub(crate) fn call(amount: &str) -> CallGuarantee {
    CallGuarantee {
        salt: salt(),
        guarantee: guarantee(1),
        amount: yuan(amount),
    }
}

pub(crate) fn release() -> ReleaseGuarantee {
    ReleaseGuarantee {
        salt: salt(),
        guarantee: guarantee(1),
    }
}

pub(crate) fn expire() -> ExpireGuarantee {
    ExpireGuarantee {
        salt: salt(),
        guarantee: guarantee(1),
    }
}

fn late() -> Lent {
    Lent::active().on("2026-06-10")
}

fn late_with(recourse: Recourse) -> Lent {
    let terms = LoanTerms {
        recourse,
        ..crate::account::arrears()
    };
    let setting = Setting {
        terms,
        ..Setting::default()
    };
    Lent::active_as(&setting).on("2026-06-10")
}

#[test]
fn costs_are_owed_from_their_day() {
    given(&late())
        .when(BANK, charge("500.00", "2026-06-08"))
        .then_steps(&["loan charged"]);
    given(&late())
        .when(BANK, charge("500.00", "2026-06-11"))
        .then_rejected("value-date-ahead");
    given(&late())
        .when(BANK, charge("0.00", "2026-06-08"))
        .then_rejected("amount-not-above-zero");
    given(&late())
        .when(OTHER_BANK, charge("1.00", "2026-06-08"))
        .then_rejected("not-the-bank");
    given(&Lent::instructed())
        .when(BANK, charge("1.00", "2026-03-02"))
        .then_rejected("loan-not-active");
}

#[test]
fn costs_of_an_earlier_day_take_back_what_has_paid_principal() {
    let paid = given(&late())
        .when(BANK, by_borrower("A", "208983.33", "2026-06-10"))
        .accepted();
    assert_eq!(paid.uses(1).drawn, yuan("600000.00"));
    let charged = given(&paid).when(BANK, charge("500.00", "2026-06-08")).accepted();
    assert_eq!(charged.uses(1).drawn, yuan("600500.00"));
}

#[test]
fn a_loan_is_marked_once_in_each_bucket() {
    let marked = given(&late())
        .when(SERVICE, mark())
        .then_steps(&["loan marked_overdue"]);
    let overdue = marked.loan().overdue.unwrap();
    assert_eq!((overdue.since, overdue.bucket_from), (day("2026-06-01"), 1));
    given(&marked)
        .when(SERVICE, mark())
        .then_rejected("loan-already-marked");
    let later = given(&marked.on("2026-07-05")).when(SERVICE, mark()).accepted();
    assert_eq!(later.loan().overdue.unwrap().bucket_from, 31);
    given(&Lent::active().on("2026-05-31"))
        .when(SERVICE, mark())
        .then_rejected("loan-not-overdue");
}

#[test]
fn civil_code_766_and_767_recourse_is_claimed_where_it_was_agreed() {
    let claimed = given(&late_with(Recourse::Full))
        .when(BANK, claim(None))
        .then_steps(&["loan recourse_claimed"]);
    assert_eq!(
        claimed.loan().recourse.as_ref().unwrap().amount,
        yuan("808983.33")
    );
    given(&claimed)
        .when(BANK, claim(None))
        .then_rejected("recourse-claimed");
    given(&late_with(Recourse::None))
        .when(BANK, claim(Some("虚假贸易")))
        .then_rejected("loan-without-recourse");
    let on_breach = late_with(Recourse::OnBreach);
    given(&on_breach)
        .when(BANK, claim(None))
        .then_rejected("recourse-breach-missing");
    given(&on_breach).when(BANK, claim(Some("虚假贸易"))).accepted();
}

#[test]
fn what_is_written_off_is_owed_and_can_be_repaid() {
    let written = given(&late())
        .when(BANK, write_off())
        .then_steps(&["loan written_off"]);
    given(&written)
        .when(BANK, write_off())
        .then_rejected("loan-written-off");
    let closed = given(&written)
        .when(BANK, by_borrower("A", "808983.33", "2026-06-10"))
        .accepted();
    assert_eq!(closed.loan().stage.name(), "Closed");
}

#[test]
fn civil_code_700_what_is_left_over_goes_to_the_guarantor_first() {
    let paid = given(&late())
        .when(BANK, by_guarantor("G", "300000.00", "2026-06-10"))
        .accepted();
    let closed = given(&paid)
        .when(BANK, by_borrower("A", "908983.33", "2026-06-10"))
        .accepted();
    let to = |who: crate::lending::At, amount| pass_on(who.id(), amount, "2026-06-10");
    given(&closed)
        .when(BANK, to(GUARANTOR, "300000.01"))
        .then_rejected("surplus-above-owed");
    given(&closed)
        .when(BANK, to(BANK, "1.00"))
        .then_rejected("surplus-above-owed");
    let passed = given(&closed)
        .when(BANK, to(GUARANTOR, "300000.00"))
        .then_steps(&["loan surplus_paid", "guarantee passed_on"]);
    let subrogated = passed
        .case
        .financing
        .guarantee(guarantee(1))
        .unwrap()
        .subrogated();
    assert_eq!(subrogated, Ok(yuan("0.00")));
    given(&passed)
        .when(BANK, to(BORROWER, "100000.01"))
        .then_rejected("surplus-above-owed");
    given(&passed)
        .when(BANK, to(BORROWER, "100000.00"))
        .then_steps(&["loan surplus_paid"]);
}

#[test]
fn a_guarantor_is_called_for_its_share_within_its_period() {
    given(&late())
        .when(BANK, call("400000.00"))
        .then_steps(&["guarantee called"]);
    given(&late())
        .when(BANK, call("400000.01"))
        .then_rejected("guarantee-call-above");
    given(&late())
        .when(OTHER_BANK, call("1.00"))
        .then_rejected("not-the-bank");
    given(&Lent::active().on("2026-05-31"))
        .when(BANK, call("1.00"))
        .then_rejected("loan-not-overdue");
    given(&late().on("2026-11-30"))
        .when(BANK, call("1.00"))
        .accepted();
    given(&late().on("2026-12-01"))
        .when(BANK, call("1.00"))
        .then_rejected("guarantee-period-over");
    let called = given(&late()).when(BANK, call("1.00")).accepted();
    given(&called)
        .when(BANK, call("1.00"))
        .then_rejected("guarantee-not-bound");
    given(&called).when(BANK, release()).accepted();
}

#[test]
fn a_guarantee_expires_after_its_period_and_not_once_called() {
    given(&late().on("2026-11-30"))
        .when(SERVICE, expire())
        .then_rejected("guarantee-period-runs");
    given(&late().on("2026-12-01"))
        .when(SERVICE, expire())
        .then_steps(&["guarantee released", "guarantor-use freed"]);
    let called = given(&late()).when(BANK, call("1.00")).accepted();
    given(&called.on("2026-12-01"))
        .when(SERVICE, expire())
        .then_rejected("guarantee-not-bound");
}

#[test]
fn a_guarantee_on_which_no_loan_relies_is_not_called() {
    let mut lent = late();
    lent.case
        .financing
        .guarantees
        .get_mut(&guarantee(1))
        .unwrap()
        .loan = None;
    given(&lent)
        .when(BANK, call("1.00"))
        .then_rejected("guarantee-without-loan");
    let lent = late().with(guarantee(1), GuaranteeTransition::Released {});
    given(&lent)
        .when(BANK, release())
        .then_rejected("guarantee-not-bound");
}

#[test]
fn what_falls_due_is_found_whenever_the_service_wakes() {
    let found = |lent: &Lent, on: &str| -> Vec<Command> {
        due(&lent.case, ten_in_the_morning(on), &mut salt).unwrap()
    };
    let active = Lent::active();
    assert_eq!(found(&active, "2026-05-31"), []);
    assert_eq!(found(&active, "2026-06-01"), [mark().into()]);
    assert_eq!(found(&active, "2026-12-01"), [mark().into(), expire().into()]);
    let marked = given(&active.on("2026-06-01")).when(SERVICE, mark()).accepted();
    assert_eq!(found(&marked, "2026-06-30"), []);
    assert_eq!(found(&marked, "2026-07-01"), [mark().into()]);
    let lapsed = Lent::approved();
    assert_eq!(found(&lapsed, "2026-03-21").len(), 1);
    let ended = lapsed.with(
        loan(1),
        LoanTransition::Lapsed {
            on: day("2026-03-20"),
        },
    );
    assert_eq!(found(&ended, "2026-03-21"), []);
}

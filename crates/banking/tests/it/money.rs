// tidy: long file: what one payment does, out, in and back again
//! Money out and money in.

use tallystick_banking::bank_entry::{CreditDebit, EntryLine};
use tallystick_banking::loan::CertificatePayment;
use tallystick_banking::{
    AssignRepayment, BankEntryStage, BookRepayment, Conflict, CreditLineTransition, FailDisbursement,
    LoanStage, LoanTerms, LoanTransition, PaidBy, RecordEntry, ReverseRepayment, SettleDisbursement,
};
use tallystick_base::Subject;
use tallystick_certificates::{CertificateTransition, PaymentRecord, PaymentRecordTransition};
use tallystick_financing::{GuaranteeTransition, Security};

use crate::lending::{
    BANK, BORROWER, DEBTOR, GUARANTOR, Lent, OTHER_BANK, Setting, certificate, day, given, guarantee, line,
    loan, own_account, salt, short, ten_in_the_morning, yuan,
};

pub(crate) fn settle(end_to_end: &str, amount: &str) -> SettleDisbursement {
    SettleDisbursement {
        salt: salt(),
        loan: loan(1),
        end_to_end: short(end_to_end),
        amount: yuan(amount),
        value_on: day("2026-03-02"),
        entry: None,
    }
}

pub(crate) fn fail(end_to_end: &str) -> FailDisbursement {
    FailDisbursement {
        salt: salt(),
        loan: loan(1),
        end_to_end: short(end_to_end),
        reason: short("AC04 账户已注销"),
        until: ten_in_the_morning("2026-03-20"),
    }
}

pub(crate) fn credit(reference: &str, amount: &str, on: &str) -> EntryLine {
    EntryLine {
        account: short("010100001"),
        direction: CreditDebit::Credit,
        amount: yuan(amount),
        booked_on: day(on),
        value_on: day(on),
        reference: Some(short(reference)),
        ordinal: 1,
        end_to_end: None,
        counterparty: None,
        text: None,
    }
}

pub(crate) fn debit(reference: &str, amount: &str, on: &str) -> EntryLine {
    EntryLine {
        direction: CreditDebit::Debit,
        ..credit(reference, amount, on)
    }
}

pub(crate) fn book(line: EntryLine, source: PaidBy) -> BookRepayment {
    BookRepayment {
        salt: salt(),
        line,
        loan: loan(1),
        source,
    }
}

pub(crate) fn by_borrower(reference: &str, amount: &str, on: &str) -> BookRepayment {
    book(credit(reference, amount, on), PaidBy::Borrower {})
}

pub(crate) fn on_certificates(parts: &[(u64, &str)]) -> PaidBy {
    let part = |&(n, amount): &(u64, &str)| CertificatePayment {
        certificate: certificate(n),
        amount: yuan(amount),
    };
    PaidBy::Debtor {
        certificates: parts.iter().map(part).collect(),
    }
}

pub(crate) fn by_debtor(reference: &str, amount: &str, on: &str, parts: &[(u64, &str)]) -> BookRepayment {
    book(credit(reference, amount, on), on_certificates(parts))
}

pub(crate) fn by_guarantor(reference: &str, amount: &str, on: &str) -> BookRepayment {
    let guarantee = guarantee(1);
    book(credit(reference, amount, on), PaidBy::Guarantor { guarantee })
}

pub(crate) fn entry(reference: &str) -> Subject {
    Subject::new("bank-entry", &format!("010100001_reference_{reference}")).unwrap()
}

pub(crate) fn record(reference: &str, amount: &str, on: &str) -> RecordEntry {
    RecordEntry {
        salt: salt(),
        line: credit(reference, amount, on),
    }
}

pub(crate) fn assign(reference: &str, source: PaidBy) -> AssignRepayment {
    AssignRepayment {
        salt: salt(),
        entry: entry(reference),
        loan: loan(1),
        source,
    }
}

pub(crate) fn reverse(reference: &str) -> ReverseRepayment {
    ReverseRepayment {
        salt: salt(),
        entry: entry(reference),
        reason: short("入错账"),
    }
}

/// At maturity: 807,700.00 is owed.
fn matured() -> Lent {
    Lent::active().on("2026-05-31")
}

fn drawn(lent: &Lent, n: u64) -> String {
    lent.uses(n).drawn.to_string()
}

#[test]
fn money_out_assigns_the_certificates_and_draws_on_the_lines() {
    let lent = given(&Lent::instructed())
        .when(BANK, settle("E2E-1", "800000.00"))
        .then_steps(&[
            "loan disbursed",
            "financing-request funded",
            "certificate assigned",
            "certificate assigned",
            "line-use drawn",
            "line-use drawn",
        ]);
    assert_eq!(lent.loan().stage, LoanStage::Active {});
    assert!(lent.loan().conflicts.is_empty());
    assert_eq!(lent.uses(1).drawn, yuan("800000.00"));
    assert_eq!(lent.uses(2).drawn, yuan("400000.00"));
}

#[test]
fn under_a_pledge_the_certificates_stay_pledged() {
    let terms = LoanTerms {
        security: Security::Pledge,
        ..crate::account::arrears()
    };
    let setting = Setting {
        terms,
        ..Setting::default()
    };
    let pledged = |n: u64, lent: Lent| {
        let pledge = CertificateTransition::Pledged {
            bank: BANK.id(),
            filing: short("00000000000001"),
        };
        lent.with(certificate(n), pledge)
    };
    let lent = pledged(2, pledged(1, Lent::instructed_as(&setting)));
    let active = given(&lent)
        .when(BANK, settle("E2E-1", "800000.00"))
        .then_steps(&[
            "loan disbursed",
            "financing-request funded",
            "line-use drawn",
            "line-use drawn",
        ]);
    let closed = given(&active.on("2026-05-31"))
        .when(BANK, by_borrower("A", "807700.00", "2026-05-31"))
        .accepted();
    assert_eq!(closed.certificate(1).stage.name(), "Free");
}

#[test]
fn downstream_the_holder_is_paid_and_the_certificates_end() {
    let setting = Setting {
        downstream: true,
        ..Setting::default()
    };
    let lent = Lent::instructed_as(&setting);
    let lent = given(&lent)
        .when(BANK, settle("E2E-1", "800000.00"))
        .then_steps(&[
            "loan disbursed",
            "financing-request funded",
            "certificate paid",
            "certificate discharged",
            "certificate paid",
            "certificate released",
            "line-use drawn",
            "line-use drawn",
        ]);
    assert_eq!(lent.certificate(2).outstanding, yuan("200000.00"));
    assert_eq!(lent.certificate(2).stage.name(), "Free");
}

#[test]
fn money_that_went_out_without_an_instruction_is_booked_and_flagged() {
    for (ended, stage) in [
        (None, "Approved"),
        (
            Some(LoanTransition::Cancelled {
                on: day("2026-03-02"),
            }),
            "Cancelled",
        ),
        (
            Some(LoanTransition::Lapsed {
                on: day("2026-03-02"),
            }),
            "Lapsed",
        ),
    ] {
        let lent = Lent::approved().on("2026-03-02");
        let lent = ended
            .into_iter()
            .fold(lent, |lent, ended| lent.with(loan(1), ended));
        let lent = given(&lent).when(BANK, settle("E2E-9", "800000.00")).accepted();
        assert_eq!(lent.loan().stage, LoanStage::Active {});
        let flagged = Conflict::NotInstructed { stage: short(stage) };
        assert_eq!(lent.loan().conflicts, [flagged]);
    }
}

#[test]
fn another_amount_than_instructed_is_booked_and_flagged() {
    let lent = given(&Lent::instructed())
        .when(BANK, settle("E2E-1", "799999.00"))
        .accepted();
    let flagged = Conflict::AmountOther {
        instructed: yuan("800000.00"),
        paid: yuan("799999.00"),
    };
    assert_eq!(lent.loan().conflicts, [flagged]);
}

#[test]
fn what_has_no_room_on_a_line_is_flagged_and_the_line_is_not_over_its_limit() {
    let twice = given(&Lent::active())
        .when(BANK, settle("E2E-2", "300000.00"))
        .accepted();
    assert_eq!(drawn(&twice, 1), yuan("1000000.00").to_string());
    let conflicts = &twice.loan().conflicts;
    assert!(matches!(conflicts[0], Conflict::PaidTwice { .. }));
    assert!(matches!(&conflicts[1], Conflict::CreditExceeded { by, .. } if *by == yuan("100000.00")));
}

#[test]
fn a_certificate_that_is_gone_is_flagged() {
    let lent = Lent::instructed().with(certificate(2), CertificateTransition::Released {});
    let lent = given(&lent).when(BANK, settle("E2E-1", "800000.00")).accepted();
    let gone = Conflict::CertificateGone {
        certificate: certificate(2),
    };
    assert_eq!(lent.loan().conflicts, [gone]);
}

#[test]
fn the_same_payment_on_the_statement_books_only_the_line() {
    let mut shown = settle("E2E-1", "800000.00");
    given(&Lent::active())
        .when(BANK, shown.clone())
        .then_rejected("disbursement-known");
    shown.entry = Some(debit("D1", "800000.00", "2026-03-02"));
    let lent = given(&Lent::active()).when(BANK, shown.clone()).then_steps(&[
        "loan disbursement_shown",
        "bank-entry recorded",
        "bank-entry booked",
    ]);
    given(&lent)
        .when(BANK, shown.clone())
        .then_rejected("bank-entry-booked");
    shown.entry = Some(debit("D1", "1.00", "2026-03-02"));
    given(&Lent::active())
        .when(BANK, shown)
        .then_rejected("bank-entry-amount");
}

#[test]
fn only_the_form_of_a_disbursement_is_refused() {
    let lent = Lent::instructed();
    let ahead = SettleDisbursement {
        value_on: day("2026-03-03"),
        ..settle("E2E-1", "800000.00")
    };
    given(&lent).when(BANK, ahead).then_rejected("value-date-ahead");
    given(&lent)
        .when(BANK, settle("E2E-1", "0.00"))
        .then_rejected("amount-not-above-zero");
    let mut dollars = settle("E2E-1", "1.00");
    dollars.amount = tallystick_base::Money::from_minor(1, "USD".parse().unwrap());
    given(&lent)
        .when(BANK, dollars)
        .then_rejected("currency-of-another");
    given(&lent)
        .when(OTHER_BANK, settle("E2E-1", "800000.00"))
        .then_rejected("not-the-bank");
    let mut shown = settle("E2E-1", "800000.00");
    shown.entry = Some(credit("D1", "800000.00", "2026-03-02"));
    given(&lent)
        .when(BANK, shown)
        .then_rejected("bank-entry-direction");
}

#[test]
fn a_failed_payment_can_be_instructed_anew() {
    let lent = given(&Lent::instructed())
        .when(BANK, fail("E2E-1"))
        .then_steps(&["loan disbursement_failed"]);
    assert!(matches!(lent.loan().stage, LoanStage::Approved { .. }));
    given(&Lent::instructed())
        .when(BANK, fail("E2E-2"))
        .then_rejected("disbursement-not-instructed");
    for until in ["2026-03-02", "2026-04-02"] {
        let until = ten_in_the_morning(until);
        let fail = FailDisbursement {
            until,
            ..fail("E2E-1")
        };
        given(&Lent::instructed())
            .when(BANK, fail)
            .then_rejected("disbursement-until");
    }
}

#[test]
fn the_borrower_pays_the_loan_off_and_everything_is_given_back() {
    let lent = given(&matured())
        .when(BANK, by_borrower("A", "807700.00", "2026-05-31"))
        .then_steps(&[
            "bank-entry recorded",
            "bank-entry booked",
            "loan received",
            "line-use restored",
            "line-use restored",
            "loan closed",
            "financing-request closed",
            "certificate returned",
            "certificate returned",
            "guarantee released",
            "guarantor-use freed",
        ]);
    assert_eq!(lent.certificate(1).holder, BORROWER.id());
    // What the borrower paid is not what the debtor owes.
    assert_eq!(lent.certificate(1).outstanding, yuan("600000.00"));
}

#[test]
fn a_part_paid_back_is_free_again_on_every_line() {
    let lent = given(&matured())
        .when(BANK, by_borrower("A", "207700.01", "2026-05-31"))
        .accepted();
    assert_eq!(lent.uses(1).drawn, yuan("599999.99"));
    assert_eq!(lent.uses(2).drawn, yuan("300000.00"));
    let closed = given(&lent)
        .when(BANK, by_borrower("B", "599999.99", "2026-05-31"))
        .accepted();
    assert!(closed.uses(2).drawn.is_zero());
}

#[test]
fn the_debtor_pays_on_certificates() {
    let overdue = PaymentRecordTransition::Missed {
        certificate: certificate(1),
        since: day("2026-06-01"),
    };
    let lent = matured().with(PaymentRecord::subject_of(DEBTOR.id()), overdue);
    let parts = [(1, "600000.00"), (2, "100000.00")];
    let lent = given(&lent)
        .when(BANK, by_debtor("A", "700000.00", "2026-05-31", &parts))
        .then_steps(&[
            "bank-entry recorded",
            "bank-entry booked",
            "loan received",
            "certificate paid",
            "certificate discharged",
            "payment-record cured",
            "certificate paid",
            "line-use restored",
            "line-use restored",
        ]);
    assert_eq!(lent.certificate(2).outstanding, yuan("300000.00"));
    let over = by_debtor("B", "400000.00", "2026-05-31", &[(2, "300001.00"), (1, "1.00")]);
    let lent = given(&lent).when(BANK, over).accepted();
    let overpaid = |n| Conflict::CertificateOverpaid {
        certificate: certificate(n),
        by: yuan("1.00"),
    };
    assert_eq!(lent.loan().conflicts, [overpaid(2), overpaid(1)]);
    assert_eq!(lent.certificate(2).stage.name(), "Discharged");
}

#[test]
fn a_debtors_payment_names_certificates_of_the_loan_within_what_came_in() {
    let refused = |parts: &[(u64, &str)], code| {
        given(&matured())
            .when(BANK, by_debtor("A", "100.00", "2026-05-31", parts))
            .then_rejected(code);
    };
    refused(&[], "payment-parts-missing");
    refused(&[(1, "1.00"), (1, "1.00")], "payment-part-twice");
    refused(&[(3, "1.00")], "certificate-not-of-loan");
    refused(&[(1, "60.00"), (2, "40.01")], "payment-parts-above-amount");
    refused(&[(1, "0.00")], "amount-not-above-zero");
}

#[test]
fn a_guarantor_that_pays_is_free_and_has_a_claim() {
    let lent = given(&matured())
        .when(BANK, by_guarantor("G", "400000.00", "2026-05-31"))
        .then_steps(&[
            "bank-entry recorded",
            "bank-entry booked",
            "loan received",
            "guarantee paid",
            "guarantor-use freed",
            "line-use restored",
            "line-use restored",
        ]);
    let paid = lent.case.financing.guarantee(guarantee(1)).unwrap();
    assert_eq!(paid.subrogated(), Ok(yuan("400000.00")));
    // A second payment counts; a reversal takes it out of the claim.
    let more = given(&lent)
        .when(BANK, by_guarantor("G2", "5.00", "2026-05-31"))
        .accepted();
    let less = given(&more).when(BANK, reverse("G2")).accepted();
    let paid = less.case.financing.guarantee(guarantee(1)).unwrap();
    assert_eq!(paid.subrogated(), Ok(yuan("400000.00")));
}

#[test]
fn a_guarantor_that_was_not_bound_is_flagged() {
    let lent = matured().with(guarantee(1), GuaranteeTransition::Released {});
    let lent = given(&lent)
        .when(BANK, by_guarantor("G", "1.00", "2026-05-31"))
        .accepted();
    let guarantee_id = guarantee(1);
    assert_eq!(
        lent.loan().conflicts,
        [Conflict::GuaranteeNotBinding {
            guarantee: guarantee_id
        }]
    );
    let other = PaidBy::Guarantor {
        guarantee: guarantee(2),
    };
    given(&matured())
        .when(BANK, book(credit("G", "1.00", "2026-05-31"), other))
        .then_rejected("guarantee-not-of-loan");
    assert_eq!(lent.loan().facts.len(), 2);
    let paid = lent.loan().facts.last().cloned().unwrap();
    assert!(matches!(paid, tallystick_banking::Fact::Received { by, .. } if by == GUARANTOR.id()));
}

#[test]
fn the_same_line_books_once() {
    let paid = by_borrower("A", "1.00", "2026-05-31");
    let lent = given(&matured()).when(BANK, paid.clone()).accepted();
    given(&lent).when(BANK, paid).then_rejected("bank-entry-booked");
    given(&lent)
        .when(BANK, record("A", "1.00", "2026-05-31"))
        .then_rejected("bank-entry-exists");
    given(&lent)
        .when(BANK, by_borrower("A", "2.00", "2026-05-31"))
        .then_rejected("bank-entry-differs");
}

#[test]
fn a_line_that_nobody_knew_is_assigned_by_hand() {
    let lent = given(&matured())
        .when(BANK, record("A", "1.00", "2026-05-31"))
        .then_steps(&["bank-entry recorded"]);
    let borrowed = || assign("A", PaidBy::Borrower {});
    given(&lent)
        .when(OTHER_BANK, borrowed())
        .then_rejected("not-the-bank");
    given(&lent)
        .when(BANK, by_borrower("A", "1.00", "2026-05-31"))
        .then_steps(&["bank-entry booked", "loan received"]);
    let booked = given(&lent).when(BANK, borrowed()).accepted();
    given(&booked)
        .when(BANK, borrowed())
        .then_rejected("bank-entry-booked");
    given(&matured())
        .when(BANK, borrowed())
        .then_rejected("bank-entry-not-found");
}

#[test]
fn a_value_date_ahead_waits() {
    given(&Lent::active())
        .when(BANK, by_borrower("A", "1.00", "2026-05-31"))
        .then_rejected("value-date-ahead");
}

#[test]
fn money_that_comes_in_first_closes_the_loan_when_it_goes_out() {
    let lent = given(&Lent::instructed())
        .when(BANK, by_borrower("A", "800000.00", "2026-03-02"))
        .then_steps(&[
            "bank-entry recorded",
            "bank-entry booked",
            "loan received",
            "loan flagged",
        ]);
    let closed = given(&lent).when(BANK, settle("E2E-1", "800000.00")).accepted();
    assert_eq!(
        closed.loan().stage,
        LoanStage::Closed {
            on: day("2026-03-02")
        }
    );
}

#[test]
fn a_mistaken_booking_is_reversed_and_the_line_can_be_assigned_anew() {
    let before = matured();
    let booked = given(&before)
        .when(
            BANK,
            by_debtor("A", "200000.00", "2026-05-31", &[(1, "200000.00")]),
        )
        .accepted();
    let reversed = given(&booked).when(BANK, reverse("A")).then_steps(&[
        "bank-entry reversed",
        "loan receipt_reversed",
        "certificate payment_reversed",
        "line-use redrawn",
        "line-use redrawn",
    ]);
    assert_eq!(reversed.loan().facts, before.loan().facts);
    assert_eq!(reversed.certificate(1), before.certificate(1));
    assert_eq!(reversed.uses(1).drawn, before.uses(1).drawn);
    let stage = &reversed.case.entry(&entry("A")).unwrap().stage;
    assert_eq!(*stage, BankEntryStage::Unmatched {});
    given(&reversed)
        .when(BANK, reverse("A"))
        .then_rejected("bank-entry-not-booked");
    given(&reversed)
        .when(BANK, assign("A", PaidBy::Borrower {}))
        .accepted();
}

#[test]
fn a_reversal_after_closing_opens_the_loan_again_and_is_flagged() {
    let paid = by_debtor("A", "807700.00", "2026-05-31", &[(1, "600000.00")]);
    let closed = given(&matured()).when(BANK, paid).accepted();
    assert_eq!(closed.loan().stage.name(), "Closed");
    let open = given(&closed).when(BANK, reverse("A")).accepted();
    assert_eq!(open.loan().stage, LoanStage::Active {});
    let stands = Conflict::PaymentStands {
        certificate: certificate(1),
        amount: yuan("600000.00"),
    };
    let after = Conflict::ReversedAfterClosing { entry: entry("A") };
    assert_eq!(open.loan().conflicts, [stands, after]);
    assert_eq!(open.uses(1).drawn, yuan("800000.00"));
}

#[test]
fn a_reversal_draws_again_what_a_line_that_does_not_revolve_counts_already() {
    let mut lent = matured();
    let exhausted = lent.uses(1).drawn;
    let mut terms = lent.case.line(line(1)).unwrap().terms.clone();
    terms.revolving = false;
    terms.limit = exhausted;
    lent.happened(line(1), CreditLineTransition::Amended { terms });
    let booked = given(&lent)
        .when(BANK, by_borrower("A", "200000.00", "2026-05-31"))
        .accepted();
    let reversed = given(&booked).when(BANK, reverse("A")).accepted();
    assert_eq!(reversed.uses(1), lent.uses(1));
    assert!(
        reversed.loan().conflicts.is_empty(),
        "it was on that line all the time"
    );
}

#[test]
fn a_closed_line_takes_nothing_again_and_that_is_flagged() {
    let paid = by_borrower("A", "807700.00", "2026-05-31");
    let mut closed = given(&matured()).when(BANK, paid).accepted();
    closed.happened(line(1), CreditLineTransition::Closed {});
    let open = given(&closed).when(BANK, reverse("A")).accepted();
    assert!(open.uses(1).drawn.is_zero());
    let exceeded = Conflict::CreditExceeded {
        line: line(1),
        by: yuan("800000.00"),
    };
    assert!(open.loan().conflicts.contains(&exceeded));
}

#[test]
fn money_after_the_end_is_flagged_and_is_a_surplus() {
    let closed = given(&matured())
        .when(BANK, by_borrower("A", "807700.00", "2026-05-31"))
        .accepted();
    let more = given(&closed)
        .when(BANK, by_borrower("B", "1.00", "2026-05-31"))
        .accepted();
    assert_eq!(
        more.loan().conflicts,
        [Conflict::ReceivedAfterEnd { entry: entry("B") }]
    );
}

#[test]
fn a_line_that_shows_a_disbursement_is_not_reversed() {
    let mut shown = settle("E2E-1", "800000.00");
    shown.entry = Some(debit("D1", "800000.00", "2026-03-02"));
    let lent = given(&Lent::instructed()).when(BANK, shown).accepted();
    given(&lent)
        .when(BANK, reverse("D1"))
        .then_rejected("bank-entry-of-disbursement");
    given(&lent)
        .when(OTHER_BANK, reverse("D1"))
        .then_rejected("not-the-bank");
}

#[test]
fn after_the_end_the_debtor_pays_the_holder_again() {
    let payee = own_account(BANK);
    let on = day("2026-03-05");
    let notice = |n: u64, lent: Lent| {
        let payee = payee.clone();
        lent.with(certificate(n), CertificateTransition::PayeeChanged { payee, on })
    };
    let lent = notice(2, notice(1, matured()));
    assert_eq!(lent.certificate(1).payee, own_account(BANK));
    let closed = given(&lent)
        .when(BANK, by_borrower("A", "807700.00", "2026-05-31"))
        .accepted();
    assert_eq!(closed.certificate(1).payee, own_account(BORROWER));
}

#[test]
fn after_two_notices_the_debtor_pays_to_the_account_that_the_holder_named() {
    let on = day("2026-03-05");
    let own = own_account(BANK);
    let mut second = own_account(BANK);
    second.account = short("62220000000699");
    let mut lent = matured();
    for payee in [own, second] {
        lent.happened(certificate(1), CertificateTransition::PayeeChanged { payee, on });
    }
    let closed = given(&lent)
        .when(BANK, by_borrower("A", "807700.00", "2026-05-31"))
        .accepted();
    assert_eq!(closed.certificate(1).payee, lent.loan().approval.terms.pay_to);
}

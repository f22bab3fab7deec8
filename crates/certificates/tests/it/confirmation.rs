//! Confirmation: what a buyer acknowledges, whole or in part, and until when.

use rstest::rstest;
use tallystick_base::Money;
use tallystick_certificates::{
    CertificateStage, ConfirmReceivable, Deduction, PaymentRecord, ReasonCode, ReceivableStage,
};
use tallystick_contracts::{ClockStart, ContractStage, Protection, Side};

use crate::answers::{reject, withdraw};
use crate::given::given;
use crate::world::{
    BANK, BUYER, SUPPLIER, World, certificate, claim, cny, confirm, contract, date, digest, reason,
    receivable, text,
};

fn deduction(amount: &str) -> Deduction {
    Deduction {
        reason: reason(ReasonCode::Qua),
        amount: cny(amount),
    }
}

/// The confirmation of 450,000.00 out of 600,000.00; the rest is receivable 9.
pub(crate) fn confirm_part(n: u64) -> ConfirmReceivable {
    ConfirmReceivable {
        amount: cny("450000.00"),
        deductions: vec![deduction("100000.00"), deduction("50000.00")],
        rest: Some(receivable(9)),
        ..confirm(n)
    }
}

fn refused(change: impl FnOnce(&mut ConfirmReceivable), code: &str) {
    let mut body = confirm(1);
    change(&mut body);
    given(&World::claimed()).when(BUYER, body).then_rejected(code);
}

#[test]
fn civil_code_article_763_a_confirmation_issues_a_certificate_to_the_supplier() {
    let world = given(&World::claimed()).when(BUYER, confirm(1)).then_steps(&[
        "receivable confirmed",
        "certificate issued",
        "allowance used",
    ]);
    let issued = world.case.certificate(certificate(1)).unwrap();
    assert_eq!(issued.stage, CertificateStage::Free {});
    assert_eq!((issued.holder, issued.issue.debtor), (SUPPLIER.id(), BUYER.id()));
    assert_eq!(
        (issued.outstanding, issued.issue.due_on),
        (cny("600000.00"), date("2026-03-16"))
    );
    assert_eq!(
        (issued.issue.root, issued.issue.depth, issued.issue.parent),
        (certificate(1), 0, None)
    );
    assert_eq!(issued.payee, SUPPLIER.account());
    assert!(issued.issue.transferable);
    assert_eq!(
        world.case.contracts.allowance(contract(1)).unwrap().used,
        cny("600000.00")
    );
}

#[test]
fn order_802_article_15_the_undisputed_part_is_confirmed_and_the_rest_stands_disputed() {
    let world = given(&World::claimed())
        .when(BUYER, confirm_part(1))
        .then_steps(&[
            "receivable confirmed",
            "certificate issued",
            "allowance used",
            "evidence inherited",
            "receivable remained",
        ]);
    let rest = world.case.receivable(receivable(9)).unwrap();
    assert_eq!(rest.claim.amount, cny("150000.00"));
    assert_eq!(rest.rest_of, Some(receivable(1)));
    assert_eq!(
        rest.claim.answer_by, None,
        "the buyer has answered by leaving it out"
    );
    assert!(matches!(&rest.stage, ReceivableStage::Disputed { reasons } if reasons.len() == 2));
    let evidence = world.case.evidence.values().next().unwrap();
    assert!(evidence.backs(receivable(1)) && evidence.backs(receivable(9)));
}

#[test]
fn the_rest_can_be_confirmed_rejected_or_withdrawn_and_its_invoice_stays_taken() {
    let world = given(&World::claimed()).when(BUYER, confirm_part(1)).accepted();
    let mut rest = confirm(9);
    rest.amount = cny("150000.00");
    given(&world).when(BUYER, rest).accepted();
    for ended in [
        given(&world).when(BUYER, reject(9)).accepted(),
        given(&world).when(SUPPLIER, withdraw(9)).accepted(),
    ] {
        let mut again = claim(1);
        again.receivable = receivable(3);
        again.amount = cny("150000.00");
        given(&ended)
            .when(SUPPLIER, again)
            .then_rejected("invoice-claimed");
    }
}

#[test]
fn confirmed_and_left_out_make_what_is_claimed() {
    refused(|body| body.amount = cny("600000.01"), "confirmed-above-claim");
    refused(|body| body.amount = cny("0.00"), "amount-not-above-zero");
    refused(|body| body.amount = cny("599999.99"), "deductions-do-not-add-up");
    refused(
        |body| body.deductions = vec![deduction("0.01")],
        "deductions-do-not-add-up",
    );
    refused(|body| body.rest = Some(receivable(9)), "rest-for-nothing");
    let part = |change: fn(&mut ConfirmReceivable), code| {
        refused(
            |body| {
                *body = confirm_part(1);
                change(body);
            },
            code,
        );
    };
    part(|body| body.rest = None, "rest-missing");
    part(|body| body.rest = Some(receivable(1)), "receivable-exists");
    part(
        |body| body.deductions[0].amount = cny("-100000.00"),
        "amount-not-above-zero",
    );
    part(
        |body| body.deductions[0].reason.code = ReasonCode::Oth,
        "reason-note-missing",
    );
    part(
        |body| body.deductions = vec![deduction("7142.85"); 21],
        "claim-too-long",
    );
}

#[test]
fn the_text_shown_is_one_that_is_valid_that_day() {
    refused(|body| body.legal_text = digest(1), "legal-text-not-valid");
}

#[test]
fn order_802_article_11_a_confirmation_never_lengthens_the_term() {
    refused(|body| body.due_on = date("2026-03-17"), "due-later-than-contract");
    refused(|body| body.due_on = date("2026-01-14"), "before-delivery");
    let mut earlier = confirm(1);
    earlier.due_on = date("2026-02-13");
    given(&World::claimed()).when(BUYER, earlier).accepted();
    // A later date in the claim of a protected supplier does not help either.
    let mut late = claim(1);
    late.due_on = date("2026-06-30");
    let mut later = confirm(1);
    later.due_on = date("2026-06-30");
    let world = given(&World::new()).when(SUPPLIER, late.clone()).accepted();
    given(&world)
        .when(BUYER, later.clone())
        .then_rejected("due-later-than-contract");
    let free = World::new().agreeing(|contract| contract.protection = Protection::None);
    let world = given(&free).when(SUPPLIER, late).accepted();
    given(&world).when(BUYER, later).accepted();
}

#[test]
fn where_the_contract_cannot_give_a_date_the_claimed_one_is_the_latest() {
    let open = World::new().agreeing(|contract| contract.terms.payment.from = ClockStart::Settlement);
    let world = given(&open).when(SUPPLIER, claim(1)).accepted();
    given(&world).when(BUYER, confirm(1)).accepted();
    let mut later = confirm(1);
    later.due_on = date("2026-03-17");
    given(&world)
        .when(BUYER, later)
        .then_rejected("due-later-than-contract");
}

/// A contract that Order 802 does not govern, and a claim due on a day far ahead, confirmed on 27 February 2026.
fn due(on: &str, reason: Option<&str>) -> Result<(), &'static str> {
    let free = World::new().agreeing(|contract| contract.protection = Protection::None);
    let mut claimed = claim(1);
    claimed.due_on = date(on);
    let world = given(&free).when(SUPPLIER, claimed).accepted().on("2026-02-27");
    let mut body = confirm(1);
    body.due_on = date(on);
    body.longer_due_reason = reason.map(text);
    let decided = given(&world).when(BUYER, body);
    decided
        .answer
        .as_ref()
        .map(|_| ())
        .map_err(tallystick_certificates::Rejection::code)
}

#[rstest]
#[case::six_months("2026-08-27", None, Ok(()))]
#[case::a_day_more("2026-08-28", None, Err("due-reason-missing"))]
#[case::a_day_more_with_reason("2026-08-28", Some("分期交付"), Ok(()))]
#[case::one_year("2027-02-27", Some("分期交付"), Ok(()))]
#[case::over_one_year("2027-02-28", Some("分期交付"), Err("due-beyond-cap"))]
fn notice_77_of_2025_article_11_caps_the_due_date(
    #[case] on: &str,
    #[case] reason: Option<&str>,
    #[case] answer: Result<(), &'static str>,
) {
    assert_eq!(due(on, reason), answer);
}

#[test]
fn the_reason_for_a_late_due_date_is_on_the_certificate_for_the_bank() {
    let free = World::new().agreeing(|contract| contract.protection = Protection::None);
    let mut claimed = claim(1);
    claimed.due_on = date("2026-12-01");
    let world = given(&free).when(SUPPLIER, claimed).accepted();
    let mut body = confirm(1);
    body.due_on = date("2026-12-01");
    body.longer_due_reason = Some(text("质保期后付款"));
    let world = given(&world).when(BUYER, body).accepted();
    let issued = world.case.certificate(certificate(1)).unwrap();
    assert_eq!(issued.issue.longer_due_reason, Some(text("质保期后付款")));
}

#[test]
fn order_802_article_11_no_transferable_certificate_without_vouchers_in_the_contract() {
    let world = World::claimed().agreeing(|contract| contract.terms.vouchers_agreed = false);
    given(&world)
        .when(BUYER, confirm(1))
        .then_rejected("vouchers-not-agreed");
    let mut plain = confirm(1);
    plain.transferable = false;
    let world = given(&world).when(BUYER, plain).accepted();
    assert!(!world.case.certificate(certificate(1)).unwrap().issue.transferable);
}

#[test]
fn notice_77_of_2025_article_15_a_missed_payment_stops_transferable_certificates_until_cured() {
    let mut world = World::claimed();
    let overdue = [(certificate(77), date("2026-01-01"))].into();
    let record = PaymentRecord {
        overdue,
        missed: 1,
        ..PaymentRecord::default()
    };
    world.case.payment_records.insert(BUYER.id(), record);
    given(&world)
        .when(BUYER, confirm(1))
        .then_rejected("issue-stopped");
    // The debt itself can always be acknowledged: the stop is on circulation.
    let mut plain = confirm(1);
    plain.transferable = false;
    given(&world).when(BUYER, plain).accepted();
    world
        .case
        .payment_records
        .get_mut(&BUYER.id())
        .unwrap()
        .overdue
        .clear();
    given(&world).when(BUYER, confirm(1)).accepted();
}

#[test]
fn confirmed_totals_never_exceed_the_contract_even_when_claims_run_side_by_side() {
    let world = given(&World::claimed()).when(SUPPLIER, claim(2)).accepted();
    let world = given(&world).when(BUYER, confirm(1)).accepted();
    given(&world)
        .when(BUYER, confirm(2))
        .then_rejected("allowance-exceeded");
    let mut tolerant = world;
    let allowance = tolerant.case.contracts.allowances.get_mut(&contract(1)).unwrap();
    allowance.limit = Money::from_minor(120_000_000, allowance.limit.currency());
    given(&tolerant).when(BUYER, confirm(2)).accepted();
}

#[rstest]
#[case::closed(ContractStage::Closed { by: Side::Supplier })]
#[case::terminated(ContractStage::Terminated { by: Side::Buyer, reason: text("违约") })]
fn what_was_claimed_before_a_contract_ended_is_still_confirmed(#[case] stage: ContractStage) {
    let world = World::claimed().agreeing(|contract| contract.stage = stage);
    given(&world).when(BUYER, confirm(1)).accepted();
}

#[test]
fn only_the_buyer_confirms_and_only_once() {
    given(&World::claimed())
        .when(BANK, confirm(1))
        .then_rejected("capacity-forbidden");
    given(&World::confirmed())
        .when(BUYER, confirm(1))
        .then_rejected("receivable-stage");
    let mut second = claim(2);
    second.amount = cny("100.00");
    let world = given(&World::confirmed()).when(SUPPLIER, second).accepted();
    let mut again = confirm(2);
    again.amount = cny("100.00");
    again.certificate = certificate(1);
    given(&world)
        .when(BUYER, again)
        .then_rejected("certificate-exists");
}

//! The answers beside a confirmation: forwarding, disputing, rejecting, and taking a claim back.

use rstest::rstest;
use tallystick_certificates::{
    DisputeReceivable, ForwardReceivable, Reason, ReasonCode, ReceivableStage, RejectReceivable,
    WithdrawReceivable,
};

use crate::given::given;
use crate::world::{
    BANK, BUYER, CENTRE, SECOND, SUPPLIER, World, claim, confirm, date, reason, receivable, salt, text,
};

pub(crate) fn forward(n: u64) -> ForwardReceivable {
    ForwardReceivable {
        salt: salt(),
        receivable: receivable(n),
        findings: vec![text("验收单齐全")],
    }
}

pub(crate) fn withdraw(n: u64) -> WithdrawReceivable {
    WithdrawReceivable {
        salt: salt(),
        receivable: receivable(n),
    }
}

pub(crate) fn dispute(n: u64) -> DisputeReceivable {
    DisputeReceivable {
        salt: salt(),
        receivable: receivable(n),
        reasons: vec![reason(ReasonCode::Qty)],
    }
}

pub(crate) fn reject(n: u64) -> RejectReceivable {
    RejectReceivable {
        salt: salt(),
        receivable: receivable(n),
        reasons: vec![reason(ReasonCode::Unr)],
    }
}

#[test]
fn the_centre_that_the_claim_names_forwards_it_once_and_the_stage_stays() {
    let world = given(&World::claimed())
        .when(CENTRE, forward(1))
        .then_steps(&["receivable forwarded"]);
    let forwarded = world.case.receivable(receivable(1)).unwrap();
    assert_eq!(forwarded.stage, ReceivableStage::Claimed {});
    assert_eq!(
        forwarded.forwarded.as_ref().unwrap().findings,
        [text("验收单齐全")]
    );
    given(&world)
        .when(CENTRE, forward(1))
        .then_rejected("receivable-already-forwarded");
}

#[test]
fn nobody_forwards_a_claim_that_names_no_centre() {
    let mut body = claim(1);
    body.centre = None;
    let world = given(&World::new()).when(SUPPLIER, body).accepted();
    given(&world)
        .when(CENTRE, forward(1))
        .then_rejected("not-the-centre");
}

#[test]
fn a_disputed_receivable_leaves_by_confirmation_rejection_or_withdrawal() {
    let world = given(&World::claimed())
        .when(BUYER, dispute(1))
        .then_steps(&["receivable disputed"]);
    given(&world)
        .when(BUYER, dispute(1))
        .then_rejected("receivable-stage");
    given(&world)
        .when(CENTRE, forward(1))
        .then_rejected("receivable-stage");
    given(&world).when(BUYER, confirm(1)).accepted();
    given(&world).when(BUYER, reject(1)).accepted();
    given(&world).when(SUPPLIER, withdraw(1)).accepted();
}

#[test]
fn a_rejection_or_withdrawal_frees_the_invoice_for_another_claim() {
    for (who, world) in [
        (BUYER, given(&World::claimed()).when(BUYER, reject(1))),
        (SUPPLIER, given(&World::claimed()).when(SUPPLIER, withdraw(1))),
    ]
    .map(|(who, decided)| (who, decided.accepted()))
    {
        let mut again = claim(1);
        again.receivable = receivable(2);
        assert!(
            world
                .case
                .evidence
                .values()
                .all(tallystick_certificates::Evidence::is_free),
            "{who:?}"
        );
        given(&world)
            .when(SUPPLIER, again)
            .then_steps(&["receivable claimed", "evidence claimed"]);
    }
}

#[test]
fn what_has_ended_stays_so() {
    let rejected = given(&World::claimed()).when(BUYER, reject(1)).accepted();
    given(&rejected)
        .when(BUYER, confirm(1))
        .then_rejected("receivable-stage");
    given(&rejected)
        .when(SUPPLIER, withdraw(1))
        .then_rejected("receivable-stage");
    given(&World::confirmed())
        .when(SUPPLIER, withdraw(1))
        .then_rejected("receivable-stage");
    given(&World::confirmed())
        .when(BUYER, reject(1))
        .then_rejected("receivable-stage");
}

#[test]
fn each_answer_comes_from_its_own_side() {
    let world = World::claimed();
    given(&world)
        .when(SECOND, withdraw(1))
        .then_rejected("not-the-supplier");
    given(&world)
        .when(SUPPLIER, reject(1))
        .then_rejected("capacity-forbidden");
    given(&world)
        .when(SUPPLIER, confirm(1))
        .then_rejected("capacity-forbidden");
    given(&world)
        .when(BANK, dispute(1))
        .then_rejected("capacity-forbidden");
    given(&world)
        .when(BUYER, forward(1))
        .then_rejected("capacity-forbidden");
    given(&World::new())
        .when(BUYER, reject(1))
        .then_rejected("receivable-not-found");
}

#[rstest]
#[case::none(vec![], "reason-count")]
#[case::too_many(vec![reason(ReasonCode::Qty); 21], "reason-count")]
#[case::other_without_words(vec![reason(ReasonCode::Oth)], "reason-note-missing")]
fn reasons_say_something(#[case] reasons: Vec<Reason>, #[case] code: &str) {
    let (mut rejected, mut disputed) = (reject(1), dispute(1));
    rejected.reasons = reasons.clone();
    disputed.reasons = reasons;
    given(&World::claimed()).when(BUYER, rejected).then_rejected(code);
    given(&World::claimed()).when(BUYER, disputed).then_rejected(code);
}

#[test]
fn too_many_findings_are_refused() {
    let mut body = forward(1);
    body.findings = vec![text("缺页"); 41];
    given(&World::claimed())
        .when(CENTRE, body)
        .then_rejected("claim-too-long");
}

#[test]
fn the_first_answer_stops_the_clock() {
    let world = given(&World::claimed().on("2026-02-02"))
        .when(BUYER, dispute(1))
        .accepted();
    let world = given(&world.on("2026-03-02")).when(BUYER, confirm(1)).accepted();
    let answered = world.case.receivable(receivable(1)).unwrap();
    assert_eq!(answered.clock_stopped_on, Some(date("2026-02-02")));
}

//! The medical chain: what happens when a debtor does not pay, when money comes that nobody knows what it belongs to, and when
//! the debtor itself borrows to pay its supplier now.

use serde_json::{Value, json};
use tallystick_base::{CertificateId, LoanId};
use tallystick_certificates::CertificateStage;

use crate::cast::{bank, guarantor, hospital, service, supplier};
use crate::example::{Example, example};
use crate::world::World;

use super::financing::cny;

/// A line that belongs to no loan the bank knows of is kept, assigned by hand with four eyes, and taken back.
pub(super) fn the_bank_books_by_hand_what_nobody_knew(world: &mut World) {
    world.signs(bank().by([0]), example("bank-entry.record/1"));
    let entry = world
        .case
        .entries
        .iter()
        .find(|(_, entry)| entry.stage.name() == "Unmatched")
        .map(|(subject, _)| subject.to_string())
        .unwrap();
    let assign = || example("repayment.assign/1").with("/entry", entry.as_str());
    world.refused(bank().by([0]), assign(), "signatures-too-few");
    world.signs(bank().by([0, 1]), assign());
    let reverse = example("repayment.reverse/1").with("/entry", entry.as_str());
    world.signs(bank().by([0, 1]), reverse);
    let loan: LoanId = example("loan.approve/1").value("/loan");
    assert_eq!(world.case.loans[&loan].stage.name(), "Active");
}

/// Overdue, with the guarantee called and paid, recourse claimed, and in the end written off.
pub(super) fn the_hospital_does_not_pay(world: &mut World) {
    world.day("2026-04-13");
    world.signs(service(), example("loan.mark-overdue/1"));
    world.signs(bank().by([0]), example("loan.claim-recourse/1"));
    world.refused(
        bank().by([0]),
        example("guarantee.call/1").with("/amount/value", "240000.01"),
        "guarantee-call-above",
    );
    world.signs(bank().by([0]), example("guarantee.call/1"));
    world.what_if(|world| world.signs(bank().by([0, 1]), example("guarantee.release/1")));
    world.what_if(|world| {
        world.day("2026-04-20");
        world.signs(bank().by([0]), example("loan.charge/1"));
        world.signs(bank().by([0, 1]), example("loan.write-off/1"));
    });
    world.day("2026-04-15");
    let paid = example("repayment.book/1")
        .with("/line/reference", "JB-LS-0415-0011")
        .with("/line/amount", cny("240000.00"))
        .with("/line/booked_on", "2026-04-15")
        .with("/line/value_on", "2026-04-15")
        .with(
            "/source",
            json!({"guarantor": {"guarantee": example("guarantee.issue/1").body["guarantee"]}}),
        );
    world.signs(bank().by([0]), paid);
    let guarantee = example("guarantee.issue/1").value("/guarantee");
    let guarantee = &world.case.financing.guarantees[&guarantee];
    assert_eq!(
        guarantee.subrogated().unwrap().to_string(),
        "240,000.00 CNY",
        "the guarantor has the bank's claim for what it paid"
    );
    assert!(
        world.case.financing.guarantor_uses[&guarantor().party]
            .uses
            .is_empty()
    );
}

/// A guarantor that nobody calls is free half a year after the loan was due (Civil Code article 692).
pub(super) fn a_guarantee_ends_that_nobody_called(world: &mut World) {
    world.day("2026-10-09");
    world.signs(service(), example("guarantee.expire/1"));
}

/// Downstream: the hospital borrows, the supplier joins, and is paid by the loan at once.
pub(super) fn the_hospital_borrows_to_pay_its_supplier_now(world: &mut World) {
    world.day("2026-03-03");
    let bank_party = bank().party.to_string();
    let mut submit = example("request.submit/1")
        .with("/direction", json!({"downstream": {"holder": supplier().party}}))
        .without("bids_until")
        .without("pay_to")
        .without("guarantors");
    let invitations = submit.body["invitations"].as_array_mut().unwrap();
    invitations.retain(|invitation| invitation["bank"] == bank_party.as_str());
    world.signs(hospital().by([2]), submit);
    assert_eq!(
        stage(world),
        CertificateStage::Free {},
        "the holder has not joined"
    );
    world.signs(supplier().by([0]), example("request.join/1"));
    assert!(matches!(stage(world), CertificateStage::Reserved { .. }));

    let offer = without_guarantee(example("review.offer/1"));
    world.signs(bank().by([0, 1]), offer);
    world.signs(hospital().by([2]), example("request.accept/1"));
    world.day("2026-03-06");
    world.signs(bank().by([0]), example("review.assess/1"));
    world.signs(bank().by([0, 1]), example("loan.approve/1"));
    world.at("2026-03-06 11:00");
    world.signs(bank().by([0]), example("filing.record/1"));
    world.signs(bank().by([0, 1]), example("loan.instruct/1"));
    // The fee of 480.00 is taken off.
    let settle = example("disbursement.settle/1")
        .with("/amount", cny("479520.00"))
        .without("entry");
    world.signs(bank().by([0]), settle);
    let certificate = &world.case.certificates().certificates[&financed()];
    assert_eq!(
        certificate.outstanding.to_string(),
        "120,480.00 CNY",
        "what the loan paid is paid"
    );
    assert_eq!(
        certificate.stage,
        CertificateStage::Free {},
        "the rest is the supplier's"
    );

    // The hospital pays the loan back early: interest for the 20 days that it was used, 3.80 % of 480,000.00.
    world.day("2026-03-26");
    let repaid = example("repayment.book/1")
        .with("/line/amount", cny("481013.33"))
        .with("/line/booked_on", "2026-03-26")
        .with("/line/value_on", "2026-03-26")
        .with("/source", json!({"borrower": {}}));
    world.signs(bank().by([0]), repaid);
    let loan: LoanId = example("loan.approve/1").value("/loan");
    assert_eq!(world.case.loans[&loan].stage.name(), "Closed");
}

fn without_guarantee(offer: Example) -> Example {
    offer.with("/terms/guarantee", Value::Null)
}

fn financed() -> CertificateId {
    example("request.submit/1").value("/certificates/0")
}

fn stage(world: &World) -> CertificateStage {
    world.case.certificates().certificates[&financed()].stage.clone()
}

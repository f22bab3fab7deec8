//! The supplier asks for confirmation, the centre looks at the papers, the hospital confirms what it does not dispute.

use tallystick_base::{CertificateId, ReceivableId};
use tallystick_certificates::{EvidenceStage, ReceivableStage};

use crate::cast::{centre, hospital, hospital_maker_and_checker, operator, supplier, weaver};
use crate::example::{Example, example};
use crate::world::World;

/// A second claim, which nobody answers.
fn second_claim() -> Example {
    example("receivable.claim/1")
        .with("/receivable", example("confirmation.lapse/1").text("/receivable"))
        .with("/amount/value", "300000.00")
        .with("/evidence/2/number", "26112000000012349999")
}

pub(super) fn the_supplier_claims(world: &mut World) {
    world.day("2026-02-09");
    let claim = || example("receivable.claim/1");
    world.refused(weaver().by([0]), claim(), "contract-not-found");
    world.refused(hospital().by([2]), claim(), "capacity-forbidden");
    let above = claim().with("/amount/value", "5670000.01");
    world.refused(supplier().by([0]), above, "allowance-exceeded");
    world.signs(supplier().by([0]), claim());

    // One invoice, one live claim, however its number is typed.
    world.day("2026-02-10");
    let twice = second_claim().with("/evidence/2/number", "２６１１２ 000000012345678");
    world.refused(supplier().by([0]), twice, "invoice-claimed");
    world.signs(supplier().by([0]), second_claim());

    world.day("2026-02-11");
    world.refused(
        operator().admins(),
        example("receivable.forward/1"),
        "capacity-forbidden",
    );
    world.signs(centre().by([0]), example("receivable.forward/1"));
    world.refused(
        centre().by([1]),
        example("receivable.forward/1"),
        "receivable-already-forwarded",
    );

    world.what_if(|world| world.signs(supplier().by([0]), example("receivable.withdraw/1")));
    world.what_if(|world| {
        world.signs(hospital().by([2]), example("receivable.reject/1"));
        // The rejection freed the invoice.
        let twice = second_claim()
            .with("/receivable", "receivable/019c4600-0000-7000-8000-000000000000")
            .with("/evidence/2/number", "26112000000012345678");
        world.signs(supplier().by([0]), twice);
    });
    world.what_if(|world| {
        world.signs(hospital().by([2]), example("receivable.dispute/1"));
        world.signs(hospital_maker_and_checker(), example("receivable.confirm/1"));
    });
}

pub(super) fn the_hospital_confirms_in_part(world: &mut World) {
    world.day("2026-02-25");
    let confirm = || example("receivable.confirm/1");
    // Nobody alone, no maker without a checker, no admin, and nobody for another.
    world.refused(hospital().by([2]), confirm(), "signatures-too-few");
    world.refused(hospital().by([2, 2]), confirm(), "signatures-too-few");
    world.refused(hospital().by([3]), confirm(), "signatures-too-few");
    world.refused(hospital().by([0, 3]), confirm(), "role-forbidden");
    world.refused(supplier().admins(), confirm(), "capacity-forbidden");
    let mixed = tallystick_base::Actor {
        members: [hospital().by([2]).members, supplier().by([1]).members].concat(),
        ..hospital().by([])
    };
    world.refused(mixed, confirm(), "member-of-another");
    // Order 802 article 11: no certificate that puts the payment off.
    let later = confirm().with("/due_on", "2026-06-30");
    world.refused(hospital_maker_and_checker(), later, "due-later-than-contract");
    let unread = confirm().with("/legal_text", "00".repeat(32));
    world.refused(hospital_maker_and_checker(), unread, "legal-text-not-valid");
    let lost = confirm().with("/deductions/0/amount/value", "99999.99");
    world.refused(hospital_maker_and_checker(), lost, "deductions-do-not-add-up");

    world.signs(hospital_maker_and_checker(), confirm());
    the_rest_is_disputed_and_inherits_the_invoice(world);
    // What has a certificate is answered.
    world.refused(
        hospital().by([2]),
        example("receivable.reject/1"),
        "receivable-stage",
    );
    // Both together may take all of it back; then the invoice backs the rest alone.
    world.what_if(|world| {
        let root: CertificateId = confirm().value("/certificate");
        let proposal = example("cancellation.propose/1").with("/certificate", root.to_string());
        world.signs(supplier().by([0]), proposal);
        world.signs(hospital().by([2]), example("cancellation.accept/1"));
        assert_eq!(backed(world), [confirm().value("/rest")]);
    });
}

fn the_rest_is_disputed_and_inherits_the_invoice(world: &World) {
    let confirm = example("receivable.confirm/1");
    let (first, rest): (ReceivableId, ReceivableId) = (confirm.value("/receivable"), confirm.value("/rest"));
    let left = &world.case.certificates().receivables[&rest];
    assert_eq!(left.claim.amount.to_string(), "100,000.00 CNY");
    assert_eq!(left.rest_of, Some(first));
    assert!(matches!(left.stage, ReceivableStage::Disputed { .. }));
    let mut both = [first, rest];
    both.sort_unstable();
    assert_eq!(backed(world), both);
}

/// The receivables that rest on the invoice of the first claim.
fn backed(world: &World) -> Vec<ReceivableId> {
    let first: ReceivableId = example("receivable.claim/1").value("/receivable");
    let invoice = world.case.certificates().receivables[&first]
        .claim
        .evidence()
        .next()
        .unwrap();
    match &world.case.certificates().evidence[invoice].stage {
        EvidenceStage::Claimed { by } => by.iter().copied().collect(),
        EvidenceStage::Free {} => Vec::new(),
    }
}

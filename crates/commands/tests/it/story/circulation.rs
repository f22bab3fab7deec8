//! The certificate is split; one child goes to the weaver, one is frozen for a while, one is cancelled.

use tallystick_base::{Capacity, CertificateId, ContractId};
use tallystick_certificates::CertificateStage;

use crate::cast::{hospital, operator, service, supplier, weaver};
use crate::example::example;
use crate::world::World;

pub(super) fn the_certificate_is_split(world: &mut World) {
    world.day("2026-03-02");
    let split = || example("certificate.split/1");
    world.refused(weaver().by([0]), split(), "certificate-not-found");
    world.refused(hospital().by([2]), split(), "capacity-forbidden");
    // The supplier's own policy: two signatures, one of a checker, from a million up.
    world.refused(supplier().by([0]), split(), "signatures-too-few");
    world.refused(
        supplier().admins(),
        split().with("/children/0/amount/value", "600000.01"),
        "split-sum",
    );
    world.signs(supplier().admins(), split());
    world.refused(supplier().admins(), split(), "certificate-not-free");
}

pub(super) fn one_child_goes_to_the_weaver(world: &mut World) {
    world.day("2026-03-03");
    let offer = || example("certificate.offer/1");
    world.refused(
        supplier().by([0]),
        offer().with("/to", hospital().party.to_string()),
        "offer-to-debtor",
    );
    world.signs(supplier().by([0]), offer());
    world.refused(
        hospital().by([2]),
        example("certificate.accept/1"),
        "capacity-forbidden",
    );
    world.refused(
        supplier().by([0]),
        example("certificate.accept/1"),
        "not-the-offeree",
    );
    world.what_if(|world| world.signs(weaver().by([0]), example("certificate.decline/1")));
    world.what_if(|world| world.signs(supplier().by([0]), example("certificate.withdraw-offer/1")));
    world.what_if(|world| {
        world.refused(service(), example("certificate.lapse-offer/1"), "offer-stands");
        // The deadline binds whether or not anybody has recorded that it passed.
        world.at("2026-03-06 18:01");
        world.refused(weaver().by([0]), example("certificate.accept/1"), "offer-expired");
        world.refused(
            operator().admins(),
            example("certificate.lapse-offer/1"),
            "capacity-forbidden",
        );
        world.falls_due(example("certificate.lapse-offer/1"));
    });
    world.day("2026-03-04");
    world.signs(weaver().by([0]), example("certificate.accept/1"));
    let child = &world.case.certificates().certificates[&offer().value::<CertificateId>("/certificate")];
    assert_eq!(
        (child.holder, child.controller()),
        (weaver().party, Some(weaver().party))
    );
    assert_eq!(child.payee.account.as_str(), "13010155880000004096");
    world.refused(supplier().by([0]), offer(), "not-the-holder");
}

pub(super) fn one_child_is_frozen_and_freed(world: &mut World) {
    world.day("2026-03-09");
    let frozen = example("certificate.freeze/1").text("/certificate").to_owned();
    world.refused(
        operator().by([1]),
        example("certificate.freeze/1"),
        "signatures-too-few",
    );
    world.refused(
        supplier().acting_as(Capacity::Operator).admins(),
        example("certificate.freeze/1"),
        "capacity-not-held",
    );
    world.signs(operator().admins(), example("certificate.freeze/1"));
    let offer = example("certificate.offer/1")
        .with("/certificate", frozen)
        .with("/until", 1_773_100_800_000_u64);
    world.refused(supplier().by([0]), offer.clone(), "certificate-frozen");
    the_lapse_of_the_unanswered_claim_falls_due(world);
    world.day("2026-03-20");
    world.signs(operator().admins(), example("certificate.unfreeze/1"));
    let offer = offer.with("/until", 1_774_051_200_000_u64);
    world.what_if(|world| world.signs(supplier().by([0]), offer));
}

/// Order 802 article 16: 30 days from the request. They end on 12 March, on whichever later day the service wakes.
fn the_lapse_of_the_unanswered_claim_falls_due(world: &mut World) {
    world.day("2026-03-12");
    world.refused(
        service(),
        example("confirmation.lapse/1"),
        "confirmation-not-lapsed",
    );
    world.day("2026-03-16");
    world.falls_due(example("confirmation.lapse/1"));
    let record = &world.case.certificates().payment_records[&hospital().party];
    assert_eq!((record.lapses, record.last_lapse), (1, "2026-03-12".parse().ok()));
    let late = example("receivable.reject/1")
        .with("/receivable", example("confirmation.lapse/1").text("/receivable"));
    world.signs(hospital().by([2]), late);
}

pub(super) fn one_child_is_cancelled(world: &mut World) {
    world.day("2026-03-23");
    world.refused(
        weaver().by([0]),
        example("cancellation.propose/1"),
        "certificate-not-found",
    );
    world.signs(supplier().by([0]), example("cancellation.propose/1"));
    world.refused(
        supplier().by([0]),
        example("cancellation.accept/1"),
        "not-the-counterparty",
    );
    world.what_if(|world| world.signs(hospital().by([2]), example("cancellation.decline/1")));
    world.what_if(|world| world.signs(supplier().by([0]), example("cancellation.withdraw/1")));
    world.day("2026-03-24");
    world.signs(hospital().by([2]), example("cancellation.accept/1"));

    let cancelled: CertificateId = example("cancellation.propose/1").value("/certificate");
    assert_eq!(
        world.case.certificates().certificates[&cancelled].stage,
        CertificateStage::Cancelled {}
    );
    let contract: ContractId = example("contract.accept/1").value("/contract");
    let allowance = &world.case.certificates().contracts.allowances[&contract];
    assert_eq!(
        allowance.used.to_string(),
        "900,000.00 CNY",
        "200,000.00 came back"
    );
}

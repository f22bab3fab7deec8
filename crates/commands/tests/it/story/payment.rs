//! The hospital pays: a part in time, the rest late, and interest is owed for it.

use chrono::NaiveDate;
use tallystick_base::CertificateId;
use tallystick_certificates::{CertificateStage, late_interest_owed};

use crate::cast::{bank, hospital, hospital_maker_and_checker, supplier, weaver};
use crate::example::{Example, example};
use crate::world::World;

fn supplier_child() -> CertificateId {
    example("payment.report/1").value("/certificate")
}

fn weaver_child() -> CertificateId {
    example("certificate.offer/1").value("/certificate")
}

fn is_discharged(world: &World, certificate: CertificateId) -> bool {
    world.case.certificates().certificates[&certificate].stage == CertificateStage::Discharged {}
}

/// Late interest on a certificate up to a day.
fn late(world: &World, certificate: CertificateId, day: &str) -> String {
    let certificate = &world.case.certificates().certificates[&certificate];
    let contract = &world.case.certificates().contracts.contracts[&certificate.issue.contract];
    let rules = world.case.rules().unwrap();
    let owed = late_interest_owed(certificate, contract, rules, day.parse::<NaiveDate>().unwrap());
    owed.unwrap().unwrap().total.to_string()
}

pub(super) fn the_hospital_pays_in_part(world: &mut World) {
    world.day("2026-04-07");
    let report = || example("payment.report/1");
    world.refused(
        hospital().by([2]),
        report().with("/amount/value", "600000.01"),
        "payment-above-outstanding",
    );
    // The weaver's child is paid to the weaver, since notice of the transfer arrived.
    let to_the_old = report()
        .with("/certificate", weaver_child().to_string())
        .with("/amount/value", "300000.00");
    world.refused(hospital().by([2]), to_the_old, "payment-to-other-account");
    world.refused(supplier().by([0]), report(), "capacity-forbidden");
    world.signs(hospital().by([2]), report());
    world.refused(
        hospital().by([2]),
        example("payment.acknowledge/1"),
        "capacity-forbidden",
    );
    world.refused(
        weaver().by([0]),
        example("payment.acknowledge/1"),
        "payment-not-found",
    );
    world.refused(
        bank().by([0]),
        example("payment.acknowledge/1"),
        "payment-not-found",
    );
    world.what_if(|world| world.signs(supplier().by([0]), example("payment.reject/1")));

    assert_eq!(
        outstanding(world, supplier_child()),
        "600,000.00 CNY",
        "a report alone changes nothing"
    );
    world.signs(supplier().by([0]), example("payment.acknowledge/1"));
    assert_eq!(outstanding(world, supplier_child()), "200,000.00 CNY");
    assert!(!is_discharged(world, supplier_child()));
    world.refused(
        supplier().by([0]),
        example("payment.acknowledge/1"),
        "payment-answered",
    );
}

fn outstanding(world: &World, certificate: CertificateId) -> String {
    world.case.certificates().certificates[&certificate]
        .outstanding
        .to_string()
}

pub(super) fn the_rest_is_late(world: &mut World) {
    // The service wakes two days late and records the day on which it fell.
    world.day("2026-04-10");
    world.falls_due(example("certificate.mark-overdue/1"));
    for certificate in [supplier_child(), weaver_child()] {
        let marked = world.case.certificates().certificates[&certificate].overdue_since;
        assert_eq!(marked, "2026-04-08".parse().ok());
    }
    assert!(world.case.certificates().payment_records[&hospital().party].stops_issue());
    world.refused(weaver().by([0]), offer_to_the_supplier(), "certificate-past-due");
    // 银发〔2025〕77号 article 15: nothing transferable from a buyer that missed a payment. The debt itself it can confirm.
    world.refused(
        hospital_maker_and_checker(),
        confirmation_of_the_rest(),
        "issue-stopped",
    );
    world.what_if(|world| {
        let confirmation = confirmation_of_the_rest().with("/transferable", false);
        world.signs(hospital_maker_and_checker(), confirmation);
    });
}

fn offer_to_the_supplier() -> Example {
    example("certificate.offer/1")
        .with("/to", supplier().party.to_string())
        .with("/until", 1_776_000_000_000_u64)
}

fn confirmation_of_the_rest() -> Example {
    let confirm = example("receivable.confirm/1");
    let rest = confirm.text("/rest").to_owned();
    confirm
        .with("/receivable", rest)
        .with("/certificate", "certificate/019d7000-0000-7000-8000-000000000000")
        .with("/amount/value", "100000.00")
        .without("deductions")
        .without("rest")
}

pub(super) fn everything_is_paid(world: &mut World) {
    world.day("2026-04-21");
    // Order 802 article 17: 0.05 % a day for 14 days, apart from whatever a bank charges.
    assert_eq!(late(world, supplier_child(), "2026-04-21"), "1,400.00 CNY");
    assert_eq!(late(world, weaver_child(), "2026-04-21"), "2,100.00 CNY");
    pays(world, supplier_child(), "200000.00", 1);
    pays(world, weaver_child(), "300000.00", 2);
    world.day("2026-04-22");
    world.signs(supplier().by([0]), acknowledgement(1));
    assert!(
        world.case.certificates().payment_records[&hospital().party].stops_issue(),
        "one of two is not enough"
    );
    world.signs(weaver().by([0]), acknowledgement(2));
    assert!(!world.case.certificates().payment_records[&hospital().party].stops_issue());
    assert!(is_discharged(world, supplier_child()) && is_discharged(world, weaver_child()));
    // What was late stays owed, and grows no more.
    assert_eq!(late(world, supplier_child(), "2026-06-30"), "1,400.00 CNY");
    world.what_if(|world| {
        // The debt was due on 7 April, and a date once signed does not move: a certificate of today is overdue tomorrow.
        world.signs(hospital_maker_and_checker(), confirmation_of_the_rest());
    });
}

/// The hospital pays the holder in full, to the account of the certificate.
fn pays(world: &mut World, certificate: CertificateId, amount: &str, n: u8) {
    let payee = serde_json::to_value(&world.case.certificates().certificates[&certificate].payee).unwrap();
    let report = example("payment.report/1")
        .with("/payment", payment(n))
        .with("/certificate", certificate.to_string())
        .with("/amount/value", amount)
        .with("/paid_on", "2026-04-21")
        .with("/account", payee);
    world.signs(hospital().by([2]), report);
}

fn acknowledgement(n: u8) -> Example {
    example("payment.acknowledge/1").with("/payment", payment(n))
}

fn payment(n: u8) -> String {
    format!("payment/019dae00-0000-7000-8000-{n:012}")
}

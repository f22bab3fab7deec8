//! The power grid: a preferential programme with a subsidy, and certificates that a bank endorses before they are split and
//! passed on, so that the promise goes with every part.

use serde_json::json;
use tallystick_base::{CertificateId, LoanId};
use tallystick_certificates::CertificateStage;

use crate::cast::{bank, hospital, service, supplier, weaver};
use crate::example::{Example, example};
use crate::world::World;

use super::financing::{cny, to_the_bank};

/// A certificate is endorsed, divided, passed on and paid; the credit it used is free when its last part has ended.
pub(super) fn an_endorsed_certificate_circulates(world: &mut World) {
    world.day("2026-03-03");
    world.signs(bank().by([0, 1]), example("certificate.endorse/1"));
    let endorsed: CertificateId = example("certificate.endorse/1").value("/certificate");
    let reserved = |world: &World| {
        let used = world.case.uses.values().next().unwrap();
        used.reserved.to_string()
    };
    assert_eq!(reserved(world), "600,000.00 CNY");

    let (one, other) = (
        "certificate/019cb155-0000-7000-8000-0000000000c1",
        "certificate/019cb155-0000-7000-8000-0000000000c2",
    );
    let split = example("certificate.split/1")
        .with("/certificate", endorsed.to_string())
        .with(
            "/children",
            json!([
                {"certificate": one, "amount": cny("350000.00")},
                {"certificate": other, "amount": cny("250000.00")},
            ]),
        );
    world.signs(supplier().by([0]), split);
    world.signs(
        supplier().by([0]),
        example("certificate.offer/1").with("/certificate", one),
    );
    world.signs(
        weaver().by([0]),
        example("certificate.accept/1").with("/certificate", one),
    );
    let passed_on: CertificateId = one.parse().unwrap();
    let held = &world.case.certificates().certificates[&passed_on];
    assert_eq!(
        held.endorsement.unwrap().bank,
        bank().party,
        "the promise goes with it"
    );
    world.signs(service(), released(&endorsed.to_string()));
    assert_eq!(reserved(world), "600,000.00 CNY", "it is owed on the parts");

    world.what_if(|world| the_bank_keeps_its_promise(world, one));
    world.day("2026-04-07");
    for (certificate, holder, payee) in [
        (
            one,
            weaver(),
            example("certificate.accept/1").body["payee"].clone(),
        ),
        (
            other,
            supplier(),
            example("payment.report/1").body["account"].clone(),
        ),
    ] {
        let amount = world.case.certificates().certificates[&certificate.parse().unwrap()].outstanding;
        let payment = format!("payment/019cb155-0000-7000-8000-{:012}", amount.minor());
        let report = example("payment.report/1")
            .with("/payment", payment.as_str())
            .with("/certificate", certificate)
            .with("/amount", serde_json::to_value(amount).unwrap())
            .with("/account", payee);
        world.signs(hospital().by([2]), report);
        let acknowledged = example("payment.acknowledge/1").with("/payment", payment.as_str());
        world.signs(holder.by([0]), acknowledged);
        world.signs(service(), released(certificate));
    }
    assert_eq!(reserved(world), "0.00 CNY");
}

fn released(certificate: &str) -> Example {
    example("endorsement.release/1").with("/certificate", certificate)
}

/// The debtor does not pay at maturity; the bank does, and has the certificate (Civil Code article 524).
fn the_bank_keeps_its_promise(world: &mut World, certificate: &str) {
    world.day("2026-04-09");
    let honour = example("endorsement.honour/1").with("/certificate", certificate);
    world.signs(bank().by([0, 1]), honour);
    let id: CertificateId = certificate.parse().unwrap();
    let held = &world.case.certificates().certificates[&id];
    assert_eq!(
        (held.holder, &held.stage),
        (bank().party, &CertificateStage::Free {})
    );
    assert_eq!(serde_json::to_value(&held.payee).unwrap(), to_the_bank());
}

/// A product of a programme: the maker pays less than the bank receives, and the loan is discounted.
pub(super) fn a_maker_borrows_under_a_programme(world: &mut World) {
    world.day("2026-03-02");
    let product = example("product.revise/1")
        .with("/terms/interest", "discount")
        .with("/terms/security", "assignment")
        .with("/terms/fees", json!([]))
        .with(
            "/terms/programme",
            json!({"tag": "防疫专项", "subsidy": "0.0100"}),
        );
    world.signs(bank().by([0, 1]), product);
    world.day("2026-03-03");
    let mut submit = example("request.submit/1")
        .without("bids_until")
        .without("guarantors");
    let bank_party = bank().party.to_string();
    let invitations = submit.body["invitations"].as_array_mut().unwrap();
    invitations.retain(|invitation| invitation["bank"] == bank_party.as_str());
    world.signs(supplier().by([0]), submit);
    let offer = example("review.offer/1")
        .with("/terms/guarantee", serde_json::Value::Null)
        .with("/terms/fees", json!([]))
        .with("/terms/rate", "0.0330");
    world.signs(bank().by([0, 1]), offer);
    let review = world.case.financing.reviews.values().next().unwrap();
    let tallystick_financing::ReviewStage::Offered(offer) = &review.stage else {
        panic!("it offered");
    };
    // 480,000.00 for 30 days: 3.30 % is 1,320.00, of which the programme pays 1.00 %, 400.00.
    assert_eq!(offer.cost.interest.to_string(), "1,320.00 CNY");
    assert_eq!(offer.cost.subsidy.to_string(), "400.00 CNY");
    assert_eq!(offer.cost.total.to_string(), "920.00 CNY");
    world.signs(supplier().by([0]), example("request.accept/1"));
    world.day("2026-03-06");
    world.signs(bank().by([0]), example("review.assess/1"));
    world.signs(bank().by([0, 1]), example("loan.approve/1"));
    world.signs(bank().by([0, 1]), example("loan.instruct/1"));
    let settle = example("disbursement.settle/1")
        .with("/amount", cny("478548.00"))
        .without("entry");
    world.signs(bank().by([0]), settle);
    let id: CertificateId = example("request.submit/1").value("/certificates/0");
    let held = &world.case.certificates().certificates[&id];
    assert!(matches!(held.stage, CertificateStage::Assigned { .. }));
    world.day("2026-04-08");
    let paid = example("repayment.book/1")
        .with("/line/booked_on", "2026-04-08")
        .with("/line/value_on", "2026-04-08");
    world.signs(bank().by([0]), paid);
    let loan: LoanId = example("loan.approve/1").value("/loan");
    assert_eq!(world.case.loans[&loan].stage.name(), "Closed");
    let held = &world.case.certificates().certificates[&id];
    assert_eq!(held.stage, CertificateStage::Discharged {});
}

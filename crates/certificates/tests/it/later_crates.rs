//! The arrows that only financing and banking take: what they do here, and what they block.

use rstest::rstest;
use tallystick_base::{FinancingRequestId, IllegalTransition, LoanId};
use tallystick_certificates::{Case, CertificateStage, CertificateTransition, Recourse, Step};

use crate::given::given;
use crate::world::{
    BANK, BUYER, SECOND, SUPPLIER, World, account, acknowledge, agree, certificate, cny, date, morning,
    offer, propose, report, split, text,
};

pub(crate) fn reserved() -> CertificateTransition {
    CertificateTransition::Reserved {
        request: FinancingRequestId::from_parts(1, [0; 10]),
    }
}

pub(crate) fn pledged() -> CertificateTransition {
    CertificateTransition::Pledged {
        bank: BANK.id(),
        filing: text("00000000000001"),
    }
}

pub(crate) fn assigned() -> CertificateTransition {
    CertificateTransition::Assigned {
        bank: BANK.id(),
        loan: LoanId::from_parts(1, [0; 10]),
    }
}

/// Certificate 1 after these transitions.
pub(crate) fn after(world: World, transitions: &[CertificateTransition]) -> World {
    transitions.iter().fold(world, |mut world, transition| {
        fold(&mut world.case, transition).unwrap();
        world
    })
}

fn fold(case: &mut Case, transition: &CertificateTransition) -> Result<(), IllegalTransition> {
    case.apply(&Step::new(certificate(1), transition.clone()))
}

#[rstest]
#[case::reserved(&[reserved()])]
#[case::pledged(&[reserved(), pledged()])]
#[case::assigned(&[reserved(), assigned()])]
#[case::assigned_after_a_pledge(&[reserved(), pledged(), assigned()])]
fn another_right_blocks_transfer_split_and_cancellation(#[case] transitions: &[CertificateTransition]) {
    let world = after(World::proposed(), transitions);
    given(&world)
        .when(SUPPLIER, offer(1, SECOND))
        .then_rejected("certificate-not-free");
    given(&world)
        .when(SUPPLIER, split(1, &["1.00", "599999.00"]))
        .then_rejected("certificate-not-free");
    given(&world)
        .when(SUPPLIER, agree(1))
        .then_rejected("certificate-not-free");
    // The debtor can always pay.
    given(&world).when(BUYER, report(1, 1, "1.00")).accepted();
    // A proposal is words only; it waits until the right has ended.
    given(&world).when(BUYER, propose(2, 1)).accepted();
}

#[rstest]
#[case::a_reservation_is_released(&[reserved(), CertificateTransition::Released {}])]
#[case::a_pledge_is_released(&[reserved(), pledged(), CertificateTransition::Released {}])]
#[case::an_assigned_one_is_returned(&[reserved(), assigned(), CertificateTransition::Returned {}])]
fn when_the_right_ends_the_holder_is_free_again(#[case] transitions: &[CertificateTransition]) {
    let world = after(World::confirmed(), transitions);
    let held = world.case.certificate(certificate(1)).unwrap();
    assert_eq!(
        (&held.stage, held.controller()),
        (&CertificateStage::Free {}, Some(SUPPLIER.id()))
    );
    given(&world).when(SUPPLIER, offer(1, SECOND)).accepted();
}

#[test]
fn one_certificate_has_one_controller() {
    let controller = |transitions: &[CertificateTransition]| {
        let world = after(World::confirmed(), transitions);
        let held = world.case.certificate(certificate(1)).unwrap().clone();
        (held.controller(), held.collector())
    };
    let (supplier, bank) = (SUPPLIER.id(), BANK.id());
    assert_eq!(controller(&[reserved()]), (Some(supplier), supplier));
    assert_eq!(controller(&[reserved(), pledged()]), (Some(supplier), bank));
    assert_eq!(controller(&[reserved(), assigned()]), (Some(bank), bank));
}

#[rstest]
#[case::pledged_without_reservation(&[], pledged())]
#[case::assigned_without_reservation(&[], assigned())]
#[case::reserved_twice(&[reserved()], reserved())]
#[case::released_though_free(&[], CertificateTransition::Released {})]
#[case::released_though_assigned(&[reserved(), assigned()], CertificateTransition::Released {})]
#[case::returned_though_pledged(&[reserved(), pledged()], CertificateTransition::Returned {})]
#[case::pledged_though_assigned(&[reserved(), assigned()], pledged())]
#[case::discharged_though_owed(&[], CertificateTransition::Discharged { on: date("2026-03-16") })]
fn other_arrows_do_not_exist(
    #[case] before: &[CertificateTransition],
    #[case] transition: CertificateTransition,
) {
    let mut world = after(World::confirmed(), before);
    let refusal = fold(&mut world.case, &transition).unwrap_err();
    assert_eq!(
        (refusal.aggregate, refusal.transition),
        ("certificate", transition.name())
    );
}

#[test]
fn a_reservation_of_an_expired_offer_records_the_lapse_first() {
    let world = World::offered().on("2026-02-11");
    let held = world.case.certificate(certificate(1)).unwrap();
    let lapse = held.lapse_of_offer(world.now).unwrap();
    assert!(held.lapse_of_offer(morning("2026-02-10")).is_none());
    assert!(fold(&mut world.case.clone(), &reserved()).is_err());
    let world = after(world, &[lapse, reserved()]);
    assert_eq!(
        world.case.certificate(certificate(1)).unwrap().stage.name(),
        "Reserved"
    );
}

#[test]
fn civil_code_article_768_notice_changes_the_account_to_pay_to() {
    let payee = account("bank collection");
    let on = date("2026-01-25");
    let notice = CertificateTransition::PayeeChanged {
        payee: payee.clone(),
        on,
    };
    let world = after(World::confirmed(), &[reserved(), assigned(), notice]);
    let held = world.case.certificate(certificate(1)).unwrap();
    assert!(held.takes_payment_to(&payee, date("2026-02-01")));
    assert!(held.takes_payment_to(&SUPPLIER.account(), on));
    assert!(!held.takes_payment_to(&SUPPLIER.account(), date("2026-01-26")));
}

#[test]
fn a_bank_endorses_once_and_the_stage_stays() {
    let endorsed = CertificateTransition::Endorsed {
        bank: BANK.id(),
        on: date("2026-01-21"),
    };
    let mut world = after(World::confirmed(), std::slice::from_ref(&endorsed));
    let held = world.case.certificate(certificate(1)).unwrap();
    assert_eq!(
        (held.stage.name(), held.endorsement.unwrap().bank),
        ("Free", BANK.id())
    );
    assert!(fold(&mut world.case, &endorsed).is_err());
}

#[test]
fn a_promise_goes_with_every_part_of_the_certificate() {
    let endorsed = CertificateTransition::Endorsed {
        bank: BANK.id(),
        on: date("2026-01-21"),
    };
    let world = after(World::confirmed(), &[endorsed]);
    let world = given(&world)
        .when(SUPPLIER, split(1, &["1.00", "599999.00"]))
        .accepted();
    let promised: Vec<_> = world
        .case
        .certificates
        .values()
        .filter_map(|held| held.endorsement)
        .map(|endorsement| (endorsement.bank, endorsement.certificate))
        .collect();
    assert_eq!(promised, [(BANK.id(), certificate(1)); 3]);
}

#[test]
fn a_bank_that_kept_its_promise_acknowledges_payment_as_a_bank() {
    let on = date("2026-01-21");
    let kept = [
        CertificateTransition::Endorsed { bank: BANK.id(), on },
        CertificateTransition::Offered {
            to: BANK.id(),
            until: morning("2026-01-21"),
            recourse: Recourse::None,
        },
        CertificateTransition::Transferred {
            from: SUPPLIER.id(),
            to: BANK.id(),
            recourse: Recourse::None,
            payee: SUPPLIER.account(),
            on,
        },
    ];
    let world = after(World::reported(), &kept);
    given(&world)
        .when(SUPPLIER, acknowledge(1))
        .then_rejected("not-the-collector");
    given(&world).when(BANK, acknowledge(1)).accepted();
}

#[test]
fn a_payment_that_does_not_add_up_is_no_arrow() {
    let paid = |amount, outstanding| CertificateTransition::Paid {
        payment: None,
        amount: cny(amount),
        paid_on: date("2026-01-20"),
        outstanding: cny(outstanding),
    };
    for (amount, outstanding) in [
        ("1.00", "600000.00"),
        ("600000.01", "-0.01"),
        ("100.00", "599900.01"),
    ] {
        let mut world = World::confirmed();
        assert!(fold(&mut world.case, &paid(amount, outstanding)).is_err());
    }
    let whole = [
        reserved(),
        assigned(),
        paid("600000.00", "0.00"),
        CertificateTransition::Discharged {
            on: date("2026-03-16"),
        },
    ];
    let world = after(World::confirmed(), &whole);
    assert_eq!(
        world.case.certificate(certificate(1)).unwrap().stage,
        CertificateStage::Discharged {}
    );
}

#[test]
fn a_payment_that_a_bank_booked_by_mistake_is_owed_again_while_the_certificate_lives() {
    let paid = |amount, outstanding| CertificateTransition::Paid {
        payment: None,
        amount: cny(amount),
        paid_on: date("2026-01-20"),
        outstanding: cny(outstanding),
    };
    let reversed = |amount, on, outstanding| CertificateTransition::PaymentReversed {
        amount: cny(amount),
        paid_on: date(on),
        outstanding: cny(outstanding),
    };
    let before = after(World::confirmed(), &[reserved(), assigned()]);
    let booked = after(before.clone(), &[paid("100.00", "599900.00")]);
    let back = after(booked.clone(), &[reversed("100.00", "2026-01-20", "600000.00")]);
    assert_eq!(
        back.case.certificate(certificate(1)),
        before.case.certificate(certificate(1))
    );
    let no_arrows = [
        reversed("100.00", "2026-01-21", "600000.00"),
        reversed("99.00", "2026-01-20", "599999.00"),
        reversed("100.00", "2026-01-20", "600000.01"),
    ];
    for other in no_arrows {
        assert!(fold(&mut booked.case.clone(), &other).is_err());
    }
    let on = date("2026-03-16");
    let ended = [
        paid("600000.00", "0.00"),
        CertificateTransition::Discharged { on },
    ];
    let mut ended = after(before, &ended);
    assert!(fold(&mut ended.case, &reversed("600000.00", "2026-01-20", "600000.00")).is_err());
}

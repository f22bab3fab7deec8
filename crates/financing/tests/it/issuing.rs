//! Guarantees issued: to whom, for how much, and within the guarantor's limits.

use rstest::rstest;
use tallystick_base::{GuaranteeId, SizeClass};
use tallystick_financing::guarantor_use::GuaranteeUse;
use tallystick_financing::{GuaranteeStage, GuarantorUse};
use tallystick_parties::ProfileData;

use crate::given::given;
use crate::guaranteeing::{state, usd, with_another};
use crate::promises::{STANDS_UNTIL, accepted, issue, promised, relied_on, take_back};
use crate::tender::later;
use crate::world::{
    BANK, BUYER, GUARANTOR, SECOND, SUPPLIER, Who, World, cny, date, guarantee, morning, request, withdraw,
};

/// With another profile of a party.
fn filing(mut world: World, who: Who, change: impl FnOnce(&mut ProfileData)) -> World {
    let parties = &mut world.case.certificates.contracts.parties;
    change(&mut parties.profiles.get_mut(&who.id()).unwrap().data);
    world
}

#[test]
fn it_is_issued_to_the_bank_whose_offer_was_accepted_for_the_share_of_the_loan() {
    let world = given(&relied_on()).when(GUARANTOR, issue(1)).then_steps(&[
        "guarantee issued",
        "financing-request guaranteed",
        "guarantor-use taken",
    ]);
    let expected = GuaranteeStage::Issued {
        bank: BANK.id(),
        amount: cny("560000.00"),
        on: date("2026-03-02"),
    };
    assert_eq!(state(&world).stage, expected);
    assert!(
        world.case.requests[&request(1)]
            .guarantees
            .contains(&guarantee(1))
    );
    let taken = world.case.guarantor_uses[&GUARANTOR.id()].uses[&guarantee(1)];
    assert_eq!(taken, using("560000.00"));
    given(&world)
        .when(GUARANTOR, issue(1))
        .then_rejected("guarantee-stage");
    given(&world)
        .when(GUARANTOR, take_back(1))
        .then_rejected("guarantee-stage");
}

/// What a guarantee for the supplier, a small firm that belongs to no group, uses.
fn using(amount: &str) -> GuaranteeUse {
    GuaranteeUse {
        borrower: SUPPLIER.id(),
        group: None,
        small: true,
        amount: cny(amount),
    }
}

#[rstest]
#[case("750000.00", "600000.00")]
#[case("750000.01", "600000.00")]
#[case("749999.99", "599999.99")]
#[case("0.02", "0.01")]
fn the_share_is_rounded_down_and_capped(#[case] lent: &str, #[case] bound: &str) {
    let world = accepted(&promised(), lent, Some(guarantee(1)));
    let world = given(&world).when(GUARANTOR, issue(1)).accepted();
    let taken = world.case.guarantor_uses[&GUARANTOR.id()].uses[&guarantee(1)];
    assert_eq!(taken.amount, cny(bound));
}

#[test]
fn for_nothing_it_is_not_issued() {
    let world = accepted(&promised(), "0.01", Some(guarantee(1)));
    given(&world)
        .when(GUARANTOR, issue(1))
        .then_rejected("amount-not-above-zero");
}

#[test]
fn it_is_issued_for_the_offer_that_relies_on_it_and_in_time() {
    given(&promised())
        .when(GUARANTOR, issue(1))
        .then_rejected("request-stage");
    let none = accepted(&promised(), "700000.00", None);
    given(&none)
        .when(GUARANTOR, issue(1))
        .then_rejected("guarantee-not-relied-on");
    let other = accepted(&with_another(), "700000.00", Some(guarantee(2)));
    given(&other)
        .when(GUARANTOR, issue(1))
        .then_rejected("guarantee-not-relied-on");
    let last = relied_on().on(STANDS_UNTIL);
    given(&last).when(GUARANTOR, issue(1)).accepted();
    given(&later(&last, 1))
        .when(GUARANTOR, issue(1))
        .then_rejected("guarantee-offer-expired");
    let none = issue(9);
    given(&last)
        .when(GUARANTOR, none)
        .then_rejected("guarantee-not-found");
}

#[test]
fn when_the_time_of_the_request_is_over_nothing_is_issued() {
    let mut world = relied_on();
    world.case.requests.get_mut(&request(1)).unwrap().submission.until = morning("2026-03-06");
    given(&world.clone().on("2026-03-06"))
        .when(GUARANTOR, issue(1))
        .accepted();
    let late = later(&world.on("2026-03-06"), 1);
    given(&late)
        .when(GUARANTOR, issue(1))
        .then_rejected("request-expired");
    // Its time is over, so no accepted offer relies on it.
    given(&late)
        .when(GUARANTOR, take_back(1))
        .then_steps(&["guarantee withdrawn"]);
}

/// The guarantor is bound already for so much, for another borrower or the same.
fn bound(mut world: World, uses: &[GuaranteeUse]) -> World {
    let numbered = (100..).map(|n| GuaranteeId::from_parts(n, [0; 10]));
    let uses = numbered.zip(uses.iter().copied()).collect();
    world
        .case
        .guarantor_uses
        .insert(GUARANTOR.id(), GuarantorUse { uses });
    world
}

/// The guarantor, with these net assets, is asked for 560,000.00.
fn with_net_assets(net_assets: &str) -> World {
    filing(relied_on(), GUARANTOR, |profile| {
        profile.net_assets = Some(cny(net_assets));
    })
}

#[test]
fn article_16_one_borrower_at_the_limit_passes_and_one_cent_above_is_refused_with_the_figures() {
    given(&with_net_assets("5600000.00"))
        .when(GUARANTOR, issue(1))
        .accepted();
    let decided = with_net_assets("5599999.99");
    let decided = given(&decided).when(GUARANTOR, issue(1));
    decided.then_rejected("guarantor-limit-exceeded");
    let sentence = decided.answer.unwrap_err().to_string();
    for part in ["the sum for this borrower", "560,000.00", "559,999.99"] {
        assert!(sentence.contains(part), "{sentence}");
    }
    let before = bound(with_net_assets("5600000.00"), &[using("0.01")]);
    given(&before)
        .when(GUARANTOR, issue(1))
        .then_rejected("guarantor-limit-exceeded");
}

#[test]
fn article_16_the_group_is_that_of_the_borrowers_profile() {
    // The third firm belongs to the buyer's group, and so does the borrower.
    let sister = GuaranteeUse {
        borrower: SECOND.id(),
        group: Some(BUYER.id()),
        ..using("280000.00")
    };
    let world = bound(with_net_assets("5600000.00"), &[sister]);
    let grouped = |world: World| filing(world, SUPPLIER, |profile| profile.group = Some(BUYER.id()));
    given(&grouped(world)).when(GUARANTOR, issue(1)).accepted();
    let more = GuaranteeUse {
        amount: cny("280000.01"),
        ..sister
    };
    let world = bound(with_net_assets("5600000.00"), &[more]);
    given(&world).when(GUARANTOR, issue(1)).accepted();
    let decided = grouped(world);
    let decided = given(&decided).when(GUARANTOR, issue(1));
    decided.then_rejected("guarantor-limit-exceeded");
    let sentence = decided.answer.unwrap_err().to_string();
    for part in [
        "the sum for this borrower with its group",
        "840,000.01",
        "840,000.00",
    ] {
        assert!(sentence.contains(part), "{sentence}");
    }
}

#[rstest]
#[case(SizeClass::Small, "83440000.00", true)]
#[case(SizeClass::Micro, "83440000.00", true)]
#[case(SizeClass::Small, "83440000.01", false)]
#[case(SizeClass::Medium, "55440000.00", true)]
#[case(SizeClass::Medium, "55440000.01", false)]
fn article_15_everything_outstanding_to_the_cent(
    #[case] size: SizeClass,
    #[case] before: &str,
    #[case] fits: bool,
) {
    // Net assets of 5,600,000.00: 56,000,000.00, or 84,000,000.00 where it serves mainly small firms.
    let others = GuaranteeUse {
        borrower: SECOND.id(),
        small: size.is_micro_or_small(),
        ..using(before)
    };
    let world = filing(
        bound(with_net_assets("5600000.00"), &[others]),
        SUPPLIER,
        |profile| {
            profile.size = Some(size);
        },
    );
    let decided = given(&world).when(GUARANTOR, issue(1));
    if fits {
        decided.accepted();
    } else {
        decided.then_rejected("guarantor-limit-exceeded");
        let sentence = decided.answer.unwrap_err().to_string();
        assert!(sentence.contains("the sum of all guarantees"), "{sentence}");
    }
}

#[test]
fn net_assets_are_filed_and_in_the_currency_of_the_guarantee() {
    let none = filing(relied_on(), GUARANTOR, |profile| profile.net_assets = None);
    given(&none)
        .when(GUARANTOR, issue(1))
        .then_rejected("guarantor-net-assets-unknown");
    let dollars = filing(relied_on(), GUARANTOR, |profile| {
        profile.net_assets = Some(usd("10000000.00"));
    });
    given(&dollars)
        .when(GUARANTOR, issue(1))
        .then_rejected("guarantor-net-assets-currency");
}

#[test]
fn when_the_request_ends_the_guarantor_is_free() {
    let issued = given(&relied_on()).when(GUARANTOR, issue(1)).accepted();
    let world = given(&issued).when(SUPPLIER, withdraw(1)).accepted();
    assert_eq!(state(&world).stage, GuaranteeStage::Released {});
    assert!(world.case.guarantor_uses[&GUARANTOR.id()].uses.is_empty());
}

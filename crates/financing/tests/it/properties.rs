//! Whatever is tried, in whatever order, one certificate backs one request, and nothing stays held that has ended.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use tallystick_base::GuaranteeId;
use tallystick_certificates::CertificateStage;
use tallystick_financing::{AuctionStage, FinancingRequest, RequestStage, ReviewStage};

use crate::tries::{History, stages, tries};
use crate::world::World;

/// What must hold at any time.
fn check(world: &World) {
    check_reservations(world);
    for asked in world.case.requests.values() {
        check_reviews(world, asked);
    }
    check_guarantees(world);
}

/// A certificate backs at most one live request, and is reserved exactly for the one that it backs.
fn check_reservations(world: &World) {
    let live = world.case.requests.values().filter(|asked| asked.stage.is_live());
    let mut backed = BTreeMap::new();
    for asked in live.filter(|asked| asked.holds_certificates()) {
        for id in asked.certificates() {
            assert_eq!(
                backed.insert(id, asked.id()),
                None,
                "{id} backs two live requests"
            );
        }
    }
    for (id, held) in &world.case.certificates.certificates {
        if let CertificateStage::Reserved { request } = held.stage {
            assert_eq!(backed.get(id), Some(&request), "{id} is held for no live request");
        } else if held.is_live() {
            assert_eq!(
                backed.get(id),
                None,
                "{id} backs a request and is not held for it"
            );
        }
    }
}

fn check_reviews(world: &World, asked: &FinancingRequest) {
    let reviews = || {
        let invited = asked.submission.invitations.iter();
        invited.map(|invitation| &world.case.reviews[&invitation.review])
    };
    let taken: Vec<_> = reviews()
        .filter(|with_bank| matches!(with_bank.stage, ReviewStage::Taken(_)))
        .map(|with_bank| with_bank.id)
        .collect();
    match asked.stage {
        RequestStage::Accepted { review, .. } => {
            assert_eq!(taken, [review], "one offer is taken");
            assert_eq!(reviews().filter(|with_bank| with_bank.stage.is_live()).count(), 1);
        }
        RequestStage::Submitted {} => {
            assert!(taken.is_empty());
            assert!(reviews().any(|with_bank| with_bank.stage.is_live()));
        }
        _ => assert!(
            reviews().all(|with_bank| !with_bank.stage.is_live()),
            "nothing goes on"
        ),
    }
    let auction = world.case.auctions.get(&asked.id());
    assert_eq!(auction.is_some(), asked.submission.sealed);
    let open = auction.is_some_and(|auction| auction.stage == AuctionStage::Open {});
    assert!(
        !open || asked.stage == (RequestStage::Submitted {}),
        "an auction ends with its request"
    );
}

/// A guarantor's use is exactly the guarantees that bind it, and none binds for a request that has ended.
fn check_guarantees(world: &World) {
    let bound: BTreeSet<GuaranteeId> = world
        .case
        .guarantees
        .values()
        .filter(|promised| promised.binds())
        .map(|promised| {
            let asked = &world.case.requests[&promised.terms.request];
            assert!(asked.stage.is_live(), "bound for nothing");
            promised.id()
        })
        .collect();
    let used = world.case.guarantor_uses.values();
    let used: BTreeSet<_> = used.flat_map(|used| used.uses.keys().copied()).collect();
    assert_eq!(used, bound);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_tried_a_certificate_backs_one_request(tries in tries()) {
        let mut history = History::begin();
        for tried in tries {
            history.attempt(tried);
            check(&history.world);
        }
    }
}

#[test]
fn the_property_reaches_every_stage() {
    // A sequence without any refusal would prove little; this one shows what the generator can reach.
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut seen = BTreeSet::new();
    for _ in 0..80 {
        let tries = tries().new_tree(&mut runner).unwrap().current();
        let mut history = History::begin();
        for tried in tries {
            history.attempt(tried);
            seen.extend(stages(&history.world));
        }
    }
    let expected = [
        "request Accepted",
        "request Accepted, guaranteed",
        "request Declined",
        "request Expired",
        "request Submitted",
        "request Withdrawn",
        "review Declined",
        "review Ended",
        "review NotTaken",
        "review Offered",
        "review Open",
        "review Taken",
    ];
    assert_eq!(seen.into_iter().collect::<Vec<_>>(), expected);
}

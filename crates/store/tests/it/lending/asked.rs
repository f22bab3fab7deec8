//! What a bank finds of the requests that it is asked by: narrowed by who borrows and owes, and with the lines a loan would use.

use std::collections::BTreeSet;

use rstest::rstest;
use serde_json::json;
use tallystick_base::{Currency, FinancingRequestId, Millis, Money, ReviewId};
use tallystick_store::{RequestFilter, ReviewFilter};
use tallystick_testbed::{Engine, World, yuan};

use super::ready;

/// How many reviews the bank finds so narrowed.
async fn reviews(world: &World, filter: ReviewFilter) -> usize {
    let bank = world.viewer("bank", 0).await;
    world.store.reviews(&bank, &filter).await.unwrap().items.len()
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn reviews_and_requests_are_as_narrow_as_asked(#[case] engine: Engine) {
    let (world, lending) = ready(engine).await;
    world
        .does("supplier", "request.submit/1", world.request(&lending), 1)
        .await;
    let (borrower, debtor) = (world.company("supplier").id, world.company("buyer").id);
    for (party, as_borrower, as_debtor) in [(borrower, 1, 0), (debtor, 0, 1)] {
        let of_borrower = ReviewFilter {
            borrower: Some(party),
            ..ReviewFilter::default()
        };
        assert_eq!(reviews(&world, of_borrower).await, as_borrower);
        let of_debtor = ReviewFilter {
            debtor: Some(party),
            ..ReviewFilter::default()
        };
        assert_eq!(reviews(&world, of_debtor).await, as_debtor);
    }
    let until = world.store.now().as_millis() + 5 * 86_400_000;
    for (stage, ends_from, count) in [
        ("submitted", until, 1),
        ("submitted", until + 1, 0),
        ("accepted", until, 0),
    ] {
        let of_request = ReviewFilter {
            request_stage: Some(stage.to_owned()),
            request_ends_from: Some(Millis::new(ends_from).unwrap()),
            ..ReviewFilter::default()
        };
        assert_eq!(reviews(&world, of_request).await, count, "{stage} {ends_from}");
    }
    let request: FinancingRequestId = lending.request.parse().unwrap();
    let other: FinancingRequestId = world.new_id("financing-request").parse().unwrap();
    for (among, count) in [
        (BTreeSet::from([request, other]), 1),
        (BTreeSet::from([other]), 0),
        (BTreeSet::new(), 0),
    ] {
        let filter = RequestFilter {
            among: Some(among),
            ..RequestFilter::default()
        };
        let bank = world.viewer("bank", 0).await;
        let found = world.store.requests(&bank, &filter).await.unwrap().items;
        assert_eq!(found.len(), count);
    }
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn the_lines_are_those_that_an_approval_reserves_on(#[case] engine: Engine) {
    let (world, lending) = ready(engine).await;
    let head = world.company("buyer").id.subject();
    for (scope, limit) in [
        (json!({"group": {"head": head}}), "900000.00"),
        (
            json!({"supplier": {"party": world.company("supplier").id.subject()}}),
            "800000.00",
        ),
        (
            json!({"guarantor": {"party": world.company("guarantor").id.subject()}}),
            "700000.00",
        ),
        (
            json!({"supplier": {"party": world.company("weaver").id.subject()}}),
            "600000.00",
        ),
    ] {
        let mut line = world.line(&world.new_id("credit-line"), limit);
        line["scope"] = scope;
        world.does("bank", "credit-line.open/1", line, 2).await;
    }
    world.supplier_borrows(&lending).await;
    let store = &world.store;
    let request: FinancingRequestId = lending.request.parse().unwrap();
    let review: ReviewId = lending.review.parse().unwrap();
    let bank = world.viewer("bank", 0).await;
    let request = store.request(&bank, request).await.unwrap().unwrap().state;
    let review = store.review(&bank, review).await.unwrap().unwrap().state;
    let amount = Money::from_minor(48_000_000, Currency::CNY);
    let guarantee = lending.guarantee.as_deref().map(|id| id.parse().unwrap());
    let shares = store
        .lines_applying(&bank, &request, &review, amount, guarantee)
        .await
        .unwrap();
    // Debtor, its group and supplier carry all of it, the guarantor half; another supplier's line does not apply.
    let mut amounts: Vec<i64> = shares.iter().map(|share| share.amount.minor()).collect();
    amounts.sort_unstable();
    assert_eq!(amounts, [24_000_000, 48_000_000, 48_000_000, 48_000_000]);
    let alone = store
        .lines_applying(&bank, &request, &review, amount, None)
        .await
        .unwrap();
    assert_eq!(alone.len(), 3);
    for stranger in ["supplier", "guarantor", "buyer"] {
        let viewer = world.viewer(stranger, 0).await;
        let seen = store
            .lines_applying(&viewer, &request, &review, amount, guarantee)
            .await;
        assert_eq!(seen.unwrap(), [], "{stranger}");
    }
    world.bank_assesses(&lending).await;
    world
        .does("bank", "loan.approve/1", world.approval(&lending), 2)
        .await;
    let loan = store
        .loan(&bank, lending.loan.parse().unwrap())
        .await
        .unwrap()
        .unwrap()
        .state;
    assert_eq!(loan.approval.lines, shares);
    assert_eq!(
        yuan("480000.00")["value"],
        loan.approval.terms.principal.value_text()
    );
}

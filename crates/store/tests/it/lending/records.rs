//! Who may read how a debtor answers and pays, and from when to when.

use rstest::rstest;
use serde_json::json;
use tallystick_base::{PartyId, Subject};
use tallystick_store::DebtorRecord;
use tallystick_testbed::{Engine, World};

use super::{lent, ready};

async fn record(world: &World, party: &str, debtor: PartyId) -> Option<DebtorRecord> {
    let viewer = world.viewer(party, 0).await;
    world.store.debtor_record(&viewer, debtor).await.unwrap()
}

/// Whom of these the record of the buyer is shown to.
async fn shown_to(world: &World) -> Vec<&'static str> {
    let buyer = world.company("buyer").id;
    let mut shown = Vec::new();
    for party in [
        "supplier",
        "weaver",
        "bank",
        "guarantor",
        "manager",
        "auditor",
        "buyer",
    ] {
        if record(world, party, buyer).await.is_some() {
            shown.push(party);
        }
    }
    shown
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_debtors_record_is_shown_to_whom_a_request_asks_and_to_nobody_else(#[case] engine: Engine) {
    let (world, lending) = ready(engine).await;
    assert_eq!(shown_to(&world).await, ["auditor", "buyer"], "nobody was asked");
    world.supplier_borrows(&lending).await;
    assert_eq!(shown_to(&world).await, ["bank", "guarantor", "auditor", "buyer"]);
    let buyer = world.company("buyer").id;
    let read = record(&world, "bank", buyer).await.unwrap();
    assert_eq!((read.claims, read.answered, read.lapsed), (1, 1, 0));
    assert_eq!((read.median_days, read.overdue, read.missed), (Some(0), 0, 0));
    // Of a party that owes nothing here there is nothing to read, whoever it is.
    let supplier = world.company("supplier").id;
    assert_eq!(record(&world, "bank", supplier).await, None);
    let withdrawal = json!({"request": lending.request});
    world.does("supplier", "request.withdraw/1", withdrawal, 1).await;
    assert_eq!(
        shown_to(&world).await,
        ["auditor", "buyer"],
        "the request is over"
    );
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn what_is_overdue_stands_in_it_with_its_sum(#[case] engine: Engine) {
    let (world, _) = lent(engine).await;
    assert_eq!(
        shown_to(&world).await,
        ["bank", "auditor", "buyer"],
        "the bank lends"
    );
    // Past the due date of the certificate.
    world.wait_days(70);
    world.store.sweep().await.unwrap();
    let buyer = world.company("buyer").id;
    let read = record(&world, "bank", buyer).await.unwrap();
    assert_eq!((read.overdue, read.missed), (1, 1));
    let sums: Vec<String> = read.overdue_amounts.iter().map(ToString::to_string).collect();
    assert_eq!(sums, ["1,200,000.00 CNY"]);
    let state = Subject::parse(format!("payment-record/{}", buyer.uuid())).unwrap();
    let seen = world
        .store
        .subject(&world.viewer("bank", 0).await, &state)
        .await
        .unwrap();
    assert!(seen.is_some(), "the bank lends on what is overdue");
    world.assert_clean().await;
}

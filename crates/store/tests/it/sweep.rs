//! What falls due is recorded once, whoever sweeps, and however late.

use rstest::rstest;
use sea_orm::{ConnectionTrait as _, Database};
use serde_json::json;
use tallystick_store::{Answer, Store, SweepReport};
use tallystick_testbed::{Engine, World, service_keys};

/// A claim without an answer, a certificate with an offer nobody takes, and one that is not paid.
async fn neglected(engine: Engine) -> World {
    let world = World::with_everybody(engine).await;
    let contract = world.contract("YNYY-HC-2026-017").await;
    let claim = world.claim(&contract, &world.new_id("receivable"), "26112000000012345601");
    world
        .act("supplier", "receivable.claim/1", claim, 1)
        .await
        .unwrap();
    let offered = world.certificate(&contract, "26112000000012345602").await;
    let offer = json!({
        "certificate": offered, "to": world.company("weaver").id.subject(),
        "until": world.store.now().as_millis() + 1_000, "recourse": "none",
    });
    world
        .act("supplier", "certificate.offer/1", offer, 1)
        .await
        .unwrap();
    world.certificate(&contract, "26112000000012345603").await;
    world
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn what_fell_due_is_recorded_once(#[case] engine: Engine) {
    let world = neglected(engine).await;
    assert_eq!(world.store.sweep().await.unwrap(), SweepReport::default());
    // A service that slept for half a year.
    world.wait_days(180);
    let report = world.store.sweep().await.unwrap();
    assert_eq!(
        (report.recorded, report.overtaken),
        (3, 0),
        "a lapse of an answer, of an offer, and one buyer's overdue"
    );
    assert_eq!(world.store.sweep().await.unwrap(), SweepReport::default());
    world.assert_clean().await;
}

/// Changes the state of the claim that waits for an answer, by hand.
async fn change_claim(world: &World, state: &str) {
    let url = world.database().url().replacen("sqlite:", "sqlite://", 1);
    let database = Database::connect(url).await.unwrap();
    let sql = format!(
        "UPDATE subjects SET state = {state} WHERE subject IN (SELECT subject FROM receivables WHERE stage = 'claimed')"
    );
    let changed = database.execute_unprepared(&sql).await.unwrap();
    assert_eq!(changed.rows_affected(), 1, "one claim has no answer");
    database.close().await.unwrap();
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_does_not_hold_up_the_others(#[case] engine: Engine) {
    let world = neglected(engine).await;
    world.wait_days(180);
    change_claim(&world, "'x' || state").await;
    let report = world.store.sweep().await.unwrap();
    assert_eq!(
        (report.recorded, report.overtaken, report.faulty),
        (2, 0, 1),
        "all but the lapse of the answer"
    );
    change_claim(&world, "substr(state, 2)").await;
    let report = world.store.sweep().await.unwrap();
    assert_eq!((report.recorded, report.overtaken, report.faulty), (1, 0, 0));
    world.assert_clean().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn three_instances_record_it_once() {
    let world = neglected(Engine::Postgres).await;
    world.wait_days(180);
    let mut instances = vec![world.store.clone()];
    for _ in 0..2 {
        instances.push(
            Store::open(&world.settings(), service_keys(), world.ambient())
                .await
                .unwrap(),
        );
    }
    let sweeps = instances.iter().map(Store::sweep);
    let reports = futures::future::join_all(sweeps).await;
    let recorded: u64 = reports.into_iter().map(|report| report.unwrap().recorded).sum();
    assert_eq!(recorded, 3);
    world.assert_clean().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn instances_on_one_database_write_one_chain() {
    let world = World::with_everybody(Engine::Postgres).await;
    let contract = world.contract("YNYY-HC-2026-017").await;
    let mut instances = vec![world.store.clone()];
    for _ in 0..2 {
        instances.push(
            Store::open(&world.settings(), service_keys(), world.ambient())
                .await
                .unwrap(),
        );
    }
    let mut submissions = Vec::new();
    for place in 0..60 {
        let claim = world.claim(
            &contract,
            &world.new_id("receivable"),
            &format!("261120000000123457{place:02}"),
        );
        submissions.push(
            world
                .signed("supplier", "receivable.claim/1", claim, 1)
                .await
                .unwrap(),
        );
    }
    let before = world.store.proof(0).await.unwrap().unwrap().checkpoint;
    let appends = submissions.into_iter().zip(instances.iter().cycle());
    let answers = futures::future::join_all(appends.map(|(one, store)| store.submit(one))).await;
    let mut places: Vec<u64> = answers
        .into_iter()
        .map(|answer| match answer.unwrap() {
            Answer::Appended { receipt, .. } => receipt.seq,
            Answer::Waiting(_) => panic!("one signature suffices"),
        })
        .collect();
    places.sort_unstable();
    let first = places[0];
    assert_eq!(
        places,
        (first..first + 60).collect::<Vec<u64>>(),
        "no gap, none twice"
    );
    assert_ne!(world.store.checkpoint().await.unwrap(), before);
    world.assert_clean().await;
}

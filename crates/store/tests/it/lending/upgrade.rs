//! A database of an earlier version is brought to this one when it is opened.

use rstest::rstest;
use sea_orm::{ConnectionTrait as _, Database};
use tallystick_migrations::{Migrator, MigratorTrait as _};
use tallystick_store::{LoanFilter, Store, check_read_model};
use tallystick_testbed::{Engine, service_keys};

use super::told;

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn tables_that_are_new_are_filled_from_the_states(#[case] engine: Engine) {
    let (world, _, _) = told(engine).await;
    let bank = world.viewer("bank", 0).await;
    let before = world.store.loans(&bank, &LoanFilter::default()).await.unwrap();
    world.store.clone().close().await;

    to_the_version_before_lending(world.database().url()).await;

    let store = Store::open(&world.settings(), service_keys(), world.ambient())
        .await
        .unwrap();
    assert_eq!(store.loans(&bank, &LoanFilter::default()).await.unwrap(), before);
    store.close().await;
    let scratch = tempfile::tempdir().unwrap();
    let report = check_read_model(&world.settings(), scratch.path(), &mut |_| ())
        .await
        .unwrap();
    assert_eq!(report.difference, None);
}

#[tokio::test(flavor = "multi_thread")]
async fn instances_that_start_at_once_bring_it_there_one_after_the_other() {
    let (world, _, _) = told(Engine::Postgres).await;
    let bank = world.viewer("bank", 0).await;
    let before = world.store.loans(&bank, &LoanFilter::default()).await.unwrap();
    world.store.clone().close().await;
    to_the_version_before_lending(world.database().url()).await;

    let settings = world.settings();
    let opening = (0..3).map(|_| Store::open(&settings, service_keys(), world.ambient()));
    for store in futures::future::join_all(opening).await {
        let store = store.unwrap();
        assert_eq!(store.loans(&bank, &LoanFilter::default()).await.unwrap(), before);
        store.close().await;
    }
    let scratch = tempfile::tempdir().unwrap();
    let report = check_read_model(&settings, scratch.path(), &mut |_| ()).await;
    assert_eq!(report.unwrap().difference, None);
}

/// Takes migrations back, the last one first, until there is no table of loans.
async fn to_the_version_before_lending(url: &str) {
    let database = Database::connect(url.replacen("sqlite:", "sqlite://", 1))
        .await
        .unwrap();
    while database.execute_unprepared("SELECT * FROM loans").await.is_ok() {
        Migrator::down(&database, Some(1)).await.unwrap();
    }
    database.close().await.unwrap();
}

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

    let database = Database::connect(world.database().url().replacen("sqlite:", "sqlite://", 1))
        .await
        .unwrap();
    // The portal's tables, and those of financing.
    Migrator::down(&database, Some(2)).await.unwrap();
    assert!(
        database.execute_unprepared("SELECT * FROM loans").await.is_err(),
        "the table is gone"
    );
    database.close().await.unwrap();

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

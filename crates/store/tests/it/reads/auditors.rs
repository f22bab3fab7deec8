//! What auditors look for.

use rstest::rstest;
use tallystick_store::{Counts, SplitWindow};
use tallystick_testbed::Engine;

use super::story::told;

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn splitting_again_and_again_shows(#[case] engine: Engine) {
    let told = told(engine).await;
    let (store, auditor) = (&told.world.store, told.world.viewer("auditor", 0).await);
    let window = |from: &str, until: &str, at_least| SplitWindow {
        from: from.parse().unwrap(),
        until: until.parse().unwrap(),
        at_least,
    };
    let found = store
        .frequent_splits(&auditor, window("2026-02-15", "2026-02-20", 2))
        .await
        .unwrap();
    let [split] = found.as_slice() else {
        panic!("{found:?}")
    };
    assert_eq!(
        (split.root, split.splits, split.children, split.depth),
        (told.root, 2, 5, 2)
    );
    for window in [
        window("2026-02-15", "2026-02-20", 3),
        window("2026-03-01", "2026-03-31", 1),
    ] {
        assert_eq!(store.frequent_splits(&auditor, window).await.unwrap(), []);
    }
    let supplier = told.world.viewer("supplier", 0).await;
    let none = store
        .frequent_splits(&supplier, window("2026-02-15", "2026-02-20", 1))
        .await
        .unwrap();
    assert_eq!(none, []);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn what_a_doubted_key_signed_is_found(#[case] engine: Engine) {
    let told = told(engine).await;
    let (store, auditor) = (&told.world.store, told.world.viewer("auditor", 0).await);
    let keys = store.suspect_keys(&auditor).await.unwrap();
    let [key] = keys.as_slice() else {
        panic!("{keys:?}")
    };
    assert_eq!(key.kid, told.world.person("carder", 1).key.public().thumbprint());
    assert_eq!(
        (key.party, key.suspect_from),
        (told.world.company("carder").id, 3)
    );
    assert_eq!(
        store.entries_signed_by(&auditor, key).await.unwrap(),
        [key.revoked]
    );

    let supplier = told.world.viewer("supplier", 0).await;
    assert_eq!(store.suspect_keys(&supplier).await.unwrap(), []);
    assert!(store.entries_signed_by(&supplier, key).await.unwrap().is_empty());
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn everything_is_counted_for_auditors_alone(#[case] engine: Engine) {
    let told = told(engine).await;
    let (store, auditor) = (&told.world.store, told.world.viewer("auditor", 0).await);
    let counts = store.counts(&auditor).await.unwrap();
    assert_eq!(
        (
            counts.parties,
            counts.contracts,
            counts.payments,
            counts.certificates
        ),
        (11, 2, 4, 6)
    );
    assert_eq!((counts.loans, counts.bank_entries), (0, 0));
    let supplier = told.world.viewer("supplier", 0).await;
    assert_eq!(store.counts(&supplier).await.unwrap(), Counts::default());
}

//! The list of keys that everybody may fetch, and compare with the entries.

use rstest::rstest;
use serde_json::json;
use tallystick_ledger::Statement;
use tallystick_store::{Store, Submission};
use tallystick_testbed::{Engine, World, service_keys};

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_was_revoked_stands_where_it_was_added(#[case] engine: Engine) {
    let world = World::with_everybody(engine).await;
    let store = &world.store;
    let before = store.keys().await.unwrap();
    let kid = world.person("supplier", 1).key.public().thumbprint();
    let revocation = json!({"kid": kid, "reason": "手机遗失", "suspect_from": null});
    world.does("supplier", "key.revoke/1", revocation, 1).await;
    let revoked_in = *store.watch().borrow() - 1;

    let mut expected = before;
    for record in &mut expected {
        if record.kid == kid {
            record.revoked = Some(revoked_in);
        }
    }
    assert_eq!(store.keys().await.unwrap(), expected);
}

/// A service that was just started has read of parties only what statements name, and must not know less of a key for that.
#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn the_key_of_another_party_is_no_unknown_one_after_a_restart(#[case] engine: Engine) {
    let world = World::with_everybody(engine).await;
    let contract = world.contract("YNYY-HC-2026-017").await;
    let claim = world.claim(&contract, &world.new_id("receivable"), "26112000000012345678");
    let signed = world
        .signed("supplier", "receivable.claim/1", claim, 1)
        .await
        .unwrap();
    let by_another = Submission {
        statement: Statement::sign(signed.statement.claims(), &[&world.person("weaver", 0).key]).unwrap(),
        body: signed.body,
    };
    let started = Store::open(&world.settings(), service_keys(), world.ambient())
        .await
        .unwrap();
    let refused = started.submit(by_another).await.unwrap_err();
    assert_eq!(refused.code(), "foreign-key");
    started.close().await;
}

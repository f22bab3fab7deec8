//! The list of keys that everybody may fetch, and compare with the entries.

use rstest::rstest;
use serde_json::json;
use tallystick_testbed::{Engine, World};

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

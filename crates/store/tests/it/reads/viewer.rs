//! Who may read at all.

use rstest::rstest;
use serde_json::json;
use tallystick_base::{Capacity, Thumbprint};
use tallystick_commands::parties::Role;
use tallystick_testbed::{Engine, World, service_keys};

use super::story::{does, told};

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_viewer_is_a_member_with_a_key_that_may_sign(#[case] engine: Engine) {
    let told = told(engine).await;
    let (world, store) = (&told.world, &told.world.store);
    let buyer = world.viewer("buyer", 0).await;
    assert_eq!(buyer.party, world.company("buyer").id);
    assert_eq!(buyer.member, world.person("buyer", 0).id);
    assert_eq!(buyer.roles, [Role::Admin, Role::Maker].into());
    assert_eq!(buyer.capacities, [Capacity::Buyer].into());
    assert!(!buyer.auditor && !buyer.operator);
    assert!(world.viewer("auditor", 1).await.auditor);
    assert!(world.viewer("operator", 1).await.operator);

    let service = service_keys().statement.public().thumbprint();
    let unknown = Thumbprint::from_digest([9; 32]);
    let revoked = world.person("carder", 1).key.public().thumbprint();
    for kid in [service, unknown, revoked] {
        assert_eq!(store.viewer(&kid).await.unwrap(), None, "{kid}");
    }
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn who_left_reads_nothing_and_a_suspended_auditor_only_its_own(#[case] engine: Engine) {
    let world = World::with_everybody(engine).await;
    let auditor = world.company("auditor").id;
    let suspension = json!({"party": auditor, "reason": "核验中"});
    does(&world, "operator", "party.suspend/1", suspension, 2).await;
    let viewer = world.viewer("auditor", 0).await;
    assert!(!viewer.auditor);
    let entries = world.store.entries(&viewer, None, 200).await.unwrap();
    let shown = entries
        .iter()
        .flat_map(|entry| &entry.moved)
        .filter(|moved| moved.part.is_some());
    let others = world.company("supplier").id.subject();
    assert!(
        shown
            .map(|moved| &moved.subject)
            .all(|subject| *subject != others)
    );
    assert_eq!(
        world
            .store
            .party(&viewer, world.company("supplier").id)
            .await
            .unwrap(),
        None
    );
    assert!(world.store.party(&viewer, auditor).await.unwrap().is_some());
}

//! How long a sign-in lasts, and who ends it.

use rstest::rstest;
use serde_json::json;
use tallystick_base::Digest;
use tallystick_store::{Store, sign_in_id};
use tallystick_testbed::{Engine, World};

use super::{HOUR, MINUTE, does, new_key, reader, signs_in, signs_in_with};

async fn goes_on(store: &Store, secret: &str) -> bool {
    store.signed_in(secret).await.unwrap().is_some()
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_ends_when_it_is_idle_for_half_an_hour(#[case] engine: Engine) {
    let world = World::with_everybody(engine).await;
    let secret = signs_in(&world, "bank", 0).await.secret;
    for _ in 0..2 {
        world.wait(30 * MINUTE - 1);
        assert!(goes_on(&world.store, &secret).await);
    }
    world.wait(30 * MINUTE);
    assert!(!goes_on(&world.store, &secret).await);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_sign_in_ends_after_twelve_hours_however_much_it_is_used(#[case] engine: Engine) {
    let world = World::with_everybody(engine).await;
    let secret = signs_in(&world, "bank", 0).await.secret;
    for _ in 0..35 {
        world.wait(20 * MINUTE);
        assert!(goes_on(&world.store, &secret).await);
    }
    world.wait(20 * MINUTE - 1);
    assert!(goes_on(&world.store, &secret).await);
    world.wait(1);
    assert!(
        !goes_on(&world.store, &secret).await,
        "{HOUR} milliseconds twelve times over"
    );
    let viewer = world.viewer("bank", 0).await;
    assert_eq!(world.store.sign_ins_of(&viewer).await.unwrap(), []);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn use_is_written_down_once_a_minute(#[case] engine: Engine) {
    let world = World::with_everybody(engine).await;
    let secret = signs_in(&world, "bank", 0).await.secret;
    let viewer = world.viewer("bank", 0).await;
    let begun = world.store.now();
    world.wait(MINUTE);
    assert!(goes_on(&world.store, &secret).await);
    let listed = world.store.sign_ins_of(&viewer).await.unwrap();
    assert_eq!((listed[0].begun, listed[0].seen), (begun, begun));
    world.wait(1);
    assert!(goes_on(&world.store, &secret).await);
    let listed = world.store.sign_ins_of(&viewer).await.unwrap();
    assert_eq!((listed[0].begun, listed[0].seen), (begun, world.store.now()));
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_key_and_a_member_who_left_are_signed_out_at_once(#[case] engine: Engine) {
    let world = World::with_everybody(engine).await;
    let admin = world.viewer("supplier", 0).await;
    let revoked = signs_in(&world, "supplier", 1).await.secret;
    let key = new_key(77);
    let member = reader(&world, "supplier", &key).await.member;
    let left = signs_in_with(&world, &key, "supplier").await.unwrap().secret;
    assert_eq!(world.store.sign_ins_of(&admin).await.unwrap().len(), 2);

    let removal = json!({"member": member, "kids": [key.public().thumbprint()]});
    does(&world, "supplier", "member.remove/1", removal, 2).await;
    assert!(!goes_on(&world.store, &left).await);
    assert!(goes_on(&world.store, &revoked).await);

    let kid = world.person("supplier", 1).key.public().thumbprint();
    let revocation = json!({"kid": kid, "reason": "手机遗失", "suspect_from": null});
    does(&world, "supplier", "key.revoke/1", revocation, 1).await;
    assert!(!goes_on(&world.store, &revoked).await);
    assert_eq!(world.store.sign_ins_of(&admin).await.unwrap(), []);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn members_end_their_own_sign_ins_and_admins_those_of_the_party(#[case] engine: Engine) {
    let world = World::with_everybody(engine).await;
    let store = &world.store;
    let key = new_key(77);
    let member = reader(&world, "supplier", &key).await;
    let own = signs_in_with(&world, &key, "supplier").await.unwrap().secret;
    let second = signs_in_with(&world, &key, "supplier").await.unwrap().secret;
    let admins = signs_in(&world, "supplier", 0).await;

    let listed = store.sign_ins_of(&member).await.unwrap();
    assert_eq!(listed.len(), 2);
    assert!(listed.iter().all(|one| one.member == member.member));
    assert_eq!(store.sign_ins_of(&admins.viewer).await.unwrap().len(), 3);
    for stranger in ["buyer", "operator", "auditor"] {
        let stranger = world.viewer(stranger, 0).await;
        assert_eq!(store.sign_ins_of(&stranger).await.unwrap(), []);
        let refused = store.end_sign_in(&stranger, &sign_in_id(&own)).await.unwrap_err();
        assert_eq!(refused.code(), "sign-in-not-found");
    }
    let of_the_admin = sign_in_id(&admins.secret);
    for id in [of_the_admin, Digest::from_bytes([7; 32])] {
        let refused = store.end_sign_in(&member, &id).await.unwrap_err();
        assert_eq!(refused.code(), "sign-in-not-found");
    }
    assert!(goes_on(store, &admins.secret).await && goes_on(store, &own).await);

    store.end_sign_in(&member, &sign_in_id(&own)).await.unwrap();
    store
        .end_sign_in(&admins.viewer, &sign_in_id(&second))
        .await
        .unwrap();
    assert!(!goes_on(store, &own).await && !goes_on(store, &second).await);
    assert!(goes_on(store, &admins.secret).await);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn to_ask_for_how_long_one_is_signed_in_is_no_use(#[case] engine: Engine) {
    let world = World::with_everybody(engine).await;
    let store = &world.store;
    let signed_in = signs_in(&world, "bank", 0).await;
    let left = async || {
        let own = store.own_sign_in(&signed_in.secret).await.unwrap();
        own.map(|own| own.left.as_millis())
    };
    let minutes = |many: u64| Some(u128::from(many * MINUTE));
    let own = store.own_sign_in(&signed_in.secret).await.unwrap().unwrap();
    assert_eq!(own.kid, signed_in.viewer.kid);
    assert_eq!(left().await, minutes(30));
    world.wait(20 * MINUTE);
    assert_eq!(left().await, minutes(10));
    assert!(goes_on(store, &signed_in.secret).await);
    assert_eq!(left().await, minutes(30));
    // Near its end the twelve hours count.
    for _ in 0..34 {
        world.wait(20 * MINUTE);
        assert!(goes_on(store, &signed_in.secret).await);
    }
    assert_eq!(left().await, minutes(20));
    world.wait(20 * MINUTE);
    assert_eq!(left().await, None);
    assert_eq!(store.own_sign_in("nobody's").await.unwrap(), None);
}

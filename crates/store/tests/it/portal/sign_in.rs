//! A key answers a challenge.

use futures::future::join_all;
use rstest::rstest;
use serde_json::json;
use tallystick_ledger::{AccessToken, Nonce};
use tallystick_store::{CHALLENGE_LASTS, SignInRefusal, Store, sign_in_id};
use tallystick_testbed::{Engine, World, service_keys};

use super::{MINUTE, does, new_key, rows, signs_in, signs_in_with, token, token_by};

fn code<T>(result: Result<T, SignInRefusal>) -> &'static str {
    result.err().map_or("signed in", |refusal| refusal.code())
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn whoever_answers_a_challenge_is_signed_in_until_signing_out(#[case] engine: Engine) {
    let world = World::with_everybody(engine).await;
    let store = &world.store;
    let signed_in = signs_in(&world, "buyer", 1).await;
    let viewer = world.viewer("buyer", 1).await;
    assert_eq!(signed_in.viewer, viewer);
    assert_eq!(signed_in.secret.len(), 43);
    assert!(!format!("{signed_in:?}").contains(&signed_in.secret));
    assert_eq!(
        store.signed_in(&signed_in.secret).await.unwrap(),
        Some(viewer.clone())
    );

    // What is stored is not the secret, and does not open the door.
    let listed = store.sign_ins_of(&viewer).await.unwrap();
    assert_eq!(listed.len(), 1);
    assert_eq!(listed[0].id, sign_in_id(&signed_in.secret));
    assert_eq!(listed[0].kid, viewer.kid);
    for secret in ["", "a", &listed[0].id.to_string()] {
        assert_eq!(store.signed_in(secret).await.unwrap(), None);
    }

    store.sign_out(&signed_in.secret).await.unwrap();
    store.sign_out(&signed_in.secret).await.unwrap();
    assert_eq!(store.signed_in(&signed_in.secret).await.unwrap(), None);
    assert_eq!(store.sign_ins_of(&viewer).await.unwrap(), []);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_challenge_is_answered_once_and_within_two_minutes(#[case] engine: Engine) {
    let world = World::with_everybody(engine).await;
    let store = &world.store;
    let first = token(&world, "supplier", 0, store.challenge().await.unwrap());
    assert_eq!(code(store.sign_in(&first).await), "signed in");
    assert_eq!(code(store.sign_in(&first).await), "unknown-challenge");
    let made_up = token(&world, "supplier", 0, Nonce::from_bytes([9; 16]));
    assert_eq!(code(store.sign_in(&made_up).await), "unknown-challenge");

    let lasts = u64::try_from(CHALLENGE_LASTS.as_millis()).unwrap();
    let (in_time, late) = (store.challenge().await.unwrap(), store.challenge().await.unwrap());
    world.wait(lasts);
    assert_eq!(
        code(store.sign_in(&token(&world, "supplier", 0, in_time)).await),
        "signed in"
    );
    world.wait(1);
    assert_eq!(
        code(store.sign_in(&token(&world, "supplier", 0, late)).await),
        "unknown-challenge"
    );
}

/// The same answer from sixteen sides, and on PostgreSQL at two instances.
#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn of_answers_that_come_at_once_one_wins(#[case] engine: Engine) {
    let world = World::with_everybody(engine).await;
    let other = match engine {
        Engine::Postgres => Store::open(&world.settings(), service_keys(), world.ambient())
            .await
            .unwrap(),
        Engine::Sqlite => world.store.clone(),
    };
    let nonce = world.store.challenge().await.unwrap();
    let tokens = [0, 1].map(|place| token(&world, "supplier", place, nonce));
    let answers = join_all((0..16).map(|number| {
        let store = if number % 2 == 0 { &world.store } else { &other };
        store.sign_in(&tokens[number / 2 % 2])
    }))
    .await;
    let mut codes: Vec<&str> = answers.into_iter().map(code).collect();
    codes.sort_unstable();
    assert_eq!(codes[0], "signed in");
    assert!(
        codes[1..].iter().all(|code| *code == "unknown-challenge"),
        "{codes:?}"
    );
    assert_eq!(rows(world.database().url(), "sign_ins").await, 1);
    if engine == Engine::Postgres {
        other.close().await;
    }
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_does_not_hold_signs_nobody_in(#[case] engine: Engine) {
    let world = World::with_everybody(engine).await;
    let store = &world.store;
    let nonce = store.challenge().await.unwrap();
    let supplier = &world.person("supplier", 1).key;
    let party = world.company("supplier").id.subject();

    let elsewhere = "other.test".parse().unwrap();
    let foreign = AccessToken::sign(supplier, &party, &elsewhere, store.now(), nonce).unwrap();
    assert_eq!(code(store.sign_in(&foreign).await), "wrong-ledger");
    let stranger = token_by(&world, &new_key(77), "supplier", nonce);
    assert_eq!(code(store.sign_in(&stranger).await), "not-enrolled");
    let for_another = token_by(&world, supplier, "buyer", nonce);
    assert_eq!(code(store.sign_in(&for_another).await), "foreign-token");
    let service = token_by(&world, &service_keys().statement, "operator", nonce);
    assert_eq!(code(store.sign_in(&service).await), "not-a-member");
    assert_eq!(code(store.sign_in("a.b").await), "note-form");

    let good = token(&world, "supplier", 1, nonce);
    let (signed, _) = good.rsplit_once('.').unwrap();
    let forged = format!("{signed}.{}", supplier.sign(b"something else"));
    assert_eq!(code(store.sign_in(&forged).await), "bad-signature");

    // None of them used the challenge up.
    assert_eq!(code(store.sign_in(&good).await), "signed in");

    let old = token(&world, "supplier", 1, store.challenge().await.unwrap());
    world.wait(3 * MINUTE);
    assert_eq!(code(store.sign_in(&old).await), "too-late");
    let revocation = json!({
        "kid": supplier.public().thumbprint(), "reason": "手机遗失", "suspect_from": null,
    });
    does(&world, "supplier", "key.revoke/1", revocation, 1).await;
    assert_eq!(
        code(signs_in_with(&world, supplier, "supplier").await),
        "revoked-key"
    );
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn what_is_over_is_not_kept(#[case] engine: Engine) {
    let world = World::with_everybody(engine).await;
    let url = world.database().url();
    for _ in 0..3 {
        world.store.challenge().await.unwrap();
        signs_in(&world, "supplier", 0).await;
    }
    assert_eq!(rows(url, "challenges").await, 3);
    assert_eq!(rows(url, "sign_ins").await, 3);
    world.wait(30 * MINUTE);
    signs_in(&world, "buyer", 0).await;
    assert_eq!(rows(url, "challenges").await, 0);
    assert_eq!(rows(url, "sign_ins").await, 1);
}

//! Lost keys, announced keys, revoked keys, and a party that has not accepted yet.

use axum::body::Body;
use axum::http::{Request, header};
use serde_json::json;
use tallystick_ledger::{AccessToken, SigningKey};
use tallystick_testbed::{Engine, World};

use crate::app::{App, Shown};
use crate::house::{join, new_key};

/// What a browser gets that signs in with a key.
async fn try_key(app: &App, party: &str, key: &SigningKey) -> Shown {
    let store = &app.world.store;
    let challenge = store.challenge().await.unwrap();
    let party = app.world.company(party).id.subject();
    let token = AccessToken::sign(key, &party, store.ledger(), store.now(), challenge).unwrap();
    let request = Request::post("/sign-in")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from(json!({ "token": token }).to_string()))
        .unwrap();
    app.send(request).await
}

const HOUR: u64 = 60 * 60 * 1_000;

#[tokio::test]
async fn an_announced_key_stands_on_every_page_until_it_is_vetoed() {
    let app = App::of(World::with_everybody(Engine::Sqlite).await);
    let world = &app.world;
    let kid = new_key(61).public().thumbprint().to_string();
    let begins: String = kid.chars().take(8).collect();
    let body = json!({
        "party": world.company("supplier").id, "member": world.person("supplier", 1).id,
        "kid": kid, "reason": "搬迁中损坏", "evidence": "7".repeat(64),
    });
    world.act("operator", "key.recover/1", body, 2).await.unwrap();
    for path in ["/home", "/house/keys", "/waiting", "/certificates"] {
        app.page("supplier", "en", path)
            .await
            .is_page("en")
            .says("72 hours are left")
            .says("搬迁中损坏")
            .says("href=\"/house/recovery\"");
    }
    world.wait(71 * HOUR + 1);
    app.page("supplier", "en", "/home").await.says("1 hour is left");
    let viewer = join(&app, "supplier", &["viewer"], &new_key(62)).await;
    app.get(&viewer, "/house/recovery")
        .await
        .is_page("zh")
        .says("data-kind=\"key.veto/1\"")
        .says("recovery/");
    let buyer = app.page("buyer", "en", "/house/recovery").await;
    assert_eq!(buyer.status, axum::http::StatusCode::NOT_FOUND);
    world.act("supplier", "key.veto/1", json!({}), 1).await.unwrap();
    let shown = app.page("supplier", "en", "/home").await;
    assert!(!shown.text.contains("/house/recovery"), "{}", shown.text);
    app.page("supplier", "en", "/house/recovery")
        .await
        .says("No key is announced now")
        // By name, and the key by its beginning.
        .says(&format!(
            "Announce the key {begins}… for 北京安卫防护用品有限公司1 of"
        ));
}

#[tokio::test]
async fn a_revoked_key_is_shown_and_told_to_its_party_alone() {
    let app = App::of(World::with_everybody(Engine::Sqlite).await);
    let world = &app.world;
    let kid = world.person("supplier", 1).key.public().thumbprint();
    let body = json!({"kid": kid, "reason": "旧手机遗失", "suspect_from": 7});
    world.act("supplier", "key.revoke/1", body, 1).await.unwrap();
    let seq = world.store.watch().borrow().saturating_sub(1);
    app.page("supplier", "en", "/house/keys")
        .await
        .says("revoked, in doubt")
        .says("in doubt since entry 7")
        .says(&format!("/ledger/{seq}"));
    let refused = try_key(&app, "supplier", &world.person("supplier", 1).key).await;
    refused.says("\"code\":\"revoked-key\"");
    refused.says(&format!("\"see\":\"/revoked-key?entry={seq}\""));
    let path = format!("/revoked-key?entry={seq}");
    app.page("supplier", "en", &path)
        .await
        .is_page("en")
        .says("北京安卫防护用品有限公司0");
    for shown in [
        app.get("tallystick-language=en", &path).await,
        app.page("buyer", "en", &path).await,
    ] {
        shown.is_page("en").says("Its holder revoked it");
        assert!(!shown.text.contains("北京安卫防护用品有限公司0"));
    }
}

#[tokio::test]
async fn who_lost_a_device_is_helped_without_signing_in() {
    let app = App::of(World::with_everybody(Engine::Sqlite).await);
    for path in ["/lost-device", "/second-device", "/revoked-key"] {
        for language in ["zh", "en"] {
            app.get(&format!("tallystick-language={language}"), path)
                .await
                .is_page(language);
        }
    }
    app.get("tallystick-language=en", "/lost-device")
        .await
        .says("72 hours");
}

#[tokio::test]
async fn a_registered_party_accepts_its_registration_first() {
    let mut app = App::of(World::with_everybody(Engine::Sqlite).await);
    let world = &mut app.world;
    let mut company = world.company("weaver").clone();
    company.id = world.new_id("party").parse().unwrap();
    for (person, byte) in company.people.iter_mut().zip([63, 64]) {
        person.id = world.new_id("member").parse().unwrap();
        person.key = new_key(byte);
    }
    let party = company.id.subject();
    let people = company.people.iter().map(|person| {
        json!({"member": person.id, "name": "孙八", "roles": ["admin", "maker"], "kid": person.key.public().thumbprint()})
    });
    let keys = company.people.iter().map(|person| {
        let possession = person.key.prove_possession(world.store.ledger(), &party).unwrap();
        json!({"kid": person.key.public().thumbprint(), "jwk": person.key.public().to_jwk(), "possession": possession})
    });
    let body = json!({
        "party": party, "capacities": ["supplier"], "buyer_class": null,
        "identity": {"scheme": "uscc", "code": "91110199MA0NEW1X07"},
        "profile": {
            "legal_name": "北京新纺有限公司", "address": "北京", "contact": "010", "size": "small", "group": null,
            "accounts": [], "net_assets": null,
        },
        "members": people.collect::<Vec<_>>(), "keys": keys.collect::<Vec<_>>(), "policy": null,
    });
    world.act("operator", "party.register/1", body, 2).await.unwrap();
    world.companies.insert("new", company);
    app.page("new", "en", "/house")
        .await
        .is_page("en")
        .says("to be accepted")
        .says("/house/accept");
    app.page("new", "en", "/house/accept")
        .await
        .is_page("en")
        .says("data-kind=\"party.accept/1\"")
        .says("北京新纺有限公司");
    app.world
        .act("new", "party.accept/1", json!({}), 1)
        .await
        .unwrap();
    let shown = app.page("new", "en", "/house/accept").await;
    shown.says("has accepted its registration");
    assert!(!shown.text.contains("<form class=\"act\""));
}

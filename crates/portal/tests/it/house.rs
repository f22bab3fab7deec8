//! The party's own house.

use std::fmt::Write as _;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::json;
use tallystick_ledger::{AccessToken, SigningKey};
use tallystick_testbed::{Engine, World};
use zeroize::Zeroizing;

use crate::app::{App, Shown};

/// Pages that every member has.
const PAGES: [&str; 7] = [
    "/house",
    "/house/members",
    "/house/keys",
    "/house/policy",
    "/house/invitations",
    "/house/clients",
    "/house/me",
];

/// A form that a page of this site sends.
pub(crate) async fn post(app: &App, cookie: &str, path: &str, form: &str) -> Shown {
    let request = Request::post(path)
        .header(header::COOKIE, format!("{cookie}; tallystick-language=en"))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::HOST, "tallystick.test")
        .header(header::ORIGIN, "https://tallystick.test")
        .header("sec-fetch-site", "same-origin")
        .body(Body::from(form.to_owned()))
        .unwrap();
    let sent = app.send(request).await;
    match made_link(&sent) {
        Some((address, carried)) => {
            let cookies = format!("{cookie}; {carried}; tallystick-language=en");
            app.get(&cookies, &address).await
        }
        None => sent,
    }
}

/// Where an invitation that was just made leads, and the cookie that carries its link there.
pub(crate) fn made_link(sent: &Shown) -> Option<(String, String)> {
    let address = sent.headers.get(header::LOCATION)?.to_str().unwrap();
    let carried = sent.headers.get(header::SET_COOKIE)?.to_str().unwrap();
    let (carried, _) = carried.split_once(';').unwrap();
    address
        .starts_with("/links/")
        .then(|| (address.to_owned(), carried.to_owned()))
}

/// A key that nobody has.
pub(crate) fn new_key(byte: u8) -> SigningKey {
    SigningKey::from_random(&Zeroizing::new([byte; 32])).unwrap()
}

/// A cookie of a key of a party.
pub(crate) async fn cookie_of(app: &App, party: &str, key: &SigningKey) -> String {
    let store = &app.world.store;
    let challenge = store.challenge().await.unwrap();
    let party = app.world.company(party).id.subject();
    let token = AccessToken::sign(key, &party, store.ledger(), store.now(), challenge).unwrap();
    format!("tallystick-seat={}", store.sign_in(&token).await.unwrap().secret)
}

/// A further member of a party, with these roles and a key; returns a cookie.
pub(crate) async fn join(app: &App, party: &str, roles: &[&str], key: &SigningKey) -> String {
    let world = &app.world;
    let member = world.new_id("member");
    let body = json!({"member": member, "name": "赵六", "roles": roles});
    world.act(party, "member.add/1", body, 2).await.unwrap();
    let owner = world.company(party).id.subject();
    let possession = key.prove_possession(world.store.ledger(), &owner).unwrap();
    let public = key.public();
    let keys = json!([{"kid": public.thumbprint(), "jwk": public.to_jwk(), "possession": possession}]);
    let body = json!({"holder": {"member": member}, "keys": keys});
    world.act(party, "key.add/1", body, 2).await.unwrap();
    cookie_of(app, party, key).await
}

#[tokio::test]
async fn every_party_has_a_house_in_both_languages() {
    let app = App::of(World::with_everybody(Engine::Sqlite).await);
    let parties = [
        "operator",
        "supplier",
        "buyer",
        "centre",
        "bank",
        "guarantor",
        "manager",
        "auditor",
    ];
    for party in parties {
        let cookie = app.cookie(party, 0).await;
        for path in PAGES
            .into_iter()
            .chain(["/house/policy/change", "/waiting", "/news"])
        {
            for language in ["zh", "en"] {
                let cookies = format!("{cookie}; tallystick-language={language}");
                app.get(&cookies, path).await.is_page(language);
            }
        }
        let profile = app.get(&cookie, "/house/profile").await.status;
        let expected = if party == "operator" {
            StatusCode::NOT_FOUND
        } else {
            StatusCode::OK
        };
        assert_eq!(profile, expected, "{party}");
    }
    for path in PAGES {
        assert_eq!(app.get("", path).await.status, StatusCode::SEE_OTHER, "{path}");
    }
}

#[tokio::test]
async fn the_file_is_shown_and_stated_anew_by_an_admin() {
    let app = App::of(World::with_everybody(Engine::Sqlite).await);
    app.page("buyer", "en", "/house")
        .await
        .says("12110199400612345X")
        .says("public institution")
        .says("11050199360000001024")
        .says("href=\"/record\"");
    app.page("supplier", "en", "/house/profile")
        .await
        .says("data-kind=\"profile.update/1\"")
        .says("name=\"profile.accounts.0.account\"")
        .says("value=\"small\" selected")
        .says("profile/");
}

#[tokio::test]
async fn forms_about_members_and_keys_carry_what_they_must() {
    let app = App::of(World::with_everybody(Engine::Sqlite).await);
    let checker = app.world.person("supplier", 1);
    let id = checker.id.subject();
    let kid = checker.key.public().thumbprint();
    app.page("supplier", "en", &format!("/house/members/{}/roles", id.id()))
        .await
        .is_page("en")
        .says("data-kind=\"role.change/1\"")
        .says(&format!("name=\"member\" value=\"{id}\""))
        .says("value=\"checker\" data-type=\"list\" checked")
        .says("data-capacity=\"supplier\"");
    join(&app, "supplier", &["admin"], &new_key(43)).await;
    app.page("supplier", "zh", &format!("/house/members/{}/remove", id.id()))
        .await
        .is_page("zh")
        .says("data-kind=\"member.remove/1\"")
        .says(&format!("name=\"kids\" data-type=\"list\" value=\"{kid}\""));
    app.page("supplier", "en", &format!("/house/keys/{kid}/revoke"))
        .await
        .is_page("en")
        .says("data-kind=\"key.revoke/1\"")
        .says("name=\"suspect_from\" data-type=\"number\"");
    let other = app.world.person("buyer", 0);
    for path in [
        format!("/house/members/{}/roles", other.id.subject().id()),
        format!("/house/keys/{}/revoke", other.key.public().thumbprint()),
    ] {
        let status = app.page("supplier", "en", &path).await.status;
        assert_eq!(status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn one_of_the_last_two_admins_cannot_be_removed() {
    let app = App::of(World::with_everybody(Engine::Sqlite).await);
    let member = app.world.person("supplier", 1).id.subject();
    let page = format!("/house/members/{}/remove", member.id());
    for (language, words) in [("en", "would lack the two admins"), ("zh", "管理员将不足两名")] {
        app.page("supplier", language, &page)
            .await
            .is_page(language)
            .says(words)
            .says_not("<form class=\"act\"");
    }
}

#[tokio::test]
async fn the_room_that_one_is_in_is_marked() {
    let app = App::of(World::with_everybody(Engine::Sqlite).await);
    for path in PAGES {
        let shown = app.page("supplier", "en", path).await;
        shown.says(&format!("<a href=\"{path}\" aria-current=\"page\">"));
        let (_, rooms) = shown.text.split_once("class=\"rooms\"").unwrap();
        let (rooms, _) = rooms.split_once("</nav>").unwrap();
        assert_eq!(rooms.matches("aria-current").count(), 1, "{path}");
    }
}

#[tokio::test]
async fn the_policy_is_told_in_words_and_changed_rule_by_rule() {
    let app = App::of(World::with_everybody(Engine::Sqlite).await);
    let rule = json!({"command": "payment.report", "from": {"value": "1000000.00", "currency": "CNY"}, "signatures": 2, "checker": true});
    let body = json!({"policy": {"sole_member": false, "rules": [rule]}});
    app.world.act("buyer", "policy.change/1", body, 2).await.unwrap();
    app.page("buyer", "en", "/house/policy")
        .await
        .says("from 1,000,000.00 CNY: 2 members sign, a checker among them");
    app.page("buyer", "en", "/house/policy/change?add=receivable.reject&one=contract.accept")
        .await
        .says("name=\"policy.rules.0.from.value\" inputmode=\"decimal\" aria-describedby=\"from-hint-0\" value=\"1,000,000.00\"")
        .says("name=\"policy.rules.1.command\" value=\"receivable.reject\"")
        .says("name=\"policy.rules.2.command\" value=\"contract.accept\"")
        .says("add=receivable.reject,contract.accept&#38;drop=1");
    let without = app.page("buyer", "en", "/house/policy/change?drop=0").await;
    assert!(
        !without.text.contains("policy.rules.0.command"),
        "{}",
        without.text
    );
}

#[tokio::test]
async fn a_viewer_reads_and_finds_no_act() {
    let app = App::of(World::with_everybody(Engine::Sqlite).await);
    let cookie = join(&app, "supplier", &["viewer"], &new_key(41)).await;
    for path in PAGES.into_iter().chain(["/waiting", "/news", "/home"]) {
        let shown = app.get(&format!("{cookie}; tallystick-language=en"), path).await;
        shown.is_page("en");
        assert!(
            !shown.text.contains("<form class=\"act\""),
            "{path}: {}",
            shown.text
        );
    }
    let member = app.world.person("supplier", 0).id.subject();
    let roles = format!("/house/members/{}/roles", member.id());
    for path in ["/house/policy/change", "/house/profile", "/house/accept", &roles] {
        assert_eq!(
            app.get(&cookie, path).await.status,
            StatusCode::FORBIDDEN,
            "{path}"
        );
    }
    let invited = post(&app, &cookie, "/house/invitations", "label=x&member=").await;
    assert_eq!(invited.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_form_of_another_site_is_refused_with_a_page() {
    let app = App::of(World::with_everybody(Engine::Sqlite).await);
    let cookie = app.cookie("supplier", 0).await;
    let sent = |site: &'static str, origin: &'static str| {
        Request::post("/house/me/devices")
            .header(header::COOKIE, format!("{cookie}; tallystick-language=en"))
            .header(header::HOST, "tallystick.test")
            .header(header::ORIGIN, origin)
            .header("sec-fetch-site", site)
            .body(Body::empty())
            .unwrap()
    };
    for (site, origin) in [
        ("cross-site", "https://evil.test"),
        ("same-site", "https://evil.tallystick.test"),
    ] {
        let shown = app.send(sent(site, origin)).await;
        assert_eq!(shown.status, StatusCode::FORBIDDEN, "{site}");
        shown.says("another site").says("<h1>");
    }
    let viewer = app.world.viewer("supplier", 0).await;
    let made = app.world.store.invitations(&viewer).await.unwrap();
    assert!(made.is_empty(), "{made:?}");
    let shown = app.send(sent("same-origin", "https://tallystick.test")).await;
    assert_eq!(shown.status, StatusCode::SEE_OTHER, "{}", shown.text);
}

#[tokio::test]
async fn sign_ins_that_go_on_are_listed_and_ended() {
    let app = App::of(World::with_everybody(Engine::Sqlite).await);
    let (first, second) = (app.cookie("supplier", 0).await, app.cookie("supplier", 0).await);
    let secret = second.strip_prefix("tallystick-seat=").unwrap();
    let id = tallystick_store::sign_in_id(secret);
    let path = format!("/house/me/sign-ins/{id}/end");
    app.get(&first, "/house/me").await.says(&path);
    let stranger = app.cookie("buyer", 0).await;
    assert_eq!(
        post(&app, &stranger, &path, "").await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(post(&app, &first, &path, "").await.status, StatusCode::SEE_OTHER);
    assert_eq!(app.get(&second, "/house/me").await.status, StatusCode::SEE_OTHER);
    assert_eq!(app.get(&first, "/house/me").await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_key_of_a_program_is_read_with_its_proof() {
    let app = App::of(World::with_everybody(Engine::Sqlite).await);
    let cookie = app.cookie("supplier", 0).await;
    app.page("supplier", "en", "/house/clients")
        .await
        .says("tallystick keys prove")
        .says("data-kind=\"member.add/1\"")
        .says("data-new=\"member\"");
    let key = new_key(42);
    let member = app.world.person("supplier", 1).id;
    let pasted = |party: &str| {
        let owner = app.world.company(party).id.subject();
        let possession = key.prove_possession(app.world.store.ledger(), &owner).unwrap();
        let text =
            json!({"kid": key.public().thumbprint(), "jwk": key.public().to_jwk(), "possession": possession});
        let text: String = text.to_string().bytes().fold(String::new(), |mut text, byte| {
            let _ = write!(text, "%{byte:02X}");
            text
        });
        format!("member={}&key={text}", member.to_string().replace('/', "%2F"))
    };
    post(&app, &cookie, "/house/clients/key", &pasted("supplier"))
        .await
        .is_page("en")
        .says("data-kind=\"key.add/1\"")
        .says(&format!("name=\"holder.member\" value=\"{member}\""))
        .says("name=\"keys.0.possession\"");
    let wrong = post(&app, &cookie, "/house/clients/key", &pasted("buyer")).await;
    wrong.is_page("en").says("The proof does not hold");
    assert!(!wrong.text.contains("data-kind=\"key.add/1\""));
}

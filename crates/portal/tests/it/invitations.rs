//! Invitations, on both sides.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::json;
use tallystick_testbed::{Engine, World};

use crate::app::{App, Shown};
use crate::house::{cookie_of, made_link, new_key, post};

/// The secret of the link on a page.
fn secret(shown: &Shown) -> String {
    let (_, after) = shown
        .text
        .split_once("https://tallystick.test/invitations/")
        .unwrap();
    after.split('"').next().unwrap().to_owned()
}

/// The address of the invitation on the page with its link.
fn address(shown: &Shown) -> String {
    let (_, after) = shown.text.split_once("href=\"/house/invitations/").unwrap();
    format!("/house/invitations/{}", after.split('"').next().unwrap())
}

async fn answer(app: &App, secret: &str, party: &str, key: &tallystick_ledger::SigningKey) -> Shown {
    let owner = app.world.company(party).id.subject();
    let possession = key.prove_possession(app.world.store.ledger(), &owner).unwrap();
    let body = json!({"jwk": key.public().to_jwk(), "possession": possession, "name": "钱七"});
    let request = Request::post(format!("/invitations/{secret}"))
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::HOST, "tallystick.test")
        .header("sec-fetch-site", "same-origin")
        .body(Body::from(body.to_string()))
        .unwrap();
    app.send(request).await
}

#[tokio::test]
async fn a_new_member_is_invited_answers_is_compared_and_taken_in() {
    let app = App::of(World::with_everybody(Engine::Sqlite).await);
    let admin = app.cookie("supplier", 0).await;
    let english = format!("{admin}; tallystick-language=en");
    let link = post(&app, &admin, "/house/invitations", "label=Qian&member=").await;
    link.is_page("en")
        .says("<svg viewBox=\"0 0 ")
        .says("<path d=\"M4 4h1v1h-1z");
    let (secret, place) = (secret(&link), address(&link));
    for language in ["zh", "en"] {
        app.get(
            &format!("tallystick-language={language}"),
            &format!("/invitations/{secret}"),
        )
        .await
        .is_page(language)
        .says("class=\"enrol\"")
        .says("data-purpose=\"new-member\"")
        .says(app.world.company("supplier").name)
        .says(&format!("data-party=\"{}\"", app.world.company("supplier").id));
    }
    app.get(&english, &place).await.says("have not opened the link");
    let key = new_key(51);
    let refused = answer(&app, &secret, "buyer", &key).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.says("\"code\":\"no-possession\"");
    assert_eq!(
        answer(&app, &secret, "supplier", &key).await.status,
        StatusCode::OK
    );

    let kid = key.public().thumbprint();
    let compared = app.get(&english, &place).await;
    compared
        .is_page("en")
        .says("data-kind=\"member.add/1\"")
        .says("value=\"钱七\"");
    let print = compared.text.split("class=\"fingerprint\">").nth(1).unwrap();
    assert_eq!(print.split('<').next().unwrap().split(' ').count(), 16);
    let member = compared.text.split("name=\"member\" value=\"").nth(1).unwrap();
    let member = member.split('"').next().unwrap().to_owned();

    let body = json!({"member": member, "name": "钱七", "roles": ["maker"]});
    app.world
        .act("supplier", "member.add/1", body.clone(), 1)
        .await
        .unwrap();
    app.get(&english, &place)
        .await
        .says("waits for another admin")
        .says("/waiting/");
    app.world.act("supplier", "member.add/1", body, 2).await.unwrap();
    let shown = app.get(&english, &place).await;
    shown
        .says("data-kind=\"key.add/1\"")
        .says(&format!("name=\"keys.0.kid\" value=\"{kid}\""))
        .says("_compared");

    let owner = app.world.company("supplier").id.subject();
    let possession = key.prove_possession(app.world.store.ledger(), &owner).unwrap();
    let keys = json!([{"kid": kid, "jwk": key.public().to_jwk(), "possession": possession}]);
    let body = json!({"holder": {"member": member}, "keys": keys});
    app.world.act("supplier", "key.add/1", body, 2).await.unwrap();
    app.get(&english, &place).await.says("The key is added");
    let cookie = cookie_of(&app, "supplier", &key).await;
    app.get(&cookie, "/home").await.is_page("zh").says("钱七");
}

#[tokio::test]
async fn an_invitation_of_another_party_is_not_shown_and_not_withdrawn() {
    let app = App::of(World::with_everybody(Engine::Sqlite).await);
    let admin = app.cookie("supplier", 0).await;
    let place = address(&post(&app, &admin, "/house/invitations", "label=Geheim&member=").await);
    app.get(&admin, "/house/invitations").await.says("Geheim");
    let other = app.cookie("buyer", 0).await;
    assert!(
        !app.get(&other, "/house/invitations")
            .await
            .text
            .contains("Geheim")
    );
    assert_eq!(app.get(&other, &place).await.status, StatusCode::NOT_FOUND);
    let withdrawal = format!("{place}/withdraw");
    assert_eq!(
        post(&app, &other, &withdrawal, "").await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        post(&app, &admin, &withdrawal, "").await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(app.get(&admin, &place).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn another_device_is_taken_in_by_the_member_alone() {
    let app = App::of(World::with_everybody(Engine::Sqlite).await);
    let cookie = app.cookie("bank", 1).await;
    let link = post(&app, &cookie, "/house/me/devices", "").await;
    let (secret, place) = (secret(&link), address(&link));
    let shown = app
        .get("tallystick-language=en", &format!("/invitations/{secret}"))
        .await;
    shown.says("data-purpose=\"own-device\"");
    assert!(!shown.text.contains("name=\"name\""), "{}", shown.text);
    assert_eq!(
        answer(&app, &secret, "bank", &new_key(52)).await.status,
        StatusCode::OK
    );
    app.get(&cookie, &place).await.says("data-kind=\"key.add/1\"");
    // Another admin sees that it is there, and that it is not for them.
    let shown = app.page("bank", "en", &place).await;
    shown.says("Others act on this");
    assert!(!shown.text.contains("<form class=\"act\""));
}

#[tokio::test]
async fn a_label_that_is_no_line_and_a_link_that_is_none_are_told() {
    let app = App::of(World::with_everybody(Engine::Sqlite).await);
    let admin = app.cookie("supplier", 0).await;
    let long = format!("label={}&member=", "x".repeat(101));
    let refused = post(&app, &admin, "/house/invitations", &long).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    refused.says("too long");
    app.get("tallystick-language=en", "/invitations/none")
        .await
        .is_page("en")
        .says("no such invitation");
    let link = post(&app, &admin, "/house/me/devices", "").await;
    app.world.wait_days(4);
    let path = format!("/invitations/{}", secret(&link));
    let shown = app.get("tallystick-language=en", &path).await;
    shown.is_page("en").says("has expired");
    assert!(!shown.text.contains("class=\"enrol\""));
}

#[tokio::test]
async fn the_page_of_a_link_is_read_again_and_invites_nobody_when_it_is() {
    let app = App::of(World::with_everybody(Engine::Sqlite).await);
    let admin = app.cookie("supplier", 0).await;
    let viewer = app.world.viewer("supplier", 0).await;
    let request = Request::post("/house/me/devices")
        .header(header::COOKIE, &admin)
        .header(header::HOST, "tallystick.test")
        .header("sec-fetch-site", "same-origin")
        .body(Body::empty())
        .unwrap();
    let sent = app.send(request).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    assert!(!sent.text.contains("/invitations/"), "{}", sent.text);
    let (path, carried) = made_link(&sent).unwrap();
    let cookies = format!("{admin}; {carried}; tallystick-language=en");
    let link = app.get(&cookies, &path).await;
    link.is_page("en").says("your other device");
    let again = app.get(&cookies, &path).await;
    assert_eq!(secret(&again), secret(&link));
    assert_eq!(app.world.store.invitations(&viewer).await.unwrap().len(), 1);
    // Without what the browser carries there is no link, and no other party has it.
    assert_eq!(app.get(&admin, &path).await.status, StatusCode::NOT_FOUND);
    let other = app.cookie("buyer", 0).await;
    let strangers = app.get(&format!("{other}; {carried}"), &path).await;
    assert_eq!(strangers.status, StatusCode::NOT_FOUND);
    let place = address(&link);
    post(&app, &admin, &format!("{place}/withdraw"), "").await;
    assert_eq!(app.get(&cookies, &path).await.status, StatusCode::NOT_FOUND);
}

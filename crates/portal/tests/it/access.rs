//! Who gets which page.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use tallystick_testbed::{Engine, World};

use crate::app::App;

#[tokio::test]
async fn whoever_is_not_signed_in_is_sent_to_sign_in_and_comes_back() {
    let app = App::of(World::with_everybody(Engine::Sqlite).await);
    let shown = app.get("", "/certificates?order=due").await;
    assert_eq!(shown.status, StatusCode::SEE_OTHER);
    assert_eq!(
        shown.headers.get(header::LOCATION).unwrap(),
        "/sign-in?next=%2Fcertificates%3Forder%3Ddue"
    );
    app.get("", "/sign-in?next=/certificates%3Forder%3Ddue")
        .await
        .is_page("zh")
        .says("data-next=\"/certificates?order=due\"");
}

#[tokio::test]
async fn a_page_binds_the_browser_and_is_not_kept() {
    let app = App::of(World::with_everybody(Engine::Sqlite).await);
    let shown = app.page("supplier", "en", "/home").await;
    shown.is_page("en");
    let policy = shown
        .headers
        .get(header::CONTENT_SECURITY_POLICY)
        .unwrap()
        .to_str()
        .unwrap();
    assert!(
        policy.contains("script-src 'self';") && policy.contains("default-src 'none';"),
        "{policy}"
    );
    assert_eq!(shown.headers.get(header::CACHE_CONTROL).unwrap(), "no-store");
    assert!(
        !shown.text.contains("<style") && !shown.text.contains(" style="),
        "{}",
        shown.text
    );
}

#[tokio::test]
async fn the_seats_of_a_demo_are_nowhere_else() {
    let app = App::of(World::with_everybody(Engine::Sqlite).await);
    assert_eq!(app.get("", "/enter").await.status, StatusCode::NOT_FOUND);
    assert_eq!(app.get("", "/enter/bank-1").await.status, StatusCode::NOT_FOUND);
    let file = "/enter/bank-files/019bb514-d500-7521-abad-b6a094342c01/paid";
    assert_eq!(app.get("", file).await.status, StatusCode::NOT_FOUND);
    assert_eq!(app.page("bank", "en", file).await.status, StatusCode::NOT_FOUND);
    let contract = app.world.contract("YNYY-HC-2026-017").await;
    let contract = contract.trim_start_matches("contract/");
    let invoice = format!("/enter/invoices/{contract}");
    assert_eq!(app.get("", &invoice).await.status, StatusCode::NOT_FOUND);
    let shown = app.page("supplier", "en", &invoice).await;
    assert_eq!(shown.status, StatusCode::NOT_FOUND);
    app.page("supplier", "en", &format!("/receivables/new?contract={contract}"))
        .await
        .is_page("en")
        .says_not("/enter/");
}

#[tokio::test]
async fn whoever_asks_for_challenges_too_often_waits() {
    let world = World::with_everybody(Engine::Sqlite).await;
    let app = App::with(world, |settings| settings.ask_address = Arc::new(|_| false));
    let request = Request::post("/sign-in/challenge").body(Body::empty()).unwrap();
    assert_eq!(app.send(request).await.status, StatusCode::TOO_MANY_REQUESTS);
}

/// What a page's script is told of its sign-in.
async fn lasts(app: &App, cookie: &str, method: &str, path: &str) -> (StatusCode, serde_json::Value) {
    let request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::COOKIE, cookie)
        .header("sec-fetch-site", "same-origin")
        .body(Body::empty())
        .unwrap();
    let shown = app.send(request).await;
    (shown.status, serde_json::from_str(&shown.text).unwrap())
}

#[tokio::test]
async fn a_page_may_ask_whether_its_sign_in_goes_on() {
    const MINUTE: u64 = 60_000;
    let app = App::of(World::with_everybody(Engine::Sqlite).await);
    let cookie = app.cookie("supplier", 0).await;
    let kid = app.world.person("supplier", 0).key.public().thumbprint();
    app.world.wait(20 * MINUTE);
    let (status, told) = lasts(&app, &cookie, "GET", "/sign-in/until").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(told, serde_json::json!({"kid": kid, "left": 10 * MINUTE}));
    // To look again was no use of it; to sign is.
    let (_, told) = lasts(&app, &cookie, "GET", "/sign-in/until").await;
    assert_eq!(told["left"], 10 * MINUTE);
    let (status, told) = lasts(&app, &cookie, "POST", "/sign-in/used").await;
    assert_eq!((status, &told["left"]), (StatusCode::OK, &(30 * MINUTE).into()));
    app.world.wait(30 * MINUTE);
    for (method, path) in [("GET", "/sign-in/until"), ("POST", "/sign-in/used")] {
        for cookie in [cookie.as_str(), "", "tallystick-seat=made-up"] {
            let (status, told) = lasts(&app, cookie, method, path).await;
            assert_eq!(
                (status, &told["code"]),
                (StatusCode::UNAUTHORIZED, &"signed-out".into())
            );
        }
    }
}

#[tokio::test]
async fn assets_travel_compressed_and_pages_do_not() {
    let app = App::of(World::with_everybody(Engine::Sqlite).await);
    let fetch = async |path: &str| {
        let request = Request::get(path)
            .header(header::ACCEPT_ENCODING, "gzip, deflate, br")
            .body(Body::empty())
            .unwrap();
        app.send(request).await
    };
    for (name, most) in [("refusals.zh.json", 60_000), ("refusals.en.json", 6_000)] {
        let refusals = fetch(&format!("/assets/any/{name}")).await;
        assert_eq!(refusals.status, StatusCode::OK, "{name}");
        assert_eq!(refusals.headers.get(header::CONTENT_ENCODING).unwrap(), "gzip");
        assert!(refusals.bytes.len() < most, "{name}: {}", refusals.bytes.len());
    }
    let page = fetch("/").await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.headers.get(header::CONTENT_ENCODING), None);
}

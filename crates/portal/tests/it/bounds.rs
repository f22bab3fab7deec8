//! How much one request may bring and take, and what a visitor is told beyond that.

use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use tallystick_portal::Bounds;
use tallystick_testbed::{Engine, World};
use tokio::sync::Semaphore;

use crate::app::{App, Shown};

async fn bound(change: impl FnOnce(&mut Bounds)) -> App {
    let world = World::with_everybody(Engine::Sqlite).await;
    App::with(world, |settings| change(&mut settings.bounds))
}

/// What comes back where a body is sent that somebody reads.
async fn sent(app: &App, body: Body) -> Shown {
    let request = Request::post("/sign-in")
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::COOKIE, "tallystick-language=en")
        .body(body)
        .unwrap();
    app.send(request).await
}

#[tokio::test]
async fn when_there_is_no_room_a_page_says_so_and_when_to_come_back() {
    let app = bound(|bounds| bounds.requests = Arc::new(Semaphore::new(0))).await;
    for (language, words) in [("en", "There is too much to do at once"), ("zh", "系统繁忙")] {
        let shown = app.page("supplier", language, "/certificates").await;
        assert_eq!(shown.status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(shown.headers[header::RETRY_AFTER], "1");
        assert!(shown.headers.contains_key(header::CONTENT_SECURITY_POLICY));
        shown.says(&format!("<h1>{words}</h1>"));
    }
    // What is the same for everyone is not asked of the database, so that page has its styles.
    let place = app.get("", "/home").await.text;
    let styles = place
        .split('"')
        .find(|text| text.starts_with("/assets/"))
        .unwrap();
    assert_eq!(app.get("", styles).await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_page_that_takes_too_long_is_given_up() {
    let app = bound(|bounds| bounds.request_time = Duration::ZERO).await;
    for (language, words) in [("en", "The page took too long"), ("zh", "页面生成超时")] {
        let shown = app.page("supplier", language, "/certificates").await;
        assert_eq!(shown.status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(shown.headers[header::RETRY_AFTER], "10");
        shown.says(&format!("<h1>{words}</h1>"));
    }
}

#[tokio::test]
async fn what_was_given_up_leaves_its_room_to_others() {
    let room = Arc::new(Semaphore::new(1));
    let app = bound(|bounds| bounds.requests = Arc::clone(&room)).await;
    app.page("supplier", "en", "/certificates").await.is_page("en");
    assert_eq!(room.available_permits(), 1);
}

#[tokio::test]
async fn what_never_arrives_whole_is_not_waited_for() {
    let app = bound(|bounds| bounds.body_time = Duration::from_millis(1)).await;
    let never = futures::stream::pending::<Result<&'static str, std::io::Error>>();
    let shown = sent(&app, Body::from_stream(never)).await;
    assert_eq!(shown.status, StatusCode::REQUEST_TIMEOUT);
    assert_eq!(shown.headers[header::RETRY_AFTER], "1");
    shown.says("This did not arrive whole");
}

#[tokio::test]
async fn a_form_is_taken_up_to_a_length_and_not_beyond() {
    let app = bound(|bounds| bounds.form_bytes = 7).await;
    let shown = sent(&app, Body::from("{\"a\":1} ")).await;
    assert_eq!(shown.status, StatusCode::PAYLOAD_TOO_LARGE);
    shown.says("This is more than the page takes");
    let shown = sent(&app, Body::from("{\"a\":1}")).await;
    assert_ne!(shown.status, StatusCode::PAYLOAD_TOO_LARGE);
}

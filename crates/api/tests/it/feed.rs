//! The feed: nothing is missed, and it ends when it must.

use std::time::Duration;

use axum::body::Body;
use axum::http::{Method, header};
use axum::response::Response;
use http_body_util::BodyExt as _;
use rstest::rstest;
use serde_json::{Value, json};
use tallystick_api::{Api, router};
use tallystick_store::Store;
use tallystick_testbed::{Engine, service_keys};
use tower::ServiceExt as _;

use crate::app::{App, Maker, settings};

/// An open feed, read event by event.
struct Feed {
    body: Body,
    text: String,
}

impl Feed {
    async fn open(app: &App, after: Option<u64>, header: Option<u64>) -> Self {
        let path = after.map_or("/v1/entries".to_owned(), |after| {
            format!("/v1/entries?after={after}")
        });
        let mut request = app
            .request(Maker("supplier"), &Method::GET, &path)
            .header(header::ACCEPT, "text/event-stream");
        if let Some(last) = header {
            request = request.header("last-event-id", last);
        }
        Self::of(app.open(request.body(Body::empty()).unwrap()).await)
    }

    fn of(response: Response) -> Self {
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()[header::CONTENT_TYPE], "text/event-stream");
        Self {
            body: response.into_body(),
            text: String::new(),
        }
    }

    /// The next event: its id and its data; none when the feed has ended.
    async fn next(&mut self) -> Option<(u64, Value)> {
        loop {
            if let Some((event, rest)) = self.text.split_once("\n\n") {
                let (event, rest) = (event.to_owned(), rest.to_owned());
                self.text = rest;
                let field = |name: &str| {
                    let line = event.lines().find_map(|line| line.strip_prefix(name));
                    line.map(|value| value.trim_start().to_owned())
                };
                if let (Some(id), Some(data)) = (field("id:"), field("data:")) {
                    assert_eq!(field("event:").as_deref(), Some("entry"));
                    return Some((id.parse().unwrap(), serde_json::from_str(&data).unwrap()));
                }
                continue;
            }
            let frame = self.body.frame().await?.unwrap();
            self.text
                .push_str(std::str::from_utf8(frame.data_ref().unwrap()).unwrap());
        }
    }
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_feed_tells_what_was_and_what_comes_in_order(#[case] engine: Engine) {
    let app = App::new(engine).await;
    let size = *app.world.store.watch().borrow();
    let mut feed = Feed::open(&app, None, None).await;
    for seq in 0..size {
        let (id, entry) = feed.next().await.unwrap();
        assert_eq!((id, &entry["seq"]), (seq, &json!(seq)));
    }
    let contract = app.world.contract("YNYY-HC-2026-017").await;
    let (id, entry) = feed.next().await.unwrap();
    assert_eq!((id, entry["kind"].as_str()), (size, Some("contract.register/1")));
    assert_eq!(entry["subject"], contract.as_str());
    assert!(entry["body"].is_string());
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_reader_who_comes_back_goes_on_after_the_last_event_it_had(#[case] engine: Engine) {
    let app = App::new(engine).await;
    let mut by_query = Feed::open(&app, Some(2), None).await;
    assert_eq!(by_query.next().await.unwrap().0, 3);
    let mut by_header = Feed::open(&app, Some(2), Some(4)).await;
    assert_eq!(by_header.next().await.unwrap().0, 5);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_feed_ends_when_the_service_stops(#[case] engine: Engine) {
    let app = App::new(engine).await;
    let size = *app.world.store.watch().borrow();
    let mut feed = Feed::open(&app, Some(size - 2), None).await;
    assert_eq!(feed.next().await.unwrap().0, size - 1);
    app.api.stop();
    assert!(feed.next().await.is_none());
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn there_are_only_so_many_feeds(#[case] engine: Engine) {
    let app = App::with(engine, |settings| settings.limits.feeds = 1).await;
    let first = Feed::open(&app, None, None).await;
    let request = || {
        app.request(Maker("supplier"), &Method::GET, "/v1/entries")
            .header(header::ACCEPT, "text/event-stream")
            .body(Body::empty())
            .unwrap()
    };
    assert_eq!(app.send(request()).await.code(), "too-busy");
    drop(first);
    assert_eq!(app.open(request()).await.status(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_tells_what_another_instance_wrote() {
    let app = App::new(Engine::Postgres).await;
    let size = *app.world.store.watch().borrow();
    let other = Store::open(&app.world.settings(), service_keys(), app.world.ambient())
        .await
        .unwrap();
    let api = Api::new(other.clone(), settings()).unwrap();
    let request = app
        .request(
            Maker("supplier"),
            &Method::GET,
            &format!("/v1/entries?after={}", size - 1),
        )
        .header(header::ACCEPT, "text/event-stream");
    let response = router(api).oneshot(request.body(Body::empty()).unwrap()).await;
    let mut feed = Feed::of(response.unwrap());
    let following = tokio::spawn(async move { other.follow_others(Duration::from_millis(20)).await });

    let contract = app.world.contract("YNYY-HC-2026-017").await;

    let told = tokio::time::timeout(Duration::from_secs(20), feed.next()).await;
    let (id, entry) = told.expect("the other instance hears of it").unwrap();
    assert_eq!((id, entry["subject"].as_str()), (size, Some(contract.as_str())));
    following.abort();
}

//! The router over a ledger with everybody in it, and who asks it.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::BodyExt as _;
use object_store::memory::InMemory;
use serde_json::{Value, json};
use tallystick_api::{Api, ApiSettings, Limits, router};
use tallystick_ledger::{AccessToken, Nonce, SigningKey};
use tallystick_store::Submission;
use tallystick_testbed::{Engine, World};
use tower::ServiceExt as _;

/// Somebody who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Caller {
    /// Without a token.
    Nobody,
    /// The maker of a party.
    Maker(&'static str),
    /// The checker of a party.
    Checker(&'static str),
}

pub(crate) use Caller::{Checker, Maker, Nobody};

/// The API and the world behind it.
pub(crate) struct App {
    pub(crate) world: World,
    pub(crate) api: Api,
    router: Router,
    nonces: AtomicU64,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

impl App {
    pub(crate) async fn new(engine: Engine) -> Self {
        Self::with(engine, |_| {}).await
    }

    pub(crate) async fn with(engine: Engine, set: impl FnOnce(&mut ApiSettings)) -> Self {
        let world = World::with_everybody(engine).await;
        let mut settings = settings();
        set(&mut settings);
        let api = Api::new(world.store.clone(), settings).unwrap();
        Self {
            router: router(api.clone()),
            api,
            world,
            nonces: AtomicU64::new(0),
        }
    }

    /// The value of the header that shows who asks.
    pub(crate) fn token(&self, name: &str, place: usize) -> String {
        let company = self.world.company(name);
        self.token_by(&self.world.person(name, place).key, &company.id.to_string())
    }

    /// A token by a key for a party, whether or not they belong together.
    pub(crate) fn token_by(&self, key: &SigningKey, party: &str) -> String {
        let mut nonce = [0; 16];
        nonce[..8].copy_from_slice(&self.nonces.fetch_add(1, Ordering::SeqCst).to_be_bytes());
        let store = &self.world.store;
        let party = party.parse().unwrap();
        let token = AccessToken::sign(key, &party, store.ledger(), store.now(), Nonce::from_bytes(nonce));
        format!("Bearer {}", token.unwrap())
    }

    /// Sends a request as it stands.
    pub(crate) async fn send(&self, request: Request<Body>) -> Reply {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        Reply {
            status: parts.status,
            headers: parts.headers,
            bytes: body.collect().await.unwrap().to_bytes().to_vec(),
        }
    }

    /// The router, for answers that do not end.
    pub(crate) async fn open(&self, request: Request<Body>) -> axum::response::Response {
        self.router.clone().oneshot(request).await.unwrap()
    }

    /// A request of somebody, to be completed with a body.
    pub(crate) fn request(
        &self,
        caller: Caller,
        method: &Method,
        path: &str,
    ) -> axum::http::request::Builder {
        let request = Request::builder().method(method).uri(path);
        match caller {
            Nobody => request,
            Maker(name) => request.header(header::AUTHORIZATION, self.token(name, 0)),
            Checker(name) => request.header(header::AUTHORIZATION, self.token(name, 1)),
        }
    }

    pub(crate) async fn get(&self, caller: Caller, path: &str) -> Reply {
        let request = self.request(caller, &Method::GET, path);
        self.send(request.body(Body::empty()).unwrap()).await
    }

    pub(crate) async fn post(&self, caller: Caller, path: &str, body: &Value) -> Reply {
        self.post_text(caller, path, "application/json", body.to_string())
            .await
    }

    pub(crate) async fn post_text(
        &self,
        caller: Caller,
        path: &str,
        media_type: &str,
        body: impl Into<Body>,
    ) -> Reply {
        let request = self.request(caller, &Method::POST, path);
        let request = request.header(header::CONTENT_TYPE, media_type);
        self.send(request.body(body.into()).unwrap()).await
    }
}

impl Reply {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes)
            .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&self.bytes)))
    }

    /// The code of a problem, whose form is checked on the way.
    pub(crate) fn code(&self) -> String {
        let problem = self.json();
        assert_eq!(
            self.headers[header::CONTENT_TYPE],
            "application/problem+json",
            "{problem}"
        );
        assert_eq!(problem["status"], self.status.as_u16(), "{problem}");
        let code = problem["code"].as_str().unwrap();
        assert_eq!(problem["type"], format!("urn:tallystick:problem:{code}"));
        assert!(
            problem["detail"]
                .as_str()
                .is_some_and(|detail| !detail.is_empty())
        );
        code.to_owned()
    }
}

/// As most tests have them.
pub(crate) fn settings() -> ApiSettings {
    ApiSettings {
        public_entries: false,
        files: Arc::new(InMemory::new()),
        limits: Limits::default(),
    }
}

/// A submission in the form of the API.
pub(crate) fn wire(submission: &Submission) -> Value {
    let signatures: Vec<Value> = submission
        .statement
        .signatures()
        .iter()
        .map(|line| {
            let line = line.to_string();
            let (protected, signature) = line.split_once("..").unwrap();
            json!({"protected": protected, "signature": signature})
        })
        .collect();
    json!({
        "payload": submission.statement.payload(),
        "signatures": signatures,
        "body": String::from_utf8(submission.body.clone()).unwrap(),
    })
}

/// The id of a subject without its kind.
pub(crate) fn bare(subject: &str) -> &str {
    subject.split_once('/').unwrap().1
}

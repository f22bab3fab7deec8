//! The portal over a small world, asked as a browser asks.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode, header};
use http_body_util::BodyExt as _;
use tallystick_ledger::AccessToken;
use tallystick_portal::{AuditSettings, Bounds, DemoSeats, Portal, PortalSettings, Upkeep, router};
use tallystick_testbed::World;
use tokio::sync::Semaphore;
use tower::ServiceExt as _;

/// No page is heavier, in bytes: it comes over the line of a phone.
const HEAVIEST: usize = 150_000;

/// The pages of a world.
pub(crate) struct App {
    pub(crate) world: World,
    router: Router,
}

/// What a browser got.
pub(crate) struct Shown {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
    pub(crate) bytes: Vec<u8>,
}

impl App {
    pub(crate) fn of(world: World) -> Self {
        Self::with(world, |_| ())
    }

    /// With settings that a test changes.
    pub(crate) fn with(world: World, change: impl FnOnce(&mut PortalSettings)) -> Self {
        let mut settings = PortalSettings {
            secure: false,
            address: "https://tallystick.test".to_owned(),
            ask_number: Arc::new(|_| true),
            ask_address: Arc::new(|_| true),
            public_entries: false,
            instance: "one".to_owned(),
            began: world.store.now(),
            bounds: Bounds {
                requests: Arc::new(Semaphore::new(64)),
                request_time: Duration::from_mins(1),
                body_time: Duration::from_secs(20),
                form_bytes: 64 * 1024,
            },
            papers: Arc::new(|found, _| Box::pin(async { Some(found.bundle) })),
            audit: AuditSettings::new(world.settings(), std::env::temp_dir()),
            upkeep: Upkeep::default(),
            demo: DemoSeats::default(),
        };
        change(&mut settings);
        let portal = Portal::new(world.store.clone(), settings).expect("what ships can be read");
        Self {
            router: router(portal, Router::new()),
            world,
        }
    }

    /// A cookie of a member who signed in: `place` 0 is the maker, 1 the checker.
    pub(crate) async fn cookie(&self, party: &str, place: usize) -> String {
        let store = &self.world.store;
        let (company, person) = (self.world.company(party), self.world.person(party, place));
        let challenge = store.challenge().await.unwrap();
        let party = company.id.subject();
        let token = AccessToken::sign(&person.key, &party, store.ledger(), store.now(), challenge).unwrap();
        let signed_in = store.sign_in(&token).await.unwrap();
        format!("tallystick-seat={}", signed_in.secret)
    }

    /// A page as a visitor with these cookies gets it.
    pub(crate) async fn get(&self, cookies: &str, path: &str) -> Shown {
        let request = Request::get(path)
            .header(header::COOKIE, cookies)
            .header(header::ACCEPT, "text/html")
            .body(Body::empty())
            .unwrap();
        self.send(request).await
    }

    /// A page as the maker of a party gets it, in a language.
    pub(crate) async fn page(&self, party: &str, language: &str, path: &str) -> Shown {
        let cookie = self.cookie(party, 0).await;
        self.get(&format!("{cookie}; tallystick-language={language}"), path)
            .await
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Shown {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        Shown {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8_lossy(&bytes).into_owned(),
            bytes: bytes.to_vec(),
        }
    }
}

impl Shown {
    /// Asserts that a page, if it is one, is light enough.
    pub(crate) fn is_light(&self) -> &Self {
        let bytes = self.text.len();
        let is_page = self.text.contains("<html");
        assert!(!is_page || bytes < HEAVIEST, "{bytes} bytes:\n{}", self.text);
        self
    }

    /// Asserts that it is a page with one heading, in this language.
    pub(crate) fn is_page(&self, language: &str) -> &Self {
        assert_eq!(self.status, StatusCode::OK, "{}", self.text);
        assert_eq!(self.text.matches("<h1").count(), 1, "{}", self.text);
        assert!(self.text.contains(&format!("<html lang=\"{language}\">")));
        self.is_light()
    }

    /// Asserts that the page does not say this.
    pub(crate) fn says_not(&self, text: &str) -> &Self {
        assert!(
            !self.text.contains(text),
            "{text:?} is on the page:\n{}",
            self.text
        );
        self
    }

    /// Asserts that the page says this.
    pub(crate) fn says(&self, text: &str) -> &Self {
        assert!(
            self.text.contains(text),
            "{text:?} is not on the page:\n{}",
            self.text
        );
        self
    }
}

//! A browser's requests for pages, without a browser: through the router, with the cookie of a member who signed in.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, ensure};
use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt as _;
use tallystick_api::Limits;
use tallystick_ledger::AccessToken;
use tallystick_portal::{AuditSettings, Bounds, DemoSeats, Portal, PortalSettings, Upkeep, router};
use tallystick_testbed::World;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tower::ServiceExt as _;

use crate::bench::stopwatch::Stopwatch;

/// Pages that are measured together.
pub(super) struct Kind {
    /// What they are called among the figures.
    pub(super) name: &'static str,
    /// Where they begin; of each list the first pages are followed.
    pub(super) addresses: &'static [&'static str],
    /// Whether a target is set for their time: one is for lists, and none for what asks for many things or counts very many.
    pub(super) timed: bool,
}

/// Who asks, and for what.
pub(super) const SEATS: [(&str, &[Kind]); 3] = [
    (
        "supplier",
        &[
            list("certificates", CERTIFICATES),
            list("receivables", &["/receivables", "/receivables?show=all"]),
            list("new request", &["/requests/new"]),
            list("search", SEARCHES),
            list("ledger", &["/ledger"]),
            workbench(),
        ],
    ),
    (
        "buyer",
        &[
            list("certificates", CERTIFICATES),
            list("payments", &["/payments"]),
            list("receivables", &["/receivables", "/receivables?show=all"]),
            list("new request", &["/requests/new"]),
            list("search", SEARCHES),
            list("ledger", &["/ledger"]),
            workbench(),
        ],
    ),
    (
        "auditor",
        &[
            list("certificates", CERTIFICATES),
            list("payments", &["/payments"]),
            list("receivables", &["/receivables?show=all"]),
            list("search", SEARCHES),
            list("ledger", &["/ledger"]),
            findings(),
            workbench(),
        ],
    ),
];

impl Kind {
    /// How many pages of so many are asked for: fewer where no target is set.
    pub(super) fn share(&self, requests: u64) -> u64 {
        if self.timed {
            requests
        } else {
            requests.div_ceil(20)
        }
    }
}

const fn list(name: &'static str, addresses: &'static [&'static str]) -> Kind {
    Kind {
        name,
        addresses,
        timed: true,
    }
}

const fn workbench() -> Kind {
    Kind {
        name: "workbench",
        addresses: &["/home"],
        timed: false,
    }
}

/// What is split often is counted over all splits of some weeks, and here a million certificates came of splits on one day.
const fn findings() -> Kind {
    Kind {
        name: "findings",
        addresses: &["/findings"],
        timed: false,
    }
}

/// By an amount that very many have, and by the beginning of a number.
const SEARCHES: &[&str] = &["/search?q=120.00", "/search?q=YNYY-FY-0"];

const CERTIFICATES: &[&str] = &[
    "/certificates",
    "/certificates?stage=free",
    "/certificates?stage=split",
    "/certificates?order=due",
    "/certificates?stage=free&order=due&due_until=2026-12-31",
    "/certificates?overdue=true",
];

/// How many pages of each list are asked for, one after the other.
const DEEP: usize = 5;

/// The pages that one member asks for.
pub(super) struct Pages {
    router: Router,
    cookie: String,
    addresses: Arc<Vec<String>>,
}

/// How long each answer took, and how large the largest was.
pub(super) struct Answers {
    times: Vec<Duration>,
    pub(super) largest: u64,
}

impl Answers {
    /// The time within which so many of a hundred were answered.
    pub(super) fn at(&self, percent: usize) -> Duration {
        let place = (self.times.len() * percent).div_ceil(100).saturating_sub(1);
        self.times.get(place).copied().unwrap_or_default()
    }
}

impl Pages {
    /// Signs a maker in, and finds the addresses behind the lists by following them.
    pub(super) async fn open(world: &World, party: &str, kind: &Kind) -> anyhow::Result<Self> {
        let limits = Limits::default();
        let settings = PortalSettings {
            secure: false,
            address: "http://localhost".to_owned(),
            ask_number: Arc::new(|_| true),
            ask_address: Arc::new(|_| true),
            public_entries: false,
            instance: "bench".to_owned(),
            began: world.store.now(),
            bounds: Bounds {
                requests: Arc::new(Semaphore::new(limits.at_once)),
                request_time: limits.request_time,
                body_time: limits.body_time,
                form_bytes: limits.statement_bytes,
            },
            papers: Arc::new(|found, _| Box::pin(async { Some(found.bundle) })),
            audit: AuditSettings::new(world.settings(), std::env::temp_dir()),
            upkeep: Upkeep::default(),
            demo: DemoSeats::default(),
        };
        let portal = Portal::new(world.store.clone(), settings)?;
        let mut pages = Self {
            router: router(portal, Router::new()),
            cookie: cookie(world, party).await?,
            addresses: Arc::new(Vec::new()),
        };
        let mut addresses = Vec::new();
        for list in kind.addresses {
            let mut address = Some((*list).to_owned());
            for _ in 0..DEEP {
                let Some(here) = address.take() else { break };
                let (_, page) = pages.get(&here).await?;
                address = next(&page);
                addresses.push(here);
            }
        }
        pages.addresses = Arc::new(addresses);
        Ok(pages)
    }

    /// Asks for so many pages, by so many clients at once.
    pub(super) async fn ask(&self, clients: usize, requests: u64) -> anyhow::Result<Answers> {
        let each = usize::try_from(requests)?.div_ceil(clients);
        let mut tasks = JoinSet::new();
        for client in 0..clients {
            let pages = Self {
                router: self.router.clone(),
                cookie: self.cookie.clone(),
                addresses: self.addresses.clone(),
            };
            tasks.spawn(async move { pages.work(client, each).await });
        }
        let mut answers = Answers {
            times: Vec::new(),
            largest: 0,
        };
        while let Some(share) = tasks.join_next().await {
            let share = share??;
            answers.times.extend(share.times);
            answers.largest = answers.largest.max(share.largest);
        }
        answers.times.sort_unstable();
        Ok(answers)
    }

    /// One client, which begins elsewhere than the others.
    async fn work(&self, client: usize, requests: usize) -> anyhow::Result<Answers> {
        let mut answers = Answers {
            times: Vec::with_capacity(requests),
            largest: 0,
        };
        let begin = client * 7;
        for address in self.addresses.iter().cycle().skip(begin).take(requests) {
            let (took, page) = self.get(address).await?;
            answers.times.push(took);
            answers.largest = answers.largest.max(u64::try_from(page.len())?);
        }
        Ok(answers)
    }

    async fn get(&self, address: &str) -> anyhow::Result<(Duration, String)> {
        let request = Request::get(address)
            .header(header::COOKIE, &self.cookie)
            .body(Body::empty())?;
        let watch = Stopwatch::start();
        let response = match self.router.clone().oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        };
        let status = response.status();
        let body = response.into_body().collect().await?.to_bytes();
        let took = watch.elapsed();
        ensure!(status == StatusCode::OK, "{address} was answered with {status}");
        Ok((took, String::from_utf8(body.to_vec())?))
    }
}

/// The next page of a list, as its link says.
fn next(page: &str) -> Option<String> {
    let (_, rest) = page.split_once("<a rel=\"next\" href=\"")?;
    let (address, _) = rest.split_once('"')?;
    Some(address.replace("&#38;", "&").replace("&amp;", "&"))
}

async fn cookie(world: &World, party: &str) -> anyhow::Result<String> {
    let store = &world.store;
    let challenge = store.challenge().await?;
    let subject = world.company(party).id.subject();
    let key = &world.person(party, 0).key;
    let token = AccessToken::sign(key, &subject, store.ledger(), store.now(), challenge)?;
    let signed_in = store.sign_in(&token).await.context("the maker cannot sign in")?;
    Ok(format!("tallystick-seat={}", signed_in.secret))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_slowest_of_a_hundred_is_the_hundredth() {
        let answers = Answers {
            times: (1..=200).map(Duration::from_millis).collect(),
            largest: 0,
        };
        assert_eq!(answers.at(50), Duration::from_millis(100));
        assert_eq!(answers.at(99), Duration::from_millis(198));
        assert_eq!(answers.at(100), Duration::from_millis(200));
    }

    #[test]
    fn the_link_to_the_next_page_is_followed_as_a_browser_reads_it() {
        let page = "<span><a rel=\"next\" href=\"/certificates?stage=free&#38;after=abc\">";
        assert_eq!(next(page).as_deref(), Some("/certificates?stage=free&after=abc"));
        assert_eq!(next("<p>"), None);
    }
}

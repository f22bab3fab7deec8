//! Counters: who asked how often.

use std::hash::Hash;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::extract::ConnectInfo;
use axum::http::Extensions;
use governor::clock::{Clock as _, DefaultClock};
use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use tallystick_base::Thumbprint;
use tokio::sync::Semaphore;

use super::{Limits, Pace};
use crate::problem::ApiRefusal;

/// After so many questions, those who have not asked for long are forgotten.
const TIDY_EVERY: u32 = 4096;

/// The counters behind the limits. They run on the machine's own steady clock: they protect the machine, and decide nothing
/// that enters the ledger.
pub(crate) struct Gate {
    keys: Counter<Thumbprint>,
    addresses: Counter<IpAddr>,
    numbers: Counter<String>,
    /// What a request needs while it is worked on.
    pub(crate) requests: Arc<Semaphore>,
    /// What a feed needs while it is open.
    pub(crate) feeds: Arc<Semaphore>,
}

impl Gate {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self {
            keys: Counter::new(limits.per_key),
            addresses: Counter::new(limits.per_address),
            numbers: Counter::new(limits.per_number),
            requests: Arc::new(Semaphore::new(limits.at_once)),
            feeds: Arc::new(Semaphore::new(limits.feeds)),
        }
    }

    pub(crate) fn key(&self, kid: &Thumbprint) -> Result<(), ApiRefusal> {
        self.keys.count(kid, "one key")
    }

    pub(crate) fn address(&self, address: Address) -> Result<(), ApiRefusal> {
        self.addresses.count(&address.0, "one address")
    }

    pub(crate) fn number(&self, number: &str) -> Result<(), ApiRefusal> {
        self.numbers.count(&number.to_owned(), "one certificate number")
    }
}

/// Where a request comes from, as the server says that accepted its connection. Where no server says so, as in tests, all
/// requests come from one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Address(IpAddr);

impl Address {
    pub(crate) fn of(extensions: &Extensions) -> Self {
        let from = extensions.get::<ConnectInfo<SocketAddr>>();
        Self(from.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |from| {
            from.0.ip().to_canonical()
        }))
    }
}

struct Counter<K: Hash + Eq + Clone> {
    limiter: DefaultKeyedRateLimiter<K>,
    clock: DefaultClock,
    asked: AtomicU32,
}

impl<K: Hash + Eq + Clone> Counter<K> {
    fn new(pace: Pace) -> Self {
        let quota = Quota::per_minute(pace.per_minute).allow_burst(pace.burst);
        Self {
            limiter: RateLimiter::keyed(quota),
            clock: DefaultClock::default(),
            asked: AtomicU32::new(0),
        }
    }

    fn count(&self, who: &K, whom: &'static str) -> Result<(), ApiRefusal> {
        if self.asked.fetch_add(1, Ordering::Relaxed) % TIDY_EVERY == TIDY_EVERY - 1 {
            self.limiter.retain_recent();
        }
        self.limiter.check_key(who).map_err(|not_until| {
            metrics::counter!("tallystick_http_limited_total", "whom" => whom).increment(1);
            let wait = not_until.wait_time_from(self.clock.now());
            ApiRefusal::TooMany {
                whom,
                retry_after: wait.as_secs().saturating_add(1),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gate() -> Gate {
        Gate::new(&Limits {
            per_number: Pace::new(2, 1),
            ..Limits::default()
        })
    }

    #[test]
    fn each_number_has_its_own_count() {
        let gate = gate();
        assert!(gate.number("A").is_ok());
        assert!(gate.number("A").is_ok());
        assert!(gate.number("B").is_ok());
        let refused = gate.number("A").unwrap_err();
        assert!(
            matches!(
                refused,
                ApiRefusal::TooMany {
                    retry_after: 1..=61,
                    ..
                }
            ),
            "{refused:?}"
        );
    }

    #[test]
    fn an_ipv4_address_is_the_same_one_written_as_ipv6() {
        let of = |text: &str| {
            let mut extensions = Extensions::new();
            extensions.insert(ConnectInfo(text.parse::<SocketAddr>().unwrap()));
            Address::of(&extensions)
        };
        assert_eq!(of("192.0.2.7:80"), of("[::ffff:192.0.2.7]:99"));
        assert_ne!(of("192.0.2.7:80"), of("192.0.2.8:80"));
    }
}

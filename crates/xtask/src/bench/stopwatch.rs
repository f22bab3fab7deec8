//! Measured time.
#![expect(
    clippy::disallowed_methods,
    reason = "measuring time is what a benchmark is for"
)]

use std::time::{Duration, Instant};

/// How long it takes, and what comes of it.
pub(super) fn time<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let outcome = work();
    (start.elapsed(), outcome)
}

/// A watch that runs, for work that is waited for.
pub(super) struct Stopwatch(Instant);

impl Stopwatch {
    pub(super) fn start() -> Self {
        Self(Instant::now())
    }

    pub(super) fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}

/// The middle one of several times.
pub(super) fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

/// How many a second, rounded down.
pub(super) fn per_second(count: u64, took: Duration) -> u64 {
    let nanos = took.as_nanos().max(1);
    let rate = u128::from(count).saturating_mul(1_000_000_000) / nanos;
    u64::try_from(rate).unwrap_or(u64::MAX)
}

/// Nanoseconds for each, rounded up.
pub(super) fn nanos_each(count: u64, took: Duration) -> u64 {
    let each = took.as_nanos().div_ceil(u128::from(count.max(1)));
    u64::try_from(each).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_never_flattered() {
        let three = Duration::from_secs(3);
        assert_eq!(per_second(10, three), 3);
        assert_eq!(nanos_each(7, Duration::from_nanos(15)), 3);
        assert_eq!(per_second(10, Duration::ZERO), 10_000_000_000);
    }

    #[test]
    fn one_slow_run_does_not_move_the_median() {
        let times = [5, 900, 4].map(Duration::from_millis).to_vec();
        assert_eq!(median(times), Duration::from_millis(5));
    }
}

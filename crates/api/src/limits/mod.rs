//! How much, how long and how often: one table of limits, and the counters behind them.

mod gate;

use std::num::NonZeroU32;
use std::time::Duration;

pub(crate) use gate::{Address, Gate};

/// How much one caller may ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// The longest request with one statement, or with any other JSON, in bytes. A body of 64 KiB in which every character
    /// needs escaping and the signatures fit.
    pub statement_bytes: usize,
    /// The longest batch, in bytes.
    pub batch_bytes: usize,
    /// The most lines of a batch.
    pub batch_lines: usize,
    /// The longest evidence file, in bytes.
    pub file_bytes: usize,
    /// How long a request's body may take to arrive.
    pub body_time: Duration,
    /// How long an answer may take, body included.
    pub request_time: Duration,
    /// How many requests are worked on at once.
    pub at_once: usize,
    /// How many feeds are open at once.
    pub feeds: usize,
    /// How often a feed says that it is still there.
    pub feed_beat: Duration,
    /// How often one enrolled key may ask.
    pub per_key: Pace,
    /// How often one address may ask without a token, or fail to show one.
    pub per_address: Pace,
    /// How often one certificate number may be asked about, whoever asks: amounts cannot be found by trying.
    pub per_number: Pace,
}

/// So many requests at once, and so many a minute in the long run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// How many at once.
    pub burst: NonZeroU32,
    /// How many a minute.
    pub per_minute: NonZeroU32,
}

impl Pace {
    /// A pace from two numbers above zero; zero counts as one.
    pub const fn new(burst: u32, per_minute: u32) -> Self {
        const fn above_zero(number: u32) -> NonZeroU32 {
            match NonZeroU32::new(number) {
                Some(number) => number,
                None => NonZeroU32::MIN,
            }
        }
        Self {
            burst: above_zero(burst),
            per_minute: above_zero(per_minute),
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            statement_bytes: 256 * 1024,
            batch_bytes: 8 * 1024 * 1024,
            batch_lines: 1000,
            file_bytes: 20 * 1024 * 1024,
            body_time: Duration::from_secs(20),
            request_time: Duration::from_mins(1),
            at_once: 1024,
            feeds: 256,
            feed_beat: Duration::from_secs(15),
            per_key: Pace::new(2000, 60_000),
            per_address: Pace::new(1000, 12_000),
            per_number: Pace::new(20, 20),
        }
    }
}

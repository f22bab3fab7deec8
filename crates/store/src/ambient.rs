//! Time and randomness, passed in.

use std::fmt;
use std::sync::Arc;

use tallystick_base::{Millis, Salt};

type Now = dyn Fn() -> Millis + Send + Sync;
type Fill = dyn Fn(&mut [u8]) + Send + Sync;

/// What a service draws from its surroundings: the time, and random bytes. The binary gives the real ones, a test its own.
#[derive(Clone)]
pub struct Ambient {
    now: Arc<Now>,
    fill: Arc<Fill>,
}

impl Ambient {
    /// `now` tells the time; `fill` fills a buffer with random bytes.
    pub fn new(
        now: impl Fn() -> Millis + Send + Sync + 'static,
        fill: impl Fn(&mut [u8]) + Send + Sync + 'static,
    ) -> Self {
        Self {
            now: Arc::new(now),
            fill: Arc::new(fill),
        }
    }

    /// The time.
    pub fn now(&self) -> Millis {
        (self.now)()
    }

    /// So many random bytes.
    pub fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        (self.fill)(&mut bytes);
        bytes
    }

    /// A new salt.
    pub fn salt(&self) -> Salt {
        Salt::from_bytes(self.random())
    }
}

impl fmt::Debug for Ambient {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Ambient")
    }
}

//! Time and randomness, passed in by the program.

use std::fmt;
use std::sync::Arc;

use tallystick_base::{Millis, Salt};
use tallystick_ledger::Nonce;

type Clock = dyn Fn() -> Millis + Send + Sync;
type Source = dyn Fn(&mut [u8]) + Send + Sync;

/// The clock and the source of random bytes that a client uses.
#[derive(Clone)]
pub struct Ambient {
    now: Arc<Clock>,
    fill: Arc<Source>,
}

impl Ambient {
    /// A clock, and a function that fills a buffer with random bytes fit for cryptography.
    pub fn new(
        now: impl Fn() -> Millis + Send + Sync + 'static,
        fill: impl Fn(&mut [u8]) + Send + Sync + 'static,
    ) -> Self {
        Self {
            now: Arc::new(now),
            fill: Arc::new(fill),
        }
    }

    /// The time now.
    pub fn now(&self) -> Millis {
        (self.now)()
    }

    /// A salt for a body.
    pub fn salt(&self) -> Salt {
        Salt::from_bytes(self.bytes())
    }

    /// A new id, such as `ambient.id(ContractId::from_parts)`.
    pub fn id<T>(&self, from_parts: impl FnOnce(u64, [u8; 10]) -> T) -> T {
        from_parts(self.now().as_millis(), self.bytes())
    }

    pub(crate) fn nonce(&self) -> Nonce {
        Nonce::from_bytes(self.bytes())
    }

    fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        (self.fill)(&mut bytes);
        bytes
    }
}

impl fmt::Debug for Ambient {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Ambient").finish_non_exhaustive()
    }
}

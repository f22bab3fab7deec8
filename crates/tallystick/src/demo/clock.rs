//! The one clock that can be set, and only behind the real one.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use anyhow::{Context as _, ensure};
use tallystick_base::Millis;

use crate::host;

/// The real clock, so many milliseconds behind. Server and parties of the demo share one; nothing else is given one.
///
/// It runs, it is never ahead of the real clock, and it is only ever pushed forward; when it has caught up it is the real clock.
#[derive(Clone)]
pub(super) struct DemoClock {
    real: tallystick_store::Ambient,
    behind: Arc<AtomicU64>,
}

impl DemoClock {
    /// A clock that stands at a moment of the past.
    pub(super) fn set_back(real: tallystick_store::Ambient, to: Millis) -> anyhow::Result<Self> {
        let clock = Self {
            real,
            behind: Arc::new(AtomicU64::new(u64::MAX)),
        };
        clock.push_to(to)?;
        Ok(clock)
    }

    /// The time of the story.
    pub(super) fn now(&self) -> Millis {
        let real = self.real.now().as_millis();
        let told = real.saturating_sub(self.behind.load(Ordering::Acquire));
        Millis::new(told).unwrap_or(Millis::MAX)
    }

    /// Pushes it forward to a moment that has passed in reality.
    pub(super) fn push_to(&self, then: Millis) -> anyhow::Result<()> {
        let now = self.now();
        ensure!(now <= then, "the story does not go back from {now} to {then}");
        let behind = self.real.now().since(then);
        let behind =
            behind.with_context(|| format!("the story cannot run ahead of the real clock to {then}"))?;
        self.behind
            .store(u64::try_from(behind.as_millis())?, Ordering::Release);
        Ok(())
    }

    /// From here on it is the real clock.
    pub(super) fn catch_up(&self) {
        self.behind.store(0, Ordering::Release);
    }

    /// This clock and the randomness of the machine, as the service takes them.
    pub(super) fn of_service(&self) -> tallystick_store::Ambient {
        let clock = self.clone();
        tallystick_store::Ambient::new(move || clock.now(), draw)
    }

    /// The same, as a party's client takes them.
    pub(super) fn of_party(&self) -> tallystick_client::Ambient {
        let clock = self.clone();
        tallystick_client::Ambient::new(move || clock.now(), draw)
    }
}

fn draw(bytes: &mut [u8]) {
    host::fill(bytes).expect("an operating system that gave randomness once does not stop giving it");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: u64) -> Millis {
        Millis::new(millis).unwrap()
    }

    fn real() -> tallystick_store::Ambient {
        tallystick_store::Ambient::new(|| at(1_000_000), draw)
    }

    #[test]
    fn it_is_pushed_forward_and_catches_up() {
        let clock = DemoClock::set_back(real(), at(10)).unwrap();
        let (service, party) = (clock.of_service(), clock.of_party());
        assert_eq!((service.now(), party.now()), (at(10), at(10)));
        clock.push_to(at(500)).unwrap();
        assert_eq!((service.now(), party.now()), (at(500), at(500)));
        clock.catch_up();
        assert_eq!((service.now(), party.now()), (at(1_000_000), at(1_000_000)));
    }

    #[test]
    fn it_goes_neither_back_nor_ahead_of_the_real_one() {
        let clock = DemoClock::set_back(real(), at(500)).unwrap();
        assert!(clock.push_to(at(499)).is_err());
        assert!(clock.push_to(at(1_000_001)).is_err());
        assert_eq!(clock.now(), at(500));
        assert!(DemoClock::set_back(real(), at(1_000_001)).is_err());
    }
}

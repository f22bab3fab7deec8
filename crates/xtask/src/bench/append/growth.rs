//! Whether a large ledger is slower than a small one: two of them, measured in turns, so that a machine that slows down slows both.
//!
//! What is measured makes a small ledger much larger, so each round has a new one, which has its size in the middle of the measurement.

use tallystick_testbed::Engine;

use super::door::{Door, Way};
use super::ground::Ground;
use crate::bench::stopwatch::per_second;

/// Entries of the small ledger.
pub(super) const SMALL: u64 = 10_000;
const CLIENTS: usize = 16;

/// How much of the small ledger's size one measurement appends at most, in percent.
const MOST_APPENDED: u64 = 50;

/// A large ledger, and the size of the small ones beside it.
pub(super) struct Growth {
    engine: Engine,
    small: u64,
    large: (Ground, Door),
}

impl Growth {
    pub(super) async fn prepare(engine: Engine, small: u64, large: u64) -> anyhow::Result<Self> {
        Ok(Self {
            engine,
            small,
            large: filled(engine, large).await?,
        })
    }

    /// The rate of the large one, in percent of a small one's, over so many statements at most.
    pub(super) async fn percent(&mut self, statements: u64) -> anyhow::Result<u64> {
        let count = self.appended(statements);
        let mut small = filled(self.engine, self.before(count)).await?;
        let small = rate(&mut small, count).await?;
        let large = rate(&mut self.large, count).await?;
        Ok(large * 100 / small.max(1))
    }

    /// How many statements a measurement takes, of so many.
    fn appended(&self, statements: u64) -> u64 {
        statements.min(self.small * MOST_APPENDED / 100)
    }

    /// The entries of a small ledger before it gets so many.
    const fn before(&self, count: u64) -> u64 {
        self.small - count / 2
    }
}

async fn filled(engine: Engine, entries: u64) -> anyhow::Result<(Ground, Door)> {
    let mut ground = Ground::prepare(engine).await?;
    ground.fill(entries).await?;
    let door = Door::open(&ground).await?;
    Ok((ground, door))
}

async fn rate((ground, door): &mut (Ground, Door), statements: u64) -> anyhow::Result<u64> {
    let signed = ground.sign(statements)?;
    let took = door.submit(Way::Batch, CLIENTS, &signed).await?;
    Ok(per_second(statements, took))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(flavor = "multi_thread")]
    async fn ledgers_are_filled_to_their_size_before_they_are_measured() {
        let size = |(ground, _): &(Ground, Door)| *ground.world.store.watch().borrow();
        let mut growth = Growth::prepare(Engine::Sqlite, 50, 120).await.unwrap();
        assert_eq!(size(&growth.large), 120);
        for larger in [140, 160] {
            assert!(growth.percent(20).await.unwrap() > 0);
            assert_eq!(size(&growth.large), larger);
        }
        let mut small = filled(Engine::Sqlite, growth.before(20)).await.unwrap();
        assert_eq!(size(&small), 40);
        rate(&mut small, 20).await.unwrap();
        assert_eq!(size(&small), 60, "50 in the middle");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_small_ledger_is_not_made_large_by_what_is_measured() {
        let growth = Growth::prepare(Engine::Sqlite, 1_000, 50).await.unwrap();
        assert_eq!(growth.appended(20_000), 500);
        assert_eq!(growth.before(500), 750);
        assert_eq!(growth.appended(100), 100);
    }
}

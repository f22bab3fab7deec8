//! Whether a large ledger is slower than a small one: two of them, measured in turns, so that a machine that slows down slows both.

use tallystick_testbed::Engine;

use super::door::{Door, Way};
use super::ground::Ground;
use crate::bench::stopwatch::per_second;

/// Entries of the small ledger.
pub(super) const SMALL: u64 = 10_000;
const CLIENTS: usize = 16;

/// Two ledgers, one much larger.
pub(super) struct Growth {
    small: (Ground, Door),
    large: (Ground, Door),
}

impl Growth {
    pub(super) async fn prepare(engine: Engine, small: u64, large: u64) -> anyhow::Result<Self> {
        Ok(Self {
            small: filled(engine, small).await?,
            large: filled(engine, large).await?,
        })
    }

    /// The rate of the large one, in percent of the small one's.
    pub(super) async fn percent(&mut self, statements: u64) -> anyhow::Result<u64> {
        let small = rate(&mut self.small, statements).await?;
        let large = rate(&mut self.large, statements).await?;
        Ok(large * 100 / small.max(1))
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
        let mut growth = Growth::prepare(Engine::Sqlite, 50, 120).await.unwrap();
        let size = |(ground, _): &(Ground, Door)| *ground.world.store.watch().borrow();
        assert_eq!((size(&growth.small), size(&growth.large)), (50, 120));
        assert!(growth.percent(20).await.unwrap() > 0);
        assert_eq!((size(&growth.small), size(&growth.large)), (70, 140));
    }
}

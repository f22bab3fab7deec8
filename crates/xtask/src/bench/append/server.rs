//! One database behind its doors, measured round after round.

use tallystick_testbed::Engine;

use super::bare;
use super::door::{Door, Way};
use super::ground::Ground;
use super::lives::{ACTS, Lives};
use crate::bench::stopwatch::per_second;

/// How many clients submit, and append to the row lock, at the same time.
pub(super) const CLIENTS: [usize; 4] = [1, 16, 64, 256];
/// Of the batch door the figure of so many clients is judged.
pub(super) const JUDGED: usize = 16;
/// Alone, a client waits for every commit, so it is given fewer statements.
const ALONE: u64 = 20;
/// Of the statements of a measurement, so many to one life.
const LIVES: u64 = 100;

/// A ledger that is served.
pub(super) struct Server {
    ground: Ground,
    door: Door,
    lives: Lives,
    rates: Rates,
}

/// What was measured, one figure a round.
pub(super) struct Rates {
    pub(super) engine: Engine,
    pub(super) bare: Vec<u64>,
    pub(super) doors: Vec<DoorRates>,
    /// Whole lives, in entries a second.
    pub(super) lives: Vec<u64>,
    /// In percent of its neighbour in time.
    pub(super) of_bare: Vec<u64>,
}

/// The rates of one way in with so many clients, in entries a second.
pub(super) struct DoorRates {
    pub(super) way: Way,
    pub(super) clients: usize,
    pub(super) rates: Vec<u64>,
    /// In percent of what the row lock took from as many clients just before.
    pub(super) of_row_lock: Vec<u64>,
}

impl Server {
    pub(super) async fn start(engine: Engine) -> anyhow::Result<Self> {
        let ground = Ground::prepare(engine).await?;
        let door = Door::open(&ground).await?;
        let ways = [Way::Single, Way::Batch].into_iter();
        let doors = ways.flat_map(|way| {
            CLIENTS.map(|clients| DoorRates {
                way,
                clients,
                rates: Vec::new(),
                of_row_lock: Vec::new(),
            })
        });
        let rates = Rates {
            engine,
            bare: Vec::new(),
            doors: doors.collect(),
            lives: Vec::new(),
            of_bare: Vec::new(),
        };
        Ok(Self {
            ground,
            door,
            lives: Lives::new(),
            rates,
        })
    }

    pub(super) fn rates(&self) -> &Rates {
        &self.rates
    }

    /// Measures everything once. `row_lock` is what PostgreSQL did with a locked row just before, in rows a second, by clients.
    pub(super) async fn round(&mut self, statements: u64, row_lock: &[(usize, u64)]) -> anyhow::Result<()> {
        for place in 0..self.rates.doors.len() {
            self.measure(place, statements, row_lock).await?;
        }
        let lives = statements / LIVES;
        let took = self
            .lives
            .live(&self.ground, &self.door, usize::try_from(lives)?)
            .await?;
        self.rates.lives.push(per_second(lives * ACTS, took));
        Ok(())
    }

    async fn measure(
        &mut self,
        place: usize,
        statements: u64,
        row_lock: &[(usize, u64)],
    ) -> anyhow::Result<()> {
        let Some(door) = self.rates.doors.get_mut(place) else {
            return Ok(());
        };
        let count = match (door.way, door.clients) {
            (Way::Single, 1) => statements / ALONE,
            (Way::Single, _) => statements / 2,
            (Way::Batch, _) => statements,
        };
        let signed = self.ground.sign(count)?;
        let rate = per_second(count, self.door.submit(door.way, door.clients, &signed).await?);
        door.rates.push(rate);
        let locked = row_lock.iter().find(|(clients, _)| *clients == door.clients);
        if let Some((_, locked)) = locked {
            door.of_row_lock.push(rate * 100 / locked.max(&1));
        }
        if door.way == Way::Batch && door.clients == JUDGED {
            let bare = per_second(count, bare::verify(&signed, &self.ground.key())?);
            self.rates.bare.push(bare);
            self.rates.of_bare.push(rate * 100 / bare.max(1));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::sqlite(Engine::Sqlite)]
    #[case::postgres(Engine::Postgres)]
    #[tokio::test(flavor = "multi_thread")]
    async fn both_doors_take_every_statement_and_a_certificate_lives_to_its_end(#[case] engine: Engine) {
        let mut server = Server::start(engine).await.unwrap();
        server
            .round(2 * LIVES, &CLIENTS.map(|clients| (clients, 1)))
            .await
            .unwrap();
        let rates = server.rates();
        assert!(
            rates
                .doors
                .iter()
                .all(|door| matches!((&*door.rates, &*door.of_row_lock), ([rate], [percent]) if *rate > 0 && *percent == rate * 100))
        );
        assert!(rates.bare[0] > 0 && rates.lives[0] > 0);
    }
}

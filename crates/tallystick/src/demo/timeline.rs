//! One timeline for all stories: whoever wants the earliest moment acts next.
//!
//! Each story is told on its own, from its first act to its last. Before an act it says at which moment that happens, and
//! waits. When all of them wait, the clock is pushed to the earliest of these moments, and its story goes on. So stories
//! that know nothing of each other happen in the order of their days, one act after another.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::{Context as _, ensure};
use tallystick_base::Millis;
use tokio::sync::oneshot;

use super::clock::DemoClock;

/// Some moment of a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Moment {
    /// One that has passed in reality.
    Then(Millis),
    /// The real present, after everything else.
    Now,
}

/// The clock that some stories share, and whose turn it is.
pub(super) struct Timeline {
    clock: DemoClock,
    turns: Mutex<Turns>,
}

/// Who acts, and who waits for which moment. Of two that wait for the same one, the story with the lower place goes first.
struct Turns {
    acting: usize,
    /// The moment that was reached last.
    reached: Option<Moment>,
    waiting: BTreeMap<(Moment, usize), oneshot::Sender<()>>,
}

impl Timeline {
    /// A timeline of so many stories, none of which waits yet.
    pub(super) fn of(clock: DemoClock, stories: usize) -> Self {
        let turns = Turns {
            acting: stories,
            reached: None,
            waiting: BTreeMap::new(),
        };
        Self {
            clock,
            turns: Mutex::new(turns),
        }
    }

    pub(super) const fn clock(&self) -> &DemoClock {
        &self.clock
    }

    /// Waits until it is this moment, for the story in this place.
    pub(super) async fn reach(&self, moment: Moment, place: usize) -> anyhow::Result<()> {
        let (turn, called) = oneshot::channel();
        {
            let mut turns = self.turns();
            turns.waiting.insert((moment, place), turn);
            turns.acting = turns.acting.saturating_sub(1);
            self.call_the_next(&mut turns)?;
        }
        called.await.context("another story was broken off")
    }

    /// A story is told to its end, and waits for nothing any more.
    pub(super) fn leave(&self) -> anyhow::Result<()> {
        let mut turns = self.turns();
        turns.acting = turns.acting.saturating_sub(1);
        self.call_the_next(&mut turns)
    }

    fn call_the_next(&self, turns: &mut Turns) -> anyhow::Result<()> {
        if turns.acting > 0 {
            return Ok(());
        }
        let Some(((moment, _), turn)) = turns.waiting.pop_first() else {
            return Ok(());
        };
        ensure!(turns.reached <= Some(moment), "a story goes back to {moment:?}");
        turns.reached = Some(moment);
        match moment {
            // Whoever acted before at the same moment took a little time for it.
            Moment::Then(then) if then <= self.clock.now() => {}
            Moment::Then(then) => self.clock.push_to(then)?,
            Moment::Now => self.clock.catch_up(),
        }
        turns.acting = 1;
        turn.send(())
            .map_err(|()| anyhow::anyhow!("a story that waits for its turn was broken off"))
    }

    fn turns(&self) -> MutexGuard<'_, Turns> {
        self.turns.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: u64) -> Moment {
        Moment::Then(Millis::new(millis).unwrap())
    }

    fn clock() -> DemoClock {
        let real = tallystick_store::Ambient::new(|| Millis::new(1_000).unwrap(), |bytes| bytes.fill(1));
        DemoClock::set_back(real, Millis::new(1).unwrap()).unwrap()
    }

    /// Tells a story of these moments, noting each with the story's place.
    async fn told<const N: usize>(
        timeline: &Timeline,
        place: usize,
        moments: [Moment; N],
        heard: &Mutex<Vec<(u64, usize)>>,
    ) {
        for moment in moments {
            timeline.reach(moment, place).await.unwrap();
            let now = timeline.clock().now().as_millis();
            heard.lock().unwrap().push((now, place));
        }
        timeline.leave().unwrap();
    }

    #[tokio::test]
    async fn stories_happen_in_the_order_of_their_moments() {
        let (timeline, heard) = (Timeline::of(clock(), 3), Mutex::new(Vec::new()));
        tokio::join!(
            told(&timeline, 0, [at(10), at(20), at(50)], &heard),
            told(&timeline, 1, [at(5), at(20), Moment::Now], &heard),
            told(&timeline, 2, [at(30)], &heard),
        );
        let expected = [(5, 1), (10, 0), (20, 0), (20, 1), (30, 2), (50, 0), (1_000, 1)];
        assert_eq!(heard.into_inner().unwrap(), expected);
    }

    #[tokio::test]
    async fn a_story_that_goes_back_is_refused() {
        let timeline = Timeline::of(clock(), 1);
        timeline.reach(at(20), 0).await.unwrap();
        assert!(timeline.reach(at(19), 0).await.is_err());
    }
}

//! Whatever is tried by whomever, in whatever order: what is taken can be applied, is named and readable, comes out the same
//! each time, and the books stay right. The world itself checks all that at every act.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::sample::Index;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::{Config, TestRunner};
use tallystick_base::{Actor, Millis, Salt};
use tallystick_commands::{Command, CommandSpec};

use crate::cast::service;
use crate::example::Example;
use crate::story;
use crate::tries::{Try, actors, acts_of_trade, tries};
use crate::world::World;

struct History {
    world: World,
    acts: Vec<(Example, Actor)>,
    made: u64,
}

impl History {
    fn begin() -> Self {
        let mut world = story::divided();
        world.acts.clear();
        Self {
            world,
            acts: acts_of_trade(),
            made: 0,
        }
    }

    /// Tries it, and records whatever falls due then.
    fn go_on(&mut self, tried: &Try) {
        let later = self.world.now.as_millis() + u64::from(tried.hours) * 3_600_000;
        self.world.now = Millis::new(later).unwrap();
        let (body, signers) = tried.act.get(&self.acts).clone();
        let before = self.world.case.clone();
        let body = tried.changed(body, &before, self.world.now.date_at(480), &mut self.made);
        let actor = tried.actor(&body, signers, &before);
        if self.world.submit(actor, body).is_err() {
            self.world.has_not_moved_since(&before);
        }
        self.what_falls_due_is_never_refused();
    }

    fn what_falls_due_is_never_refused(&mut self) {
        for command in self.world.due(Salt::from_bytes([9; 16])) {
            let kind = command.kind();
            let Command::Certificates(command) = command else {
                panic!("{kind} fell due");
            };
            let body = serde_json::to_value(command).unwrap();
            self.world.signs(service(), Example { kind, body });
        }
    }
}

proptest! {
    #![proptest_config(Config { cases: 48, ..Config::default() })]

    #[test]
    fn whatever_is_tried_the_books_stay_right(tries in tries(40)) {
        let mut history = History::begin();
        for tried in &tries {
            history.go_on(tried);
        }
    }

    #[test]
    fn no_act_of_the_story_is_taken_in_a_capacity_that_has_no_part_in_it(
        act in any::<Index>(),
        actor in any::<Index>(),
    ) {
        let told = story::told();
        let act = act.get(&told.acts);
        let actor = actor.get(&actors()).clone();
        let rule = CommandSpec::of(act.body.kind).and_then(CommandSpec::signing).unwrap();
        prop_assume!(!rule.capacities.contains(&actor.capacity));
        let mut world = World { case: act.before.clone(), now: told.now, acts: Vec::new() };
        let rejection = world.submit(actor, act.body.clone());
        prop_assert!(rejection.is_err(), "{} was taken", act.body.kind);
    }
}

/// The tries are no empty gesture: with a fixed seed nearly every act of trade is taken again.
#[test]
fn the_tries_reach_nearly_every_act_of_trade() {
    let mut runner = TestRunner::deterministic();
    let mut taken = BTreeSet::new();
    for _ in 0..24 {
        let tries = tries(120).new_tree(&mut runner).unwrap().current();
        let mut history = History::begin();
        for tried in &tries {
            history.go_on(tried);
        }
        taken.extend(history.world.acts.iter().map(|act| act.body.kind));
    }
    let acts = acts_of_trade();
    let missed: Vec<_> = acts
        .iter()
        .map(|(body, _)| body.kind)
        .filter(|kind| !taken.contains(kind))
        .collect();
    assert!(missed.len() <= 4, "{missed:?} of {} were never taken", acts.len());
}

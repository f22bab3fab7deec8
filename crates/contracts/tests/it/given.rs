//! Given states, when an actor commands, then steps follow or a rejection does.

use std::collections::BTreeSet;

use tallystick_base::Actor;
use tallystick_contracts::{Command, Rejection, Step, Transition, decide, subjects};

use crate::world::World;

/// The states before.
pub(crate) fn given(world: &World) -> Given<'_> {
    Given { world }
}

pub(crate) struct Given<'a> {
    world: &'a World,
}

/// What was decided.
pub(crate) struct Decided<'a> {
    world: &'a World,
    actor: Actor,
    command: Command,
    pub(crate) answer: Result<Vec<Step>, Rejection>,
}

impl<'a> Given<'a> {
    pub(crate) fn when(&self, actor: Actor, command: impl Into<Command>) -> Decided<'a> {
        let command = command.into();
        let context = self.world.context(actor.clone());
        let answer = decide(&self.world.case, &command, &context);
        let again = decide(&self.world.case, &command, &context);
        assert_eq!(answer, again, "the same question has the same answer");
        Decided {
            world: self.world,
            actor,
            command,
            answer,
        }
    }
}

impl Decided<'_> {
    /// The steps follow; here is the world after them. Whatever is accepted in a test passes the checks that hold of
    /// every decision.
    #[track_caller]
    pub(crate) fn accepted(&self) -> World {
        let steps = match &self.answer {
            Ok(steps) => steps,
            Err(rejection) => panic!("refused: {} ({rejection})", rejection.code()),
        };
        self.check_named(steps);
        self.check_reads(steps);
        let mut world = self.world.clone();
        for step in steps {
            check_json(step);
            world.case.apply(step).expect("apply takes whatever decide emits");
        }
        world
    }

    /// Exactly these steps follow, each written as aggregate and transition.
    #[track_caller]
    pub(crate) fn then_steps(&self, expected: &[&str]) -> World {
        let world = self.accepted();
        let steps = self.answer.iter().flatten();
        let found: Vec<_> = steps
            .map(|step| format!("{} {}", step.transition.aggregate(), step.transition.name()))
            .collect();
        assert_eq!(found, expected);
        world
    }

    /// It is refused with this code.
    #[track_caller]
    pub(crate) fn then_rejected(&self, code: &str) {
        match &self.answer {
            Ok(steps) => panic!("accepted: {steps:?}"),
            Err(rejection) => assert_eq!(rejection.code(), code, "{rejection}"),
        }
    }

    /// The first step is on the statement's own subject, and nothing moves that it does not name.
    #[track_caller]
    fn check_named(&self, steps: &[Step]) {
        let named =
            subjects(&self.command, self.actor.party, &self.world.case).expect("it names its subjects");
        let first = steps.first().expect("an accepted command has a step");
        assert_eq!(
            first.subject, named.sub,
            "the statement's own subject moves first"
        );
        let moved: BTreeSet<_> = steps.iter().map(|step| &step.subject).collect();
        for subject in moved {
            assert!(
                *subject == named.sub || named.alt.contains(subject),
                "{} moves {subject} unnamed",
                self.command.kind()
            );
        }
        let twice = |subject| named.alt.contains(subject) && named.rel.contains(subject);
        assert!(!named.alt.contains(&named.sub) && !named.rel.contains(&named.sub));
        assert!(!named.alt.iter().any(twice));
    }

    /// With every state gone that the statement does not name, the decision is the same: it reads nothing else.
    #[track_caller]
    fn check_reads(&self, steps: &[Step]) {
        let named =
            subjects(&self.command, self.actor.party, &self.world.case).expect("it names its subjects");
        let named =
            |subject| subject == named.sub || named.alt.contains(&subject) || named.rel.contains(&subject);
        let mut world = self.world.clone();
        let case = &mut world.case;
        case.contracts.retain(|id, _| named(id.subject()));
        case.amendments.retain(|id, _| named(id.subject()));
        case.numbers.retain(|subject, _| named(subject.clone()));
        case.allowances
            .retain(|id, _| named(tallystick_contracts::Allowance::subject_of(*id)));
        let context = world.context(self.actor.clone());
        assert_eq!(decide(&world.case, &self.command, &context).as_deref(), Ok(steps));
    }
}

/// A transition reads back from its JSON, which is an object with one member in snake case.
fn check_json(step: &Step) {
    let json = serde_json::to_string(&step.transition).unwrap();
    let read = Transition::read(step.subject.kind(), &json).expect("a kind of this crate");
    assert_eq!(read.unwrap(), step.transition);
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    let members: Vec<_> = value.as_object().unwrap().keys().collect();
    assert_eq!(members, [step.transition.name()]);
}

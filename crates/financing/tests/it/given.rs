//! Given states, when an actor commands, then steps follow or a rejection does.

use std::collections::BTreeSet;

use tallystick_base::{Context, Subject};
use tallystick_financing::{
    Auction, Bid, BidRecord, Case, Command, GuarantorUse, Rejection, Step, Transition, decide, subjects,
};

use crate::world::{Who, World};

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
    command: Command,
    who: Who,
    pub(crate) answer: Result<Vec<Step>, Rejection>,
}

impl<'a> Given<'a> {
    pub(crate) fn when(&self, who: Who, command: impl Into<Command>) -> Decided<'a> {
        let command = command.into();
        let context = self.world.context(who);
        let answer = decide(&self.world.case, &command, &context);
        assert_eq!(
            answer,
            decide(&self.world.case, &command, &context),
            "the same question has the same answer"
        );
        Decided {
            world: self.world,
            command,
            who,
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
        let context = self.world.context(self.who);
        check_named(&self.world.case, &self.command, &context, steps);
        let mut world = self.world.clone();
        for step in steps {
            check_json(step);
            world.case.apply(step).expect("apply takes whatever decide emits");
        }
        world
    }

    /// Exactly these steps follow, each written as kind of subject and transition.
    #[track_caller]
    pub(crate) fn then_steps(&self, expected: &[&str]) -> World {
        let world = self.accepted();
        let steps = self.answer.iter().flatten();
        let found: Vec<_> = steps
            .map(|step| format!("{} {}", step.subject.kind(), step.transition.name()))
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
}

/// The first step is on the statement's own subject, nothing moves that the statement does not name, and nothing that
/// it does not name was read: the decision is the same with only the named states at hand.
#[track_caller]
pub(crate) fn check_named(case: &Case, command: &Command, context: &Context, steps: &[Step]) {
    let named = subjects(command, context.actor.party, case).expect("it names its subjects");
    let first = steps.first().expect("an accepted command has a step");
    assert_eq!(
        first.subject, named.sub,
        "the statement's own subject moves first"
    );
    for subject in steps.iter().map(|step| &step.subject) {
        assert!(
            *subject == named.sub || named.alt.contains(subject),
            "{} moves {subject} unnamed",
            command.kind()
        );
    }
    assert!(!named.alt.contains(&named.sub) && !named.rel.contains(&named.sub));
    assert!(named.alt.len() <= 200, "a statement names at most 200 subjects");
    let mut all: BTreeSet<Subject> = named.alt.union(&named.rel).cloned().collect();
    all.insert(named.sub);
    let only_named = only(case, &all);
    assert_eq!(
        decide(&only_named, command, context).as_deref(),
        Ok(steps),
        "{} reads what it does not name",
        command.kind()
    );
}

/// The case as it would be loaded for a statement that names these subjects.
fn only(case: &Case, named: &BTreeSet<Subject>) -> Case {
    let mut only = case.clone();
    let is_named = |subject: Subject| named.contains(&subject);
    let certificates = &mut only.certificates;
    certificates
        .contracts
        .contracts
        .retain(|id, _| is_named(id.subject()));
    certificates.receivables.retain(|id, _| is_named(id.subject()));
    certificates.evidence.retain(|subject, _| named.contains(subject));
    certificates.certificates.retain(|id, _| is_named(id.subject()));
    only.products.retain(|id, _| is_named(id.subject()));
    only.requests.retain(|id, _| is_named(id.subject()));
    only.reviews.retain(|id, _| is_named(id.subject()));
    only.bids.retain(|id, _| is_named(Bid::subject_of(*id)));
    only.auctions.retain(|id, _| is_named(Auction::subject_of(*id)));
    only.bid_records
        .retain(|id, _| is_named(BidRecord::subject_of(*id)));
    only.guarantees.retain(|id, _| is_named(id.subject()));
    only.guarantor_uses
        .retain(|id, _| is_named(GuarantorUse::subject_of(*id)));
    only
}

/// A transition reads back from its JSON, which is an object with one member in snake case.
#[track_caller]
fn check_json(step: &Step) {
    let json = serde_json::to_string(&step.transition).unwrap();
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    let members: Vec<_> = value.as_object().unwrap().keys().collect();
    assert_eq!(members, [step.transition.name()]);
    if let Some(read) = Transition::read(step.subject.kind(), &json) {
        assert_eq!(read.unwrap(), step.transition);
    } else {
        assert_eq!(step.subject.kind(), "certificate");
    }
}

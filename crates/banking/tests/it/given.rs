//! Given states, when an actor commands, then steps follow or a rejection does.

use std::collections::BTreeSet;

use tallystick_banking::{Case, Command, Rejection, Step, Transition, decide, subjects};
use tallystick_base::{Context, Subject};

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
        Decided {
            world: self.world,
            command,
            who,
            answer,
        }
    }
}

impl Decided<'_> {
    #[track_caller]
    pub(crate) fn accepted(&self) -> World {
        let steps = match &self.answer {
            Ok(steps) => steps,
            Err(rejection) => panic!("refused: {} ({rejection})", rejection.code()),
        };
        check_named(
            &self.world.case,
            &self.command,
            &self.world.context(self.who),
            steps,
        );
        let mut world = self.world.clone();
        for step in steps {
            check_json(step);
            world.case.apply(step).expect("apply takes whatever decide emits");
        }
        world
    }

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

    #[track_caller]
    pub(crate) fn then_rejected(&self, code: &str) {
        match &self.answer {
            Ok(steps) => panic!("accepted: {steps:?}"),
            Err(rejection) => assert_eq!(rejection.code(), code, "{rejection}"),
        }
    }
}

#[track_caller]
pub(crate) fn check_named(case: &Case, command: &Command, context: &Context, steps: &[Step]) {
    let named = subjects(command, context.actor.party, case).expect("it names its subjects");
    let first = steps.first().expect("an accepted command has a step");
    assert_eq!(first.subject, named.sub);
    for subject in steps.iter().map(|step| &step.subject) {
        assert!(
            *subject == named.sub || named.alt.contains(subject),
            "{} moves {subject} unnamed",
            command.kind()
        );
    }
    assert!(named.alt.len() <= 200);
    let mut all: BTreeSet<Subject> = named.alt.union(&named.rel).cloned().collect();
    all.insert(named.sub);
    assert_eq!(
        decide(&only(case, &all), command, context).as_deref(),
        Ok(steps),
        "{} reads what it does not name",
        command.kind()
    );
}

fn only(case: &Case, named: &BTreeSet<Subject>) -> Case {
    let mut only = case.clone();
    let borrowed = |kind: &str, id: &Subject| named.contains(&Subject::new(kind, id.id()).unwrap());
    let certificates = &mut only.financing.certificates;
    certificates
        .certificates
        .retain(|id, _| named.contains(&id.subject()));
    certificates
        .receivables
        .retain(|id, _| named.contains(&id.subject()));
    certificates
        .payment_records
        .retain(|id, _| borrowed("payment-record", &id.subject()));
    certificates.contracts.contracts.clear();
    let financing = &mut only.financing;
    financing.requests.retain(|id, _| named.contains(&id.subject()));
    financing.reviews.retain(|id, _| named.contains(&id.subject()));
    financing.guarantees.retain(|id, _| named.contains(&id.subject()));
    financing
        .guarantor_uses
        .retain(|id, _| borrowed("guarantor-use", &id.subject()));
    only.lines.retain(|id, _| named.contains(&id.subject()));
    only.uses.retain(|id, _| borrowed("line-use", &id.subject()));
    only.books.retain(|id, _| borrowed("line-book", &id.subject()));
    only.loans.retain(|id, _| named.contains(&id.subject()));
    only.filings.retain(|id, _| named.contains(&id.subject()));
    only.notices.retain(|id, _| named.contains(&id.subject()));
    only.pools.retain(|id, _| named.contains(&id.subject()));
    only.sales.retain(|id, _| named.contains(&id.subject()));
    only.endorsements
        .retain(|id, _| borrowed("endorsement", &id.subject()));
    only
}

#[track_caller]
fn check_json(step: &Step) {
    let json = serde_json::to_string(&step.transition).unwrap();
    let value: serde_json::Value = serde_json::from_str(&json).unwrap();
    let members: Vec<_> = value.as_object().unwrap().keys().collect();
    assert_eq!(members, [step.transition.name()]);
    if let Some(read) = Transition::read(step.subject.kind(), &json) {
        assert_eq!(read.unwrap(), step.transition);
    }
}

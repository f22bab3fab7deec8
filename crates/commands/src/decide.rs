//! Deciding any command, and the frame that every decision must keep to.

use tallystick_base::{Context, Named, Subject};

use crate::audience::without_unseen;
use crate::transition::{Step, Transition};
use crate::{Case, Command, Rejection};

/// What one subject does in an entry: its transitions, in order. Each becomes one part of the outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Movement {
    /// The subject.
    pub subject: Subject,
    /// Its transitions, at least one.
    pub transitions: Vec<Transition>,
}

/// Decides a command whose statement names these subjects: what moves, the statement's own subject first, or why not.
///
/// Beyond the rule itself three things are kept here for all commands alike: the statement names whatever the decision rests
/// on, so that its signer saw it; nothing moves that it does not name; and whoever is refused learns nothing of what it may
/// not see.
pub fn decide(
    case: &Case,
    command: &Command,
    named: &Named,
    context: &Context,
) -> Result<Vec<Movement>, Rejection> {
    decide_in(case, command, named, context).map_err(|rejection| {
        let seen = without_unseen(case, command, context.actor.party);
        let told = seen.and_then(|seen| decide_in(&seen, command, named, context).err());
        // Where it would be accepted without what is unseen, that is in the way only by existing, such as an id that is taken.
        told.unwrap_or(rejection)
    })
}

fn decide_in(
    case: &Case,
    command: &Command,
    named: &Named,
    context: &Context,
) -> Result<Vec<Movement>, Rejection> {
    check_named(&command.subjects(context.actor.party, case)?, named)?;
    let steps: Vec<Step> = match command {
        Command::Parties(command) => {
            let steps = tallystick_parties::decide(case.parties(), command, context)?;
            steps.into_iter().map(Step::from).collect()
        }
        Command::Contracts(command) => {
            let steps = tallystick_contracts::decide(&case.certificates().contracts, command, context)?;
            steps.into_iter().map(Step::from).collect()
        }
        Command::Certificates(command) => {
            let steps = tallystick_certificates::decide(case.certificates(), command, context)?;
            steps.into_iter().map(Step::from).collect()
        }
        Command::Financing(command) => {
            let steps = tallystick_financing::decide(&case.financing, command, context)?;
            steps.into_iter().map(Step::from).collect()
        }
        Command::Banking(command) => {
            let steps = tallystick_banking::decide(case, command, context)?;
            steps.into_iter().map(Step::from).collect()
        }
    };
    let movements = gather(steps);
    for (place, Movement { subject, .. }) in movements.iter().enumerate() {
        if place == 0 && *subject != named.sub {
            return Err(Rejection::OwnSubject {
                expected: subject.clone(),
                found: named.sub.clone(),
            });
        }
        if place > 0 && !named.alt.contains(subject) {
            return Err(Rejection::NotNamed {
                subject: subject.clone(),
                list: "alt",
            });
        }
    }
    Ok(movements)
}

/// The statement names all that the command needs; it may name more.
fn check_named(needed: &Named, named: &Named) -> Result<(), Rejection> {
    if needed.sub != named.sub {
        return Err(Rejection::OwnSubject {
            expected: needed.sub.clone(),
            found: named.sub.clone(),
        });
    }
    if let Some(subject) = needed.alt.iter().find(|subject| !named.alt.contains(subject)) {
        return Err(Rejection::NotNamed {
            subject: subject.clone(),
            list: "alt",
        });
    }
    if let Some(subject) = needed.rel.iter().find(|subject| !named.rel.contains(subject)) {
        return Err(Rejection::NotNamed {
            subject: subject.clone(),
            list: "rel",
        });
    }
    Ok(())
}

/// One movement for each subject, in the order in which they first move.
fn gather(steps: Vec<Step>) -> Vec<Movement> {
    let mut movements: Vec<Movement> = Vec::new();
    for Step { subject, transition } in steps {
        match movements.iter_mut().find(|movement| movement.subject == subject) {
            Some(movement) => movement.transitions.push(transition),
            None => movements.push(Movement {
                subject,
                transitions: vec![transition],
            }),
        }
    }
    movements
}

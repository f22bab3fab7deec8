//! The decision: who may do what, and what follows. Each command has one function, in the file of its aggregate.

mod enrolment;
mod governance;
mod key;
mod ledger;
mod member;
mod party;
mod profile;
mod recovery;
mod rules;

pub use governance::has_enough_admins;

use tallystick_base::{Context, Subject};

use crate::{Case, Command, Rejection, Step, Transition, authorise};

/// Decides a command: the steps that it causes, the first on the statement's own subject, or why it is refused.
///
/// The envelope check (every signature, possession of new keys) has passed. The same case, command and context give
/// the same answer, always.
pub fn decide(case: &Case, command: &Command, context: &Context) -> Result<Vec<Step>, Rejection> {
    // The opening creates the party that signs it, so it brings checks of its own.
    if !matches!(command, Command::OpenLedger(_)) {
        authorise(case, context, command.kind(), None)?;
    }
    match command {
        Command::OpenLedger(body) => ledger::open(case, body, context),
        Command::PublishRules(body) => rules::publish(case, body, context),
        Command::RegisterParty(body) => party::register(case, body),
        Command::AcceptParty(_) => party::accept(case, context),
        Command::SuspendParty(body) => party::suspend(case, body),
        Command::ReinstateParty(body) => party::reinstate(case, body),
        Command::UpdateProfile(body) => profile::update(case, body, context),
        Command::AddMember(body) => member::add(case, body, context),
        Command::RemoveMember(body) => member::remove(case, body, context),
        Command::ChangeRoles(body) => member::change_roles(case, body, context),
        Command::ChangePolicy(body) => party::change_policy(case, body, context),
        Command::AddKey(body) => key::add(case, body, context),
        Command::RevokeKey(body) => key::revoke(case, body, context),
        Command::RecoverKey(body) => recovery::announce(case, body, context),
        Command::VetoKey(_) => recovery::veto(case, context),
        Command::RestoreKey(body) => recovery::restore(case, body, context),
    }
}

fn step(subject: impl Into<Subject>, transition: impl Into<Transition>) -> Step {
    Step {
        subject: subject.into(),
        transition: transition.into(),
    }
}

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

use tallystick_base::{Context, Subject};

use crate::{Case, Command, Rejection, Step, Transition, authorise};

/// Decides a command: the steps that it causes, the first on the statement's own subject, or why it is refused.
///
/// The envelope check (every signature, possession of new keys) has passed. The same case, command and context give
/// the same answer, always.
pub fn decide(case: &Case, command: &Command, context: &Context) -> Result<Vec<Step>, Rejection> {
    // The opening creates the party that signs it, so it brings checks of its own.
    if !matches!(command, Command::LedgerOpen(_)) {
        authorise(case, context, command.kind(), None)?;
    }
    match command {
        Command::LedgerOpen(body) => ledger::open(case, body, context),
        Command::RulesPublish(body) => rules::publish(case, body, context),
        Command::PartyRegister(body) => party::register(case, body),
        Command::PartyAccept(_) => party::accept(case, context),
        Command::PartySuspend(body) => party::suspend(case, body),
        Command::PartyReinstate(body) => party::reinstate(case, body),
        Command::ProfileUpdate(body) => profile::update(case, body, context),
        Command::MemberAdd(body) => member::add(case, body, context),
        Command::MemberRemove(body) => member::remove(case, body, context),
        Command::RoleChange(body) => member::change_roles(case, body, context),
        Command::PolicyChange(body) => party::change_policy(case, body, context),
        Command::KeyAdd(body) => key::add(case, body, context),
        Command::KeyRevoke(body) => key::revoke(case, body, context),
        Command::KeyRecover(body) => recovery::announce(case, body, context),
        Command::KeyVeto(_) => recovery::veto(case, context),
        Command::KeyRestore(body) => recovery::restore(case, body, context),
    }
}

fn step(subject: impl Into<Subject>, transition: impl Into<Transition>) -> Step {
    Step {
        subject: subject.into(),
        transition: transition.into(),
    }
}

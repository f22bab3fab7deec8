//! The decision: who may do what, and what follows. Each command has one function, in the file of its aggregate.

mod amendment;
mod contract;
mod register;

use tallystick_base::{Context, Money, Subject};
use tallystick_parties::authorise;

use crate::{Amendment, Case, Command, Contract, Rejection, Side, Step, Transition};

/// Decides a command: the steps that it causes, the first on the statement's own subject, or why it is refused.
///
/// The envelope check has passed. The same case, command and context give the same answer, always.
pub fn decide(case: &Case, command: &Command, context: &Context) -> Result<Vec<Step>, Rejection> {
    authorise(&case.parties, context, command.kind(), amount(case, command))?;
    match command {
        Command::RegisterContract(body) => register::register(case, body, context),
        Command::AcceptContract(body) => contract::accept(case, body, context),
        Command::RejectContract(body) => contract::reject(case, body, context),
        Command::WithdrawContract(body) => contract::withdraw(case, body, context),
        Command::CloseContract(body) => contract::close(case, body, context),
        Command::TerminateContract(body) => contract::terminate(case, body, context),
        Command::ProposeAmendment(body) => amendment::propose(case, body, context),
        Command::AcceptAmendment(body) => amendment::accept(case, body, context),
        Command::RejectAmendment(body) => amendment::reject(case, body, context),
        Command::WithdrawAmendment(body) => amendment::withdraw(case, body, context),
    }
}

/// The amount that an approval policy looks at: the contract sum, as it is or as it would become. It is read from
/// what the statement names only.
fn amount(case: &Case, command: &Command) -> Option<Money> {
    let of_contract = |id| case.contracts.get(id).map(|contract| contract.terms.amount);
    let of_amendment = |id| {
        case.amendments
            .get(id)
            .and_then(|amendment| amendment.changes.amount)
    };
    match command {
        Command::RegisterContract(body) => Some(body.amount),
        Command::AcceptContract(body) => of_contract(&body.contract),
        Command::RejectContract(body) => of_contract(&body.contract),
        Command::WithdrawContract(body) => of_contract(&body.contract),
        Command::CloseContract(body) => of_contract(&body.contract),
        Command::TerminateContract(body) => of_contract(&body.contract),
        Command::ProposeAmendment(body) => body.changes.amount.or(of_contract(&body.contract)),
        Command::AcceptAmendment(body) => {
            let contract = case
                .amendments
                .get(&body.amendment)
                .map(|amendment| &amendment.contract);
            of_amendment(&body.amendment).or_else(|| contract.and_then(of_contract))
        }
        Command::RejectAmendment(body) => of_amendment(&body.amendment),
        Command::WithdrawAmendment(body) => of_amendment(&body.amendment),
    }
}

/// The side on which the acting party stands; a refusal where it stands on neither.
fn standing(side: Option<Side>, context: &Context) -> Result<Side, Rejection> {
    side.ok_or(Rejection::NotASide {
        party: context.actor.party,
        capacity: context.actor.capacity,
    })
}

fn side_in_contract(contract: &Contract, context: &Context) -> Result<Side, Rejection> {
    standing(
        contract.side_of(context.actor.party, context.actor.capacity),
        context,
    )
}

fn side_in_amendment(amendment: &Amendment, context: &Context) -> Result<Side, Rejection> {
    standing(
        amendment.side_of(context.actor.party, context.actor.capacity),
        context,
    )
}

/// The answer to a proposal comes from the side that did not make it.
fn check_answering(acting: Side, proposer: Side) -> Result<(), Rejection> {
    if acting == proposer {
        Err(Rejection::AnsweredByProposer { side: proposer })
    } else {
        Ok(())
    }
}

/// A proposal is withdrawn by the side that made it.
fn check_withdrawing(acting: Side, proposer: Side) -> Result<(), Rejection> {
    if acting == proposer {
        Ok(())
    } else {
        Err(Rejection::WithdrawnByOther { side: proposer })
    }
}

/// Nothing is agreed with a party that has not accepted its registration or is suspended.
fn check_counterparty(case: &Case, contract: &Contract, acting: Side) -> Result<(), Rejection> {
    case.parties.active(contract.party(acting.other()))?;
    Ok(())
}

fn step(subject: Subject, transition: impl Into<Transition>) -> Step {
    Step {
        subject,
        transition: transition.into(),
    }
}

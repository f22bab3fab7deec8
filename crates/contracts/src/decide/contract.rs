use tallystick_base::{Context, ContractId};

use super::{check_answering, check_counterparty, check_withdrawing, side_in_contract, step};
use crate::{
    AcceptContract, Allowance, AllowanceTransition, Case, CloseContract, Contract, ContractNumberTransition,
    ContractStage, ContractTransition, RejectContract, Rejection, Step, TerminateContract, WithdrawContract,
};

pub(super) fn accept(case: &Case, body: &AcceptContract, context: &Context) -> Result<Vec<Step>, Rejection> {
    let contract = case.contract(body.contract)?;
    let side = side_in_contract(contract, context)?;
    check_unanswered(contract)?;
    check_answering(side, contract.registered_by)?;
    check_counterparty(case, contract, side)?;
    let opened = AllowanceTransition::Opened {
        contract: contract.id,
        limit: contract.terms.limit()?,
    };
    Ok(vec![
        step(contract.id.subject(), ContractTransition::Accepted {}),
        step(Allowance::subject_of(contract.id), opened),
    ])
}

pub(super) fn reject(case: &Case, body: &RejectContract, context: &Context) -> Result<Vec<Step>, Rejection> {
    let contract = case.contract(body.contract)?;
    let side = side_in_contract(contract, context)?;
    check_unanswered(contract)?;
    check_answering(side, contract.registered_by)?;
    let rejected = ContractTransition::Rejected {
        reason: body.reason.clone(),
    };
    Ok(without_number(contract, rejected))
}

pub(super) fn withdraw(
    case: &Case,
    body: &WithdrawContract,
    context: &Context,
) -> Result<Vec<Step>, Rejection> {
    let contract = case.contract(body.contract)?;
    let side = side_in_contract(contract, context)?;
    check_unanswered(contract)?;
    check_withdrawing(side, contract.registered_by)?;
    Ok(without_number(contract, ContractTransition::Withdrawn {}))
}

pub(super) fn close(case: &Case, body: &CloseContract, context: &Context) -> Result<Vec<Step>, Rejection> {
    let by = side_in_contract(case.contract(body.contract)?, context)?;
    end(case, body.contract, ContractTransition::Closed { by })
}

pub(super) fn terminate(
    case: &Case,
    body: &TerminateContract,
    context: &Context,
) -> Result<Vec<Step>, Rejection> {
    let by = side_in_contract(case.contract(body.contract)?, context)?;
    let reason = body.reason.clone();
    end(case, body.contract, ContractTransition::Terminated { by, reason })
}

fn end(case: &Case, id: ContractId, transition: ContractTransition) -> Result<Vec<Step>, Rejection> {
    let contract = case.accepted(id)?;
    Ok(vec![step(contract.id.subject(), transition)])
}

/// The contract ends before it began, so its number is free for another.
fn without_number(contract: &Contract, transition: ContractTransition) -> Vec<Step> {
    vec![
        step(contract.id.subject(), transition),
        step(contract.number.clone(), ContractNumberTransition::Freed {}),
    ]
}

fn check_unanswered(contract: &Contract) -> Result<(), Rejection> {
    match contract.stage {
        ContractStage::Registered {} => Ok(()),
        ContractStage::Accepted {}
        | ContractStage::Rejected { .. }
        | ContractStage::Withdrawn {}
        | ContractStage::Closed { .. }
        | ContractStage::Terminated { .. } => Err(Rejection::ContractStage {
            contract: contract.id,
            stage: contract.stage.name(),
            needed: "Registered",
        }),
    }
}

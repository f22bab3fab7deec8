use tallystick_base::{Context, Money};
use tallystick_parties::Rules;

use super::register::check_signed;
use super::{
    check_answering, check_counterparty, check_withdrawing, side_in_amendment, side_in_contract, step,
};
use crate::law::{check_payment, check_terms};
use crate::{
    AcceptAmendment, Allowance, AllowanceTransition, Amendment, AmendmentStage, AmendmentTransition, Case,
    Changes, Contract, ContractTransition, ProposeAmendment, RejectAmendment, Rejection, Step, Terms,
    WithdrawAmendment,
};

pub(super) fn propose(
    case: &Case,
    body: &ProposeAmendment,
    context: &Context,
) -> Result<Vec<Step>, Rejection> {
    let contract = case.contract(body.contract)?;
    let by = side_in_contract(contract, context)?;
    case.accepted(body.contract)?;
    check_counterparty(case, contract, by)?;
    if case.amendments.contains_key(&body.amendment) {
        return Err(Rejection::AmendmentExists {
            amendment: body.amendment,
        });
    }
    check_signed(
        body.changes.signed_on,
        case.parties.today(Rules::DEFAULT, context)?,
    )?;
    changed_terms(case, contract, &body.changes)?;
    let proposed = AmendmentTransition::Proposed {
        amendment: body.amendment,
        contract: body.contract,
        supplier: contract.supplier,
        buyer: contract.buyer,
        by,
        basis: contract.revision,
        changes: Box::new(body.changes.clone()),
    };
    Ok(vec![step(body.amendment.subject(), proposed)])
}

pub(super) fn accept(case: &Case, body: &AcceptAmendment, context: &Context) -> Result<Vec<Step>, Rejection> {
    let amendment = case.amendment(body.amendment)?;
    let contract = case.contract(amendment.contract)?;
    let side = side_in_amendment(amendment, context)?;
    check_unanswered(amendment)?;
    check_answering(side, amendment.proposed_by)?;
    check_counterparty(case, contract, side)?;
    case.accepted(contract.id)?;
    check_basis(amendment, contract)?;
    let terms = changed_terms(case, contract, &amendment.changes)?;
    let allowance = case.allowance(contract.id)?;
    let limit = terms.limit()?;
    check_confirmed(contract, &terms, allowance, limit)?;

    let amended = ContractTransition::Amended {
        amendment: amendment.id,
        revision: contract.revision.saturating_add(1),
        terms: Box::new(terms),
    };
    let mut steps = vec![
        step(amendment.id.subject(), AmendmentTransition::Accepted {}),
        step(contract.id.subject(), amended),
    ];
    if let Some(moved) = limit_moved(allowance, limit)? {
        steps.push(step(Allowance::subject_of(contract.id), moved));
    }
    Ok(steps)
}

pub(super) fn reject(case: &Case, body: &RejectAmendment, context: &Context) -> Result<Vec<Step>, Rejection> {
    let amendment = case.amendment(body.amendment)?;
    let side = side_in_amendment(amendment, context)?;
    check_unanswered(amendment)?;
    check_answering(side, amendment.proposed_by)?;
    let rejected = AmendmentTransition::Rejected {
        reason: body.reason.clone(),
    };
    Ok(vec![step(amendment.id.subject(), rejected)])
}

pub(super) fn withdraw(
    case: &Case,
    body: &WithdrawAmendment,
    context: &Context,
) -> Result<Vec<Step>, Rejection> {
    let amendment = case.amendment(body.amendment)?;
    let side = side_in_amendment(amendment, context)?;
    check_unanswered(amendment)?;
    check_withdrawing(side, amendment.proposed_by)?;
    Ok(vec![step(
        amendment.id.subject(),
        AmendmentTransition::Withdrawn {},
    )])
}

fn check_unanswered(amendment: &Amendment) -> Result<(), Rejection> {
    match amendment.stage {
        AmendmentStage::Proposed {} => Ok(()),
        AmendmentStage::Accepted {} | AmendmentStage::Rejected { .. } | AmendmentStage::Withdrawn {} => {
            Err(Rejection::AmendmentStage {
                amendment: amendment.id,
                stage: amendment.stage.name(),
            })
        }
    }
}

/// Who accepts saw the proposal on the terms it was made for; on others it could mean something else.
fn check_basis(amendment: &Amendment, contract: &Contract) -> Result<(), Rejection> {
    if amendment.basis == contract.revision {
        Ok(())
    } else {
        Err(Rejection::AmendmentStale {
            amendment: amendment.id,
            basis: amendment.basis,
            revision: contract.revision,
        })
    }
}

/// The terms as they would be, if they are lawful.
///
/// A new payment period is judged by the rules of the day on which the amendment was signed, or a contract of old
/// could be stretched beyond the limits of today. Everything else is judged as at the signing of the contract.
fn changed_terms(case: &Case, contract: &Contract, changes: &Changes) -> Result<Terms, Rejection> {
    let rules = case.parties.rules(Rules::DEFAULT)?;
    let before = &contract.terms;
    if changes.signed_on < before.signed_on {
        return Err(Rejection::AmendmentBeforeContract {
            signed_on: changes.signed_on,
            contract_signed_on: before.signed_on,
        });
    }
    let (currency, found) = (
        before.amount.currency(),
        changes.amount.unwrap_or(before.amount).currency(),
    );
    if currency != found {
        return Err(Rejection::AmendmentCurrency { currency, found });
    }
    let terms = changes.on(before);
    if terms == *before {
        return Err(Rejection::AmendmentChangesNothing);
    }
    if terms.payment != before.payment {
        check_payment(&terms.payment, contract.protection, changes.signed_on, rules)?;
    }
    check_terms(&terms, contract.protection, rules)?;
    Ok(terms)
}

/// What was confirmed stands: neither the sum nor the limit goes under it (Civil Code article 765).
fn check_confirmed(
    contract: &Contract,
    terms: &Terms,
    allowance: &Allowance,
    limit: Money,
) -> Result<(), Rejection> {
    let used = allowance.used;
    let lowered = terms.amount.compare(contract.terms.amount)?.is_lt();
    if lowered && terms.amount.compare(used)?.is_lt() {
        return Err(Rejection::AmountBelowConfirmed {
            contract: contract.id,
            amount: terms.amount,
            used,
        });
    }
    if limit.compare(used)?.is_lt() {
        return Err(Rejection::LimitBelowConfirmed {
            contract: contract.id,
            limit,
            used,
        });
    }
    Ok(())
}

fn limit_moved(allowance: &Allowance, limit: Money) -> Result<Option<AllowanceTransition>, Rejection> {
    Ok(match limit.compare(allowance.limit)? {
        std::cmp::Ordering::Less => Some(AllowanceTransition::Lowered { limit }),
        std::cmp::Ordering::Equal => None,
        std::cmp::Ordering::Greater => Some(AllowanceTransition::Raised { limit }),
    })
}

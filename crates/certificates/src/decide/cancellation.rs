//! Taking a certificate back: debtor and holder together, while nobody else has a right on it.

use tallystick_base::{Capacity, Context, Money, PartyId};
use tallystick_contracts::Allowance;

use super::payment::cured;
use super::{acts_as, check_actor, check_free};
use crate::cancellation::{Cancellation, CancellationStage};
use crate::certificate::Certificate;
use crate::command::{AcceptCancellation, DeclineCancellation, ProposeCancellation, WithdrawCancellation};
use crate::{
    CancellationTransition, Case, CertificateRejection, CertificateTransition, EvidenceTransition, Part,
    Rejection, Step,
};

pub(super) fn propose(
    case: &Case,
    body: &ProposeCancellation,
    context: &Context,
) -> Result<Vec<Step>, Rejection> {
    let certificate = case.certificate(body.certificate)?;
    let debtor = certificate.issue.debtor;
    let (by, to) = if acts_as(context, debtor, Capacity::Buyer) {
        (debtor, certificate.holder)
    } else if acts_as(context, certificate.holder, Capacity::Supplier) {
        (certificate.holder, debtor)
    } else {
        let part = Part::DebtorOrHolder;
        return Err(Rejection::ActorIsNot { part });
    };
    let cancellation = body.cancellation;
    if case.cancellations.contains_key(&cancellation) {
        return Err(CertificateRejection::CancellationExists { cancellation }.into());
    }
    certificate.check_live()?;
    certificate.check_not_frozen()?;
    let proposed = CancellationTransition::Proposed {
        cancellation,
        certificate: body.certificate,
        by,
        to,
        debtor,
        reason: body.reason.clone(),
    };
    Ok(vec![Step::new(cancellation, proposed)])
}

pub(super) fn accept(
    case: &Case,
    body: &AcceptCancellation,
    context: &Context,
) -> Result<Vec<Step>, Rejection> {
    let cancellation = case.cancellation(body.cancellation)?;
    let certificate = case.certificate(cancellation.certificate)?;
    check_side(cancellation, cancellation.to, context, Part::Counterparty)?;
    check_proposed(cancellation)?;
    check_between_present_sides(cancellation, certificate)?;
    let lapse = check_free(certificate, context)?;
    let outstanding = certificate.outstanding;
    let contract = certificate.issue.contract;
    let returned = case
        .contracts
        .allowance(contract)?
        .give_back(certificate.id(), outstanding)?;
    let cancelled = CertificateTransition::Cancelled {
        cancellation: body.cancellation,
        outstanding: Money::zero(outstanding.currency()),
    };
    let mut steps = vec![Step::new(body.cancellation, CancellationTransition::Accepted {})];
    steps.extend(lapse);
    steps.push(Step::new(certificate.id(), cancelled));
    steps.push(Step::new(Allowance::subject_of(contract), returned));
    steps.extend(freed(case, certificate)?);
    steps.extend(cured(case, certificate));
    Ok(steps)
}

pub(super) fn decline(
    case: &Case,
    body: &DeclineCancellation,
    context: &Context,
) -> Result<Vec<Step>, Rejection> {
    let cancellation = case.cancellation(body.cancellation)?;
    check_side(cancellation, cancellation.to, context, Part::Counterparty)?;
    check_proposed(cancellation)?;
    Ok(vec![Step::new(
        body.cancellation,
        CancellationTransition::Declined {},
    )])
}

pub(super) fn withdraw(
    case: &Case,
    body: &WithdrawCancellation,
    context: &Context,
) -> Result<Vec<Step>, Rejection> {
    let cancellation = case.cancellation(body.cancellation)?;
    check_side(cancellation, cancellation.by, context, Part::Proposer)?;
    check_proposed(cancellation)?;
    Ok(vec![Step::new(
        body.cancellation,
        CancellationTransition::Withdrawn {},
    )])
}

/// The actor is this side of the proposal, in the capacity of that side.
fn check_side(
    cancellation: &Cancellation,
    side: PartyId,
    context: &Context,
    part: Part,
) -> Result<(), Rejection> {
    let capacity = if side == cancellation.debtor {
        Capacity::Buyer
    } else {
        Capacity::Supplier
    };
    check_actor(context, side, capacity, part)
}

fn check_proposed(cancellation: &Cancellation) -> Result<(), CertificateRejection> {
    match cancellation.stage {
        CancellationStage::Proposed {} => Ok(()),
        CancellationStage::Accepted {} | CancellationStage::Declined {} | CancellationStage::Withdrawn {} => {
            Err(CertificateRejection::CancellationAnswered {
                cancellation: cancellation.cancellation,
                stage: cancellation.stage.name(),
            })
        }
    }
}

/// Who holds the certificate now is one of the two; an earlier holder gives nothing away.
fn check_between_present_sides(
    cancellation: &Cancellation,
    certificate: &Certificate,
) -> Result<(), CertificateRejection> {
    let holder = certificate.holder;
    if cancellation.by == holder || cancellation.to == holder {
        Ok(())
    } else {
        Err(CertificateRejection::CancellationOutdated {
            cancellation: cancellation.cancellation,
        })
    }
}

/// Frees the invoices where the whole confirmed debt is taken back by the supplier it was owed to: the certificate was
/// neither split, nor paid in part, nor passed on. Otherwise someone has been paid on these invoices, and a second
/// claim on them would be a second debt.
fn freed(case: &Case, certificate: &Certificate) -> Result<Vec<Step>, Rejection> {
    let issue = &certificate.issue;
    let whole = issue.parent.is_none()
        && certificate.outstanding == issue.amount
        && certificate.holder == issue.supplier;
    if !whole {
        return Ok(Vec::new());
    }
    let receivable = issue.receivable;
    let claim = &case.receivable(receivable)?.claim;
    let freed = claim
        .evidence()
        .map(|subject| Step::new(subject.clone(), EvidenceTransition::Freed { receivable }));
    Ok(freed.collect())
}

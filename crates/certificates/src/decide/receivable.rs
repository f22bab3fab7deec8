//! The other answers to a claim, and taking it back.

use chrono::NaiveDate;
use tallystick_base::{Capacity, Context};

use super::check_actor;
use crate::command::{DisputeReceivable, ForwardReceivable, RejectReceivable, WithdrawReceivable};
use crate::receivable::{Forwarding, Reason, ReasonCode, Receivable, ReceivableStage};
use crate::{Case, EvidenceTransition, Part, ReceivableRejection, ReceivableTransition, Rejection, Step};

/// The most reasons of a rejection or dispute, and deductions of a confirmation.
pub(super) const MOST_REASONS: usize = 20;
/// The most findings of a confirmation centre.
const MOST_FINDINGS: usize = 40;

pub(super) fn forward(
    case: &Case,
    body: &ForwardReceivable,
    context: &Context,
) -> Result<Vec<Step>, Rejection> {
    let receivable = case.receivable(body.receivable)?;
    let not_centre = Rejection::ActorIsNot { part: Part::Centre };
    let centre = receivable.claim.centre.ok_or(not_centre)?;
    check_actor(context, centre, Capacity::ConfirmationCentre, Part::Centre)?;
    check_claimed(receivable)?;
    if let Some(forwarded) = &receivable.forwarded {
        return Err(ReceivableRejection::AlreadyForwarded {
            receivable: body.receivable,
            on: forwarded.on,
        }
        .into());
    }
    if body.findings.len() > MOST_FINDINGS {
        return Err(ReceivableRejection::TooMany {
            what: "the findings of a confirmation centre",
            most: MOST_FINDINGS,
            found: body.findings.len(),
        }
        .into());
    }
    let forwarding = Forwarding {
        on: today(case, context)?,
        findings: body.findings.clone(),
    };
    let forwarded = ReceivableTransition::Forwarded(forwarding);
    Ok(vec![Step::new(body.receivable, forwarded)])
}

pub(super) fn withdraw(
    case: &Case,
    body: &WithdrawReceivable,
    context: &Context,
) -> Result<Vec<Step>, Rejection> {
    let receivable = case.receivable(body.receivable)?;
    check_actor(
        context,
        receivable.claim.supplier,
        Capacity::Supplier,
        Part::Supplier,
    )?;
    check_open(receivable)?;
    let on = today(case, context)?;
    Ok(ended(receivable, ReceivableTransition::Withdrawn { on }))
}

pub(super) fn reject(
    case: &Case,
    body: &RejectReceivable,
    context: &Context,
) -> Result<Vec<Step>, Rejection> {
    let receivable = case.receivable(body.receivable)?;
    check_actor(context, receivable.claim.buyer, Capacity::Buyer, Part::Buyer)?;
    check_open(receivable)?;
    check_reasons(&body.reasons)?;
    let on = today(case, context)?;
    let reasons = body.reasons.clone();
    Ok(ended(receivable, ReceivableTransition::Rejected { on, reasons }))
}

pub(super) fn dispute(
    case: &Case,
    body: &DisputeReceivable,
    context: &Context,
) -> Result<Vec<Step>, Rejection> {
    let receivable = case.receivable(body.receivable)?;
    check_actor(context, receivable.claim.buyer, Capacity::Buyer, Part::Buyer)?;
    check_claimed(receivable)?;
    check_reasons(&body.reasons)?;
    let disputed = ReceivableTransition::Disputed {
        on: today(case, context)?,
        reasons: body.reasons.clone(),
    };
    Ok(vec![Step::new(body.receivable, disputed)])
}

/// The receivable ends without a certificate, and nothing of it rests on its invoices any more.
fn ended(receivable: &Receivable, transition: ReceivableTransition) -> Vec<Step> {
    let id = receivable.claim.receivable;
    let freed = receivable
        .claim
        .evidence()
        .map(|subject| Step::new(subject.clone(), EvidenceTransition::Freed { receivable: id }));
    std::iter::once(Step::new(id, transition)).chain(freed).collect()
}

fn check_claimed(receivable: &Receivable) -> Result<(), ReceivableRejection> {
    match receivable.stage {
        ReceivableStage::Claimed {} => Ok(()),
        ReceivableStage::Disputed { .. }
        | ReceivableStage::Confirmed(_)
        | ReceivableStage::Rejected { .. }
        | ReceivableStage::Withdrawn {} => Err(stage(receivable, "Claimed")),
    }
}

pub(super) fn check_open(receivable: &Receivable) -> Result<(), ReceivableRejection> {
    if receivable.is_open() {
        Ok(())
    } else {
        Err(stage(receivable, "Claimed or Disputed"))
    }
}

fn stage(receivable: &Receivable, needed: &'static str) -> ReceivableRejection {
    ReceivableRejection::Stage {
        receivable: receivable.claim.receivable,
        stage: receivable.stage.name(),
        needed,
    }
}

fn check_reasons(reasons: &[Reason]) -> Result<(), ReceivableRejection> {
    if reasons.is_empty() || reasons.len() > MOST_REASONS {
        return Err(ReceivableRejection::Reasons {
            most: MOST_REASONS,
            found: reasons.len(),
        });
    }
    reasons.iter().try_for_each(check_reason)
}

/// OTH alone says nothing.
pub(super) fn check_reason(reason: &Reason) -> Result<(), ReceivableRejection> {
    if reason.code == ReasonCode::Oth && reason.note.is_none() {
        Err(ReceivableRejection::NoteMissing)
    } else {
        Ok(())
    }
}

fn today(case: &Case, context: &Context) -> Result<NaiveDate, Rejection> {
    Ok(context.received.date_at(case.rules()?.utc_offset_minutes))
}

//! When a receivable falls due, and how far ahead a buyer may acknowledge that.

use chrono::NaiveDate;
use tallystick_base::RulePack;
use tallystick_contracts::{Contract, DueDateError, Events};

use crate::command::ConfirmReceivable;
use crate::receivable::{Claim, EvidenceKind};
use crate::{ReceivableRejection, Rejection};

/// The due date that the contract gives; none where the event that starts its days has no date.
pub(super) fn by_contract(
    contract: &Contract,
    claim: &Claim,
    rules: &RulePack,
) -> Result<Option<NaiveDate>, Rejection> {
    let invoices = claim.documents.iter().map(|claimed| &claimed.document);
    let invoiced_on = invoices
        .filter(|document| document.kind == EvidenceKind::Invoice)
        .map(|document| document.date)
        .max();
    let events = Events {
        delivered_on: claim.delivered_on,
        accepted_on: claim.accepted_on,
        settled_on: claim.settled_on,
        invoiced_on,
    };
    match contract.due_date(&events, rules) {
        Ok(due) => Ok(Some(due.due_on)),
        Err(DueDateError::EventMissing { .. }) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The due date of a confirmation: after delivery, not later than it is owed, and within the cap of the day of issue.
pub(super) fn check(
    contract: &Contract,
    claim: &Claim,
    body: &ConfirmReceivable,
    rules: &RulePack,
    today: NaiveDate,
) -> Result<(), Rejection> {
    let given = body.due_on;
    if given < claim.delivered_on {
        return Err(ReceivableRejection::BeforeDelivery {
            event: "the due date",
            on: given,
            delivered_on: claim.delivered_on,
        }
        .into());
    }
    let latest = latest(contract, claim, rules)?;
    if given > latest {
        return Err(ReceivableRejection::DueLater { given, latest }.into());
    }
    let caps = &rules.voucher_caps_on(today)?.value;
    let latest = caps.at_most.end_after(today)?;
    if given > latest {
        return Err(ReceivableRejection::DueBeyondCap { given, latest }.into());
    }
    let usual = caps.usual.end_after(today)?;
    if given > usual && body.longer_due_reason.is_none() {
        return Err(ReceivableRejection::DueReasonMissing { usual }.into());
    }
    Ok(())
}

/// The latest due date to acknowledge. A supplier whom Order 802 protects cannot be moved to claim a later one than
/// the contract gives (article 11); any other may grant its buyer time by claiming so.
fn latest(contract: &Contract, claim: &Claim, rules: &RulePack) -> Result<NaiveDate, Rejection> {
    let by_contract = by_contract(contract, claim, rules)?;
    Ok(match by_contract {
        Some(day) if contract.protection.binds() => day,
        Some(day) => day.max(claim.due_on),
        None => claim.due_on,
    })
}

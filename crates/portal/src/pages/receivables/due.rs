//! How late a due date may be acknowledged: by the contract, and by the cap on certificates.

use chrono::NaiveDate;
use tallystick_base::RulePack;
use tallystick_commands::certificates::EvidenceKind;
use tallystick_commands::certificates::receivable::Claim;
use tallystick_commands::contracts::{Contract, Events};

use crate::failure::Failure;

/// The days between which a confirmation's due date lies.
pub(super) struct DueLimits {
    /// What the form proposes: as claimed, unless that is too late.
    pub(super) proposed: NaiveDate,
    /// As the contract gives it; none where the event that starts its days has no date.
    pub(super) by_contract: Option<NaiveDate>,
    /// The last day that may be acknowledged: of the contract and the cap the earlier.
    pub(super) latest: NaiveDate,
    /// Beyond this day a reason is stated (银发〔2025〕77号 article 11).
    pub(super) usual: NaiveDate,
    /// Never beyond this day.
    pub(super) cap: NaiveDate,
}

impl DueLimits {
    /// Whether a reason can be needed at all.
    pub(super) fn may_be_long(&self) -> bool {
        self.latest > self.usual
    }
}

/// The day on which a claim is due by its contract.
pub(super) fn by_contract(contract: &Contract, events: &Events, rules: &RulePack) -> Option<NaiveDate> {
    contract.due_date(events, rules).ok().map(|due| due.due_on)
}

pub(super) fn limits(
    contract: &Contract,
    claim: &Claim,
    rules: &RulePack,
    today: NaiveDate,
) -> Result<DueLimits, Failure> {
    let by_contract = by_contract(contract, &events(claim), rules);
    // Whom Order 802 protects cannot be moved to a later day than the contract gives (article 11); others may grant time.
    let owed = match by_contract {
        Some(day) if contract.protection.binds() => day,
        Some(day) => day.max(claim.due_on),
        None => claim.due_on,
    };
    let caps = &rules.voucher_caps_on(today).map_err(|_| Failure::Fault)?.value;
    let usual = caps.usual.end_after(today).map_err(|_| Failure::Fault)?;
    let cap = caps.at_most.end_after(today).map_err(|_| Failure::Fault)?;
    let latest = owed.min(cap);
    Ok(DueLimits {
        proposed: claim.due_on.min(latest),
        by_contract,
        latest,
        usual,
        cap,
    })
}

fn events(claim: &Claim) -> Events {
    let papers = claim.documents.iter().map(|claimed| &claimed.document);
    let invoices = papers.filter(|paper| paper.kind == EvidenceKind::Invoice);
    Events {
        delivered_on: claim.delivered_on,
        accepted_on: claim.accepted_on,
        settled_on: claim.settled_on,
        invoiced_on: invoices.map(|paper| paper.date).max(),
    }
}

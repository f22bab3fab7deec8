//! What proposals are about, by the numbers that people know it by, and where it is read.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use tallystick_base::{CertificateId, ContractId, ReceivableId, Subject};
use tallystick_commands::State;
use tallystick_store::{Proposal, Viewer};

use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::mentions;
use crate::pages::address;
use crate::pages::receivables::Invoices;
use crate::people::{People, subjects};
use crate::seat::Seat;

/// A thing that a proposal names, with its page.
pub(super) struct Thing {
    /// What it is.
    pub(super) kind: String,
    /// What people call it.
    pub(super) name: String,
    pub(super) address: String,
}

/// The claims, certificates and contracts that these proposals name, as far as the viewer sees them.
pub(super) async fn numbers(
    portal: &Portal,
    frame: &Frame<'_>,
    viewer: &Viewer,
    proposals: &[Proposal],
) -> Result<BTreeMap<String, String>, Failure> {
    let store = portal.store();
    let mut numbers = BTreeMap::new();
    let texts = || proposals.iter().map(|proposal| proposal.body.as_str());
    let claims = texts().flat_map(|text| subjects(text, "receivable/"));
    for id in claims.filter_map(|text| text.parse::<ReceivableId>().ok()) {
        if store.receivable(viewer, id).await?.is_some() {
            let number = Invoices::of(store, viewer, [id]).await?.name(frame, &id);
            numbers.insert(id.subject().to_string(), number);
        }
    }
    let certificates = texts().flat_map(|text| subjects(text, "certificate/"));
    for id in certificates.filter_map(|text| text.parse::<CertificateId>().ok()) {
        if let Some(seen) = store.certificate(viewer, id).await? {
            numbers.insert(id.subject().to_string(), seen.state.issue.number.to_string());
        }
    }
    let contracts = texts().flat_map(|text| subjects(text, "contract/"));
    for id in contracts.filter_map(|text| text.parse::<ContractId>().ok()) {
        if let Some(seen) = store.contract(viewer, id).await? {
            numbers.insert(id.subject().to_string(), seen.state.terms.number.to_string());
        }
    }
    Ok(numbers)
}

/// What a body names, as far as whoever looks has a page of it that it may open.
pub(super) async fn pages(
    portal: &Portal,
    frame: &Frame<'_>,
    seat: &Seat,
    body: &str,
    people: &People,
) -> Result<Vec<Thing>, Failure> {
    let (store, viewer) = (portal.store(), &seat.viewer);
    let body: Value = serde_json::from_str(body).map_err(|_| Failure::Fault)?;
    let mut named = BTreeSet::new();
    name(&body, &mut named);
    named.retain(|subject| address::of(subject, seat.acting).is_some());
    let mut things = Vec::new();
    // What does not exist yet, and what concerns others only, has no page.
    for subject in store.concerning(viewer, named).await? {
        let known = people.name(&subject);
        let called = if known == subject.as_str() {
            let seen = store.subject(viewer, &subject).await?;
            seen.and_then(|seen| called(frame, &seen.state))
        } else {
            Some(known)
        };
        things.extend(address::of(&subject, seat.acting).map(|address| Thing {
            kind: frame.say(&format!("subject-{}", subject.kind())),
            name: called.unwrap_or_else(|| mentions::tail(&subject)),
            address,
        }));
    }
    Ok(things)
}

/// The subjects in a body, wherever they stand.
fn name(body: &Value, subjects: &mut BTreeSet<Subject>) {
    match body {
        Value::String(text) => subjects.extend(Subject::parse(text.as_str())),
        Value::Array(values) => {
            for value in values {
                name(value, subjects);
            }
        }
        Value::Object(members) => {
            for value in members.values() {
                name(value, subjects);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// What people call a thing that has no number: the sum that it is about.
fn called(frame: &Frame<'_>, state: &State) -> Option<String> {
    match state {
        State::Payment(payment) => Some(payment.reference.to_string()),
        State::FinancingRequest(request) => Some(frame.money(&request.submission.amount)),
        State::Loan(loan) => Some(frame.money(&loan.approval.terms.principal)),
        State::Pool(pool) => Some(pool.name.to_string()),
        _ => None,
    }
}

//! What proposals are about, by the numbers that people know it by.

use std::collections::BTreeMap;

use tallystick_base::{CertificateId, ContractId, ReceivableId};
use tallystick_store::{Proposal, Viewer};

use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::receivables::Invoices;
use crate::people::subjects;

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

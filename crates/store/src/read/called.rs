//! What people call things that have a number or a name of their own.

use std::collections::{BTreeMap, BTreeSet};

use tallystick_base::{PartyId, Subject};
use tallystick_commands::State;
use tallystick_commands::certificates::{EvidenceKind, Receivable};

use super::sight::Sights;
use super::states;
use super::viewer::Viewer;
use crate::{Store, StoreError};

impl Store {
    /// What people call those of some subjects that concern the viewer: contracts and certificates by their numbers, claims by their
    /// invoices, payments by their references, requests by what the money is for. Whatever has no such name is left out.
    pub async fn called(
        &self,
        viewer: &Viewer,
        subjects: BTreeSet<Subject>,
    ) -> Result<BTreeMap<Subject, String>, StoreError> {
        if subjects.is_empty() {
            return Ok(BTreeMap::new());
        }
        let (mut known, mut others) = (BTreeMap::new(), BTreeSet::new());
        for (subject, stands) in states::load(self.reader(), &subjects).await? {
            let Some((name, between)) = called(&stands.state) else {
                continue;
            };
            // Whoever a thing is between sees it. What lies around it is read only for others, such as who lends on it.
            if !between.contains(&viewer.party) {
                others.insert(subject.clone());
            }
            known.insert(subject, name);
        }
        if !others.is_empty() {
            let sights = Sights::load(self.reader(), viewer, others.clone()).await?;
            known.retain(|subject, _| !others.contains(subject) || sights.concerned(subject));
        }
        Ok(known)
    }
}

/// What people call a thing, and some of those whom it concerns for good.
fn called(state: &State) -> Option<(String, Vec<PartyId>)> {
    match state {
        State::Contract(contract) => Some((
            contract.terms.number.to_string(),
            vec![contract.supplier, contract.buyer],
        )),
        State::Receivable(receivable) => Some((
            invoices(receivable)?,
            vec![receivable.claim.supplier, receivable.claim.buyer],
        )),
        State::Certificate(certificate) => Some((
            certificate.issue.number.to_string(),
            vec![certificate.issue.debtor, certificate.holder],
        )),
        State::Payment(payment) => Some((payment.reference.to_string(), vec![payment.debtor])),
        State::FinancingRequest(request) => Some((
            request.submission.purpose.to_string(),
            vec![request.submission.borrower],
        )),
        _ => None,
    }
}

/// The number of the first invoice of a claim, and how many more there are.
fn invoices(receivable: &Receivable) -> Option<String> {
    let papers = receivable.claim.documents.iter().map(|claimed| &claimed.document);
    let mut invoices = papers.filter(|paper| paper.kind == EvidenceKind::Invoice);
    let first = invoices.next()?.number.to_string();
    Some(match invoices.count() {
        0 => first,
        more => format!("{first} +{more}"),
    })
}

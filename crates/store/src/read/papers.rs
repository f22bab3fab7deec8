//! By which papers people know a claim: it has no number of its own.

use std::collections::{BTreeMap, BTreeSet};

use tallystick_base::{PartyId, ReceivableId, Subject};
use tallystick_commands::State;
use tallystick_commands::certificates::{EvidenceKind, EvidenceStage, Receivable, evidence};

use super::sight::Sights;
use super::states::{self, Stands};
use super::viewer::Viewer;
use crate::{Store, StoreError};

/// The invoices of a claim, in short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoicesInShort {
    /// The number of the first.
    pub number: String,
    /// How many there are besides.
    pub more: usize,
}

impl Store {
    /// The invoices of these claims, as far as they concern the viewer.
    pub async fn invoices_in_short(
        &self,
        viewer: &Viewer,
        receivables: impl IntoIterator<Item = ReceivableId>,
    ) -> Result<BTreeMap<ReceivableId, InvoicesInShort>, StoreError> {
        let subjects: BTreeSet<Subject> = receivables.into_iter().map(ReceivableId::subject).collect();
        if subjects.is_empty() {
            return Ok(BTreeMap::new());
        }
        let found = states::load(self.reader(), &subjects).await?;
        let mut found: Vec<Receivable> = found.into_values().filter_map(receivable_of).collect();
        // Whom a claim names sees it. What lies around it is read only for others, such as who lends on it.
        let others: BTreeSet<Subject> = found
            .iter()
            .filter(|one| !is_between(one, viewer.party))
            .map(|one| one.claim.receivable.subject())
            .collect();
        if !others.is_empty() {
            let sights = Sights::load(self.reader(), viewer, others).await?;
            found.retain(|one| {
                is_between(one, viewer.party) || sights.concerned(&one.claim.receivable.subject())
            });
        }
        let short = found.into_iter().filter_map(|Receivable { claim, .. }| {
            let papers = claim.documents.iter().map(|claimed| &claimed.document);
            let mut invoices = papers.filter(|paper| paper.kind == EvidenceKind::Invoice);
            let number = invoices.next()?.number.to_string();
            let more = invoices.count();
            Some((claim.receivable, InvoicesInShort { number, more }))
        });
        Ok(short.collect())
    }

    /// The claims that rest on invoices of the viewer's party, by the number of the invoice as it was asked for. An invoice that backs
    /// no live claim is left out.
    pub async fn claims_on_invoices(
        &self,
        viewer: &Viewer,
        numbers: BTreeSet<String>,
    ) -> Result<BTreeMap<String, ReceivableId>, StoreError> {
        let Some(party) = self.party(viewer, viewer.party).await? else {
            return Ok(BTreeMap::new());
        };
        let asked: BTreeMap<String, Subject> = numbers
            .into_iter()
            .filter_map(|number| {
                let name = evidence::keyed_name(&party.state.identity, &number)?;
                Some((number, self.keys_held().pepper.subject(&name)))
            })
            .collect();
        let subjects: BTreeSet<Subject> = asked.values().cloned().collect();
        let found = states::load(self.reader(), &subjects).await?;
        let claims = asked
            .into_iter()
            .filter_map(|(number, subject)| match &found.get(&subject)?.state {
                State::Evidence(evidence) => match &evidence.stage {
                    EvidenceStage::Claimed { by } => Some((number, *by.first()?)),
                    EvidenceStage::Free {} => None,
                },
                _ => None,
            });
        Ok(claims.collect())
    }
}

fn receivable_of(stands: Stands) -> Option<Receivable> {
    match stands.state {
        State::Receivable(receivable) => Some(receivable),
        _ => None,
    }
}

/// Whether a party is one of those that a claim is between.
fn is_between(receivable: &Receivable, party: PartyId) -> bool {
    let claim = &receivable.claim;
    claim.supplier == party || claim.buyer == party || claim.centre == Some(party)
}

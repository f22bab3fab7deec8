//! By which papers people know a claim: it has no number of its own.

use std::collections::{BTreeMap, BTreeSet};

use tallystick_base::{ReceivableId, Subject};
use tallystick_commands::State;
use tallystick_commands::certificates::{EvidenceKind, EvidenceStage, evidence};

use super::sight::Sights;
use super::states;
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
        let mut subjects: BTreeSet<Subject> = receivables.into_iter().map(ReceivableId::subject).collect();
        if subjects.is_empty() {
            return Ok(BTreeMap::new());
        }
        let sights = Sights::load(self.reader(), viewer, subjects.clone()).await?;
        subjects.retain(|subject| sights.concerned(subject));
        let found = states::load(self.reader(), &subjects).await?;
        let short = found.into_values().filter_map(|stands| match stands.state {
            State::Receivable(receivable) => {
                let papers = receivable.claim.documents.iter().map(|claimed| &claimed.document);
                let mut invoices = papers.filter(|paper| paper.kind == EvidenceKind::Invoice);
                let number = invoices.next()?.number.to_string();
                let more = invoices.count();
                Some((receivable.claim.receivable, InvoicesInShort { number, more }))
            }
            _ => None,
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

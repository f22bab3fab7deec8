//! The bundle on a certificate: evidence that a bank checks on a machine without a network.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait as _};
use tallystick_base::{CertificateId, Digest, Subject, Thumbprint};
use tallystick_commands::State;
use tallystick_commands::certificates::{Certificate, EvidenceKind, Receivable};
use tallystick_ledger::{
    Bundle, BundleEntry, BundleKey, BundlePart, Entry, Lineage, Need, Selection, SignatureLine,
};

use super::entry::{Disclosures, read};
use super::states::{corrupt, natural};
use super::viewer::Viewer;
use crate::entity::{entry, key, outcome_part};
use crate::store::in_force;
use crate::{Store, StoreError};

/// A bundle on a certificate, with the papers that belong to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateBundle {
    /// The bundle. Its list of documents is empty: what a file is called and how long it is, is known where files are kept.
    pub bundle: Bundle,
    /// The papers of the claim whose bodies are in the bundle. Only these may be listed as its documents.
    pub papers: Vec<Paper>,
}

/// A paper of a claim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paper {
    /// What it is.
    pub kind: EvidenceKind,
    /// Its number, as printed.
    pub number: String,
    /// SHA-256 of its file.
    pub digest: Digest,
}

impl Store {
    /// The bundle on a certificate that concerns the viewer: the entries that made it what it is, with the bodies and parts
    /// that the viewer may see and so may disclose; `None` where there is no such certificate.
    ///
    /// It holds the whole life of the certificate and of its ancestors up to their split, the entries that added the keys which
    /// signed any of it, and the claim where the viewer may see that. All proofs lead to one checkpoint: the first that covers
    /// the last entry which moved the certificate, so that what others do since changes nothing in it.
    pub async fn bundle(
        &self,
        viewer: &Viewer,
        certificate: CertificateId,
    ) -> Result<Option<CertificateBundle>, StoreError> {
        let Some(seen) = self.certificate(viewer, certificate).await? else {
            return Ok(None);
        };
        let claimed = self.receivable(viewer, seen.state.issue.receivable).await?;
        let moved = self.history(&seen.subject, None, u64::MAX).await?;
        let last = moved.last().copied();
        let last = last.ok_or_else(|| corrupt("outcome_parts", &seen.subject, "nothing moved it"))?;
        // What is sealed while the bundle is made stands in none of its proofs, and so is left out.
        let note = self.first_checkpoint_over(last).await?;
        let size = tallystick_ledger::verify_checkpoint(&note, &self.vkeys())?.size;
        let claim = match &claimed {
            Some(claimed) => self.history(&claimed.subject, Some(1), size).await?,
            None => Vec::new(),
        };
        let entries = self.select(seen.subject.clone(), claim, size).await?;
        let mut bundle = Bundle::new(seen.subject.clone(), self.vkeys().to_vec(), note.clone());
        bundle.keys = self.bundle_keys(entries.values().map(|(entry, _)| entry)).await?;
        bundle.entries = self.bundle_entries(viewer, &entries, &note).await?;
        bundle.lineage = self.lineage(seen.subject, &seen.state).await?;
        let papers = claimed.map_or_else(Vec::new, |claimed| papers(&claimed.state, &bundle.entries));
        Ok(Some(CertificateBundle { bundle, papers }))
    }

    /// The entries of the bundle, by number.
    async fn select(
        &self,
        subject: Subject,
        besides: Vec<u64>,
        size: u64,
    ) -> Result<BTreeMap<u64, (Entry, Vec<u8>)>, StoreError> {
        let mut selection = Selection::new(subject);
        selection.take_history(besides);
        let mut entries = BTreeMap::new();
        loop {
            let needed = selection.needed();
            if needed.is_empty() {
                return Ok(entries);
            }
            for need in needed {
                match need {
                    Need::History { subject, until } => {
                        let moved = self.history(&subject, None, size).await?;
                        selection.take_history(
                            moved
                                .into_iter()
                                .filter(|seq| until.is_none_or(|last| *seq <= last)),
                        );
                    }
                    Need::Entry(seq) => {
                        let (entry, leaf) = self.leaf(seq).await?;
                        selection.take_entry(&entry);
                        entries.insert(seq, (entry, leaf));
                    }
                    Need::Key(kid) => selection.take_key(self.key_row(&kid).await?.1),
                }
            }
        }
    }

    /// The entries below `size` that moved a subject, or that gave it one version.
    async fn history(
        &self,
        subject: &Subject,
        version: Option<i64>,
        size: u64,
    ) -> Result<Vec<u64>, StoreError> {
        let rows: Vec<i64> = outcome_part::Entity::find()
            .select_only()
            .column(outcome_part::Column::Seq)
            .filter(outcome_part::Column::Subject.eq(subject.as_str()))
            .filter(outcome_part::Column::Seq.lt(i64::try_from(size).unwrap_or(i64::MAX)))
            .apply_if(version, |rows, version| {
                rows.filter(outcome_part::Column::Version.eq(version))
            })
            .order_by_asc(outcome_part::Column::Version)
            .into_tuple()
            .all(self.reader())
            .await?;
        rows.into_iter()
            .map(|seq| natural("outcome_parts", subject, seq))
            .collect()
    }

    async fn leaf(&self, seq: u64) -> Result<(Entry, Vec<u8>), StoreError> {
        let row = entry::Entity::find_by_id(i64::try_from(seq).unwrap_or(i64::MAX))
            .one(self.reader())
            .await?;
        read(row.ok_or_else(|| corrupt("entries", seq, "it is missing"))?)
    }

    async fn key_row(&self, kid: &Thumbprint) -> Result<(key::Model, u64), StoreError> {
        let row = key::Entity::find_by_id(kid.as_str()).one(self.reader()).await?;
        let row = row.ok_or_else(|| corrupt("keys", kid, "it is missing"))?;
        let added = natural("keys", kid, row.added)?;
        Ok((row, added))
    }

    async fn bundle_keys(&self, entries: impl Iterator<Item = &Entry>) -> Result<Vec<BundleKey>, StoreError> {
        let mut keys: Vec<BundleKey> = Vec::new();
        for kid in entries
            .flat_map(|entry| entry.statement.signatures())
            .map(SignatureLine::kid)
        {
            if keys.iter().any(|key| key.kid == *kid) {
                continue;
            }
            let (row, added) = self.key_row(kid).await?;
            let key = in_force(&row)?;
            keys.push(BundleKey {
                kid: kid.clone(),
                party: key.party.subject(),
                jwk: key.key.to_jwk(),
                added,
            });
        }
        Ok(keys)
    }

    async fn bundle_entries(
        &self,
        viewer: &Viewer,
        entries: &BTreeMap<u64, (Entry, Vec<u8>)>,
        note: &str,
    ) -> Result<Vec<BundleEntry>, StoreError> {
        let mut disclosures =
            Disclosures::load(self, viewer, entries.values().map(|(entry, _)| entry)).await?;
        let mut shown = Vec::with_capacity(entries.len());
        for (&seq, (entry, leaf)) in entries {
            let proof = self.proof_under(seq, note.to_owned()).await?;
            let proof = proof.ok_or_else(|| corrupt("entries", seq, "it stands in no tree"))?;
            let parts: Vec<BundlePart> = disclosures
                .of(entry)?
                .into_iter()
                .map(|moved| BundlePart {
                    digest: moved.digest,
                    part: moved.part,
                })
                .collect();
            let disclosed = parts.iter().any(|part| part.part.is_some());
            shown.push(BundleEntry {
                seq,
                leaf: String::from_utf8(leaf.clone())
                    .map_err(|_| corrupt("entries", seq, "it is not a text"))?,
                proof: proof.hashes.iter().map(ToString::to_string).collect(),
                body: disclosures.bodies.remove(&seq),
                outcome: disclosed.then_some(parts),
            });
        }
        Ok(shown)
    }

    /// What was split from which, from the certificate up to its root.
    async fn lineage(&self, subject: Subject, certificate: &Certificate) -> Result<Vec<Lineage>, StoreError> {
        let mut lineage = Vec::new();
        let (mut subject, mut parent) = (subject, certificate.issue.parent);
        loop {
            lineage.push(Lineage {
                subject,
                parent: parent.map(CertificateId::subject),
            });
            let Some(id) = parent else {
                return Ok(lineage);
            };
            subject = id.subject();
            parent = match self.state(&subject).await? {
                Some(State::Certificate(above)) => above.issue.parent,
                Some(_) | None => return Err(corrupt("subjects", subject, "it is missing")),
            };
        }
    }
}

/// The papers that a body in the bundle names.
fn papers(receivable: &Receivable, entries: &[BundleEntry]) -> Vec<Paper> {
    let documents = receivable.claim.documents.iter().map(|claimed| &claimed.document);
    let papers = documents.map(|document| Paper {
        kind: document.kind,
        number: document.number.to_string(),
        digest: document.digest,
    });
    let named = |paper: &Paper| {
        let digest = paper.digest.to_string();
        entries
            .iter()
            .filter_map(|entry| entry.body.as_ref())
            .any(|body| body.contains(&digest))
    };
    papers.filter(named).collect()
}

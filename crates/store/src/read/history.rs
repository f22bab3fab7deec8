//! What happened to subjects, part by part.

use std::collections::BTreeSet;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use tallystick_base::Subject;
use tallystick_commands::certificates::{EvidenceTransition, Transition as OfCertificates};
use tallystick_commands::{Case, Step, Transition, apply};
use tallystick_ledger::Part;

use super::states::{CHUNK, corrupt, natural};
use crate::StoreError;
use crate::entity::outcome_part;

/// What one entry did to one subject.
#[derive(Debug)]
pub(super) struct Happened {
    pub(super) subject: Subject,
    pub(super) seq: u64,
    pub(super) part: Part,
}

/// Every part of these subjects, in the order of the ledger.
pub(super) async fn parts(
    connection: &impl ConnectionTrait,
    subjects: &BTreeSet<Subject>,
) -> Result<Vec<Happened>, StoreError> {
    let names: Vec<&str> = subjects.iter().map(Subject::as_str).collect();
    let mut all = Vec::new();
    for chunk in names.chunks(CHUNK) {
        let chunk = chunk.iter().copied();
        let rows = outcome_part::Entity::find()
            .filter(outcome_part::Column::Subject.is_in(chunk))
            .all(connection)
            .await?;
        for row in rows {
            let place = row.place;
            all.push((place, read(&row)?));
        }
    }
    all.sort_by_key(|(place, happened)| (happened.seq, *place));
    Ok(all.into_iter().map(|(_, happened)| happened).collect())
}

pub(super) fn read(row: &outcome_part::Model) -> Result<Happened, StoreError> {
    let id = || format!("{}@{}", row.subject, row.version);
    Ok(Happened {
        subject: Subject::parse(row.subject.as_str())
            .map_err(|error| corrupt("outcome_parts", id(), error))?,
        seq: natural("outcome_parts", id(), row.seq)?,
        part: Part::from_bytes(row.part.clone()).map_err(|error| corrupt("outcome_parts", id(), error))?,
    })
}

impl Happened {
    /// The transitions, in order.
    pub(super) fn transitions(&self) -> Result<Vec<Transition>, StoreError> {
        let id = || format!("{} in entry {}", self.subject, self.seq);
        let texts = self
            .part
            .transitions()
            .map_err(|error| corrupt("outcome_parts", id(), error))?;
        let transitions = texts.iter().map(|text| {
            let read = Transition::read(self.subject.kind(), text.get());
            let read = read.ok_or_else(|| corrupt("outcome_parts", id(), "no transition is of this kind"))?;
            read.map_err(|error| corrupt("outcome_parts", id(), error))
        });
        transitions.collect()
    }

    /// Whether a party is named in it.
    pub(super) fn names(&self, party: &str) -> bool {
        let part = self.part.as_bytes();
        part.windows(party.len()).any(|window| window == party.as_bytes())
    }

    /// Brings a case to where this entry left the subject.
    pub(super) fn happen(&self, case: &mut Case) -> Result<(), StoreError> {
        for transition in self.transitions()? {
            let subject = self.subject.clone();
            apply(case, Step { subject, transition })?;
        }
        Ok(())
    }
}

/// The receivables that an invoice came to back here.
pub(super) fn claimed_on(happened: &Happened) -> Result<Vec<Subject>, StoreError> {
    let receivables = happened
        .transitions()?
        .into_iter()
        .filter_map(|transition| match transition {
            Transition::Certificates(OfCertificates::Evidence(
                EvidenceTransition::Claimed { receivable, .. }
                | EvidenceTransition::Inherited { receivable, .. },
            )) => Some(receivable.subject()),
            _ => None,
        });
    Ok(receivables.collect())
}

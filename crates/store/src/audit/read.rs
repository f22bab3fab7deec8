//! Entries as they are stored, some hundred at a time.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder};
use tallystick_ledger::{ChainValue, Entry, Hash, Moved, Part};

use super::{Difference, MISSING, Stop};
use crate::Submission;
use crate::append::integer;
use crate::entity::{body, checkpoint, entry, outcome_part};

/// How many entries are read at once.
pub(super) const AT_ONCE: u64 = 500;

/// An entry with everything that is stored of it.
pub(super) struct Stored {
    pub(super) entry: Entry,
    pub(super) leaf: Vec<u8>,
    pub(super) submission: Submission,
    /// In the order of the leaf.
    pub(super) parts: Vec<Part>,
}

/// The entries from this one up to the other, in order, without a gap.
pub(super) async fn entries(live: &DatabaseTransaction, from: u64, until: u64) -> Result<Vec<Stored>, Stop> {
    let (first, until) = (integer(from)?, integer(until)?);
    let rows = entry::Entity::find()
        .filter(entry::Column::Seq.gte(first))
        .filter(entry::Column::Seq.lt(until))
        .order_by_asc(entry::Column::Seq)
        .all(live)
        .await?;
    let bodies = body::Entity::find()
        .filter(body::Column::Seq.gte(first))
        .filter(body::Column::Seq.lt(until))
        .all(live)
        .await?;
    let mut bodies: HashMap<i64, Vec<u8>> = bodies.into_iter().map(|row| (row.seq, row.body)).collect();
    let mut parts = Parts::read(live, first, until).await?;
    let mut stored = Vec::with_capacity(rows.len());
    for (expected, row) in (first..).zip(rows) {
        if row.seq != expected {
            return Err(Difference::new("entries", expected, None, MISSING).into());
        }
        let entry = read_leaf(&row)?;
        let body = bodies.remove(&row.seq);
        let body = body.ok_or_else(|| Difference::new("bodies", row.seq, None, MISSING))?;
        stored.push(Stored {
            parts: parts.of(live, &entry).await?,
            submission: Submission {
                statement: entry.statement.clone(),
                body,
            },
            entry,
            leaf: row.leaf,
        });
    }
    Ok(stored)
}

/// The entry of a row. A leaf that is neither what the tree holds nor what the chain does was changed, whatever it says.
fn read_leaf(row: &entry::Model) -> Result<Entry, Difference> {
    let differs = |detail: String| Difference::new("entries", row.seq, Some("leaf"), detail);
    let in_tree = Hash::of_leaf(&row.leaf).as_bytes().as_slice() == row.leaf_hash;
    let in_chain = ChainValue::of_leaf(&row.leaf).as_bytes().as_slice() == row.chain;
    if !in_tree && !in_chain {
        return Err(differs(
            "it hashes neither to its leaf hash nor to its chain value".into(),
        ));
    }
    Entry::parse(&row.leaf).map_err(|refusal| differs(refusal.to_string()))
}

/// Parts by the subject and the version that they make.
struct Parts(HashMap<(String, i64), Vec<u8>>);

impl Parts {
    /// Those of these entries, as their rows say.
    async fn read(live: &DatabaseTransaction, first: i64, until: i64) -> Result<Self, Stop> {
        let rows = outcome_part::Entity::find()
            .filter(outcome_part::Column::Seq.gte(first))
            .filter(outcome_part::Column::Seq.lt(until))
            .all(live)
            .await?;
        let parts = rows.into_iter().map(|row| ((row.subject, row.version), row.part));
        Ok(Self(parts.collect()))
    }

    /// The parts of an entry, in the order of its leaf. Of what else is stored the comparison of tables tells.
    async fn of(&mut self, live: &DatabaseTransaction, entry: &Entry) -> Result<Vec<Part>, Stop> {
        let mut read = Vec::with_capacity(entry.moved.len());
        for Moved { subject, version } in &entry.moved {
            let key = (subject.to_string(), integer(*version)?);
            let part = match self.0.remove(&key) {
                Some(part) => Some(part),
                // Its row may say that it belongs to another entry.
                None => outcome_part::Entity::find_by_id(key)
                    .one(live)
                    .await?
                    .map(|row| row.part),
            };
            let id = part_id(subject.as_str(), *version);
            let part = part.ok_or_else(|| Difference::new("outcome_parts", &id, None, MISSING))?;
            read.push(Part::from_bytes(part).map_err(|refusal| {
                Difference::new("outcome_parts", id, Some("part"), refusal.to_string())
            })?);
        }
        Ok(read)
    }
}

/// The row of a part, by its key.
pub(super) fn part_id(subject: &str, version: u64) -> String {
    format!("{subject}, {version}")
}

/// The checkpoints of sizes above one and up to another, in order.
pub(super) async fn checkpoints(
    live: &DatabaseTransaction,
    above: u64,
    until: Option<u64>,
) -> Result<Vec<checkpoint::Model>, Stop> {
    let mut query = checkpoint::Entity::find()
        .filter(checkpoint::Column::Size.gt(integer(above)?))
        .order_by_asc(checkpoint::Column::Size);
    if let Some(until) = until {
        query = query.filter(checkpoint::Column::Size.lte(integer(until)?));
    }
    Ok(query.all(live).await?)
}

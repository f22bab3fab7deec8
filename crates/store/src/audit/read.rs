//! Entries as they are stored, some hundred at a time.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder};
use tallystick_ledger::{Entry, Part};

use super::{Difference, Stop};
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

/// The entries from this one on, in order, without a gap.
pub(super) async fn entries(live: &DatabaseTransaction, from: u64) -> Result<Vec<Stored>, Stop> {
    let (first, until) = (integer(from)?, integer(from + AT_ONCE)?);
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
    let found = outcome_part::Entity::find()
        .filter(outcome_part::Column::Seq.gte(first))
        .filter(outcome_part::Column::Seq.lt(until))
        .order_by_asc(outcome_part::Column::Seq)
        .order_by_asc(outcome_part::Column::Place)
        .all(live)
        .await?;
    let mut parts: HashMap<i64, Vec<outcome_part::Model>> = HashMap::new();
    for part in found {
        parts.entry(part.seq).or_default().push(part);
    }
    let mut stored = Vec::with_capacity(rows.len());
    for (expected, row) in (first..).zip(rows) {
        if row.seq != expected {
            return Err(Difference::new("entries", expected, None, "the row is missing").into());
        }
        let body = bodies.remove(&row.seq);
        let body = body.ok_or_else(|| Difference::new("bodies", row.seq, None, "the row is missing"))?;
        stored.push(one(row, body, parts.remove(&expected).unwrap_or_default())?);
    }
    Ok(stored)
}

fn one(row: entry::Model, body: Vec<u8>, parts: Vec<outcome_part::Model>) -> Result<Stored, Difference> {
    let unreadable = |refusal: tallystick_ledger::Refusal| {
        Difference::new("entries", row.seq, Some("leaf"), refusal.to_string())
    };
    let entry = Entry::parse(&row.leaf).map_err(unreadable)?;
    let mut read = Vec::with_capacity(parts.len());
    for part in parts {
        let id = format!("{}, {}", part.subject, part.version);
        let bytes = Part::from_bytes(part.part)
            .map_err(|refusal| Difference::new("outcome_parts", id, Some("part"), refusal.to_string()))?;
        read.push(bytes);
    }
    if read.len() != entry.moved.len() {
        let detail = format!(
            "entry {} moves {} subjects and has {} parts",
            row.seq,
            entry.moved.len(),
            read.len()
        );
        return Err(Difference::new("outcome_parts", row.seq, None, detail));
    }
    Ok(Stored {
        submission: Submission {
            statement: entry.statement.clone(),
            body,
        },
        entry,
        leaf: row.leaf,
        parts: read,
    })
}

/// The checkpoints of these sizes, in order.
pub(super) async fn checkpoints(
    live: &DatabaseTransaction,
    above: u64,
    until: u64,
) -> Result<Vec<checkpoint::Model>, Stop> {
    let rows = checkpoint::Entity::find()
        .filter(checkpoint::Column::Size.gt(integer(above)?))
        .filter(checkpoint::Column::Size.lte(integer(until)?))
        .order_by_asc(checkpoint::Column::Size)
        .all(live)
        .await?;
    Ok(rows)
}

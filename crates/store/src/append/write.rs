//! What a batch leaves behind, as rows.

use std::collections::BTreeSet;

use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, sea_query::Expr};
use tallystick_base::{Digest, Subject};
use tallystick_commands::State;
use tallystick_ledger::{Hash, Head};

use super::states::bytes_of;
use super::{Placed, States};
use crate::entity::{body, checkpoint, entry, head, key, outcome_part, subject, tree_node};
use crate::{StoreError, bulk, rows};

/// The ledger's rows of entries, and the subjects that they moved.
#[derive(Debug, Default)]
pub(crate) struct Written {
    entries: Vec<entry::Model>,
    bodies: Vec<body::Model>,
    parts: Vec<outcome_part::Model>,
    nodes: Vec<tree_node::Model>,
    moved: BTreeSet<Subject>,
}

impl Written {
    /// Takes an entry.
    pub(crate) fn entry(&mut self, id: &Digest, placed: Placed) -> Result<(), StoreError> {
        let Placed { sealed, parts, body } = placed;
        let seq = integer(sealed.entry.sequence)?;
        let claims = sealed.entry.statement.claims();
        for ((place, moved), part) in (0..).zip(&sealed.entry.moved).zip(parts) {
            self.parts.push(outcome_part::Model {
                subject: moved.subject.to_string(),
                version: integer(moved.version)?,
                seq,
                place,
                part: part.as_bytes().to_vec(),
            });
            self.moved.insert(moved.subject.clone());
        }
        self.bodies.push(body::Model { seq, body });
        self.entries.push(entry::Model {
            seq,
            received: integer(sealed.entry.received.as_millis())?,
            statement: bytes_of(id),
            kind: claims.kind.to_string(),
            issuer: claims.issuer.to_string(),
            subject: claims.subject.to_string(),
            // The hash is taken from the very buffer that is stored.
            leaf_hash: Hash::of_leaf(&sealed.leaf).as_bytes().to_vec(),
            leaf: sealed.leaf,
            chain: sealed.chain.as_bytes().to_vec(),
        });
        Ok(())
    }

    /// Takes a completed node of the tree; those that no tile begins with are not kept.
    pub(crate) fn node(&mut self, level: u8, index: u64, hash: Hash) -> Result<(), StoreError> {
        if level > 0 && level.is_multiple_of(8) {
            self.nodes.push(tree_node::Model {
                level: i64::from(level / 8),
                place: integer(index)?,
                hash: hash.as_bytes().to_vec(),
            });
        }
        Ok(())
    }

    /// How many entries there are.
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Adds where the subjects stand that these entries moved.
    pub(crate) fn with_states(self, states: &mut States) -> Result<Piece, StoreError> {
        let standing = StateRows::of(states, &self.moved)?;
        Ok(Piece {
            ledger: self,
            standing,
        })
    }
}

/// A piece of a batch: the rows of its entries, and of the states that they led to.
#[derive(Debug)]
pub(crate) struct Piece {
    ledger: Written,
    standing: StateRows,
}

impl Piece {
    /// Writes them.
    pub(crate) async fn write(self, connection: &DatabaseTransaction) -> Result<(), StoreError> {
        let Self { ledger, standing } = self;
        bulk::insert::<entry::Entity>(connection, &ledger.entries).await?;
        bulk::insert::<body::Entity>(connection, &ledger.bodies).await?;
        bulk::insert::<outcome_part::Entity>(connection, &ledger.parts).await?;
        bulk::insert::<tree_node::Entity>(connection, &ledger.nodes).await?;
        standing.write(connection).await
    }
}

/// Where subjects stand: their states, and the rows that follow from them.
#[derive(Debug, Default)]
pub(crate) struct StateRows {
    subjects: Vec<subject::Model>,
    keys: Vec<key::Model>,
    rows: rows::Rows,
}

impl StateRows {
    /// Of the subjects that moved.
    pub(crate) fn of(states: &mut States, moved: &BTreeSet<Subject>) -> Result<Self, StoreError> {
        states.reclaim();
        let mut standing = Self::default();
        for name in moved {
            let text = states.take_text(name);
            let Some((known, head, state)) = states
                .known(name)
                .and_then(|known| Some((known, known.head?, known.state.as_ref()?)))
            else {
                continue;
            };
            standing.subjects.push(subject::Model {
                subject: name.to_string(),
                version: integer(head.version)?,
                seq: integer(known.seq)?,
                chain: head.chain.as_bytes().to_vec(),
                state: text.unwrap_or_else(|| state.to_json()),
            });
            standing.keys.extend(key_row(states, state)?);
            standing.rows.take(name, head.version, state);
        }
        Ok(standing)
    }

    /// Writes them, in place of those of the same subjects.
    pub(crate) async fn write(self, connection: &impl ConnectionTrait) -> Result<(), StoreError> {
        bulk::upsert::<subject::Entity>(connection, &self.subjects).await?;
        bulk::upsert::<key::Entity>(connection, &self.keys).await?;
        self.rows.write(connection).await?;
        Ok(())
    }
}

fn key_row(states: &States, state: &State) -> Result<Option<key::Model>, StoreError> {
    let State::Key(state) = state else {
        return Ok(None);
    };
    let Some(kid) = state.jwk.thumbprint() else {
        return Ok(None);
    };
    let Some(entry) = states.key(&kid) else {
        return Ok(None);
    };
    let jwk = serde_json::to_string(&state.jwk).map_err(|error| StoreError::Corrupt {
        table: "keys",
        id: kid.to_string(),
        detail: error.to_string(),
    })?;
    Ok(Some(key::Model {
        kid: kid.to_string(),
        party: entry.owner.to_string(),
        member: state.member().map(|member| member.subject().to_string()),
        jwk,
        added: integer(entry.added)?,
        revoked: entry.revoked.map(integer).transpose()?,
    }))
}

/// Moves the head from where it was read to where the batch ends. `false` when it is not there any more.
pub(crate) async fn move_head(
    connection: &impl ConnectionTrait,
    before: Option<&head::Model>,
    after: &Head,
) -> Result<bool, StoreError> {
    let row = head_row(after)?;
    let Some(before) = before else {
        bulk::insert::<head::Entity>(connection, &[row]).await?;
        return Ok(true);
    };
    let result = head::Entity::update_many()
        .col_expr(head::Column::Size, Expr::value(row.size))
        .col_expr(head::Column::Received, Expr::value(row.received))
        .col_expr(head::Column::Chain, Expr::value(row.chain))
        .col_expr(head::Column::Root, Expr::value(row.root))
        .col_expr(head::Column::Peaks, Expr::value(row.peaks))
        .filter(head::Column::Id.eq(0))
        .filter(head::Column::Size.eq(before.size))
        .filter(head::Column::Root.eq(before.root.clone()))
        .exec(connection)
        .await?;
    Ok(result.rows_affected == 1)
}

pub(crate) fn head_row(head: &Head) -> Result<head::Model, StoreError> {
    Ok(head::Model {
        id: 0,
        ledger: head.ledger().to_string(),
        size: integer(head.size())?,
        received: integer(head.received().as_millis())?,
        chain: head.chain().as_bytes().to_vec(),
        root: head.root().as_bytes().to_vec(),
        peaks: head
            .frontier()
            .peaks()
            .iter()
            .flat_map(|peak| *peak.as_bytes())
            .collect(),
    })
}

/// Writes the signed head of a batch, behind the one of the size `previous`.
pub(crate) async fn write_checkpoint(
    connection: &impl ConnectionTrait,
    previous: i64,
    head: &Head,
    note: &str,
) -> Result<(), StoreError> {
    let row = checkpoint::Model {
        previous,
        size: integer(head.size())?,
        root: head.root().as_bytes().to_vec(),
        note: note.to_owned(),
    };
    bulk::insert::<checkpoint::Entity>(connection, &[row]).await?;
    Ok(())
}

/// A number as the database holds it. Numbers of this format end at 2^53 - 1.
pub(crate) fn integer(number: u64) -> Result<i64, StoreError> {
    i64::try_from(number).map_err(|_| StoreError::Corrupt {
        table: "entries",
        id: number.to_string(),
        detail: "the number is beyond what the format allows".into(),
    })
}

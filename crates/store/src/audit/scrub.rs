//! Reading behind the head: what was written once is still what it was.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use tallystick_ledger::{ChainValue, Hash};

use crate::append::integer;
use crate::entity::entry;
use crate::{Store, StoreError};

/// Number, leaf, leaf hash and chain value.
type Scrubbed = (i64, Vec<u8>, Vec<u8>, Vec<u8>);

impl Store {
    /// Reads up to `most` entries from `from` on, and hashes their leaves again: against the hash that went into the tree, and
    /// against the chain. Returns where to go on; 0 at the end of the ledger.
    ///
    /// One flipped bit under a leaf would otherwise be found by whoever asks for a proof of it, years later.
    pub async fn scrub(&self, from: u64, most: u64) -> Result<u64, StoreError> {
        let rows: Vec<Scrubbed> = entry::Entity::find()
            .select_only()
            .columns([
                entry::Column::Seq,
                entry::Column::Leaf,
                entry::Column::LeafHash,
                entry::Column::Chain,
            ])
            .filter(entry::Column::Seq.gte(integer(from)?))
            .order_by_asc(entry::Column::Seq)
            .limit(most)
            .into_tuple()
            .all(self.reader())
            .await?;
        let mut next = 0;
        for (seq, leaf, leaf_hash, chain) in rows {
            let differs = |detail: &str| StoreError::Corrupt {
                table: "entries",
                id: seq.to_string(),
                detail: detail.to_owned(),
            };
            if Hash::of_leaf(&leaf).as_bytes().as_slice() != leaf_hash {
                return Err(differs("the leaf does not hash to its leaf hash"));
            }
            if ChainValue::of_leaf(&leaf).as_bytes().as_slice() != chain {
                return Err(differs("the leaf does not hash to its chain value"));
            }
            next = u64::try_from(seq).map_err(|_| differs("the number is negative"))? + 1;
        }
        Ok(if next >= *self.watch().borrow() { 0 } else { next })
    }
}

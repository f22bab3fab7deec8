//! The log as outsiders read it: checkpoints, tiles, proofs and keys.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use tallystick_base::{Digest, Millis};
use tallystick_ledger::{
    InclusionProof, KeyRecord, Prover, Receipt, Refusal, TILE_WIDTH, Tile, encode_leaf, verify_checkpoint,
};

use crate::append::{Tiles, integer, read_tile};
use crate::entity::{body, checkpoint, entry, key};
use crate::store::in_force;
use crate::{Store, StoreError};

impl Store {
    /// The last signed checkpoint.
    pub async fn checkpoint(&self) -> Result<String, StoreError> {
        let row = checkpoint::Entity::find()
            .order_by_desc(checkpoint::Column::Size)
            .one(self.reader())
            .await?;
        row.map(|row| row.note).ok_or(StoreError::NoLedger)
    }

    /// The last signed checkpoints, the newest first: one for each batch of entries.
    pub async fn last_checkpoints(&self, most: u64) -> Result<Vec<String>, StoreError> {
        let notes = checkpoint::Entity::find()
            .select_only()
            .column(checkpoint::Column::Note)
            .order_by_desc(checkpoint::Column::Size)
            .limit(most);
        Ok(notes.into_tuple().all(self.reader()).await?)
    }

    /// The first signed checkpoint whose tree holds this entry: that of the batch in which it was sealed.
    pub(crate) async fn first_checkpoint_over(&self, seq: u64) -> Result<String, StoreError> {
        let row = checkpoint::Entity::find()
            .filter(checkpoint::Column::Size.gt(integer(seq)?))
            .order_by_asc(checkpoint::Column::Size)
            .one(self.reader())
            .await?;
        row.map(|row| row.note).ok_or(StoreError::NoLedger)
    }

    /// The bytes of a tile of hashes; `None` where the ledger does not reach it.
    pub async fn tile(&self, tile: Tile) -> Result<Option<Vec<u8>>, StoreError> {
        read_tile(self.reader(), tile).await
    }

    /// The leaves of a tile, each behind its length; `None` where the ledger does not reach it.
    pub async fn entry_tile(&self, index: u64, width: u16) -> Result<Option<Vec<u8>>, StoreError> {
        let first = index.saturating_mul(TILE_WIDTH);
        let (Ok(from), Ok(until)) = (integer(first), integer(first.saturating_add(u64::from(width)))) else {
            return Ok(None);
        };
        let leaves = self.leaves_between(from, until).await?;
        if leaves.len() != usize::from(width) {
            return Ok(None);
        }
        let encoded: Result<Vec<Vec<u8>>, Refusal> = leaves.iter().map(|leaf| encode_leaf(leaf)).collect();
        Ok(Some(encoded?.concat()))
    }

    /// The leaves from one number up to another, which is left out, the oldest first; fewer where the ledger ends before that.
    pub async fn leaves(&self, from: u64, until: u64) -> Result<Vec<Vec<u8>>, StoreError> {
        self.leaves_between(integer(from)?, integer(until)?).await
    }

    async fn leaves_between(&self, from: i64, until: i64) -> Result<Vec<Vec<u8>>, StoreError> {
        let leaves = entry::Entity::find()
            .select_only()
            .column(entry::Column::Leaf)
            .filter(entry::Column::Seq.gte(from))
            .filter(entry::Column::Seq.lt(until))
            .order_by_asc(entry::Column::Seq);
        Ok(leaves.into_tuple().all(self.reader()).await?)
    }

    /// The proof that an entry stands in the tree of the last checkpoint; `None` where there is no such entry.
    pub async fn proof(&self, seq: u64) -> Result<Option<InclusionProof>, StoreError> {
        let note = self.checkpoint().await?;
        self.proof_under(seq, note).await
    }

    /// The body of entry 0.
    pub async fn opening(&self) -> Result<Vec<u8>, StoreError> {
        let row = body::Entity::find_by_id(0).one(self.reader()).await?;
        row.map(|row| row.body).ok_or(StoreError::NoLedger)
    }

    /// Every key, in the order in which entries added them.
    pub async fn keys(&self) -> Result<Vec<KeyRecord>, StoreError> {
        let rows = key::Entity::find()
            .order_by_asc(key::Column::Added)
            .all(self.reader())
            .await?;
        let mut records = Vec::with_capacity(rows.len());
        for row in rows {
            let added = u64::try_from(row.added).map_err(|_| StoreError::Corrupt {
                table: "keys",
                id: row.kid.clone(),
                detail: "the adding entry's number is negative".into(),
            })?;
            let key = in_force(&row)?;
            records.push((added, key));
        }
        let mut ordered = Vec::with_capacity(records.len());
        for (added, key) in records {
            ordered.push(KeyRecord {
                kid: key.key.thumbprint(),
                party: key.party.subject(),
                jwk: key.key.to_jwk(),
                added,
                revoked: key.revoked,
            });
        }
        self.in_order_of_leaves(&mut ordered).await?;
        Ok(ordered)
    }

    /// An entry may add several keys: they stand in the order of its line of subjects.
    async fn in_order_of_leaves(&self, records: &mut [KeyRecord]) -> Result<(), StoreError> {
        use crate::entity::outcome_part as part;
        let rows: Vec<(String, i64)> = part::Entity::find()
            .select_only()
            .column(part::Column::Subject)
            .column(part::Column::Place)
            .filter(part::Column::Subject.starts_with("key/"))
            .filter(part::Column::Version.eq(1))
            .into_tuple()
            .all(self.reader())
            .await?;
        let places: std::collections::HashMap<String, i64> = rows.into_iter().collect();
        let place = |record: &KeyRecord| {
            places
                .get(record.kid.subject().as_str())
                .copied()
                .unwrap_or(i64::MAX)
        };
        records.sort_by_key(|record| (record.added, place(record)));
        Ok(())
    }

    /// The receipt of an entry, as its first submission was answered: under the checkpoint of its own batch.
    pub(crate) async fn receipt(&self, seq: u64) -> Result<Receipt, StoreError> {
        let row = entry::Entity::find_by_id(integer(seq)?)
            .one(self.reader())
            .await?;
        let row = row.ok_or(StoreError::NoLedger)?;
        let first = self.first_checkpoint_over(seq).await?;
        let corrupt = |detail: &str| StoreError::Corrupt {
            table: "entries",
            id: seq.to_string(),
            detail: detail.to_owned(),
        };
        let id = <[u8; 32]>::try_from(row.statement.as_slice())
            .map_err(|_| corrupt("the statement's identity is not 32 bytes"))?;
        let received = u64::try_from(row.received)
            .ok()
            .and_then(|millis| Millis::new(millis).ok());
        Ok(Receipt {
            seq,
            received: received.ok_or_else(|| corrupt("the time is out of range"))?,
            statement: Digest::from_bytes(id),
            leaf: String::from_utf8(row.leaf).map_err(|_| corrupt("the leaf is not text"))?,
            proof: self
                .proof_under(seq, first)
                .await?
                .ok_or_else(|| corrupt("it stands in no tree"))?,
        })
    }

    /// The proof of an entry in the tree of this checkpoint.
    pub(crate) async fn proof_under(
        &self,
        seq: u64,
        note: String,
    ) -> Result<Option<InclusionProof>, StoreError> {
        let size = verify_checkpoint(&note, &self.vkeys())?.size;
        if seq >= size {
            return Ok(None);
        }
        let tiles = self.tiles_for(seq, size).await?;
        Ok(Some(InclusionProof {
            index: seq,
            hashes: Prover::new(&tiles, size).inclusion(seq)?,
            checkpoint: note,
        }))
    }

    /// The tiles that a proof of this entry needs: those above it, and those at the right edge.
    async fn tiles_for(&self, seq: u64, size: u64) -> Result<Tiles, StoreError> {
        let mut tiles = Tiles::default();
        let mut above = seq;
        for level in 0..8 {
            if let Some(tile) = Tile::holding(level, above, size) {
                self.fetch_tile(tile, &mut tiles).await?;
            }
            above /= TILE_WIDTH;
        }
        for tile in Tile::right_edge(size) {
            self.fetch_tile(tile, &mut tiles).await?;
        }
        Ok(tiles)
    }

    async fn fetch_tile(&self, tile: Tile, tiles: &mut Tiles) -> Result<(), StoreError> {
        if !tiles.0.contains_key(&tile)
            && let Some(bytes) = self.tile(tile).await?
        {
            tiles.0.insert(tile, bytes);
        }
        Ok(())
    }
}

//! The right edge of the tree, as the head row and the node tables hold it.

use std::borrow::Cow;
use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use tallystick_base::Millis;
use tallystick_ledger::{
    ChainValue, EdgeNodes, Frontier, Hash, Head, LedgerId, TILE_WIDTH, Tile, TileSource,
};

use crate::StoreError;
use crate::entity::{entry, head, tree_node};

/// The head with the nodes at its right edge, from which fresh entries are proved.
#[derive(Debug, Clone)]
pub(crate) struct Tree {
    pub(crate) head: Head,
    pub(crate) edge: EdgeNodes,
}

/// Reads the head from its row.
pub(crate) fn read_head(row: &head::Model) -> Result<Head, StoreError> {
    let corrupt = |detail: String| StoreError::Corrupt {
        table: "head",
        id: row.id.to_string(),
        detail,
    };
    let ledger: LedgerId = row.ledger.parse().map_err(|error| corrupt(format!("{error}")))?;
    let size = u64::try_from(row.size).map_err(|_| corrupt("the size is negative".into()))?;
    let received = u64::try_from(row.received)
        .ok()
        .and_then(|millis| Millis::new(millis).ok());
    let received = received.ok_or_else(|| corrupt("the time is out of range".into()))?;
    let chain = <[u8; 32]>::try_from(row.chain.as_slice())
        .map_err(|_| corrupt("the chain value is not 32 bytes".into()))?;
    let peaks = hashes(&row.peaks).ok_or_else(|| corrupt("the peaks are not whole hashes".into()))?;
    let frontier = Frontier::restore(size, peaks)
        .ok_or_else(|| corrupt("the number of peaks does not fit the size".into()))?;
    let head = Head::restore(ledger, received, ChainValue::from_bytes(chain), frontier);
    if head.root().as_bytes().as_slice() == row.root {
        Ok(head)
    } else {
        Err(corrupt("the root is not the one that the peaks give".into()))
    }
}

/// Reads the right edge of the tree of this size.
pub(crate) async fn right_edge(
    connection: &impl ConnectionTrait,
    size: u64,
) -> Result<EdgeNodes, StoreError> {
    let mut tiles = Tiles::default();
    for tile in Tile::right_edge(size) {
        let bytes = read_tile(connection, tile).await?.ok_or_else(|| missing(tile))?;
        tiles.0.insert(tile, bytes);
    }
    Ok(EdgeNodes::restore(&tiles, size)?)
}

/// The bytes of a tile; `None` where the ledger does not reach it.
pub(crate) async fn read_tile(
    connection: &impl ConnectionTrait,
    tile: Tile,
) -> Result<Option<Vec<u8>>, StoreError> {
    let first = tile.index * TILE_WIDTH;
    let (Ok(from), Ok(until)) = (i64::try_from(first), i64::try_from(first + u64::from(tile.width))) else {
        return Ok(None);
    };
    let hashes: Vec<Vec<u8>> = if tile.level == 0 {
        entry::Entity::find()
            .select_only()
            .column(entry::Column::LeafHash)
            .filter(entry::Column::Seq.gte(from))
            .filter(entry::Column::Seq.lt(until))
            .order_by_asc(entry::Column::Seq)
            .into_tuple()
            .all(connection)
            .await?
    } else {
        tree_node::Entity::find()
            .select_only()
            .column(tree_node::Column::Hash)
            .filter(tree_node::Column::Level.eq(i64::from(tile.level)))
            .filter(tree_node::Column::Place.gte(from))
            .filter(tree_node::Column::Place.lt(until))
            .order_by_asc(tree_node::Column::Place)
            .into_tuple()
            .all(connection)
            .await?
    };
    let whole = hashes.len() == usize::from(tile.width) && hashes.iter().all(|hash| hash.len() == 32);
    Ok(whole.then(|| hashes.concat()))
}

/// Tiles fetched beforehand, since a prover asks for them one by one and without waiting.
#[derive(Debug, Default)]
pub(crate) struct Tiles(pub(crate) HashMap<Tile, Vec<u8>>);

impl TileSource for Tiles {
    fn tile(&self, tile: Tile) -> Option<Cow<'_, [u8]>> {
        self.0.get(&tile).map(|bytes| Cow::Borrowed(bytes.as_slice()))
    }
}

fn missing(tile: Tile) -> StoreError {
    StoreError::Corrupt {
        table: if tile.level == 0 { "entries" } else { "tree_nodes" },
        id: format!("tile {tile}"),
        detail: "a hash is missing".into(),
    }
}

fn hashes(bytes: &[u8]) -> Option<Vec<Hash>> {
    let (whole, rest) = bytes.as_chunks::<32>();
    rest.is_empty()
        .then(|| whole.iter().map(|bytes| Hash::from_bytes(*bytes)).collect())
}

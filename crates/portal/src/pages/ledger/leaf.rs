//! Leaves, as the tiles of the log hold them.

use tallystick_ledger::{Entry, TILE_WIDTH};
use tallystick_store::Store;

use crate::failure::Failure;

/// A leaf with the entry that it is.
pub(in crate::pages) struct Leaf {
    pub(in crate::pages) text: String,
    pub(super) entry: Entry,
}

/// The leaves from one number up to another, which is left out, of a ledger with so many; oldest first.
pub(super) async fn between(store: &Store, from: u64, until: u64, size: u64) -> Result<Vec<Leaf>, Failure> {
    let until = until.min(size);
    let mut leaves = Vec::new();
    let mut at = from;
    while at < until {
        let index = at / TILE_WIDTH;
        let first = index.saturating_mul(TILE_WIDTH);
        let width = size.saturating_sub(first).min(TILE_WIDTH);
        let width = u16::try_from(width).map_err(|_| Failure::Fault)?;
        let tile = store.entry_tile(index, width).await?.ok_or(Failure::Fault)?;
        for (bytes, seq) in split(&tile).into_iter().zip(first..) {
            if (at..until).contains(&seq) {
                leaves.push(read(bytes)?);
            }
        }
        at = first.saturating_add(TILE_WIDTH);
    }
    Ok(leaves)
}

/// One leaf; none where the ledger has no such entry.
pub(in crate::pages) async fn one(store: &Store, seq: u64, size: u64) -> Result<Option<Leaf>, Failure> {
    let leaves = between(store, seq, seq.saturating_add(1), size).await?;
    Ok(leaves.into_iter().next())
}

/// Each leaf stands behind its length in two bytes, big-endian.
fn split(mut tile: &[u8]) -> Vec<&[u8]> {
    let mut leaves = Vec::new();
    while let Some((length, rest)) = tile.split_first_chunk::<2>() {
        let length = usize::from(u16::from_be_bytes(*length));
        let Some((leaf, rest)) = rest.split_at_checked(length) else {
            break;
        };
        leaves.push(leaf);
        tile = rest;
    }
    leaves
}

pub(super) fn read(bytes: &[u8]) -> Result<Leaf, Failure> {
    let entry = Entry::parse(bytes).map_err(|error| {
        tracing::error!(%error, "a stored leaf cannot be read");
        Failure::Fault
    })?;
    let text = String::from_utf8(bytes.to_vec()).map_err(|_| Failure::Fault)?;
    Ok(Leaf { text, entry })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_stand_behind_their_lengths() {
        assert_eq!(split(&[0, 1, 7, 0, 0, 0, 2, 8, 9]), [&[7][..], &[], &[8, 9]]);
        assert_eq!(split(&[0, 3, 7]), Vec::<&[u8]>::new());
    }
}

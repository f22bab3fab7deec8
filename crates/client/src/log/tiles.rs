//! Proofs made here from tiles of the service, which are not trusted: what they lead to is compared with signed roots.

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::HashMap;

use bytes::Bytes;
use tallystick_ledger::{Hash, Prover, Refusal, Tile, TileSource};

use crate::{Client, ClientError};

/// Tiles fetched when a proof asks for them.
pub(super) struct FetchedTiles<'c> {
    client: &'c Client,
    held: Held,
}

/// What was fetched so far, and what was asked for in vain.
#[derive(Default)]
struct Held {
    tiles: HashMap<Tile, Bytes>,
    wanted: Cell<Option<Tile>>,
}

impl TileSource for Held {
    fn tile(&self, tile: Tile) -> Option<Cow<'_, [u8]>> {
        let held = self.tiles.get(&tile).map(|bytes| Cow::Borrowed(bytes.as_ref()));
        if held.is_none() {
            self.wanted.set(Some(tile));
        }
        held
    }
}

impl Held {
    /// Tries a proof: it, or the tile that it lacks.
    fn consistency(&self, old_size: u64, size: u64) -> Result<Result<Vec<Hash>, Tile>, Refusal> {
        self.wanted.set(None);
        match Prover::new(self, size).consistency(old_size) {
            Ok(proof) => Ok(Ok(proof)),
            Err(refusal) => self.wanted.get().map(Err).ok_or(refusal),
        }
    }
}

impl<'c> FetchedTiles<'c> {
    pub(super) fn new(client: &'c Client) -> Self {
        Self {
            client,
            held: Held::default(),
        }
    }

    /// The proof that the tree of `old_size` leaves is the beginning of that of `size`.
    pub(super) async fn consistency(&mut self, old_size: u64, size: u64) -> Result<Vec<Hash>, ClientError> {
        // Every round adds the tile that stopped the last one, and a proof needs no more than there are levels.
        loop {
            let lacking = match self.held.consistency(old_size, size) {
                Ok(Ok(proof)) => return Ok(proof),
                Ok(Err(tile)) => tile,
                Err(refusal) => {
                    return Err(ClientError::Refusal {
                        about: "a tile",
                        refusal,
                    });
                }
            };
            let bytes = self.client.tile(lacking).await?;
            self.held.tiles.insert(lacking, bytes);
        }
    }
}

#[cfg(test)]
mod tests {
    use tallystick_ledger::{Frontier, MemoryTiles, verify_consistency};

    use super::*;

    #[test]
    fn a_proof_names_the_tiles_that_it_lacks_one_by_one() {
        let (mut tree, mut tiles) = (Frontier::new(), MemoryTiles::default());
        let mut old_root = Hash::empty();
        for leaf in 0..70_000_u32 {
            tree.push_with(Hash::of_leaf(&leaf.to_be_bytes()), |level, _, hash| {
                tiles.put(level, &hash);
            });
            if leaf == 299 {
                old_root = tree.root();
            }
        }
        let mut held = Held::default();
        let proof = loop {
            match held.consistency(300, 70_000).unwrap() {
                Ok(proof) => break proof,
                Err(tile) => {
                    let bytes = Bytes::copy_from_slice(&tiles.tile(tile).unwrap());
                    assert!(
                        held.tiles.insert(tile, bytes).is_none(),
                        "{tile} was asked for twice"
                    );
                }
            }
        };
        assert_eq!(
            verify_consistency((300, &old_root), (70_000, &tree.root()), &proof),
            Ok(())
        );
        assert!(held.tiles.len() <= 6, "{} tiles", held.tiles.len());
    }

    #[test]
    fn a_tile_that_is_too_short_is_refused_and_not_fetched_for_ever() {
        let mut held = Held::default();
        let lacking = held.consistency(1, 3).unwrap().unwrap_err();
        held.tiles.insert(lacking, Bytes::from_static(&[0; 31]));
        assert_eq!(held.consistency(1, 3).unwrap_err().code(), "missing-tile");
    }
}

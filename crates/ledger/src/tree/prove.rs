//! Making proofs from stored tiles (RFC 9162, sections 2.1.3.1 and 2.1.4.1).

use std::borrow::Cow;

use super::tile::TILE_HEIGHT;
use super::{Hash, TILE_WIDTH, Tile};
use crate::Refusal;

/// Where tiles come from: memory, a database, a folder of files.
pub trait TileSource {
    /// The bytes of this tile, 32 for each of its hashes; `None` when it is not there.
    fn tile(&self, tile: Tile) -> Option<Cow<'_, [u8]>>;
}

/// Proves things about the tree of a given size, which the tiles may have outgrown.
#[derive(Debug)]
pub struct Prover<'s, S> {
    source: &'s S,
    size: u64,
}

impl<'s, S: TileSource> Prover<'s, S> {
    /// A prover for the tree over the first `size` leaves.
    pub fn new(source: &'s S, size: u64) -> Self {
        Self { source, size }
    }

    /// The root of the tree.
    pub fn root(&self) -> Result<Hash, Refusal> {
        if self.size == 0 {
            Ok(Hash::empty())
        } else {
            self.range(0, self.size)
        }
    }

    /// The proof that the tree holds leaf `index`, from the leaf's sibling upward.
    pub fn inclusion(&self, index: u64) -> Result<Vec<Hash>, Refusal> {
        if index >= self.size {
            return Err(Refusal::OutsideTree {
                index,
                size: self.size,
            });
        }
        let (mut start, mut end) = (0, self.size);
        let mut proof = Vec::new();
        while end - start > 1 {
            let middle = start + left_size(end - start);
            if index < middle {
                proof.push(self.range(middle, end)?);
                end = middle;
            } else {
                proof.push(self.range(start, middle)?);
                start = middle;
            }
        }
        proof.reverse();
        Ok(proof)
    }

    /// The proof that the tree of `old_size` leaves is the beginning of this one; empty for sizes 0 and its own.
    pub fn consistency(&self, old_size: u64) -> Result<Vec<Hash>, Refusal> {
        if old_size > self.size {
            return Err(Refusal::OutsideTree {
                index: old_size,
                size: self.size,
            });
        }
        if old_size == 0 || old_size == self.size {
            return Ok(Vec::new());
        }
        let (mut start, mut end) = (0, self.size);
        let mut proof = Vec::new();
        // Descend to the subtree that ends where the old tree did; what is passed on the way is the proof.
        while end != old_size {
            let middle = start + left_size(end - start);
            if old_size <= middle {
                proof.push(self.range(middle, end)?);
                end = middle;
            } else {
                proof.push(self.range(start, middle)?);
                start = middle;
            }
        }
        // The verifier knows the old root, so it is left out where it is this very subtree.
        if start != 0 {
            proof.push(self.range(start, end)?);
        }
        proof.reverse();
        Ok(proof)
    }

    /// The hash over the leaves from `start` to before `end`, a subtree of this tree.
    fn range(&self, start: u64, end: u64) -> Result<Hash, Refusal> {
        let length = end - start;
        if length.is_power_of_two() && start.is_multiple_of(length) {
            return self.node(length.trailing_zeros(), start / length);
        }
        let middle = start + left_size(length);
        Ok(Hash::of_node(
            &self.range(start, middle)?,
            &self.range(middle, end)?,
        ))
    }

    /// The hash of a perfect subtree: one stored hash, or up to 128 neighbours in one tile folded together.
    fn node(&self, level: u32, index: u64) -> Result<Hash, Refusal> {
        let (tile_level, folds) = (level / u32::from(TILE_HEIGHT), level % u32::from(TILE_HEIGHT));
        let first = index << folds;
        let outside = || Refusal::OutsideTree {
            index: first,
            size: self.size,
        };
        let tile_level = u8::try_from(tile_level).map_err(|_| outside())?;
        let tile = Tile::holding(tile_level, first, self.size).ok_or_else(outside)?;
        let missing = || Refusal::MissingTile(tile.to_string());
        let bytes = self.source.tile(tile).ok_or_else(missing)?;
        let (hashes, _) = bytes.as_chunks::<32>();
        let offset = usize::try_from(first % TILE_WIDTH).map_err(|_| missing())?;
        let run = hashes.get(offset..offset + (1 << folds)).ok_or_else(missing)?;
        fold(run).ok_or_else(missing)
    }
}

/// Folds a power of two of neighbouring hashes into the node above them.
fn fold(run: &[[u8; 32]]) -> Option<Hash> {
    let mut nodes = [Hash::from_bytes([0; 32]); 128];
    let mut count = run.len();
    for (node, bytes) in nodes.iter_mut().zip(run) {
        *node = Hash::from_bytes(*bytes);
    }
    while count > 1 {
        for pair in 0..count / 2 {
            let parent = Hash::of_node(nodes.get(2 * pair)?, nodes.get(2 * pair + 1)?);
            *nodes.get_mut(pair)? = parent;
        }
        count /= 2;
    }
    nodes.first().copied()
}

/// The largest power of two below `length`: the size of the left subtree.
fn left_size(length: u64) -> u64 {
    1 << (u64::BITS - 1 - (length - 1).leading_zeros())
}

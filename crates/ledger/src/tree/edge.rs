//! The right edge of the tree, every node of it, so that fresh leaves are proved from memory.

use std::collections::HashMap;

use super::tile::TILE_HEIGHT;
use super::{Hash, TILE_WIDTH, Tile, TileSource};
use crate::Refusal;

/// The nodes of the right-edge tiles, and of all that was added to them since: enough to prove any leaf there.
///
/// Whoever appends keeps it beside the head: [`put`](Self::put) takes what `Head::seal` completes, [`prover`](Self::prover)
/// gives the proofs of the batch, and [`prune`](Self::prune) forgets what later proofs do not need. Pruned, it holds at most
/// 511 nodes for each tile level. A batch that failed is undone by restoring.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EdgeNodes {
    nodes: HashMap<(u8, u64), Hash>,
    size: u64,
}

impl EdgeNodes {
    /// The edge of the empty tree.
    pub fn new() -> Self {
        Self::default()
    }

    /// The edge of the tree of `size` leaves, from its partial tiles: those that [`Tile::right_edge`] names.
    pub fn restore(source: &impl TileSource, size: u64) -> Result<Self, Refusal> {
        let mut edge = Self {
            nodes: HashMap::new(),
            size,
        };
        for tile in Tile::right_edge(size) {
            let missing = || Refusal::MissingTile(tile.to_string());
            let bytes = source.tile(tile).ok_or_else(missing)?;
            let (hashes, rest) = bytes.as_chunks::<32>();
            if hashes.len() != usize::from(tile.width) || !rest.is_empty() {
                return Err(missing());
            }
            edge.take_tile(tile, hashes.iter().copied().map(Hash::from_bytes).collect());
        }
        Ok(edge)
    }

    /// The number of leaves.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Takes a completed node, as `Head::seal` names it, in that order; a node of level 0 is the next leaf.
    pub fn put(&mut self, level: u8, index: u64, hash: Hash) {
        self.nodes.insert((level, index), hash);
        if level == 0 {
            self.size = index.saturating_add(1);
        }
    }

    /// Proves leaves in the tree of the present size.
    pub fn prover(&self) -> Result<EdgeProver<'_>, Refusal> {
        let mut peaks = Vec::new();
        let mut root = None;
        for level in 0_u8..64 {
            let nodes = self.size >> level;
            if nodes % 2 == 1 {
                let (index, behind) = (nodes - 1, root);
                let hash = self.node(level, index)?;
                root = Some(behind.map_or(hash, |right| Hash::of_node(&hash, &right)));
                peaks.push(Peak {
                    level,
                    index,
                    hash,
                    behind,
                });
            }
        }
        Ok(EdgeProver {
            edge: self,
            peaks,
            root: root.unwrap_or_else(Hash::empty),
        })
    }

    /// Forgets everything but the right-edge tiles: what [`restore`](Self::restore) would give.
    pub fn prune(&mut self) {
        let size = self.size;
        self.nodes.retain(|&(level, index), _| {
            let (tile_level, folds) = (level / TILE_HEIGHT, level % TILE_HEIGHT);
            let edge = size.checked_shr(u32::from(tile_level + 1) * u32::from(TILE_HEIGHT));
            index >> (TILE_HEIGHT - folds) == edge.unwrap_or(0)
        });
    }

    /// Takes the hashes of a tile, and folds them to the nodes between it and the next tile level.
    fn take_tile(&mut self, tile: Tile, mut row: Vec<Hash>) {
        let mut first = tile.index * TILE_WIDTH;
        for fold in 0..TILE_HEIGHT {
            let level = tile.level * TILE_HEIGHT + fold;
            self.nodes
                .extend((first..).map(|index| (level, index)).zip(row.iter().copied()));
            let (pairs, _) = row.as_chunks::<2>();
            row = pairs
                .iter()
                .map(|[left, right]| Hash::of_node(left, right))
                .collect();
            first /= 2;
        }
    }

    fn node(&self, level: u8, index: u64) -> Result<Hash, Refusal> {
        self.nodes.get(&(level, index)).copied().ok_or_else(|| {
            let (tile_level, folds) = (level / TILE_HEIGHT, level % TILE_HEIGHT);
            let tile = Tile::holding(tile_level, index << folds, self.size);
            Refusal::MissingTile(tile.map_or_else(String::new, |tile| tile.to_string()))
        })
    }
}

/// Proves leaves in a tree of one size. What all its proofs share was computed once.
#[derive(Debug)]
pub struct EdgeProver<'e> {
    edge: &'e EdgeNodes,
    /// The perfect subtrees that make up the tree, smallest first, which is from right to left.
    peaks: Vec<Peak>,
    root: Hash,
}

#[derive(Debug)]
struct Peak {
    level: u8,
    index: u64,
    hash: Hash,
    /// The hash over all leaves to its right; the last peak has none there.
    behind: Option<Hash>,
}

impl EdgeProver<'_> {
    /// The root of the tree.
    pub fn root(&self) -> Hash {
        self.root
    }

    /// The proof that the tree holds leaf `index`, from the leaf's sibling upward.
    ///
    /// The leaf stands in the right-edge tile of the size that was last restored or pruned to, or came later; for another
    /// one a tile is missing.
    pub fn inclusion(&self, index: u64) -> Result<Vec<Hash>, Refusal> {
        let mut peaks = self.peaks.iter();
        let over = peaks.find(|peak| index >> peak.level == peak.index);
        let size = self.edge.size;
        let over = over.ok_or(Refusal::OutsideTree { index, size })?;
        let siblings = (0..over.level).map(|level| self.edge.node(level, (index >> level) ^ 1));
        let mut proof: Vec<Hash> = siblings.collect::<Result<_, _>>()?;
        proof.extend(over.behind);
        proof.extend(peaks.map(|peak| peak.hash));
        Ok(proof)
    }
}

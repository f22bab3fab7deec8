//! The right edge of the tree in memory, against proofs from stored tiles.

use std::borrow::Cow;

use proptest::prelude::*;
use tallystick_ledger::{EdgeNodes, Frontier, Hash, MemoryTiles, Refusal, Tile, TileSource};

use crate::tree::{GROWN, MOST, leaf, prover, root};

/// A tree that grows, with the edge beside it, as whoever appends keeps them.
struct Growing {
    frontier: Frontier,
    edge: EdgeNodes,
}

impl Growing {
    /// Restored at a size, the edge from tiles.
    fn at(size: u64) -> Self {
        let mut frontier = Frontier::new();
        (0..size).for_each(|index| frontier.push(leaf(index)));
        let edge = EdgeNodes::restore(&GROWN.0, size).unwrap();
        Self { frontier, edge }
    }

    fn append(&mut self, leaves: u64) {
        for _ in 0..leaves {
            let edge = &mut self.edge;
            let next = leaf(self.frontier.size());
            self.frontier
                .push_with(next, |level, index, hash| edge.put(level, index, hash));
        }
    }

    /// Every leaf from here on has the proof that stored tiles give.
    fn proves_from(&self, first: u64) {
        let size = self.edge.size();
        assert_eq!(size, self.frontier.size());
        let edge = self.edge.prover().unwrap();
        assert_eq!(edge.root(), root(size));
        for index in first..size {
            let expected = prover(size).inclusion(index).unwrap();
            assert_eq!(edge.inclusion(index), Ok(expected), "leaf {index} of {size}");
        }
    }
}

/// The first leaf of the right-edge tile.
fn edge_of(size: u64) -> u64 {
    size / 256 * 256
}

#[test]
fn every_leaf_is_proved_as_the_tree_grows_from_nothing() {
    let mut tree = Growing::at(0);
    assert_eq!(tree.edge, EdgeNodes::new());
    assert_eq!(tree.edge.prover().unwrap().root(), Hash::empty());
    for _ in 0..300 {
        tree.append(1);
        tree.proves_from(0);
    }
}

#[test]
fn a_pruned_edge_is_the_one_that_tiles_restore() {
    let mut tree = Growing::at(0);
    for size in 1..=MOST {
        tree.append(1);
        if matches!(size % 256, 0..=3 | 100..=101 | 254..) {
            tree.edge.prune();
            assert_eq!(tree.edge, EdgeNodes::restore(&GROWN.0, size).unwrap(), "{size}");
        }
    }
}

#[test]
fn the_right_edge_is_the_partial_tiles() {
    let names = |size| {
        Tile::right_edge(size)
            .map(|tile| tile.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(names(0), [""; 0]);
    assert_eq!(names(5), ["0/000.p/5"]);
    assert_eq!(names(256), ["1/000.p/1"]);
    assert_eq!(names(65_536 + 511), ["0/257.p/255", "1/001.p/1", "2/000.p/1"]);
    assert_eq!(names(u64::MAX).len(), 8);
}

#[test]
fn a_leaf_before_the_edge_names_its_tile() {
    let edge = EdgeNodes::restore(&GROWN.0, 600).unwrap();
    let prover = edge.prover().unwrap();
    assert!(prover.inclusion(512).is_ok());
    assert_eq!(prover.inclusion(511), Err(Refusal::MissingTile("0/001".into())));
    assert_eq!(prover.inclusion(600).unwrap_err().code(), "outside-tree");
    assert_eq!(prover.inclusion(u64::MAX).unwrap_err().code(), "outside-tree");
}

/// Tiles with other bytes than they should have.
struct Cut(usize);

impl TileSource for Cut {
    fn tile(&self, tile: Tile) -> Option<Cow<'_, [u8]>> {
        let bytes = GROWN.0.tile(tile)?.into_owned();
        Some(Cow::Owned(bytes.get(self.0..)?.to_vec()))
    }
}

#[test]
fn a_missing_or_incomplete_tile_is_named() {
    let refused = |restored: Result<EdgeNodes, Refusal>| restored.unwrap_err();
    let first = Refusal::MissingTile("0/001.p/44".into());
    assert_eq!(refused(EdgeNodes::restore(&MemoryTiles::default(), 300)), first);
    assert_eq!(refused(EdgeNodes::restore(&Cut(1), 300)), first);
    assert_eq!(refused(EdgeNodes::restore(&Cut(32), 300)), first);
    assert_eq!(
        refused(EdgeNodes::restore(&GROWN.0, u64::MAX)).code(),
        "missing-tile"
    );
}

#[test]
fn nodes_out_of_place_are_refused_and_never_a_fault() {
    let mut edge = EdgeNodes::new();
    edge.put(255, u64::MAX, leaf(0));
    edge.put(0, u64::MAX, leaf(0));
    assert_eq!(edge.prover().unwrap_err().code(), "missing-tile");
    edge.prune();
    assert_eq!(edge.size(), u64::MAX);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]

    #[test]
    fn batches_are_proved_as_from_tiles_wherever_the_edge_was_restored_or_pruned(
        start in 0..MOST / 2, batches in prop::collection::vec((1..=300_u64, any::<bool>(), any::<bool>()), 1..5),
    ) {
        let mut tree = Growing::at(start);
        let mut first = edge_of(start);
        for (leaves, prunes, restarts) in batches {
            tree.append(leaves);
            tree.proves_from(first);
            let size = tree.frontier.size();
            if prunes {
                tree.edge.prune();
            }
            if restarts {
                tree.edge = EdgeNodes::restore(&GROWN.0, size).unwrap();
            }
            if prunes || restarts {
                first = edge_of(size);
            }
        }
    }
}

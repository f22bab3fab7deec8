//! The right edge of a growing tree: all that is needed to append and to know the root.

use super::Hash;
use crate::encoding::MAX_INTEGER;

/// The perfect subtrees that make up a tree of `size` leaves, largest first: one for each bit set in `size`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frontier {
    size: u64,
    peaks: Vec<Hash>,
}

impl Frontier {
    /// The frontier of the empty tree.
    pub fn new() -> Self {
        Self::default()
    }

    /// A frontier as it was stored. `None` when the number of peaks does not fit the size, or the size is beyond 2^53 − 1.
    pub fn restore(size: u64, peaks: Vec<Hash>) -> Option<Self> {
        let fits = u32::try_from(peaks.len()) == Ok(size.count_ones()) && size <= MAX_INTEGER;
        fits.then_some(Self { size, peaks })
    }

    /// How many leaves the tree has.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The perfect subtrees, largest first.
    pub fn peaks(&self) -> &[Hash] {
        &self.peaks
    }

    /// Appends a leaf.
    pub fn push(&mut self, leaf: Hash) {
        self.push_with(leaf, |_, _, _| ());
    }

    /// Appends a leaf, and names every node completed by it: its level (0 for the leaf), its index in that level, its hash.
    pub fn push_with(&mut self, leaf: Hash, mut completed: impl FnMut(u8, u64, Hash)) {
        let mut node = leaf;
        let mut level = 0_u8;
        completed(0, self.size, node);
        // One carry of the binary counter for each trailing one of the size: two perfect subtrees become one.
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.peaks.pop() {
                node = Hash::of_node(&left, &node);
                level += 1;
                completed(level, self.size >> level, node);
            }
        }
        self.peaks.push(node);
        self.size += 1;
    }

    /// The root of the tree.
    pub fn root(&self) -> Hash {
        let from_the_right = self.peaks.iter().rev().copied();
        from_the_right
            .reduce(|right, left| Hash::of_node(&left, &right))
            .unwrap_or_else(Hash::empty)
    }
}

//! Verification of proofs (RFC 9162, sections 2.1.3.2 and 2.1.4.2).

use super::Hash;
use crate::Refusal;

/// Checks that `leaf` is number `index` of the tree of `size` leaves with this `root`. `proof` runs from the leaf's sibling upward.
pub fn verify_inclusion(
    size: u64,
    index: u64,
    leaf: Hash,
    proof: &[Hash],
    root: &Hash,
) -> Result<(), Refusal> {
    if index >= size {
        return Err(Refusal::OutsideTree { index, size });
    }
    let (mut node_index, mut last_index) = (index, size - 1);
    let mut node = leaf;
    for sibling in proof {
        if last_index == 0 {
            return Err(Refusal::ProofMismatch);
        }
        if node_index % 2 == 1 || node_index == last_index {
            node = Hash::of_node(sibling, &node);
            // At the right edge there is no sibling on the right until a level where this node is one itself.
            while node_index.is_multiple_of(2) && node_index != 0 {
                node_index >>= 1;
                last_index >>= 1;
            }
        } else {
            node = Hash::of_node(&node, sibling);
        }
        node_index >>= 1;
        last_index >>= 1;
    }
    matches(last_index == 0 && node == *root)
}

/// Checks that the tree of `old_size` leaves with `old_root` is the beginning of the one of `new_size` with `new_root`.
pub fn verify_consistency(
    (old_size, old_root): (u64, &Hash),
    (new_size, new_root): (u64, &Hash),
    proof: &[Hash],
) -> Result<(), Refusal> {
    if old_size > new_size {
        return Err(Refusal::OutsideTree {
            index: old_size,
            size: new_size,
        });
    }
    if old_size == new_size {
        return matches(proof.is_empty() && old_root == new_root);
    }
    if old_size == 0 {
        return matches(proof.is_empty() && *old_root == Hash::empty());
    }
    // A perfect old tree is a node of the new one, so the proof leaves its root out.
    let (first, rest) = if old_size.is_power_of_two() {
        (*old_root, proof)
    } else {
        let (first, rest) = proof.split_first().ok_or(Refusal::ProofMismatch)?;
        (*first, rest)
    };
    let mut node_index = old_size - 1;
    let mut last_index = new_size - 1;
    while node_index % 2 == 1 {
        node_index >>= 1;
        last_index >>= 1;
    }
    let (mut old_node, mut new_node) = (first, first);
    for sibling in rest {
        if last_index == 0 {
            return Err(Refusal::ProofMismatch);
        }
        if node_index % 2 == 1 || node_index == last_index {
            old_node = Hash::of_node(sibling, &old_node);
            new_node = Hash::of_node(sibling, &new_node);
            while node_index.is_multiple_of(2) && node_index != 0 {
                node_index >>= 1;
                last_index >>= 1;
            }
        } else {
            new_node = Hash::of_node(&new_node, sibling);
        }
        node_index >>= 1;
        last_index >>= 1;
    }
    matches(last_index == 0 && old_node == *old_root && new_node == *new_root)
}

fn matches(equal: bool) -> Result<(), Refusal> {
    if equal {
        Ok(())
    } else {
        Err(Refusal::ProofMismatch)
    }
}

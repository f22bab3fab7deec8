//! The tree and its proofs, against a definition written out from RFC 6962 and against random trees.

use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::Index;
use tallystick_ledger::{
    Frontier, Hash, MemoryTiles, Prover, Refusal, Tile, verify_consistency, verify_inclusion,
};

/// As many leaves as any tree here has.
pub(crate) const MOST: u64 = 3_000;

pub(crate) fn leaf(index: u64) -> Hash {
    Hash::of_leaf(&index.to_be_bytes())
}

/// The tiles of the largest tree, and the root of every tree on the way.
pub(crate) static GROWN: LazyLock<(MemoryTiles, Vec<Hash>)> = LazyLock::new(|| {
    let (mut tiles, mut frontier) = (MemoryTiles::default(), Frontier::new());
    let mut roots = vec![frontier.root()];
    for index in 0..MOST {
        frontier.push_with(leaf(index), |level, _, hash| tiles.put(level, &hash));
        roots.push(frontier.root());
    }
    (tiles, roots)
});

pub(crate) fn root(size: u64) -> Hash {
    GROWN.1[usize::try_from(size).unwrap()]
}

pub(crate) fn prover(size: u64) -> Prover<'static, MemoryTiles> {
    Prover::new(&GROWN.0, size)
}

/// MTH(D[n]) of RFC 6962, section 2.1, word for word.
fn head(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Hash::empty(),
        [one] => *one,
        _ => {
            let (left, right) = leaves.split_at(leaves.len().next_power_of_two() / 2);
            Hash::of_node(&head(left), &head(right))
        }
    }
}

/// PATH(m, D[n]) of RFC 6962, section 2.1.1.
fn path(index: usize, leaves: &[Hash]) -> Vec<Hash> {
    if leaves.len() <= 1 {
        return Vec::new();
    }
    let middle = leaves.len().next_power_of_two() / 2;
    let (left, right) = leaves.split_at(middle);
    let (mut proof, last) = if index < middle {
        (path(index, left), head(right))
    } else {
        (path(index - middle, right), head(left))
    };
    proof.push(last);
    proof
}

/// SUBPROOF(m, D[n], b) of RFC 6962, section 2.1.2.
fn subproof(old: usize, leaves: &[Hash], complete: bool) -> Vec<Hash> {
    if old == leaves.len() {
        return if complete { Vec::new() } else { vec![head(leaves)] };
    }
    let middle = leaves.len().next_power_of_two() / 2;
    let (left, right) = leaves.split_at(middle);
    let (mut proof, last) = if old <= middle {
        (subproof(old, left, complete), head(right))
    } else {
        (subproof(old - middle, right, false), head(left))
    };
    proof.push(last);
    proof
}

#[test]
fn roots_and_proofs_are_those_of_the_definition() {
    let leaves: Vec<Hash> = (0..70).map(leaf).collect();
    for size in 1..=leaves.len() {
        let (tree, count) = (&leaves[..size], size as u64);
        assert_eq!(root(count), head(tree));
        assert_eq!(prover(count).root().unwrap(), head(tree));
        for index in 0..size {
            assert_eq!(prover(count).inclusion(index as u64).unwrap(), path(index, tree));
            let old = index + 1;
            assert_eq!(
                prover(count).consistency(old as u64).unwrap(),
                subproof(old, tree, true)
            );
        }
    }
}

#[test]
fn consistency_holds_between_any_two_sizes() {
    for new in 0..=300 {
        for old in 0..=new {
            let proof = prover(new).consistency(old).unwrap();
            let verdict = verify_consistency((old, &root(old)), (new, &root(new)), &proof);
            assert_eq!(verdict, Ok(()), "{old} to {new}");
        }
    }
}

#[test]
fn a_smaller_tree_does_not_continue_a_larger_one() {
    assert_eq!(prover(10).consistency(11).unwrap_err().code(), "outside-tree");
    let verdict = verify_consistency((11, &root(11)), (10, &root(10)), &[]);
    assert_eq!(verdict.unwrap_err().code(), "outside-tree");
}

#[test]
fn a_leaf_outside_the_tree_has_no_proof() {
    assert_eq!(prover(10).inclusion(10).unwrap_err().code(), "outside-tree");
    assert_eq!(prover(0).inclusion(0).unwrap_err().code(), "outside-tree");
    let verdict = verify_inclusion(10, 10, leaf(10), &[], &root(10));
    assert_eq!(verdict.unwrap_err().code(), "outside-tree");
}

#[test]
fn a_tree_grows_from_a_stored_frontier_as_if_it_had_never_stopped() {
    let mut frontier = Frontier::new();
    for index in 0..200 {
        frontier = Frontier::restore(frontier.size(), frontier.peaks().to_vec()).unwrap();
        frontier.push(leaf(index));
        assert_eq!(frontier.root(), root(index + 1));
    }
}

#[test]
fn a_frontier_has_one_peak_for_each_bit_of_its_size() {
    let peak = leaf(0);
    assert_eq!(Frontier::restore(0, Vec::new()), Some(Frontier::new()));
    assert_eq!(Frontier::restore(3, vec![peak]), None);
    assert_eq!(Frontier::restore(4, vec![peak; 2]), None);
    assert_eq!(Frontier::restore(u64::MAX, vec![peak; 64]), None);
}

#[test]
fn a_missing_tile_is_named() {
    let empty = MemoryTiles::default();
    let refusal = Prover::new(&empty, 300).inclusion(3).unwrap_err();
    assert!(matches!(refusal, Refusal::MissingTile(_)), "{refusal}");
    assert!(matches!(
        Prover::new(&GROWN.0, MOST + 1).root(),
        Err(Refusal::MissingTile(_))
    ));
    assert!(matches!(
        Prover::new(&GROWN.0, u64::MAX).inclusion(7),
        Err(Refusal::MissingTile(_))
    ));
}

#[test]
fn proofs_about_past_sizes_read_the_tiles_of_the_past() {
    // A full tile of today was a partial one then; both hold the same beginning.
    for size in [1, 255, 256, 257, 2_999] {
        for index in [0, size / 2, size - 1] {
            let proof = prover(size).inclusion(index).unwrap();
            assert_eq!(
                verify_inclusion(size, index, leaf(index), &proof, &root(size)),
                Ok(())
            );
        }
    }
    assert_eq!(Tile::holding(0, 254, 255).unwrap().to_string(), "0/000.p/255");
    assert_eq!(Tile::holding(0, 2_559, 2_999).unwrap().to_string(), "0/009");
    assert_eq!(Tile::holding(0, 2_998, 2_999).unwrap().to_string(), "0/011.p/183");
}

/// A tree's size and one of its leaves.
fn place() -> impl Strategy<Value = (u64, u64)> {
    (1..=MOST).prop_flat_map(|size| (Just(size), 0..size))
}

/// Two sizes, the older first and neither empty nor the same, so that there is something to prove.
fn growth() -> impl Strategy<Value = (u64, u64)> {
    (2..=MOST).prop_flat_map(|new| (1..new, Just(new)))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn a_proof_of_inclusion_shows_its_leaf_in_its_place_and_nothing_else(
        (size, index) in place(), other in any::<Index>(), bit in 0..8_u8,
    ) {
        let proof = prover(size).inclusion(index).unwrap();
        let holds = |size, index, leaf, proof: &[Hash], root: &Hash| verify_inclusion(size, index, leaf, proof, root).is_ok();
        prop_assert!(holds(size, index, leaf(index), &proof, &root(size)));
        prop_assert!(!holds(size, index, leaf(size), &proof, &root(size)), "another leaf");
        prop_assert!(!holds(size, index, leaf(index), &proof, &leaf(0)) || size == 1, "another root");
        let elsewhere = other.index(usize::try_from(size).unwrap()) as u64;
        prop_assert!(elsewhere == index || !holds(size, elsewhere, leaf(index), &proof, &root(size)), "another place");
        let extended = [proof.as_slice(), &[leaf(0)]].concat();
        prop_assert!(!holds(size, index, leaf(index), &extended, &root(size)), "one hash more");
        if let Some((_, shorter)) = proof.split_last() {
            prop_assert!(!holds(size, index, leaf(index), shorter, &root(size)), "one hash less");
            let mut flipped = proof.clone();
            let chosen = other.index(proof.len());
            let mut bytes = *flipped[chosen].as_bytes();
            bytes[other.index(32)] ^= 1 << bit;
            flipped[chosen] = Hash::from_bytes(bytes);
            prop_assert!(!holds(size, index, leaf(index), &flipped, &root(size)), "a flipped bit");
        }
    }

    #[test]
    fn a_proof_does_not_hold_in_a_tree_whose_size_asks_for_another_length((size, index) in place()) {
        // The size itself is signed; a proof binds it only as far as its shape follows from it.
        let proof = prover(size).inclusion(index).unwrap();
        let grown = size.next_power_of_two() * 4 + index;
        prop_assert!(verify_inclusion(grown, index, leaf(index), &proof, &root(size)).is_err());
    }

    #[test]
    fn a_proof_of_consistency_joins_its_two_trees_and_no_others(
        (old, new) in growth(), other in any::<Index>(), bit in 0..8_u8,
    ) {
        let proof = prover(new).consistency(old).unwrap();
        let holds = |old_root: &Hash, new_root: &Hash, proof: &[Hash]| {
            verify_consistency((old, old_root), (new, new_root), proof).is_ok()
        };
        prop_assert!(holds(&root(old), &root(new), &proof));
        prop_assert!(!holds(&root(old - 1), &root(new), &proof), "another old root");
        prop_assert!(!holds(&root(old), &root(new - 1), &proof), "another new root");
        prop_assert!(!holds(&root(old), &root(new), &[proof.as_slice(), &[leaf(0)]].concat()), "one hash more");
        prop_assert!(!holds(&root(old), &root(new), &proof[1..]), "one hash less");
        let mut flipped = proof.clone();
        let chosen = other.index(proof.len());
        let mut bytes = *flipped[chosen].as_bytes();
        bytes[other.index(32)] ^= 1 << bit;
        flipped[chosen] = Hash::from_bytes(bytes);
        prop_assert!(!holds(&root(old), &root(new), &flipped), "a flipped bit");
    }
}

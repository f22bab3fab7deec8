//! Proofs of inclusion from stored tiles, and their verification.

use std::hint::black_box;

use ring::digest;
use tallystick_ledger::{Frontier, Hash, MemoryTiles, Prover, verify_inclusion};

use crate::bench::figure::{Figure, Target};
use crate::bench::stopwatch::{nanos_each, time};

const PROOFS: u64 = 20_000;
/// A step that shares no factor with a power of ten, so that the proven leaves lie all over the tree.
const STEP: u64 = 7_368_787;

pub(super) fn measure(leaves: u64) -> anyhow::Result<Vec<Figure>> {
    let mut tiles = MemoryTiles::default();
    let mut frontier = Frontier::new();
    let (took, ()) = time(|| {
        for number in 0..leaves {
            frontier.push_with(leaf(number), |level, _, hash| tiles.put(level, &hash));
        }
    });
    println!("built the tiles of {leaves} leaves in {took:.1?}");
    let root = frontier.root();
    let prover = Prover::new(&tiles, leaves);
    let indices: Vec<u64> = (0..PROOFS).map(|number| number * STEP % leaves).collect();
    let (proving, proofs) = time(|| {
        indices
            .iter()
            .map(|index| prover.inclusion(*index))
            .collect::<Result<Vec<_>, _>>()
    });
    let proofs = proofs?;
    let wanted: Vec<(u64, Hash)> = indices.iter().map(|index| (*index, leaf(*index))).collect();
    let (verifying, verified) = time(|| {
        wanted.iter().zip(&proofs).try_for_each(|((index, leaf), proof)| {
            verify_inclusion(black_box(leaves), *index, *leaf, proof, &root)
        })
    });
    verified?;
    Ok(vec![
        Figure::judged(
            "proof of inclusion from tiles",
            nanos_each(PROOFS, proving),
            "ns",
            Target::AtMost(100_000),
        ),
        Figure::judged(
            "verification of that proof",
            nanos_each(PROOFS, verifying),
            "ns",
            Target::AtMost(20_000),
        ),
    ])
}

/// A leaf hash like no other.
fn leaf(number: u64) -> Hash {
    let digest = digest::digest(&digest::SHA256, &number.to_be_bytes());
    let mut bytes = [0; 32];
    for (to, from) in bytes.iter_mut().zip(digest.as_ref()) {
        *to = *from;
    }
    Hash::from_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_measured_proof_verifies() {
        let figures = measure(1_000).unwrap();
        assert_eq!(figures.len(), 2);
    }
}

//! The heads that were seen, and the proof that they are heads of one history.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tallystick_ledger::{Checkpoint, Hash, Refusal, verify_consistency};

use super::tiles::FetchedTiles;
use crate::{Client, ClientError};

/// A size and its root.
type Head = (u64, Hash);

/// Heads whose signatures were verified, by size. The service would have to sign two histories to be caught here.
#[derive(Debug, Default)]
pub(crate) struct Heads(Mutex<BTreeMap<u64, Hash>>);

impl Heads {
    /// Takes a head. One of the same size with another root is a second history.
    fn note(&self, size: u64, root: Hash) -> Result<(), Refusal> {
        match self.seen().insert(size, root) {
            Some(before) if before != root => Err(Refusal::ProofMismatch),
            Some(_) | None => Ok(()),
        }
    }

    /// The largest head, and those that are smaller.
    fn largest(&self) -> Option<(Head, Vec<Head>)> {
        let seen = self.seen();
        let mut heads = seen.iter().map(|(size, root)| (*size, *root));
        let largest = heads.next_back()?;
        Some((largest, heads.collect()))
    }

    /// Forgets heads that are proved to be beginnings of a larger one.
    fn forget(&self, proved: &[Head]) {
        let mut seen = self.seen();
        for (size, _) in proved {
            seen.remove(size);
        }
    }

    fn seen(&self) -> MutexGuard<'_, BTreeMap<u64, Hash>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Client {
    /// The newest head of the ledger, of which every head that this client has seen is proved to be a beginning
    /// (RFC 9162, section 2.1.4.2). The proof is made here, from tiles; a service that shows two histories is refused.
    pub async fn observe(&self) -> Result<Checkpoint, ClientError> {
        let newest = self.checkpoint().await?;
        let Some(((size, root), earlier)) = self.shared.heads.largest() else {
            return Ok(newest);
        };
        let mut tiles = FetchedTiles::new(self);
        for (old_size, old_root) in &earlier {
            let proof = tiles.consistency(*old_size, size).await?;
            verify_consistency((*old_size, old_root), (size, &root), &proof)
                .map_err(ClientError::refused("the continuation of a head seen before"))?;
        }
        self.shared.heads.forget(&earlier);
        Ok(Checkpoint {
            origin: newest.origin,
            size,
            root,
        })
    }

    /// Keeps a head whose signatures were verified.
    pub(crate) fn note(&self, checkpoint: &Checkpoint) -> Result<(), ClientError> {
        self.shared
            .heads
            .note(checkpoint.size, checkpoint.root)
            .map_err(ClientError::refused("a second head of a size seen before"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn root(byte: u8) -> Hash {
        Hash::from_bytes([byte; 32])
    }

    #[test]
    fn two_roots_of_one_size_are_two_histories() {
        let heads = Heads::default();
        heads.note(7, root(1)).unwrap();
        heads.note(7, root(1)).unwrap();
        heads.note(8, root(2)).unwrap();
        assert_eq!(heads.note(7, root(3)).unwrap_err().code(), "proof-mismatch");
    }

    #[test]
    fn heads_wait_until_they_are_proved_to_be_beginnings_of_the_largest() {
        let heads = Heads::default();
        assert_eq!(heads.largest(), None);
        for (size, byte) in [(9, 1), (3, 2), (5, 3)] {
            heads.note(size, root(byte)).unwrap();
        }
        let (largest, earlier) = heads.largest().unwrap();
        assert_eq!(
            (largest, earlier.clone()),
            ((9, root(1)), vec![(3, root(2)), (5, root(3))])
        );
        heads.forget(&earlier);
        assert_eq!(heads.largest(), Some(((9, root(1)), Vec::new())));
    }
}

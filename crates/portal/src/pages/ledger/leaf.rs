//! Leaves, as the log holds them.

use tallystick_ledger::Entry;
use tallystick_store::Store;

use crate::failure::Failure;

/// A leaf with the entry that it is.
pub(in crate::pages) struct Leaf {
    pub(in crate::pages) text: String,
    pub(super) entry: Entry,
}

/// The leaves from one number up to another, which is left out; oldest first.
pub(super) async fn between(store: &Store, from: u64, until: u64) -> Result<Vec<Leaf>, Failure> {
    let leaves = store.leaves(from, until).await?;
    leaves.into_iter().map(read).collect()
}

/// One leaf; none where the ledger has no such entry.
pub(in crate::pages) async fn one(store: &Store, seq: u64) -> Result<Option<Leaf>, Failure> {
    let leaves = between(store, seq, seq.saturating_add(1)).await?;
    Ok(leaves.into_iter().next())
}

pub(super) fn read(bytes: Vec<u8>) -> Result<Leaf, Failure> {
    let entry = Entry::parse(&bytes).map_err(|error| {
        tracing::error!(%error, "a stored leaf cannot be read");
        Failure::Fault
    })?;
    let text = String::from_utf8(bytes).map_err(|_| Failure::Fault)?;
    Ok(Leaf { text, entry })
}

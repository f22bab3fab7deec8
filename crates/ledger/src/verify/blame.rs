//! Which entry was altered, when a link is broken. A leaf is pinned by the one after it, the last one by the root.

use crate::tree::Hash;
use crate::{ChainValue, Entry, Register};

/// What pins the entry whose link is broken.
pub(super) enum Pin<'p> {
    /// The leaf after it.
    Next(&'p Entry),
    /// The root of the whole tree, for the last entry.
    Root(Hash),
}

/// The number of the altered entry, when `entry` does not continue the chain that `register` holds.
///
/// If the entry would be pinned once its link were the right one, its link was altered. Otherwise the link is as sealed, and
/// the entry before it was altered.
pub(super) fn altered(register: &Register, entry: &Entry, pin: Option<&Pin<'_>>) -> u64 {
    let head = register.head();
    let position = head.size();
    let mended = Entry {
        previous: head.chain(),
        ..entry.clone()
    };
    let holds = mended.to_leaf().is_ok_and(|leaf| match pin {
        Some(Pin::Next(next)) => next.previous == ChainValue::of_leaf(&leaf),
        Some(Pin::Root(root)) => {
            let mut frontier = head.frontier().clone();
            frontier.push(Hash::of_leaf(&leaf));
            frontier.root() == *root
        }
        None => false,
    });
    if holds {
        position
    } else {
        position.saturating_sub(1)
    }
}

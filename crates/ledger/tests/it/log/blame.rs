//! Where a link is broken: is it the entry's own, or was the one before it altered? (Section 9.)

use tallystick_base::Digest;
use tallystick_ledger::{ChainValue, Entry, Rule};

use crate::forgery::{Forgery, broken, check};

/// The twenty entries with one altered after the checkpoint was signed.
fn altered(place: usize, change: impl FnOnce(&mut Entry)) -> Vec<(Rule, &'static str, Option<u64>)> {
    let mut forgery = Forgery::after(20);
    forgery.sign_head();
    let mut entry = Entry::parse(&forgery.leaves[place]).unwrap();
    change(&mut entry);
    forgery.leaves[place] = entry.to_leaf().unwrap();
    broken(&check(&forgery.file()))
}

fn other_link(entry: &mut Entry) {
    entry.previous = ChainValue::from_bytes([9; 32]);
}

fn other_outcome(entry: &mut Entry) {
    entry.outcome = Digest::from_bytes([9; 32]);
}

#[test]
fn an_altered_link_is_blamed_on_the_entry_that_holds_it() {
    for place in 0..20 {
        let found = altered(place, other_link);
        assert_eq!(found, [(Rule::Chain, "broken-chain", Some(place as u64))]);
    }
}

#[test]
fn an_altered_outcome_is_blamed_on_its_entry_and_not_on_the_next() {
    for place in 0..19 {
        let found = altered(place, other_outcome);
        assert_eq!(found, [(Rule::Chain, "broken-chain", Some(place as u64))]);
    }
}

#[test]
fn an_altered_outcome_of_the_last_entry_does_not_lead_to_the_root() {
    assert_eq!(
        altered(19, other_outcome),
        [(Rule::Tree, "proof-mismatch", Some(19))]
    );
}

#[test]
fn an_entry_moved_in_time_is_blamed_itself() {
    let later = |entry: &mut Entry| {
        entry.received = tallystick_base::Millis::new(entry.received.as_millis() + 1).unwrap();
    };
    assert_eq!(altered(4, later), [(Rule::Chain, "broken-chain", Some(4))]);
    assert_eq!(altered(19, later), [(Rule::Tree, "proof-mismatch", Some(19))]);
}

//! Whole entries taken out, put elsewhere, doubled, or added behind the end.

use tallystick_ledger::{LogReader, Rule};

use crate::forgery::{Forgery, TWENTY, broken, check};

/// The file with its entries changed and its checkpoint left as it was.
fn rearranged(change: impl FnOnce(&mut Vec<Vec<u8>>)) -> Vec<(Rule, &'static str, Option<u64>)> {
    let mut forgery = Forgery::after(20);
    forgery.sign_head();
    change(&mut forgery.leaves);
    broken(&check(&forgery.file()))
}

#[test]
fn two_entries_in_each_others_place_are_found() {
    assert_eq!(
        rearranged(|leaves| leaves.swap(7, 8)),
        [(Rule::Chain, "wrong-sequence", Some(7))]
    );
    assert_eq!(
        rearranged(|leaves| leaves.swap(0, 19)),
        [(Rule::Chain, "wrong-sequence", Some(0))]
    );
}

#[test]
fn an_entry_left_out_of_the_middle_is_missed_in_its_place() {
    let missing = rearranged(|leaves| drop(leaves.remove(9)));
    assert_eq!(missing, [(Rule::Chain, "wrong-sequence", Some(9))]);
}

#[test]
fn an_entry_that_stands_twice_is_refused_the_second_time() {
    let doubled = rearranged(|leaves| leaves.insert(6, leaves[5].clone()));
    assert_eq!(doubled, [(Rule::Chain, "wrong-sequence", Some(6))]);
}

#[test]
fn a_tail_cut_off_is_missed() {
    let cut = rearranged(|leaves| leaves.truncate(15));
    assert_eq!(cut, [(Rule::Form, "file-form", Some(15))]);
}

#[test]
fn a_tail_cut_off_is_missed_when_the_count_is_adjusted_too() {
    let mut forgery = Forgery::after(20);
    forgery.sign_head();
    forgery.leaves.truncate(15);
    forgery.preamble.entries = 15;
    assert_eq!(
        broken(&check(&forgery.file())),
        [(Rule::Checkpoint, "file-form", None)]
    );
}

#[test]
fn a_last_entry_exchanged_for_a_valid_one_does_not_lead_to_the_root() {
    let mut forgery = Forgery::after(20);
    forgery.sign_head();
    let shorter = Forgery::after(19);
    forgery.leaves[19] = shorter.draft(super::SUPPLIER).leaf();
    assert_eq!(
        broken(&check(&forgery.file())),
        [(Rule::Tree, "proof-mismatch", Some(19))]
    );
}

#[test]
fn a_file_that_ends_within_an_entry_is_refused() {
    let file = TWENTY.export().unwrap();
    for missing in [1, 2, 500] {
        let cut = &file[..file.len() - missing];
        assert_eq!(broken(&check(cut)), [(Rule::Form, "file-form", Some(19))]);
    }
}

#[test]
fn nothing_may_follow_the_last_entry() {
    for extra in [b"\n".as_slice(), b"\0\0", b"\0\x01x"] {
        let file = [TWENTY.export().unwrap().as_slice(), extra].concat();
        assert_eq!(broken(&check(&file)), [(Rule::Form, "file-form", None)]);
    }
}

#[test]
fn a_file_that_ends_before_the_entries_is_no_log() {
    let file = TWENTY.export().unwrap();
    let entries: usize = TWENTY.sealed().iter().map(|sealed| sealed.leaf.len() + 2).sum();
    for length in 0..file.len() - entries {
        assert!(LogReader::open(&file[..length]).is_err(), "{length} bytes");
    }
}

#[test]
fn a_log_without_entries_is_refused() {
    let mut forgery = Forgery::after(20);
    forgery.leaves.clear();
    forgery.sign_head();
    assert_eq!(
        broken(&check(&forgery.file())),
        [(Rule::Checkpoint, "file-form", None)]
    );
}

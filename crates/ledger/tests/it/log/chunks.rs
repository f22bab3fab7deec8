//! Long logs are checked in chunks of 2,048 entries; nothing is lost where two of them meet.

use std::sync::LazyLock;

use tallystick_base::Digest;
use tallystick_ledger::sample::Sample;
use tallystick_ledger::{Entry, LogPreamble, LogReader, Rule, encode_leaf, verify_log};

use crate::forgery::{Forgery, TWENTY, broken, check, told};

static LONG: LazyLock<Sample> = LazyLock::new(|| told(4097));

/// The first so many entries of the long ledger, as a forgery whose checkpoint is signed.
fn beginning(entries: usize) -> (LogPreamble, Vec<Vec<u8>>) {
    let mut forgery = Forgery::after(0);
    forgery.preamble.keys = TWENTY.preamble().keys;
    forgery.leaves = LONG
        .sealed()
        .iter()
        .take(entries)
        .map(|sealed| sealed.leaf.clone())
        .collect();
    forgery.sign_head();
    (forgery.preamble, forgery.leaves)
}

fn file(preamble: &LogPreamble, leaves: &[Vec<u8>]) -> Vec<u8> {
    let mut file = preamble.encode().unwrap();
    for leaf in leaves {
        file.extend(encode_leaf(leaf).unwrap());
    }
    file
}

#[test]
fn logs_around_the_border_of_a_chunk_are_valid() {
    for entries in [2047, 2048, 2049, 4096, 4097] {
        let (preamble, leaves) = beginning(entries);
        let file = file(&preamble, &leaves);
        let mut told = Vec::new();
        let reader = LogReader::open(file.as_slice()).unwrap();
        let report = verify_log(reader, None, |checked| told.push(checked)).unwrap();
        assert_eq!(broken(&report), [], "{entries} entries");
        assert_eq!(report.as_of, Some(entries as u64 - 1));
        assert!(told.is_sorted(), "progress goes forward");
        assert_eq!(told.last(), Some(&(entries as u64)), "progress reaches the end");
    }
}

#[test]
fn a_fault_at_the_border_of_a_chunk_is_named() {
    let (preamble, leaves) = beginning(4097);
    for place in [2046, 2047, 2048, 2049, 4095] {
        let mut leaves = leaves.clone();
        let mut entry = Entry::parse(&leaves[place]).unwrap();
        entry.outcome = Digest::from_bytes([1; 32]);
        leaves[place] = entry.to_leaf().unwrap();
        let report = check(&file(&preamble, &leaves));
        assert_eq!(
            broken(&report),
            [(Rule::Chain, "broken-chain", Some(place as u64))]
        );
    }
}

#[test]
fn an_altered_link_at_the_border_of_a_chunk_is_blamed_rightly() {
    let (preamble, leaves) = beginning(4096);
    for place in [2047, 2048, 4095] {
        let mut leaves = leaves.clone();
        let mut entry = Entry::parse(&leaves[place]).unwrap();
        entry.previous = tallystick_ledger::ChainValue::from_bytes([1; 32]);
        leaves[place] = entry.to_leaf().unwrap();
        let report = check(&file(&preamble, &leaves));
        assert_eq!(
            broken(&report),
            [(Rule::Chain, "broken-chain", Some(place as u64))]
        );
    }
}

#[test]
fn what_follows_a_full_chunk_is_refused() {
    let (preamble, leaves) = beginning(2048);
    let mut long = file(&preamble, &leaves);
    long.push(b'\n');
    assert_eq!(broken(&check(&long)), [(Rule::Form, "file-form", None)]);
}

#[test]
fn a_file_cut_at_the_border_of_a_chunk_is_refused() {
    let (preamble, leaves) = beginning(2049);
    let cut = file(&preamble, &leaves[..2048]);
    assert_eq!(broken(&check(&cut)), [(Rule::Form, "file-form", Some(2048))]);
}

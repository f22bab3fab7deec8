//! One flipped bit anywhere: the verifier fails, and names the entry.

use rayon::prelude::*;
use tallystick_ledger::{LogReader, verify_log};

use crate::forgery::{TWENTY, told};

/// Where each entry's bytes begin, its length included, and where the file ends.
fn borders(file: &[u8], leaves: &[&[u8]]) -> Vec<usize> {
    let total: usize = leaves.iter().map(|leaf| leaf.len() + 2).sum();
    let mut borders = vec![file.len() - total];
    for leaf in leaves {
        borders.push(borders[borders.len() - 1] + leaf.len() + 2);
    }
    borders
}

/// Flips a bit of the byte at `place`; the first bad entry, or `None` where the fault is not an entry's.
fn first_bad_entry_after_a_flip(file: &[u8], place: usize) -> Option<u64> {
    let mut file = file.to_vec();
    file[place] ^= 1 << (place % 8);
    let reader = LogReader::open(file.as_slice()).ok()?;
    let report = verify_log(reader, None, |_| ()).ok()?;
    assert!(!report.is_valid(), "a flip of byte {place} goes unnoticed");
    report.first_bad_entry()
}

fn every_flip_is_found(sample: &tallystick_ledger::sample::Sample, stride: usize) {
    let file = sample.export().unwrap();
    let leaves: Vec<&[u8]> = sample
        .sealed()
        .iter()
        .map(|sealed| sealed.leaf.as_slice())
        .collect();
    let borders = borders(&file, &leaves);
    (0..file.len()).into_par_iter().step_by(stride).for_each(|place| {
        let entry = borders.iter().rposition(|border| *border <= place);
        let found = first_bad_entry_after_a_flip(&file, place);
        match entry {
            Some(entry) => assert_eq!(found, Some(entry as u64), "byte {place}"),
            // Before the entries, only keys and body of the opening may be an entry's business.
            None => assert!(found.is_none_or(|entry| entry < sample.sealed().len() as u64)),
        }
    });
}

#[test]
fn any_flipped_byte_of_twenty_entries_is_found_and_its_entry_named() {
    every_flip_is_found(&TWENTY, 1);
}

#[test]
fn flipped_bytes_of_a_thousand_entries_are_found_and_their_entry_named() {
    every_flip_is_found(&told(1000), 20_011);
}

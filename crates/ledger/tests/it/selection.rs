//! Which entries make up a bundle.

use std::collections::BTreeSet;

use tallystick_base::Subject;
use tallystick_ledger::sample::Sample;
use tallystick_ledger::{Bundle, BundleChecks, Entry, Need, Selection, Status, verify_bundle};

use crate::forgery::{TWENTY, subject};

fn entries(sample: &Sample) -> impl Iterator<Item = &Entry> {
    sample.sealed().iter().map(|sealed| &sealed.entry)
}

fn numbers(sample: &Sample, subject: &Subject) -> Vec<u64> {
    let bundle = sample.bundle(subject).unwrap();
    bundle.entries.iter().map(|entry| entry.seq).collect()
}

/// The numbers of the entries that moved a subject.
fn history(subject: &Subject) -> Vec<u64> {
    let moves_it = |entry: &&Entry| entry.moved.iter().any(|moved| moved.subject == *subject);
    entries(&TWENTY)
        .filter(moves_it)
        .map(|entry| entry.sequence)
        .collect()
}

fn split() -> &'static Entry {
    let is_split = |entry: &&Entry| entry.statement.claims().kind.name() == "certificate.split";
    entries(&TWENTY).find(is_split).unwrap()
}

#[test]
fn a_child_comes_with_its_parent_up_to_the_split_and_with_the_keys_that_signed() {
    let child = TWENTY.split_child().unwrap();
    let parent = &split().statement.claims().subject;
    let mut expected: BTreeSet<u64> = history(child).into_iter().collect();
    expected.extend(history(parent).iter().filter(|seq| **seq <= split().sequence));
    let kids = entries(&TWENTY)
        .filter(|entry| expected.contains(&entry.sequence))
        .flat_map(|entry| entry.statement.signatures())
        .map(|line| line.kid().subject());
    // Whoever registered the parties was there from the opening.
    let keys: BTreeSet<u64> = kids.flat_map(|key| history(&key).into_iter().take(1)).collect();
    expected.extend(keys);
    expected.insert(0);
    assert_eq!(numbers(&TWENTY, child), expected.into_iter().collect::<Vec<_>>());
}

#[test]
fn what_happened_to_the_parent_after_the_split_stays_out() {
    let parent = &split().statement.claims().subject;
    let mut selection = Selection::new(TWENTY.split_child().unwrap().clone());
    selection.needed();
    selection.take_entry(split());
    let until = Some(split().sequence);
    let subject = parent.clone();
    assert!(selection.needed().contains(&Need::History { subject, until }));
}

#[test]
fn every_selection_is_enough_and_no_entry_of_it_can_be_left_out() {
    let subjects: BTreeSet<&Subject> = entries(&TWENTY)
        .flat_map(|entry| &entry.moved)
        .map(|moved| &moved.subject)
        .filter(|subject| subject.kind() == "certificate" || subject.kind() == "receivable")
        .collect();
    assert!(subjects.len() > 2);
    let invalid = |bundle: &Bundle| {
        let report = verify_bundle(bundle.to_json().unwrap().as_bytes(), BundleChecks::default());
        report
            .verdicts
            .iter()
            .any(|verdict| matches!(verdict.status, Status::Invalid { .. }))
    };
    for subject in subjects {
        let bundle = TWENTY.bundle(subject).unwrap();
        assert!(!invalid(&bundle), "{subject}");
        for place in 0..bundle.entries.len() {
            let mut less = bundle.clone();
            let left_out = less.entries.remove(place);
            // That there is a later version is what a bundle cannot show.
            let is_latest = history(subject).last() == Some(&left_out.seq);
            assert!(invalid(&less) || is_latest, "{subject} without {}", left_out.seq);
        }
    }
}

#[test]
fn a_selection_asks_for_each_thing_once() {
    let mut selection = Selection::new(TWENTY.split_child().unwrap().clone());
    let mut asked = Vec::new();
    loop {
        let needed = selection.needed();
        if needed.is_empty() {
            break;
        }
        for need in needed {
            assert!(!asked.contains(&need), "{need:?}");
            match &need {
                Need::History { subject, .. } => selection.take_history(history(subject)),
                Need::Entry(seq) => {
                    selection.take_entry(&TWENTY.sealed()[usize::try_from(*seq).unwrap()].entry);
                }
                Need::Key(kid) => selection.take_key(history(&kid.subject())[0]),
            }
            asked.push(need);
        }
    }
    assert!(asked.contains(&Need::Entry(0)));
    assert_eq!(selection.needed(), []);
}

#[test]
fn a_subject_that_nothing_moved_leaves_the_opening() {
    assert_eq!(numbers(&TWENTY, &subject("certificate/none")), [0]);
}

#[test]
fn a_certificate_that_claims_to_be_its_own_parent_is_asked_for_once() {
    let mut entry = split().clone();
    entry.moved[0].version = 1;
    let mut selection = Selection::new(entry.moved[0].subject.clone());
    selection.needed();
    selection.take_entry(&entry);
    let asked = selection.needed();
    assert!(asked.iter().all(|need| matches!(need, Need::Key(_))), "{asked:?}");
}

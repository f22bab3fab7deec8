//! `tallystick verify` on a proof of inclusion.

use std::fs;

use crate::program::{Ended, golden, golden_bytes, run, run_with_input, verdict};

fn judge(proof: &[u8], leaf: &[u8]) -> Ended {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("leaf.txt");
    fs::write(&path, leaf).unwrap();
    let vkeys = golden("vkeys.txt");
    let words = [
        "verify",
        "-",
        "--json",
        "--vkeys",
        &vkeys,
        "--leaf",
        path.to_str().unwrap(),
    ];
    run_with_input(&words, proof)
}

#[test]
fn the_golden_proof_leads_from_its_leaf_to_the_signed_head() {
    let ended = run(&[
        "verify",
        &golden("proof-7.txt"),
        "--leaf",
        &golden("leaf-7.txt"),
        "--vkeys",
        &golden("vkeys.txt"),
    ]);
    assert_eq!(ended.code, 0, "{}", ended.said);
    assert!(
        ended
            .said
            .starts_with("Valid: entry 7 stands in ledger sample.tallystick.invalid, 20 entries"),
        "{}",
        ended.said
    );
}

#[test]
fn a_proof_alone_shows_nothing_and_the_reader_is_told_what_to_bring() {
    let ended = run(&["verify", &golden("proof-7.txt")]);
    assert_eq!(ended.code, 2);
    assert!(
        ended.complained.contains("--leaf") && ended.complained.contains("--vkeys"),
        "{}",
        ended.complained
    );
}

#[test]
fn another_leaf_is_refused() {
    let leaf = String::from_utf8(golden_bytes("leaf-7.txt")).unwrap();
    let end = leaf.trim_end().len();
    let other = if leaf.get(end - 1..end) == Some("0") {
        "1"
    } else {
        "0"
    };
    let changed = format!("{}{other}\n", leaf.get(..end - 1).unwrap());
    let ended = judge(&golden_bytes("proof-7.txt"), changed.as_bytes());
    assert_eq!(ended.code, 1);
    let report = ended.json();
    assert_eq!(verdict(&report, "inclusion")["code"], "proof-mismatch");
    assert_eq!(report["first_bad_entry"], 7);
}

#[test]
fn a_proof_for_another_place_is_refused() {
    let proof = String::from_utf8(golden_bytes("proof-7.txt")).unwrap();
    let moved = proof.replacen("index 7", "index 6", 1);
    let ended = judge(moved.as_bytes(), &golden_bytes("leaf-7.txt"));
    assert_eq!(verdict(&ended.json(), "inclusion")["code"], "proof-mismatch");
}

#[test]
fn a_head_that_the_keys_did_not_sign_is_refused() {
    let proof = String::from_utf8(golden_bytes("proof-7.txt")).unwrap();
    let grown = proof.replacen("\n20\n", "\n21\n", 1);
    let ended = judge(grown.as_bytes(), &golden_bytes("leaf-7.txt"));
    assert_eq!(ended.code, 1);
    let report = ended.json();
    assert_eq!(verdict(&report, "checkpoint")["code"], "checkpoint-signature");
    assert_eq!(verdict(&report, "inclusion")["status"], "not-shown");
}

#[test]
fn a_leaf_that_is_no_entry_is_refused() {
    let ended = judge(&golden_bytes("proof-7.txt"), b"nonsense");
    assert_eq!(ended.code, 1);
    assert_eq!(verdict(&ended.json(), "form")["code"], "entry-form");
}

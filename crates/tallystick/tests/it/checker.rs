//! The independent checker in Python, which was written from the page on the format and shares no code with this one,
//! comes to the same verdicts.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use rstest::rstest;

use crate::program::{Ended, golden, golden_bytes, golden_path, run, start_of_entry};

/// The interpreter, or a sentence where it cannot run the checker.
static PYTHON: LazyLock<Result<OsString, String>> = LazyLock::new(|| {
    let python = env::var_os("TALLYSTICK_PYTHON").unwrap_or_else(|| "python3".into());
    let probe = Command::new(&python)
        .args(["-c", "import cryptography.hazmat.primitives.asymmetric.ec"])
        .stderr(Stdio::null())
        .status();
    if probe.is_ok_and(|status| status.success()) {
        return Ok(python);
    }
    Err(format!(
        "{} cannot run the independent checker: it needs Python 3.10 and its package `cryptography`. Install \
         python3-cryptography, or name another interpreter in TALLYSTICK_PYTHON",
        python.display()
    ))
});

/// The interpreter that runs the checker.
pub(crate) fn python() -> &'static OsString {
    PYTHON.as_ref().unwrap_or_else(|sentence| panic!("{sentence}"))
}

/// Runs the checker.
pub(crate) fn check(words: &[&str]) -> Ended {
    let output = Command::new(python())
        .arg(golden_path("check.py"))
        .args(words)
        .output()
        .unwrap();
    Ended::from_output(output)
}

#[rstest]
#[case::log(&["log-20.tlog"])]
#[case::bundle(&["bundle.json"])]
#[case::proof(&["proof-7.txt", "--log", "log-20.tlog"])]
fn the_checker_finds_the_golden_files_valid(#[case] names: &[&str]) {
    let paths: Vec<String> = names
        .iter()
        .map(|name| {
            if name.starts_with("--") {
                (*name).to_owned()
            } else {
                golden(name)
            }
        })
        .collect();
    let vkeys = golden("vkeys.txt");
    let mut words: Vec<&str> = paths.iter().map(String::as_str).collect();
    words.extend(["--vkeys", &vkeys]);
    let ended = check(&words);
    assert_eq!(ended.code, 0, "{}{}", ended.said, ended.complained);
    assert!(!ended.said.contains("FAILED"), "{}", ended.said);
}

/// Both must refuse the file; where the checker names an entry, it is the one that we name.
fn both_refuse(path: &Path) -> Option<u64> {
    let path = path.to_str().unwrap();
    let ours = run(&["verify", path, "--json"]);
    let theirs = check(&[path, "--json"]);
    assert_eq!(ours.code, 1, "{}{}", ours.said, ours.complained);
    assert_eq!(theirs.code, 1, "{}{}", theirs.said, theirs.complained);
    let named = theirs.json()["rules"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|rule| rule["entry"].as_u64())
        .min();
    let first_bad = ours.json()["first_bad_entry"].as_u64();
    // A file that ends within an entry is read no further there, so the checker's report names none.
    assert!(
        named.is_none() || named == first_bad,
        "{path}: {named:?} and {first_bad:?}"
    );
    named
}

#[test]
fn both_find_the_same_entry_in_a_tampered_log() {
    let folder = tempfile::tempdir().unwrap();
    let log = golden_bytes("log-20.tlog");
    for entry in [0, 1, 10, 18, 19] {
        let start = start_of_entry(&log, entry);
        // The leaf's first line, its links, its payload, its last line.
        for offset in [3, 24, 60, 140, 400, 700] {
            let mut tampered = log.clone();
            tampered[start + offset] ^= 1;
            let path = folder.path().join(format!("entry-{entry}-byte-{offset}.tlog"));
            fs::write(&path, tampered).unwrap();
            assert_eq!(both_refuse(&path), Some(entry));
        }
    }
}

#[test]
fn both_refuse_a_log_without_its_last_byte_and_one_with_a_byte_more() {
    let folder = tempfile::tempdir().unwrap();
    let log = golden_bytes("log-20.tlog");
    for (name, bytes) in [
        ("short", log[..log.len() - 1].to_vec()),
        ("long", [log.as_slice(), b"\n"].concat()),
    ] {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        both_refuse(&path);
    }
}

#[test]
fn both_refuse_a_bundle_in_which_an_amount_was_raised() {
    let folder = tempfile::tempdir().unwrap();
    let bundle = String::from_utf8(golden_bytes("bundle.json")).unwrap();
    let raised = bundle.replacen("700000.00", "900000.00", 1);
    assert_ne!(raised, bundle);
    let path = folder.path().join("bundle.json");
    fs::write(&path, raised).unwrap();
    both_refuse(&path);
}

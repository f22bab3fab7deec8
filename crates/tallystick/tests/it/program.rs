//! Running the binary, and the golden files.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// How a run ended, and what it said.
pub(crate) struct Ended {
    pub(crate) code: i32,
    pub(crate) said: String,
    pub(crate) complained: String,
}

impl Ended {
    pub(crate) fn from_output(output: Output) -> Self {
        Self {
            code: output.status.code().expect("no signal ended the run"),
            said: String::from_utf8(output.stdout).unwrap(),
            complained: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// The JSON on standard output.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.said).unwrap_or_else(|error| panic!("{error}: {}", self.said))
    }
}

pub(crate) fn command(words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tallystick"));
    command.args(words).stdin(Stdio::null());
    command
}

pub(crate) fn run(words: &[&str]) -> Ended {
    Ended::from_output(command(words).output().unwrap())
}

/// Runs with these bytes on standard input.
pub(crate) fn run_with_input(words: &[&str], input: &[u8]) -> Ended {
    let mut child = command(words)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    Ended::from_output(child.wait_with_output().unwrap())
}

pub(crate) fn golden_path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../fixtures/ledger")
        .join(name)
}

/// A golden file's path as an argument.
pub(crate) fn golden(name: &str) -> String {
    golden_path(name).to_str().unwrap().to_owned()
}

pub(crate) fn golden_bytes(name: &str) -> Vec<u8> {
    fs::read(golden_path(name)).unwrap()
}

/// What was found of one rule, from the JSON report.
pub(crate) fn verdict<'r>(report: &'r Value, rule: &str) -> &'r Value {
    report["verdicts"]
        .as_array()
        .and_then(|verdicts| verdicts.iter().find(|verdict| verdict["rule"] == rule))
        .unwrap_or_else(|| panic!("no verdict on {rule} in {report}"))
}

/// Where the leaf of an entry begins in the golden log.
pub(crate) fn start_of_entry(log: &[u8], number: u64) -> usize {
    let first_lines = format!("tallystick-entry/v1\n{number}\n");
    log.windows(first_lines.len())
        .position(|window| window == first_lines.as_bytes())
        .expect("the log holds the entry")
}

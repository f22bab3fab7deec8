//! `cargo xtask fixtures`: the golden bytes in `fixtures/ledger`, which pin the ledger's format, and `docs/commands.md`.
//!
//! They are checked with everything else, and written only when somebody asks for it.

mod vectors;

use std::fs;
use std::process::ExitCode;

use anyhow::Context as _;
use tallystick_ledger::sample::Sample;

use crate::commands_page;
use crate::workspace::Workspace;

const FOLDER: &str = "fixtures/ledger";
/// A name that can never belong to anybody (RFC 2606).
const LEDGER: &str = "sample.tallystick.invalid";
const ENTRIES: u64 = 20;
/// The entry whose proof is kept: its path goes left and right.
const PROVEN: u64 = 7;

/// What to do with the files.
#[derive(clap::Args)]
#[group(required = true, multiple = false)]
pub(crate) struct Args {
    /// Write the files again; a change of the format must be meant
    #[arg(long)]
    write: bool,
    /// Compare the files with what would be written
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(args: &Args, workspace: &Workspace) -> anyhow::Result<ExitCode> {
    let stale = stale(workspace)?;
    if args.check {
        for path in &stale {
            println!(
                "{path}: differs from what this code writes. Either the code has changed the format by mistake, or the \
                 change is meant: then run `cargo xtask fixtures --write`, and say so in docs/ledger-format.md"
            );
        }
        let stale_page = commands_page::stale(workspace)?;
        for path in &stale_page {
            println!("{path}: differs from the table of commands; run `cargo xtask fixtures --write`");
        }
        return Ok(ExitCode::from(u8::from(
            !stale.is_empty() || !stale_page.is_empty(),
        )));
    }
    for (path, bytes) in files()? {
        let word = if stale.contains(&path) {
            "written"
        } else {
            "unchanged"
        };
        fs::create_dir_all(workspace.root().join(FOLDER))?;
        fs::write(workspace.root().join(&path), bytes).with_context(|| format!("cannot write {path}"))?;
        println!("{path}: {word}");
    }
    commands_page::write(workspace)?;
    Ok(ExitCode::SUCCESS)
}

/// The files that differ from what would be written, or are missing.
pub(crate) fn stale(workspace: &Workspace) -> anyhow::Result<Vec<String>> {
    let differs =
        |path: &str, bytes: &[u8]| fs::read(workspace.root().join(path)).map_or(true, |found| found != bytes);
    Ok(files()?
        .into_iter()
        .filter(|(path, bytes)| differs(path, bytes))
        .map(|(path, _)| path)
        .collect())
}

/// Every golden file: its path relative to the root, and its bytes.
fn files() -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    let sample = Sample::tell(LEDGER, ENTRIES)?;
    let subject = sample.split_child().context("the sample splits a certificate")?;
    let proven = sample
        .sealed()
        .get(usize::try_from(PROVEN)?)
        .context("the sample has the proven entry")?;
    let vkeys: Vec<String> = sample
        .log_keys()
        .verifiers()
        .iter()
        .map(|key| format!("{key}\n"))
        .collect();
    let files = [
        ("log-20.tlog", sample.export()?),
        ("bundle.json", sample.bundle(subject)?.to_json()?.into_bytes()),
        ("leaf-7.txt", proven.leaf.clone()),
        ("proof-7.txt", sample.proof(PROVEN)?.to_string().into_bytes()),
        ("checkpoint.txt", sample.checkpoint().into_bytes()),
        ("vkeys.txt", vkeys.concat().into_bytes()),
        ("vectors.json", vectors::encode(&sample)?),
    ];
    Ok(files
        .into_iter()
        .map(|(name, bytes)| (format!("{FOLDER}/{name}"), bytes))
        .collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_was_changed_or_is_missing_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let workspace = Workspace::at(folder.path());
        fs::create_dir_all(folder.path().join(FOLDER)).unwrap();
        let written = files().unwrap();
        for (path, bytes) in &written {
            fs::write(folder.path().join(path), bytes).unwrap();
        }
        assert_eq!(stale(&workspace).unwrap(), [""; 0]);

        let [changed, missing, ..] = written.as_slice() else {
            panic!("there are several files");
        };
        let mut bytes = changed.1.clone();
        *bytes.last_mut().unwrap() ^= 1;
        fs::write(folder.path().join(&changed.0), bytes).unwrap();
        fs::remove_file(folder.path().join(&missing.0)).unwrap();
        assert_eq!(
            stale(&workspace).unwrap(),
            [changed.0.as_str(), missing.0.as_str()]
        );
    }

    #[test]
    fn the_same_bytes_are_written_every_time() {
        assert!(files().unwrap() == files().unwrap());
    }
}

//! `tallystick verify`: whether a file is what its ledger sealed and its signers signed.

mod age;
mod judge;
mod progress;
mod proof;
mod show;
mod source;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use tallystick_ledger::VerifierKey;

use self::age::Age;
use crate::answer::Answer;

/// What to check, and what the checker brings along.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The file to check, or - for standard input.
    file: PathBuf,
    /// The log's verifier keys as you know them, one a line; the file must be this log's.
    #[arg(long, value_name = "FILE")]
    vkeys: Option<PathBuf>,
    /// How old the last entry may be, such as 90m, 36h or 7d.
    #[arg(long, value_name = "DURATION")]
    max_age: Option<Age>,
    /// The leaf that a proof of inclusion is about; needs --vkeys.
    #[arg(long, value_name = "FILE")]
    leaf: Option<PathBuf>,
    /// Print the report as JSON.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Answer> {
    let checks = judge::Checks {
        pinned: args.vkeys.as_deref().map(read_vkeys).transpose()?,
        max_age: args.max_age.map(Age::before_now).transpose()?,
        leaf: args.leaf.as_deref().map(read_leaf).transpose()?,
    };
    let judged = judge::file(&args.file, &checks)?;
    let text = if args.json {
        show::as_json(&judged)?
    } else {
        show::as_text(&judged, checks.pinned.is_some())
    };
    Ok(Answer {
        text,
        good: judged.report.is_valid(),
    })
}

/// Both verifier keys, in the order of the format whatever their order in the file.
fn read_vkeys(path: &Path) -> anyhow::Result<[VerifierKey; 2]> {
    let text = fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let keys: Vec<VerifierKey> = text
        .lines()
        .filter(|line| !line.is_empty())
        .map(str::parse)
        .collect::<Result<_, _>>()
        .with_context(|| format!("{} does not hold verifier keys", path.display()))?;
    match <[VerifierKey; 2]>::try_from(keys) {
        Ok([first, second]) if first.is_ed25519() && !second.is_ed25519() => Ok([first, second]),
        Ok([first, second]) if second.is_ed25519() && !first.is_ed25519() => Ok([second, first]),
        _ => bail!(
            "{} must hold two verifier keys, one Ed25519 and one P-256, each on its line",
            path.display()
        ),
    }
}

fn read_leaf(path: &Path) -> anyhow::Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("{} cannot be read", path.display()))
}

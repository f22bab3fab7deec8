//! `tallystick verify`: whether a file is what its ledger sealed and its signers signed.

mod age;
mod disclosed;
mod judge;
mod progress;
mod proof;
mod served;
mod show;
mod source;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, ensure};

use self::age::Age;
use crate::answer::Answer;
use crate::vkeys;

/// What to check, and what the checker brings along.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The file to check (an exported log, a bundle, a PDF with a bundle embedded, or a proof of inclusion), - for standard input, or the address of a service, such as `https://ledger.example.org`.
    #[arg(value_name = "FILE|URL")]
    source: PathBuf,
    /// The log's verifier keys as you know them, one a line; the file must be this log's.
    #[arg(long, value_name = "FILE")]
    vkeys: Option<PathBuf>,
    /// How old the last entry may be, such as 90m, 36h or 7d.
    #[arg(long, value_name = "DURATION")]
    max_age: Option<Age>,
    /// The leaf that a proof of inclusion is about; needs --vkeys.
    #[arg(long, value_name = "FILE")]
    leaf: Option<PathBuf>,
    /// The key of an enrolled member, for a service that does not show its entries to everybody.
    #[arg(long, value_name = "FILE")]
    key: Option<PathBuf>,
    /// Print the report as JSON.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Answer> {
    let checks = judge::Checks {
        pinned: args.vkeys.as_deref().map(vkeys::read).transpose()?,
        max_age: args.max_age.map(Age::before_now).transpose()?,
        leaf: args.leaf.as_deref().map(read_leaf).transpose()?,
    };
    let judged = judge(args, &checks)?;
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

fn judge(args: &Args, checks: &judge::Checks) -> anyhow::Result<judge::Judged> {
    let Some(address) = args.source.to_str().filter(|_| served::is_address(&args.source)) else {
        ensure!(
            args.key.is_none(),
            "--key is shown to a service, and {} is none: write its address with http:// or https://",
            args.source.display()
        );
        return judge::file(&args.source, checks);
    };
    ensure!(
        checks.leaf.is_none(),
        "--leaf goes with a proof of inclusion in a file, not with a service"
    );
    served::ledger(address, checks, args.key.as_deref())
}

fn read_leaf(path: &Path) -> anyhow::Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("{} cannot be read", path.display()))
}

//! `cargo xtask bench`: speed, measured against targets and against what the machine can do at best.

mod append;
mod figure;
mod ledger;
mod pages;
mod stopwatch;

use std::process::ExitCode;

use anyhow::Context as _;
use clap::Subcommand;

use crate::workspace::Workspace;

/// What to measure.
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    bench: Bench,
}

#[derive(Subcommand)]
enum Bench {
    /// Verify, append to, and prove things about a large ledger
    Ledger(ledger::Args),
    /// Append through HTTP on both databases, from one client to many
    Append(append::Args),
    /// Ask for pages of lists over a million certificates
    Pages(pages::Args),
}

/// Measures. Without optimisation the figures would mean nothing, so a debug build starts a release build of itself.
pub(crate) fn run(args: &Args, workspace: &Workspace) -> anyhow::Result<ExitCode> {
    if cfg!(debug_assertions) {
        return optimised(workspace);
    }
    match &args.bench {
        Bench::Ledger(args) => ledger::run(args, workspace),
        Bench::Append(args) => append::run(args),
        Bench::Pages(args) => pages::run(args),
    }
}

fn optimised(workspace: &Workspace) -> anyhow::Result<ExitCode> {
    println!("Building with optimisation, without which the figures would mean nothing.");
    let words = [
        "run",
        "--release",
        "--quiet",
        "--package",
        "tallystick-xtask",
        "--",
    ];
    let status = workspace
        .command("cargo")
        .args(words)
        .args(std::env::args_os().skip(1))
        .status()
        .context("cannot start `cargo`")?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}

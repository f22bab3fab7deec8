//! `cargo xtask bench ledger`: the speed of the ledger, in the same run as the bare cost of what it cannot do without.

mod append;
mod memory;
mod proofs;
mod verification;
mod written;

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context as _;
use serde::Serialize;

use self::written::Written;
use super::figure::{self, Figure};
use super::stopwatch::time;
use crate::workspace::Workspace;

/// Smaller numbers give quicker runs whose figures say less.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Write the figures to this file as JSON, too
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// How many entries to verify and append
    #[arg(long, default_value_t = 100_000, value_parser = clap::value_parser!(u64).range(1_000..))]
    entries: u64,
    /// How many leaves to prove things about
    #[arg(long, default_value_t = 10_000_000, value_parser = clap::value_parser!(u64).range(1_000..))]
    leaves: u64,
    /// How often to measure; medians are reported
    #[arg(long, default_value_t = 7, value_parser = clap::value_parser!(u64).range(1..))]
    rounds: u64,
    /// Verify this log only, and print the peak of resident memory in bytes
    #[arg(long, value_name = "FILE", hide = true)]
    peak_memory_of: Option<PathBuf>,
}

#[derive(Serialize)]
struct Document<'f> {
    cores: usize,
    entries: u64,
    leaves: u64,
    met: bool,
    figures: &'f [Figure],
}

pub(crate) fn run(args: &Args, workspace: &Workspace) -> anyhow::Result<ExitCode> {
    if let Some(log) = &args.peak_memory_of {
        println!("{}", memory::peak_of(log)?);
        return Ok(ExitCode::SUCCESS);
    }
    let figures = measure(args, workspace)?;
    let met = figure::all_met(&figures);
    let cores = rayon::current_num_threads();
    println!(
        "{cores} cores, {} entries, {} leaves, median of {} rounds\n{}",
        args.entries,
        args.leaves,
        args.rounds,
        figure::table(&figures)
    );
    if let Some(path) = &args.json {
        let document = Document {
            cores,
            entries: args.entries,
            leaves: args.leaves,
            met,
            figures: &figures,
        };
        fs::write(path, serde_json::to_vec_pretty(&document)?)
            .with_context(|| format!("cannot write {}", path.display()))?;
    }
    println!(
        "{}",
        if met {
            "Every target is met."
        } else {
            "A target is missed."
        }
    );
    Ok(ExitCode::from(u8::from(!met)))
}

fn measure(args: &Args, workspace: &Workspace) -> anyhow::Result<Vec<Figure>> {
    let (took, log) = time(|| Written::with_entries(args.entries));
    let log = log?;
    println!("wrote {} signed entries in {took:.1?}", args.entries);
    let mut figures = verification::measure(&log, args.rounds)?;
    figures.extend(append::measure(&log, args.rounds)?);
    figures.push(memory::measure(&log, workspace)?);
    drop(log);
    figures.extend(proofs::measure(args.leaves)?);
    Ok(figures)
}

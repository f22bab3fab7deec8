//! `cargo xtask torture`: the server is killed at random moments under load, more often than `cargo xtask test` does it.

use std::env;
use std::ffi::OsString;
use std::process::ExitCode;

use anyhow::{Context as _, ensure};

use crate::test;
use crate::workspace::Workspace;

/// The tests that kill, by the name of their module.
const TESTS: &str = "kill::";

/// How long to torture.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// How often to kill the server, on each database
    #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..))]
    kills: u32,
    /// Draw the load and the moments from this seed, as a run before printed it; otherwise a new one is drawn
    #[arg(long)]
    seed: Option<u64>,
}

pub(crate) fn run(args: &Args, workspace: &Workspace) -> anyhow::Result<ExitCode> {
    let found = test::find_tools()?;
    let outcome = torture(args, workspace, found);
    test::stop_databases();
    outcome
}

fn torture(
    args: &Args,
    workspace: &Workspace,
    environment: Vec<(&'static str, OsString)>,
) -> anyhow::Result<ExitCode> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let cargo = cargo.to_str().context("the path of cargo is not UTF-8")?;
    let built = workspace
        .command(cargo)
        .args(["build", "--locked", "--package", "tallystick"])
        .status()
        .context("cannot start cargo")?;
    ensure!(built.success(), "the binary does not build");
    let mut tests = workspace.command(cargo);
    tests
        .args(["test", "--locked", "--package", "tallystick-integration-tests"])
        .args(["--test", "it", "--", "--nocapture", "--test-threads=1", TESTS])
        .envs(environment)
        .env("TALLYSTICK_KILLS", args.kills.to_string());
    if let Some(seed) = args.seed {
        tests.env("TALLYSTICK_SEED", seed.to_string());
    }
    let status = tests.status().context("cannot start cargo")?;
    Ok(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

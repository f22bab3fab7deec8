//! `tallystick`: the one binary. It reads files, the clock and randomness, and hands them to the crates that decide.
//!
//! Exit codes: 0 when all is well, 1 when what was checked is not valid, 2 when a command could not do its work.

mod answer;
mod cli;
mod commands;
mod host;

use std::process::ExitCode;

use clap::Parser as _;

fn main() -> ExitCode {
    match cli::Cli::parse().run() {
        Ok(answer) => answer.give(),
        Err(error) => answer::explain(&error),
    }
}

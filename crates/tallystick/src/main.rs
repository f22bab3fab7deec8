//! `tallystick`: the one binary. It reads files, the clock and randomness, and hands them to the crates that decide.
//!
//! Exit codes: 0 when all is well, 1 when what was checked is not valid, 2 when a command could not do its work.

mod answer;
mod cli;
mod commands;
mod config;
mod demo;
mod host;
mod key_directory;
mod key_file;
mod origin;
mod private;
mod runtime;
mod serve;
mod vkeys;

use std::process::ExitCode;

use clap::Parser as _;

/// What a batch is decided in are very many small values; decision 0038 says what this one is good for.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    serve::install_provider();
    match cli::Cli::parse().run() {
        Ok(answer) => answer.give(),
        Err(error) => answer::explain(&error),
    }
}

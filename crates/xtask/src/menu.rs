//! The menu: one variant for each command, in the order of `cargo xtask --help`.

use std::process::ExitCode;

use clap::{CommandFactory as _, Parser, Subcommand};

use crate::{bench, fixtures, openapi, schemathesis, screenshots, test, tidy, torture, workspace::Workspace};

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    about = "Every developer command of Tallystick",
    disable_version_flag = true
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Check everything, quick to slow; stop at the first failure
    Test(test::Args),
    /// Keep the house rules: arrows, sizes, words, links, licences
    Tidy(tidy::Args),
    /// Write or check the golden bytes of the ledger format and the page of commands
    Fixtures(fixtures::Args),
    /// Write or check the document of the API
    Openapi(openapi::Args),
    /// Measure speed against targets
    Bench(bench::Args),
    /// Hold the served API against its document, with requests that schemathesis makes up
    Schemathesis(schemathesis::Args),
    /// Take the pictures of pages that the documents show
    Screenshots(screenshots::Args),
    /// Kill the server at random moments under load, again and again, on both databases
    Torture(torture::Args),
}

impl Command {
    fn run(self, workspace: &Workspace) -> anyhow::Result<ExitCode> {
        match self {
            Self::Test(args) => Ok(test::run(&args, workspace)),
            Self::Tidy(args) => tidy::run(&args, workspace),
            Self::Fixtures(args) => fixtures::run(&args, workspace),
            Self::Openapi(args) => openapi::run(&args, workspace),
            Self::Bench(args) => bench::run(&args, workspace),
            Self::Schemathesis(args) => schemathesis::run(&args, workspace),
            Self::Screenshots(args) => screenshots::run(&args, workspace),
            Self::Torture(args) => torture::run(&args, workspace),
        }
    }
}

/// Reads the command line and does what it says.
///
/// The exit code is 0 when all is well, 1 when a check found something or a command could not do its work, and 2
/// when the command line itself was not understood.
pub fn run() -> ExitCode {
    let outcome = Workspace::find().and_then(|workspace| Cli::parse().command.run(&workspace));
    outcome.unwrap_or_else(|error| {
        println!("{error:#}");
        ExitCode::FAILURE
    })
}

/// The names of all commands, in menu order.
pub fn command_names() -> Vec<String> {
    Cli::command()
        .get_subcommands()
        .map(|command| command.get_name().to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_command_says_what_it_does() {
        for command in Cli::command().get_subcommands() {
            assert!(
                command.get_about().is_some(),
                "{} has no description",
                command.get_name()
            );
        }
    }
}

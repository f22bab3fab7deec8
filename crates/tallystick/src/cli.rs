//! The command line.

use clap::{Parser, Subcommand};

use crate::answer::Answer;
use crate::commands::{keys, verify};

/// Receivables confirmation on a ledger that anyone can check.
///
/// Exit codes: 0 when all is well, 1 when what was checked is not valid, 2 when a command could not do its work.
#[derive(Debug, Parser)]
#[command(version)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make and look at the key with which a member signs.
    #[command(subcommand)]
    Keys(keys::Command),
    /// Check a ledger, or the evidence on one subject, without trusting who wrote it.
    ///
    /// The file is an exported log, a bundle, or a proof of inclusion (which needs --leaf and --vkeys). No network and no
    /// database are needed. Exit codes: 0 when the file is valid, 1 when it is not, 2 when it cannot be read or is none of
    /// these. Without --vkeys the file is checked against the log keys that it names itself.
    Verify(verify::Args),
}

impl Cli {
    /// Does what the command line says.
    pub(crate) fn run(self) -> anyhow::Result<Answer> {
        match self.command {
            Command::Keys(command) => command.run(),
            Command::Verify(args) => verify::run(&args),
        }
    }
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }
}

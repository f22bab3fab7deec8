//! The command line.

use clap::{Parser, Subcommand};

use crate::answer::Answer;
use crate::commands::{
    audit, backup, demo, import_bank_message, import_receivables, init, keys, payment_order, rebuild, serve,
    submit, verify,
};
use crate::config::ServeArgs;

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
    /// Open a ledger: the service's keys, the operator with two members, the rules.
    ///
    /// Writes entry 0, which names the operator and its keys for good, and publishes the rules for China. Nothing that exists is
    /// overwritten.
    Init(Box<init::Args>),
    /// Serve a ledger over HTTP until asked to stop.
    ///
    /// Settings come from flags, then the environment, then the file that --config names. On SIGTERM or SIGINT it takes no more
    /// connections, lets requests under way end, and closes the ledger.
    Serve(Box<ServeArgs>),
    /// Tell three stories on a fresh ledger of its own, and keep serving it.
    ///
    /// Suppliers, buyers, confirmation centre, banks, guarantors and auditor are separate parties with keys of their own, who reach the real
    /// service over HTTP. At the end the ledger is verified and audited. Exit codes: 0 when both are clean, 1 when not, 2 when the
    /// story could not be told.
    Demo(demo::Args),
    /// Make and look at the key with which a member signs.
    #[command(subcommand)]
    Keys(keys::Command),
    /// Give one command: show what it says, sign it with your key, and have it sealed.
    ///
    /// What the service prepares is checked before you are asked, and the receipt after. Where your party needs further signatures it
    /// waits as a proposal. Exit codes: 0 when it is sealed or waits, 1 when it was refused or you did not sign, 2 when it could
    /// not be done.
    Submit(Box<submit::Args>),
    /// Claim the receivables of a table, each with its invoice file.
    ///
    /// Run it again after a break: what is claimed already is left alone. Exit codes: 0 when nothing is left to do, 1 when rows
    /// are, 2 when the table could not be read or the service not be reached.
    ImportReceivables(Box<import_receivables::Args>),
    /// Book what the files of a bank's own payment system say: statements, notifications, reports on payments.
    ///
    /// Each line is matched with the bank's loans; what is new is signed with your key, after comparing it with the file, and where
    /// your party needs further signatures it waits as a proposal. Run it again with any file in any order: what is recorded is left
    /// alone. Exit codes: 0 when nothing is left to do, 1 when lines are refused, 2 when a file could not be read or the service
    /// not be reached.
    ImportBankMessage(Box<import_bank_message::Args>),
    /// Write the order to pay (ISO 20022 pain.001) for the loans that a bank has instructed and not paid out.
    ///
    /// Exit codes: 0 when it is written, 1 when there is no such order, 2 when it could not be done.
    PaymentOrder(Box<payment_order::Args>),
    /// Check a ledger, or the evidence on one subject, without trusting who wrote it.
    ///
    /// The file is an exported log, a bundle, or a proof of inclusion (which needs --leaf and --vkeys). No network and no
    /// database are needed. Exit codes: 0 when the file is valid, 1 when it is not, 2 when it cannot be read or is none of
    /// these. Without --vkeys the file is checked against the log keys that it names itself.
    Verify(verify::Args),
    /// Decide everything again from the bytes that were signed, and compare it with what is stored.
    ///
    /// Runs beside the service. Exit codes: 0 when all is as it was signed, 1 when something differs, 2 when it could not be done.
    Audit(audit::Args),
    /// Fold the tables that follow from the entries anew, to compare or to replace them.
    ///
    /// Exit codes: 0 when all is well, 1 when something differs, 2 when it could not be done.
    Rebuild(rebuild::Args),
    /// Copy database, evidence files and log to a new folder while the service goes on, and verify the copy.
    ///
    /// The keys of the service are not copied. A PostgreSQL database is backed up by its own means, before this.
    Backup(backup::Args),
}

impl Cli {
    /// Does what the command line says.
    pub(crate) fn run(self) -> anyhow::Result<Answer> {
        match self.command {
            Command::Init(args) => init::run(*args),
            Command::Serve(args) => serve::run(*args),
            Command::Demo(args) => demo::run(&args),
            Command::Keys(command) => command.run(),
            Command::Submit(args) => submit::run(&args),
            Command::ImportReceivables(args) => import_receivables::run(&args),
            Command::ImportBankMessage(args) => import_bank_message::run(&args),
            Command::PaymentOrder(args) => payment_order::run(&args),
            Command::Verify(args) => verify::run(&args),
            Command::Audit(args) => audit::run(args),
            Command::Rebuild(args) => rebuild::run(args),
            Command::Backup(args) => backup::run(args),
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

//! `tallystick import-bank-message`: statements, notifications and reports of the bank's own payment system, line by line.
//!
//! A run can be repeated, with files in any order: what is recorded is left alone, and the ledger itself takes a line once. The
//! service says which command a line gives; each is compared with the file on this machine before it is signed.

pub(crate) mod check;
mod report;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow};
use tallystick_client::{
    Answer as Sealed, BankMessage, BankMessageCommand, BankMessageLine, ClientError, Member,
};
use tallystick_documents::read_bank_message;

use self::check::Facts;
use self::report::{Fate, File, Line};
use super::submit::seat::SeatArgs;
use crate::answer::Answer;
use crate::runtime;

/// Which files, and as whom.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The files, camt.053, camt.054 or pain.002, as the bank's system made them.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    seat: SeatArgs,
    /// Show what becomes of each line, and sign nothing.
    #[arg(long)]
    dry_run: bool,
    /// Print the outcome as JSON.
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Answer> {
    let mut messages = Vec::new();
    for path in &args.files {
        let bytes = fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
        let message = read_bank_message(&bytes)
            .with_context(|| format!("{} is no message of a bank that is read here", path.display()))?;
        messages.push((path.as_path(), bytes, check::facts(&message)));
    }
    let files = runtime::start()?.block_on(import(args, messages))?;
    let good = files
        .iter()
        .flat_map(|file| &file.lines)
        .all(|line| line.fate.is_good());
    let text = if args.json {
        report::as_json(&files)?
    } else {
        report::as_text(&files)
    };
    Ok(Answer { text, good })
}

async fn import(args: &Args, messages: Vec<(&Path, Vec<u8>, Facts)>) -> anyhow::Result<Vec<File>> {
    let member = args.seat.take().await?;
    let mut files = Vec::new();
    for (path, bytes, facts) in messages {
        // What the file before it booked is known by now.
        let message = member.read_bank_message(bytes).await?;
        files.push(file(args, &member, path, message, &facts).await?);
    }
    Ok(files)
}

async fn file(
    args: &Args,
    member: &Member,
    path: &Path,
    message: BankMessage,
    facts: &Facts,
) -> anyhow::Result<File> {
    let mut lines = Vec::new();
    let mut broken = false;
    for (place, line) in message.lines.iter().enumerate() {
        let fate = match &line.command {
            None => Fate::of(line),
            Some(_) if broken => Fate::NotTried,
            Some(command) => {
                let checked = facts.agree(command, message.lines.len(), place);
                let done = match checked {
                    Ok(()) => act(args, member, line, command).await,
                    Err(problem) => Err(anyhow!(problem)),
                };
                done.unwrap_or_else(|error| {
                    // What went wrong for this line goes wrong for the next: only the rules judge lines one by one.
                    broken = true;
                    Fate::Broken(format!("{error:#}"))
                })
            }
        };
        lines.push(Line::of(line, fate));
    }
    let findings = message.findings.iter().map(report::finding).collect();
    Ok(File {
        path: path.display().to_string(),
        kind: message.kind,
        message_id: message.message_id,
        findings,
        lines,
    })
}

/// One command, prepared, checked, signed and sealed.
async fn act(
    args: &Args,
    member: &Member,
    line: &BankMessageLine,
    command: &BankMessageCommand,
) -> anyhow::Result<Fate> {
    let draft = member.draft(&command.kind, &command.body)?;
    let prepared = match member.prepare(&draft).await {
        Err(ClientError::Problem(problem)) if problem.is_ruling() => {
            return Ok(Fate::Refused(problem.to_string()));
        }
        prepared => prepared?,
    };
    if let Some(problem) = prepared.rejection() {
        return Ok(Fate::Refused(problem.to_string()));
    }
    let kind = command.kind.clone();
    if args.dry_run {
        let sentence = line.sentence.clone();
        return Ok(Fate::WouldSign { kind, sentence });
    }
    match member.submit(&member.sign(&prepared)?).await {
        Ok(Sealed::Appended { receipt, .. }) => Ok(Fate::Sealed {
            seq: receipt.seq,
            kind,
            sentence: line.sentence.clone(),
        }),
        Ok(Sealed::Waiting(proposal)) => Ok(Fate::Waits {
            proposal: proposal.id.to_string(),
            kind,
        }),
        Err(ClientError::Problem(problem)) if problem.is_ruling() => Ok(Fate::Refused(problem.to_string())),
        Err(error) => Err(error.into()),
    }
}

//! A bank's messages go to the service, which says what each line is and what is to be signed for it; whoever signs compares that
//! with the file first.

use anyhow::{Context as _, anyhow, ensure};
use serde_json::Value;
use tallystick_client::{BankMessageLine, Member};
use tallystick_commands::CommandSpec;
use tallystick_documents::{BankMessage, read_bank_message};

use crate::commands::import_bank_message::check;

/// A command that is prepared for somebody's signature.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Prepared {
    pub(super) kind: &'static str,
    pub(super) body: Value,
}

/// What is to be signed for each line of a message, in file order; none for a line of which everything is recorded.
pub(super) async fn of(member: &Member, message: &str) -> anyhow::Result<Vec<Option<Prepared>>> {
    let file = read_bank_message(message.as_bytes())?;
    adds_up(&file)?;
    let facts = check::facts(&file);
    let answer = member.read_bank_message(message.to_owned()).await?;
    let lines = answer.lines.iter().enumerate();
    lines
        .map(|(place, line)| {
            let Some(command) = &line.command else {
                return nothing_to_sign(line);
            };
            let agreed = facts.agree(command, answer.lines.len(), place);
            agreed.map_err(|problem| anyhow!(problem))?;
            let spec = CommandSpec::of(&command.kind).context("a line gives a command that nobody knows")?;
            Ok(Some(Prepared {
                kind: spec.kind,
                body: command.body.clone(),
            }))
        })
        .collect()
}

/// One that does not add up is not worked with.
fn adds_up(file: &BankMessage) -> anyhow::Result<()> {
    let findings = match file {
        BankMessage::Statement(statement) => &statement.findings,
        BankMessage::Report(report) => &report.findings,
    };
    ensure!(findings.is_empty(), "the message does not add up: {findings:?}");
    Ok(())
}

fn nothing_to_sign(line: &BankMessageLine) -> anyhow::Result<Option<Prepared>> {
    ensure!(line.state == "recorded", "{}: {}", line.code, line.sentence);
    Ok(None)
}

//! Numbering lines that would otherwise have one name.

use std::collections::HashMap;

use chrono::NaiveDate;
use tallystick_base::Money;

use super::super::account::AccountId;
use super::super::line::{BankLine, Direction};
use super::super::statement::AccountStatement;
use super::entry::Entry;
use crate::finding::{FindingCode, Findings, Severity};

/// What names a line beside its ordinal.
#[derive(PartialEq, Eq, Hash)]
enum Name {
    Reference(String),
    Figures(Option<NaiveDate>, Direction, Money),
}

impl Name {
    fn of(line: &BankLine) -> Self {
        match &line.servicer_reference {
            Some(reference) => Self::Reference(reference.clone()),
            None => Self::Figures(line.day(), line.direction, line.amount),
        }
    }
}

/// Puts the lines into their statements, each with its ordinal.
pub(super) fn numbered(
    read: Vec<(AccountStatement, Vec<Entry>)>,
    findings: &mut Findings,
) -> Vec<AccountStatement> {
    let mut counts: HashMap<(AccountId, bool, Name), u32> = HashMap::new();
    let mut statements = Vec::new();
    for (mut statement, entries) in read {
        for entry in entries {
            for found in entry.lines {
                let mut line = found.line;
                let key = (statement.account.clone(), line.is_booked(), Name::of(&line));
                let count = counts.entry(key).or_insert(0);
                *count = count.saturating_add(1);
                line.ordinal = *count;
                if let Some(reference) = line.servicer_reference.as_ref()
                    && line.ordinal > 1
                    && !found.inherits
                {
                    let sentence = format!(
                        "the reference {reference:?} of the bank names another line of this account too; this is number {}",
                        line.ordinal
                    );
                    let path = entry.path.clone();
                    findings.remark(FindingCode::ReferenceRepeated, Severity::Warning, path, sentence);
                }
                statement.entries.push(line);
            }
        }
        statements.push(statement);
    }
    statements
}

//! What became of each line.

use std::fmt::Write as _;

use comfy_table::presets::UTF8_BORDERS_ONLY;
use comfy_table::{ContentArrangement, Table};
use serde::Serialize;
use tallystick_base::Money;
use tallystick_client::{BankMessageLine, FileFinding};

/// What became of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "outcome", content = "content", rename_all = "kebab-case")]
pub(super) enum Fate {
    /// Its command is an entry.
    Sealed {
        seq: u64,
        kind: String,
        sentence: String,
    },
    /// Its command waits for further signatures of the party.
    Waits { proposal: String, kind: String },
    /// It was recorded before, or a command for it waits already; why.
    Already(String),
    /// It comes again when it is final.
    Pending(String),
    /// It would be signed without --dry-run.
    WouldSign { kind: String, sentence: String },
    /// The rules, or the service before them, say no.
    Refused(String),
    /// Something went wrong that has nothing to do with the line.
    Broken(String),
    /// The run was broken off before.
    NotTried,
}

impl Fate {
    /// What becomes of a line without a command.
    pub(super) fn of(line: &BankMessageLine) -> Self {
        let sentence = line.sentence.clone();
        match line.state.as_str() {
            "recorded" | "waiting" => Self::Already(sentence),
            "pending" => Self::Pending(sentence),
            _ => Self::Refused(sentence),
        }
    }

    /// Whether nothing is left to do about it now.
    pub(super) const fn is_good(&self) -> bool {
        match self {
            Self::Sealed { .. }
            | Self::Waits { .. }
            | Self::Already(_)
            | Self::Pending(_)
            | Self::WouldSign { .. } => true,
            Self::Refused(_) | Self::Broken(_) | Self::NotTried => false,
        }
    }

    const fn word(&self) -> &'static str {
        match self {
            Self::Sealed { .. } => "sealed",
            Self::Waits { .. } => "waits",
            Self::Already(_) => "already",
            Self::Pending(_) => "pending",
            Self::WouldSign { .. } => "would sign",
            Self::Refused(_) => "refused",
            Self::Broken(_) => "broken",
            Self::NotTried => "not tried",
        }
    }

    fn details(&self) -> String {
        match self {
            Self::Sealed { seq, kind, sentence } => format!("{kind}, entry {seq}: {sentence}"),
            Self::Waits { proposal, kind } => format!("{kind}, proposal {proposal}"),
            Self::WouldSign { kind, sentence } => format!("{kind}: {sentence}"),
            Self::Already(sentence)
            | Self::Pending(sentence)
            | Self::Refused(sentence)
            | Self::Broken(sentence) => sentence.clone(),
            Self::NotTried => String::new(),
        }
    }
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct File {
    pub(super) path: String,
    pub(super) kind: String,
    pub(super) message_id: String,
    pub(super) findings: Vec<String>,
    pub(super) lines: Vec<Line>,
}

/// A line of the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Line {
    place: String,
    direction: Option<String>,
    amount: Option<String>,
    booked_on: Option<String>,
    reference: Option<String>,
    end_to_end: Option<String>,
    loan: Option<String>,
    #[serde(flatten)]
    pub(super) fate: Fate,
}

impl Line {
    pub(super) fn of(line: &BankMessageLine, fate: Fate) -> Self {
        Self {
            place: line.place.clone(),
            direction: line.direction.clone(),
            amount: line.amount.map(Money::grouped_text),
            booked_on: line.booked_on.map(|day| day.to_string()),
            reference: line.reference.clone(),
            end_to_end: line.end_to_end.clone(),
            loan: line.loan.map(|loan| loan.to_string()),
            fate,
        }
    }
}

/// A finding in a line.
pub(super) fn finding(finding: &FileFinding) -> String {
    format!("{}: {}", finding.severity, finding.sentence)
}

pub(super) fn as_json(files: &[File]) -> anyhow::Result<String> {
    Ok(serde_json::to_string_pretty(files)? + "\n")
}

pub(super) fn as_text(files: &[File]) -> String {
    let mut text = String::new();
    for file in files {
        let _ = writeln!(text, "{} ({}, {})", file.path, file.kind, file.message_id);
        let mut table = Table::new();
        table
            .load_style(UTF8_BORDERS_ONLY)
            .set_content_arrangement(ContentArrangement::Dynamic);
        table.set_header(["line", "amount", "reference", "end-to-end id", "outcome", ""]);
        for line in &file.lines {
            let sign = match line.direction.as_deref() {
                Some("debit") => "−",
                _ => "",
            };
            table.add_row([
                line.place.clone(),
                format!("{sign}{}", line.amount.clone().unwrap_or_default()),
                line.reference.clone().unwrap_or_default(),
                line.end_to_end.clone().unwrap_or_default(),
                line.fate.word().to_owned(),
                line.fate.details(),
            ]);
        }
        let done = file.lines.iter().filter(|line| line.fate.is_good()).count();
        let _ = writeln!(text, "{table}\n{done} of {} lines are done.", file.lines.len());
        for finding in &file.findings {
            let _ = writeln!(text, "{finding}");
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(fate: Fate) -> Line {
        Line {
            place: "statement 1, entry 2".to_owned(),
            direction: Some("debit".to_owned()),
            amount: Some("480,000.00 CNY".to_owned()),
            booked_on: None,
            reference: Some("R1".to_owned()),
            end_to_end: None,
            loan: None,
            fate,
        }
    }

    #[test]
    fn a_file_tells_what_became_of_its_lines() {
        let sealed = Fate::Sealed {
            seq: 41,
            kind: "disbursement.settle/1".to_owned(),
            sentence: "it pays out loan/1".to_owned(),
        };
        let file = File {
            path: "a.xml".to_owned(),
            kind: "camt.054".to_owned(),
            message_id: "M1".to_owned(),
            findings: vec!["note: a page".to_owned()],
            lines: vec![line(sealed), line(Fate::Refused("no".to_owned()))],
        };
        let text = as_text(std::slice::from_ref(&file));
        assert!(text.contains("1 of 2 lines are done."), "{text}");
        assert!(text.contains("note: a page"), "{text}");
        let json: serde_json::Value = serde_json::from_str(&as_json(&[file]).unwrap()).unwrap();
        assert_eq!(json[0]["lines"][0]["outcome"], "sealed");
        assert_eq!(json[0]["lines"][0]["content"]["seq"], 41);
    }

    #[test]
    fn a_run_is_good_when_nothing_is_left_to_do() {
        let good = [Fate::Already(String::new()), Fate::Pending(String::new())];
        assert!(good.iter().all(Fate::is_good));
        let bad = [
            Fate::Refused(String::new()),
            Fate::Broken(String::new()),
            Fate::NotTried,
        ];
        assert!(!bad.iter().any(Fate::is_good));
    }
}

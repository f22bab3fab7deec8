//! What became of each row.

use std::fmt::Write as _;

use comfy_table::presets::UTF8_BORDERS_ONLY;
use comfy_table::{ContentArrangement, Table};
use serde::Serialize;
use tallystick_client::Finding;
use tallystick_documents::{ClaimSheet, RowOutcome, SheetRow};

use super::papers::Papers;

/// What became of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "outcome", content = "content", rename_all = "kebab-case")]
pub(super) enum Fate {
    /// It is an entry.
    Claimed {
        seq: u64,
        receivable: String,
        findings: Vec<String>,
    },
    /// It waits for further signatures of the party.
    Waits { proposal: String, findings: Vec<String> },
    /// Its invoice was claimed before; where.
    Already(String),
    /// It would be claimed without --dry-run; what was found in its papers.
    WouldClaim(Vec<String>),
    /// It was not claimed because of what was found in its papers.
    Held(Vec<String>),
    /// The rules say no.
    Refused(String),
    /// The row, its file or its contract is not right.
    Wrong(Vec<String>),
    /// Something went wrong that has nothing to do with the row.
    Broken(String),
    /// The run was broken off before.
    NotTried,
}

impl Fate {
    /// Whether nothing is left to do about it.
    pub(super) const fn is_good(&self) -> bool {
        match self {
            Self::Claimed { .. } | Self::Waits { .. } | Self::Already(_) | Self::WouldClaim(_) => true,
            Self::Held(_) | Self::Refused(_) | Self::Wrong(_) | Self::Broken(_) | Self::NotTried => false,
        }
    }

    const fn word(&self) -> &'static str {
        match self {
            Self::Claimed { .. } => "claimed",
            Self::Waits { .. } => "waits",
            Self::Already(_) => "already",
            Self::WouldClaim(_) => "would claim",
            Self::Held(_) => "held",
            Self::Refused(_) => "refused",
            Self::Wrong(_) => "wrong",
            Self::Broken(_) => "broken",
            Self::NotTried => "not tried",
        }
    }

    fn details(&self) -> Vec<String> {
        match self {
            Self::Claimed {
                seq,
                receivable,
                findings,
            } => [vec![format!("entry {seq}, {receivable}")], findings.clone()].concat(),
            Self::Waits { proposal, findings } => {
                [vec![format!("proposal {proposal}")], findings.clone()].concat()
            }
            Self::WouldClaim(several) | Self::Held(several) | Self::Wrong(several) => several.clone(),
            Self::Already(one) | Self::Refused(one) | Self::Broken(one) => vec![one.clone()],
            Self::NotTried => Vec::new(),
        }
    }
}

/// A row of the report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Line {
    row: u32,
    invoice: Option<String>,
    amount: Option<String>,
    #[serde(flatten)]
    pub(super) fate: Fate,
}

impl Line {
    pub(super) fn of(row: &SheetRow, fate: Fate) -> Self {
        let claim = match &row.outcome {
            RowOutcome::Claim(claim) => Some(claim),
            RowOutcome::Problems(_) => None,
        };
        Self {
            row: row.number,
            invoice: claim.map(|claim| claim.invoice_number.clone()),
            amount: claim.map(|claim| claim.amount.grouped_text()),
            fate,
        }
    }
}

/// A finding in a line.
pub(super) fn finding(finding: &Finding) -> String {
    format!("{}: {}", finding.severity, finding.sentence)
}

pub(super) fn as_json(lines: &[Line]) -> anyhow::Result<String> {
    Ok(serde_json::to_string_pretty(lines)? + "\n")
}

pub(super) fn as_text(sheet: &ClaimSheet, papers: &Papers, lines: &[Line]) -> String {
    let mut table = Table::new();
    table
        .load_style(UTF8_BORDERS_ONLY)
        .set_content_arrangement(ContentArrangement::Dynamic);
    table.set_header(["row", "invoice", "amount", "outcome", ""]);
    for line in lines {
        table.add_row([
            line.row.to_string(),
            line.invoice.clone().unwrap_or_default(),
            line.amount.clone().unwrap_or_default(),
            line.fate.word().to_owned(),
            line.fate.details().join("\n"),
        ]);
    }
    let done = lines.iter().filter(|line| line.fate.is_good()).count();
    let mut text = format!("{table}\n{done} of {} rows are done.\n", lines.len());
    if !sheet.ignored_columns.is_empty() {
        let _ = writeln!(
            text,
            "Columns not looked at: {}.",
            sheet.ignored_columns.join(", ")
        );
    }
    for (path, why) in &papers.unread {
        let _ = writeln!(text, "{} is no invoice: {why}", path.display());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_what_became_of_its_row() {
        let line = Line {
            row: 3,
            invoice: Some("26117000000000271828".to_owned()),
            amount: None,
            fate: Fate::Claimed {
                seq: 41,
                receivable: "receivable/1".to_owned(),
                findings: vec!["note: the lines are rounded".to_owned()],
            },
        };
        let json: serde_json::Value =
            serde_json::from_str(&as_json(std::slice::from_ref(&line)).unwrap()).unwrap();
        assert_eq!(json[0]["outcome"], "claimed");
        assert_eq!(json[0]["content"]["seq"], 41);
        assert_eq!(
            line.fate.details(),
            ["entry 41, receivable/1", "note: the lines are rounded"]
        );
    }

    #[test]
    fn a_run_is_good_when_nothing_is_left_to_do() {
        let good = [Fate::Already(String::new()), Fate::WouldClaim(Vec::new())];
        assert!(good.iter().all(Fate::is_good));
        let bad = [
            Fate::Held(Vec::new()),
            Fate::Refused(String::new()),
            Fate::Wrong(Vec::new()),
            Fate::Broken(String::new()),
            Fate::NotTried,
        ];
        assert!(!bad.iter().any(Fate::is_good));
    }
}

//! A report for people and for programs.

use comfy_table::presets::UTF8_BORDERS_ONLY;
use comfy_table::{ContentArrangement, Table};
use serde::Serialize;
use tallystick_ledger::{Report, Status, Verdict};

use super::disclosed;
use super::judge::{About, Document, Judged};

/// Columns of a table that also reads well in a file.
const WIDTH: u16 = 110;

/// The members of a report's JSON, in this order.
#[derive(Serialize)]
struct Json<'r> {
    valid: bool,
    first_bad_entry: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    embedded_in: Option<&'r str>,
    #[serde(flatten)]
    report: &'r Report,
}

/// The report as JSON.
pub(super) fn as_json(judged: &Judged) -> anyhow::Result<String> {
    let report = &judged.report;
    let json = Json {
        valid: report.is_valid(),
        first_bad_entry: report.first_bad_entry(),
        embedded_in: judged.document.as_ref().map(|document| document.name.as_str()),
        report,
    };
    Ok(serde_json::to_string_pretty(&json)? + "\n")
}

/// The verdict as a sentence, then a table with one row a rule.
pub(super) fn as_text(judged: &Judged, pinned: bool) -> String {
    let report = &judged.report;
    let mut lines = vec![sentence(judged)];
    if let Some(entry) = report.first_bad_entry() {
        lines.push(format!("The first bad entry is {entry}."));
    }
    lines.push(table(report).trim_fmt());
    if let Some(document) = &judged.document {
        lines.extend(about_the_page(document, report.as_of));
    }
    if report.is_valid() && !pinned {
        lines.push(
            "No verifier keys were given, so this is some ledger by that name. To be sure that it is the one you mean, \
             get its keys from someone you trust and give them with --vkeys."
                .to_owned(),
        );
    }
    lines.join("\n") + "\n"
}

/// What was checked and what was not, and what the page should say.
fn about_the_page(document: &Document, as_of: Option<u64>) -> Vec<String> {
    let mut lines = vec![format!(
        "Checked was the bundle embedded in {}. The printed page was not read, and anyone can print any page.",
        document.name
    )];
    match (&document.certificate, as_of) {
        (Some(certificate), Some(entry)) => {
            lines.push(format!(
                "Compare the page with what the bundle says as of entry {entry}:"
            ));
            lines.push(disclosed::table(certificate).trim_fmt());
        }
        (Some(_), None) | (None, _) => lines.push(
            "The bundle does not disclose enough to say what the page should say: rely on the bundle alone."
                .to_owned(),
        ),
    }
    lines
}

fn sentence(Judged { about, report, .. }: &Judged) -> String {
    let subject = match about {
        About::Ledger => String::new(),
        About::Subject(Some(subject)) => format!("{subject} in "),
        About::Subject(None) => "evidence in ".to_owned(),
        About::Entry(entry) => format!("entry {entry} stands in "),
    };
    if let Some(broken) = report.verdicts.iter().find_map(broken) {
        return format!("Not valid: {broken}.");
    }
    let ledger = report.ledger.as_deref().unwrap_or("without a name");
    let size = report.size.unwrap_or_default();
    let as_of = report
        .as_of
        .map_or_else(String::new, |last| format!(", as of entry {last}"));
    let received = report
        .received
        .map_or_else(String::new, |received| format!(", received {received}"));
    format!("Valid: {subject}ledger {ledger}, {size} entries{as_of}{received}.")
}

fn broken(verdict: &Verdict) -> Option<String> {
    match &verdict.status {
        Status::Invalid { reason, entry, .. } => Some(match entry {
            Some(entry) => format!("entry {entry} breaks the rule {}: {reason}", verdict.rule),
            None => format!("the rule {} is broken: {reason}", verdict.rule),
        }),
        Status::Valid { .. } | Status::NotShown { .. } => None,
    }
}

fn table(report: &Report) -> Table {
    let mut table = Table::new();
    table
        .load_style(UTF8_BORDERS_ONLY)
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_width(WIDTH)
        .set_header(["rule", "verdict", "reason"]);
    for Verdict { rule, status } in &report.verdicts {
        let (mark, reason) = match status {
            Status::Valid { reason } => ("valid", reason.clone()),
            Status::Invalid { code, reason, .. } => ("NOT VALID", format!("{reason} ({code})")),
            Status::NotShown { reason } => ("not shown", reason.clone()),
        };
        table.add_row([rule.as_str(), mark, reason.as_str()]);
    }
    table
}

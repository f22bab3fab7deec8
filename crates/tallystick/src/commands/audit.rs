//! `tallystick audit`: everything again, from the bytes that were signed.

use serde::Serialize;
use tallystick_store::{AuditReport, Difference};

use super::progress::Shown;
use crate::answer::Answer;
use crate::config::PlaceArgs;
use crate::key_directory::KeyDirectory;
use crate::runtime;

/// Which ledger to audit.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Print the report as JSON.
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    place: PlaceArgs,
}

pub(crate) fn run(args: Args) -> anyhow::Result<Answer> {
    let place = args.place.resolve()?;
    place.refuse_missing()?;
    let pepper = KeyDirectory::at(&place.keys).pepper()?;
    let scratch = place.scratch()?;
    let shown = Shown::start();
    let report = runtime::start()?.block_on(tallystick_store::audit(
        &place.settings(1),
        &pepper,
        scratch.path(),
        &mut |progress| shown.show(progress),
    ))?;
    drop(shown);
    answer(
        &report,
        args.json,
        "every signature holds, every decision comes out as it was recorded, and every row follows from the entries",
    )
}

/// A report with its verdict in front.
#[derive(Serialize)]
struct Document<'r> {
    clean: bool,
    #[serde(flatten)]
    report: &'r AuditReport,
}

/// The answer for people or for programs; `clean` says what was found good.
pub(super) fn answer(report: &AuditReport, json: bool, clean: &str) -> anyhow::Result<Answer> {
    let good = report.is_clean();
    let text = if json {
        serde_json::to_string_pretty(&Document { clean: good, report })? + "\n"
    } else {
        let AuditReport {
            ledger,
            entries,
            root,
            difference,
        } = report;
        match difference {
            None => format!("Clean: ledger {ledger}, {entries} entries, root {root}: {clean}.\n"),
            Some(difference) => format!("Not clean: ledger {ledger}: {}.\n", place_of(difference)),
        }
    };
    Ok(Answer { text, good })
}

/// Where the first difference is, and what.
pub(crate) fn place_of(difference: &Difference) -> String {
    let Difference {
        table,
        id,
        column,
        detail,
    } = difference;
    let column = column
        .as_ref()
        .map_or_else(String::new, |column| format!(", column {column}"));
    format!("table {table}, row {id}{column}: {detail}")
}

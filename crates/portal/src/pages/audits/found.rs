//! What a run found, in plain words.

use tallystick_base::{Capacity, Millis, Subject};
use tallystick_store::{AuditReport, Difference};

use crate::figures;
use crate::frame::Frame;
use crate::pages::address;

/// What came of a run.
pub(in crate::pages) struct EndedView {
    pub(in crate::pages) at: String,
    /// The tag: a class and a word.
    pub(in crate::pages) class: &'static str,
    pub(in crate::pages) word: String,
    /// What that means, in a sentence or two.
    pub(in crate::pages) says: String,
    /// How many entries were read, and the root over them.
    pub(in crate::pages) read: Option<(u64, String)>,
    pub(in crate::pages) difference: Option<DifferenceView>,
}

/// The first difference.
pub(in crate::pages) struct DifferenceView {
    pub(in crate::pages) table: String,
    pub(in crate::pages) row: String,
    pub(in crate::pages) column: Option<String>,
    /// What kind of difference it is.
    pub(in crate::pages) says: String,
    /// The finding itself, as the audit words it.
    pub(in crate::pages) detail: String,
    /// The page of what the row is about, where it has one.
    pub(in crate::pages) link: Option<String>,
}

/// What came of a run; without a report it broke off.
pub(super) fn ended(frame: &Frame<'_>, at: Millis, report: Option<&AuditReport>) -> EndedView {
    let (class, word, says) = match report.map(AuditReport::is_clean) {
        Some(true) => (
            "tag tag-done",
            frame.say("audit-clean"),
            frame.say("audit-clean-text"),
        ),
        Some(false) => (
            "tag tag-refused",
            frame.say("audit-differs"),
            frame.say("audit-differs-text"),
        ),
        None => (
            "tag tag-risk",
            frame.say("audit-broken"),
            frame.say("audit-broken-text"),
        ),
    };
    let difference = report.and_then(|report| report.difference.as_ref());
    EndedView {
        at: figures::moment(at),
        class,
        word,
        says,
        read: report.map(|report| (report.entries, report.root.clone())),
        difference: difference.map(|found| view(frame, found)),
    }
}

fn view(frame: &Frame<'_>, difference: &Difference) -> DifferenceView {
    let Difference {
        table,
        id,
        column,
        detail,
    } = difference;
    DifferenceView {
        says: match column {
            Some(_) => frame.say("audit-column-differs"),
            None => frame.say("audit-row-differs"),
        },
        link: link(table, id),
        table: table.clone(),
        row: id.clone(),
        column: column.clone(),
        detail: detail.clone(),
    }
}

/// Where one looks further: the entry, or the thing whose state differs.
fn link(table: &str, row: &str) -> Option<String> {
    match table {
        "entries" | "bodies" => row.parse::<u64>().ok().map(|seq| format!("/ledger/{seq}")),
        _ => {
            let subject = row.split(',').next().unwrap_or_default();
            address::of(&Subject::parse(subject).ok()?, Capacity::Auditor)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_leads_to_the_entry_or_to_the_thing() {
        let certificate = "certificate/019b8bab-0680-72fd-ac0a-5c1b5e65bab1";
        let page = certificate.replacen("certificate", "/certificates", 1);
        assert_eq!(link("entries", "7").as_deref(), Some("/ledger/7"));
        assert_eq!(link("certificates", certificate), Some(page.clone()));
        assert_eq!(link("outcome_parts", &format!("{certificate}, 2")), Some(page));
        assert_eq!(link("tree_nodes", "0, 3"), None);
    }
}

//! Dates of an invoice that contradict each other. Nothing here knows what day it is.

use crate::invoice::{FindingCode, Findings, Invoice, Severity};

pub(crate) fn check(invoice: &Invoice, findings: &mut Findings) {
    let issued = invoice.issue_date;
    if let Some(due) = invoice.due_date.filter(|due| *due < issued) {
        let sentence = format!("the due date {due} is before the date of issue {issued}");
        findings.differ(
            FindingCode::DueBeforeIssue,
            Severity::Warning,
            "due_date",
            sentence,
            (issued, due),
        );
    }
    if let Some(delivered) = invoice.delivery_date.filter(|delivered| *delivered > issued) {
        let sentence = format!("the delivery on {delivered} is after the date of issue {issued}");
        let code = FindingCode::DeliveryAfterIssue;
        findings.differ(
            code,
            Severity::Note,
            "delivery_date",
            sentence,
            (issued, delivered),
        );
    }
    if let (Some(start), Some(end)) = (invoice.period_start, invoice.period_end)
        && end < start
    {
        let sentence = format!("BR-29: the invoiced period ends on {end}, before it begins on {start}");
        findings.differ(
            FindingCode::PeriodReversed,
            Severity::Warning,
            "period_end",
            sentence,
            (start, end),
        );
    }
    for preceding in &invoice.references.preceding {
        if let Some(date) = preceding.issue_date.filter(|date| *date > issued) {
            let sentence = format!(
                "the preceding invoice {} is dated {date}, after this one of {issued}",
                preceding.number
            );
            let code = FindingCode::PrecedingAfterIssue;
            findings.differ(
                code,
                Severity::Warning,
                "references/preceding",
                sentence,
                (issued, date),
            );
        }
    }
}

//! The checks of an assessment in words, and what the record says to each.

use tallystick_commands::financing::CheckKind;
use tallystick_commands::financing::review::{Assessment, CheckResult};

use super::behind::Behind;
use super::debtor::Debtor;
use super::reviewed::Reviewed;
use crate::frame::Frame;

/// A check that was made.
pub(super) struct Made {
    pub(super) name: String,
    pub(super) result: String,
    /// The class of its tag.
    pub(super) class: &'static str,
    /// Why it was overridden, or what is wrong.
    pub(super) why: Option<String>,
}

/// A check to be made.
pub(super) struct ToMake {
    pub(super) place: usize,
    /// Its value in the command.
    pub(super) value: &'static str,
    pub(super) name: String,
    /// What is to be looked at.
    pub(super) hint: String,
    /// What the record says to it; empty where only the bank knows.
    pub(super) record: Vec<String>,
    /// What the bank said last.
    pub(super) last: Last,
}

/// What the bank said last.
#[derive(Default)]
pub(super) struct Last {
    pub(super) passed: bool,
    pub(super) overridden: Option<String>,
    pub(super) failed: Option<String>,
}

/// Every check of an assessment.
pub(super) fn made(frame: &Frame<'_>, assessment: &Assessment) -> Vec<Made> {
    let made = assessment.checks.iter().map(|check| {
        let (result, class, why) = match &check.result {
            CheckResult::Passed {} => (frame.say("review-passed"), "tag tag-done", None),
            CheckResult::Overridden { reason } => (
                frame.say("review-overridden"),
                "tag tag-risk",
                Some(reason.to_string()),
            ),
            CheckResult::Failed { finding } => (
                frame.say("review-failed"),
                "tag tag-refused",
                Some(finding.to_string()),
            ),
        };
        Made {
            name: words(frame, check.kind).1,
            result,
            class,
            why,
        }
    });
    made.collect()
}

/// Every check that an assessment makes, with what the record says.
pub(super) fn to_make(
    frame: &Frame<'_>,
    reviewed: &Reviewed,
    behind: &[Behind],
    debtor: &Debtor,
) -> Vec<ToMake> {
    let last = reviewed.review.state.assessment.as_ref();
    let check = |(place, kind): (usize, CheckKind)| {
        let (value, name, hint) = words(frame, kind);
        ToMake {
            place,
            value,
            name,
            hint,
            record: record(frame, kind, reviewed, behind, debtor),
            last: last.map(|last| said(last, kind)).unwrap_or_default(),
        }
    };
    CheckKind::ALL.into_iter().enumerate().map(check).collect()
}

fn said(assessment: &Assessment, kind: CheckKind) -> Last {
    let check = assessment.checks.iter().find(|check| check.kind == kind);
    let mut last = Last::default();
    match check.map(|check| &check.result) {
        Some(CheckResult::Passed {}) => last.passed = true,
        Some(CheckResult::Overridden { reason }) => last.overridden = Some(reason.to_string()),
        Some(CheckResult::Failed { finding }) => last.failed = Some(finding.to_string()),
        None => {}
    }
    last
}

/// The value of a check in the command, its name, and what is to be looked at.
fn words(frame: &Frame<'_>, kind: CheckKind) -> (&'static str, String, String) {
    let (value, name, hint) = match kind {
        CheckKind::Trade => (
            "trade",
            frame.say("review-check-trade"),
            frame.say("review-check-trade-hint"),
        ),
        CheckKind::Evidence => (
            "evidence",
            frame.say("review-check-evidence"),
            frame.say("review-check-evidence-hint"),
        ),
        CheckKind::Confirmation => (
            "confirmation",
            frame.say("review-check-confirmation"),
            frame.say("review-check-confirmation-hint"),
        ),
        CheckKind::PaymentRecord => (
            "payment-record",
            frame.say("review-check-payment-record"),
            frame.say("review-check-payment-record-hint"),
        ),
        CheckKind::Duplicates => (
            "duplicates",
            frame.say("review-check-duplicates"),
            frame.say("review-check-duplicates-hint"),
        ),
        CheckKind::Registry => (
            "registry",
            frame.say("review-check-registry"),
            frame.say("review-check-registry-hint"),
        ),
        CheckKind::OtherRights => (
            "other-rights",
            frame.say("review-check-other-rights"),
            frame.say("review-check-other-rights-hint"),
        ),
        CheckKind::Borrower => (
            "borrower",
            frame.say("review-check-borrower"),
            frame.say("review-check-borrower-hint"),
        ),
    };
    (value, name, hint)
}

/// What the record says to a check, a line for each certificate that has something to say.
fn record(
    frame: &Frame<'_>,
    kind: CheckKind,
    reviewed: &Reviewed,
    behind: &[Behind],
    debtor: &Debtor,
) -> Vec<String> {
    let each = |line: &dyn Fn(&Behind) -> Option<String>| -> Vec<String> {
        behind.iter().filter_map(line).collect()
    };
    match kind {
        CheckKind::Trade => each(&|one| {
            let contract = &one.contract.as_ref()?.state;
            let claim = &one.receivable.as_ref()?.state.claim;
            let (number, day) = (contract.terms.number.as_str(), claim.delivered_on.to_string());
            Some(frame.say_with("review-says-trade", &[("number", number), ("day", &day)]))
        }),
        CheckKind::Evidence => each(&|one| {
            let (number, papers) = (one.number.as_str(), one.papers.len().to_string());
            let findings = one.findings.len().to_string();
            let values = [("number", number), ("papers", &papers), ("findings", &findings)];
            Some(frame.say_with("review-says-evidence", &values))
        }),
        CheckKind::Confirmation => each(&|one| {
            let confirmation = one.confirmation()?;
            let (amount, day) = (frame.money(&confirmation.amount), confirmation.due_on.to_string());
            let values = [
                ("number", one.number.as_str()),
                ("amount", &amount),
                ("day", &day),
            ];
            Some(frame.say_with("review-says-confirmation", &values))
        }),
        CheckKind::PaymentRecord => {
            let said = debtor.record.iter().map(|record| record.line(frame));
            let late = each(&|one| {
                let since = one.certificate.as_ref()?.state.overdue_since?.to_string();
                let values = [("number", one.number.as_str()), ("day", &since)];
                Some(frame.say_with("review-says-overdue", &values))
            });
            said.chain(late).collect()
        }
        CheckKind::OtherRights => each(&|one| {
            let frozen = one.certificate.as_ref()?.state.frozen.is_some();
            let values = [("number", one.number.as_str())];
            let held = one.stage()? == "reserved";
            Some(match (frozen, held) {
                (true, _) => frame.say_with("review-says-frozen", &values),
                (false, true) => frame.say_with("review-says-held", &values),
                (false, false) => frame.say_with("review-says-not-held", &values),
            })
        }),
        CheckKind::Borrower => {
            let borrower = reviewed.whole.names.name(&reviewed.submission().borrower);
            vec![frame.say_with("review-says-borrower", &[("borrower", &borrower)])]
        }
        CheckKind::Duplicates => vec![frame.say("review-says-duplicates")],
        CheckKind::Registry => Vec::new(),
    }
}

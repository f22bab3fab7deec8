//! Commands that wait for signatures: a file that is loaded while they do gives them no second time.

use std::collections::BTreeMap;

use serde_json::Value;
use tallystick_commands::banking::EntryLine;

use super::matched::{Act, MatchState, Matched};
use super::remark::Remark;

/// The proposals of a party, by what they would book or record.
#[derive(Debug, Default)]
pub(crate) struct Waiting {
    proposals: BTreeMap<String, Proposed>,
    lines: Vec<EntryLine>,
}

#[derive(Debug)]
struct Proposed {
    id: String,
    kind: String,
}

impl Waiting {
    /// Adds a proposal, given by its id, kind and body.
    pub(crate) fn add(&mut self, id: &str, kind: &str, body: &str) {
        let Ok(body) = serde_json::from_str(body) else {
            return;
        };
        self.lines.extend(line_of(kind, &body));
        for key in keys(kind, &body) {
            let (id, kind) = (id.to_owned(), kind.to_owned());
            self.proposals.insert(key, Proposed { id, kind });
        }
    }

    /// The lines of statements that they would record.
    pub(crate) fn lines(&self) -> &[EntryLine] {
        &self.lines
    }

    /// What becomes of a line, where a command for it may wait already.
    pub(crate) fn mark(&self, matched: Matched) -> Matched {
        let Some(Act { kind, body }) = &matched.act else {
            return matched;
        };
        let found = keys(kind, body)
            .into_iter()
            .find_map(|key| self.proposals.get(&key));
        let Some(Proposed { id, kind: waiting }) = found else {
            return matched;
        };
        // That a payment failed and that it was made cannot both be signed.
        let failed = |kind: &str| kind == FAIL;
        let (state, remark) = if failed(kind) == failed(waiting) {
            (MatchState::Waiting, Remark::Waits)
        } else {
            (MatchState::Refused, Remark::OtherWaits)
        };
        Matched {
            state,
            remark,
            act: None,
            by_hand: None,
            proposal: Some(id.clone()),
            ..matched
        }
    }
}

const FAIL: &str = "disbursement.fail/1";

/// The line of a statement that a command would record.
fn line_of(kind: &str, body: &Value) -> Option<EntryLine> {
    let member = match kind {
        "bank-entry.record/1" | "repayment.book/1" => "line",
        "disbursement.settle/1" => "entry",
        _ => return None,
    };
    serde_json::from_value(body.get(member)?.clone()).ok()
}

/// What a command would book or record: a line by what names it, a payment by loan and end-to-end id.
fn keys(kind: &str, body: &Value) -> Vec<String> {
    let text = |member: &str| body.get(member).and_then(Value::as_str);
    let line = || {
        Some(format!(
            "line {}",
            line_of(kind, body)?.keyed_name().parts.join("\n")
        ))
    };
    let payment = || Some(format!("payment {} {}", text("loan")?, text("end_to_end")?));
    let key = match kind {
        "bank-entry.record/1" | "repayment.book/1" => line(),
        // One that comes with its line books that line; the same payment without a line is another thing to book.
        "disbursement.settle/1" => line().or_else(payment),
        FAIL => payment(),
        _ => None,
    };
    key.into_iter().collect()
}

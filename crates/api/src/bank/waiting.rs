//! Commands that wait for signatures: a file that is loaded while they do gives them no second time.

use std::collections::BTreeMap;

use serde_json::Value;
use tallystick_commands::banking::EntryLine;

use super::matched::{Act, MatchState, Matched};
use super::remark::Remark;

/// The proposals of a party, by what they would book or record.
#[derive(Debug, Default)]
pub(crate) struct Waiting(BTreeMap<String, String>);

impl Waiting {
    /// Adds a proposal, given by its id, kind and body.
    pub(crate) fn add(&mut self, id: &str, kind: &str, body: &str) {
        if let Ok(body) = serde_json::from_str(body) {
            for key in keys(kind, &body) {
                self.0.insert(key, id.to_owned());
            }
        }
    }

    /// What becomes of a line, where a command for it may wait already.
    pub(crate) fn mark(&self, matched: Matched) -> Matched {
        let Some(Act { kind, body }) = &matched.act else {
            return matched;
        };
        let found = keys(kind, body).into_iter().find_map(|key| self.0.get(&key));
        let Some(proposal) = found.cloned() else {
            return matched;
        };
        Matched {
            state: MatchState::Waiting,
            remark: Remark::Waits,
            act: None,
            by_hand: None,
            proposal: Some(proposal),
            ..matched
        }
    }
}

/// What a command would book or record: a line by what names it, a payment by loan and end-to-end id.
fn keys(kind: &str, body: &Value) -> Vec<String> {
    let text = |member: &str| body.get(member).and_then(Value::as_str);
    let line = |member: &str| {
        let line: EntryLine = serde_json::from_value(body.get(member)?.clone()).ok()?;
        Some(format!("line {}", line.keyed_name().parts.join("\n")))
    };
    let payment = || Some(format!("payment {} {}", text("loan")?, text("end_to_end")?));
    match kind {
        "bank-entry.record/1" | "repayment.book/1" => line("line").into_iter().collect(),
        // One that comes with its line books that line; the same payment without a line is another thing to book.
        "disbursement.settle/1" => vec![line("entry").or_else(payment)]
            .into_iter()
            .flatten()
            .collect(),
        "disbursement.fail/1" => payment().into_iter().collect(),
        _ => Vec::new(),
    }
}

//! A whole log: every way to falsify it is found, under the right rule, with a reason of its own.

mod before_the_entries;
mod blame;
mod chunks;
mod entries;
mod flips;
mod keys;
mod opening;
mod order;

use tallystick_ledger::{Rule, Status};

use crate::forgery::{Draft, Forgery, TWENTY, broken, check};

/// Who first did an act of this kind: the members of one party.
const SUPPLIER: &str = "receivable.claim";
const BUYER: &str = "receivable.confirm";
const BANK: &str = "certificate.accept";
const OPERATOR: &str = "certificate.freeze";
const SERVICE: &str = "certificate.mark-overdue";

/// Puts a changed draft behind the twenty entries: exactly this rule is broken by it, for exactly this reason.
fn refused(by: &str, change: impl FnOnce(&mut Draft), rule: Rule, code: &'static str) {
    let forgery = Forgery::after(20);
    let mut draft = forgery.draft(by);
    change(&mut draft);
    assert_eq!(
        broken(&forgery.judged_with(draft.leaf())),
        [(rule, code, Some(20))]
    );
}

#[test]
fn the_sample_ledger_is_valid_under_every_rule() {
    let report = check(&TWENTY.export().unwrap());
    let valid = report
        .verdicts
        .iter()
        .filter(|v| matches!(v.status, Status::Valid { .. }));
    assert_eq!(valid.count(), report.verdicts.len());
    let rules: Vec<_> = report
        .verdicts
        .iter()
        .map(|verdict| verdict.rule.as_str())
        .collect();
    for rule in [
        "log-keys",
        "checkpoint",
        "form",
        "chain",
        "signatures",
        "keys",
        "versions",
    ] {
        assert!(rules.contains(&rule), "{rule}");
    }
    for rule in ["observations", "key-list", "tree"] {
        assert!(rules.contains(&rule), "{rule}");
    }
    assert_eq!((report.size, report.as_of), (Some(20), Some(19)));
}

#[test]
fn an_unchanged_draft_by_anyone_is_valid() {
    for by in [SUPPLIER, BUYER, BANK, OPERATOR, SERVICE] {
        let forgery = Forgery::after(20);
        let leaf = forgery.draft(by).leaf();
        assert_eq!(broken(&forgery.judged_with(leaf)), [], "{by}");
    }
}

#[test]
fn every_beginning_of_a_ledger_is_a_valid_ledger() {
    for entries in 1..=20 {
        assert_eq!(broken(&Forgery::after(entries).judged()), [], "{entries} entries");
    }
}

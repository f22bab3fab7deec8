//! Entry 0, forged.

use tallystick_base::Capacity;
use tallystick_ledger::{Entry, Rule};

use super::SUPPLIER;
use crate::forgery::{Draft, Forgery, TWENTY, broken, chain_after};

/// Entry 0 as a draft that can be changed.
fn opening() -> (Forgery, Draft) {
    let forgery = Forgery::after(0);
    let entry: &Entry = &TWENTY.sealed()[0].entry;
    let signers = entry.statement.signatures().iter();
    let draft = Draft {
        sequence: 0,
        received: entry.received,
        previous: entry.previous,
        moved: entry.moved.clone(),
        claims: entry.statement.claims().clone(),
        signers: signers
            .map(|line| TWENTY.signing_key(line.kid()).unwrap().clone())
            .collect(),
        outcome: entry.outcome,
    };
    (forgery, draft)
}

/// What is broken when entry 0 is changed like this.
fn opened(change: impl FnOnce(&mut Draft)) -> Vec<(Rule, &'static str, Option<u64>)> {
    let (mut forgery, mut draft) = opening();
    forgery.preamble.keys = Forgery::after(1).preamble.keys;
    change(&mut draft);
    broken(&forgery.judged_with(draft.leaf()))
}

const REFUSED: [(Rule, &str, Option<u64>); 1] = [(Rule::Keys, "opening", Some(0))];

#[test]
fn an_opening_as_it_should_be_is_valid() {
    assert_eq!(opened(|_| ()), []);
}

#[test]
fn an_opening_is_of_its_kind_in_its_capacity_and_on_its_subject() {
    assert_eq!(
        opened(|d| d.claims.kind = "ledger.close/1".parse().unwrap()),
        REFUSED
    );
    assert_eq!(opened(|d| d.claims.capacity = Capacity::Auditor), REFUSED);
    assert_eq!(
        opened(|d| d.on(&crate::forgery::subject("ledger/1"), 1, None)),
        REFUSED
    );
}

#[test]
fn an_opening_creates_the_operators_party() {
    assert_eq!(opened(|d| drop(d.moved.remove(1))), REFUSED);
}

#[test]
fn an_opening_is_signed_by_exactly_the_keys_that_it_adds_three_or_more() {
    assert_eq!(opened(|d| d.signers.truncate(2)), REFUSED);
    let two_keys = |d: &mut Draft| {
        d.signers.truncate(2);
        d.moved.truncate(4);
    };
    assert_eq!(opened(two_keys), REFUSED);
}

#[test]
fn a_ledger_opens_once() {
    let forgery = Forgery::after(20);
    let mut draft = forgery.draft(SUPPLIER);
    draft.claims.kind = "ledger.open/1".parse().unwrap();
    assert_eq!(
        broken(&forgery.judged_with(draft.leaf())),
        [(Rule::Keys, "opening", Some(20))]
    );
    let forgery = Forgery::after(20);
    let mut draft = forgery.draft("ledger.open");
    draft.on(&tallystick_ledger::opening_subject(), 2, Some(chain_after(0)));
    draft.signers.truncate(2);
    assert_eq!(
        broken(&forgery.judged_with(draft.leaf())),
        [(Rule::Keys, "opening", Some(20))]
    );
}

#[test]
fn a_ledger_that_begins_without_opening_is_refused() {
    let mut forgery = Forgery::after(0);
    forgery.preamble.keys = TWENTY.preamble().keys;
    let leaf = forgery.draft(SUPPLIER).leaf();
    assert_eq!(broken(&forgery.judged_with(leaf)), REFUSED);
}

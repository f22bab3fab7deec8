//! Entries that a service in the wrong would seal: each breaks one rule of section 5, and is refused for that.

use tallystick_base::{Capacity, Digest, Millis, Subject};
use tallystick_ledger::{ChainValue, Moved, Observed, Rule};

use super::{BANK, BUYER, OPERATOR, SERVICE, SUPPLIER, refused};
use crate::forgery::{Draft, Forgery, TWENTY, broken, chain_after, subject};

/// The contract of the sample, which stands at version 2 since entry 8.
fn contract() -> Subject {
    TWENTY.sealed()[7].entry.statement.claims().subject.clone()
}

#[test]
fn a_number_left_out_is_refused() {
    refused(SUPPLIER, |d| d.sequence = 21, Rule::Chain, "wrong-sequence");
}

#[test]
fn a_time_before_the_predecessors_is_refused() {
    let back = |d: &mut Draft| {
        d.received = Millis::new(d.received.as_millis() - 5000).unwrap();
    };
    refused(SUPPLIER, back, Rule::Chain, "time-reversed");
}

#[test]
fn a_statement_for_another_ledger_is_refused() {
    let elsewhere = "other.tallystick.invalid".parse().unwrap();
    refused(
        SUPPLIER,
        |d| d.claims.ledger = elsewhere,
        Rule::Signatures,
        "wrong-ledger",
    );
}

#[test]
fn a_window_over_fifteen_minutes_is_refused_for_one_signature_and_allowed_for_two() {
    let long = |d: &mut Draft| d.claims.expires_at = d.claims.issued_at + 901;
    refused(SUPPLIER, long, Rule::Signatures, "window-length");
    let forgery = Forgery::after(20);
    let mut draft = forgery.draft(BUYER);
    long(&mut draft);
    assert_eq!(broken(&forgery.judged_with(draft.leaf())), []);
}

#[test]
fn a_window_over_ten_days_is_refused_whoever_signs() {
    let long = |d: &mut Draft| d.claims.expires_at = d.claims.issued_at + 864_001;
    refused(BUYER, long, Rule::Signatures, "window-length");
}

#[test]
fn a_window_that_ends_when_it_begins_is_refused() {
    let empty = |d: &mut Draft| d.claims.expires_at = d.claims.issued_at;
    refused(SUPPLIER, empty, Rule::Signatures, "window-length");
}

#[test]
fn an_entry_received_before_its_window_is_refused() {
    let later = |d: &mut Draft| {
        d.claims.issued_at = d.received.as_secs() + 2;
        d.claims.expires_at = d.claims.issued_at + 60;
    };
    refused(SUPPLIER, later, Rule::Signatures, "too-early");
}

#[test]
fn an_entry_received_after_its_window_is_refused() {
    let earlier = |d: &mut Draft| {
        d.claims.issued_at = d.received.as_secs() - 600;
        d.claims.expires_at = d.received.as_secs() - 1;
    };
    refused(SUPPLIER, earlier, Rule::Signatures, "too-late");
}

#[test]
fn the_window_holds_at_its_first_and_its_last_millisecond() {
    for edge in [0, 60] {
        let forgery = Forgery::after(20);
        let mut draft = forgery.draft(SUPPLIER);
        let second = draft.received.as_secs() + 1;
        draft.received = Millis::from_secs(second).unwrap();
        draft.claims.issued_at = second - edge;
        draft.claims.expires_at = second + 60 - edge;
        assert_eq!(broken(&forgery.judged_with(draft.leaf())), []);
    }
}

#[test]
fn a_subject_that_nobody_named_is_not_moved() {
    let moved = Moved {
        subject: contract(),
        version: 3,
    };
    refused(
        SUPPLIER,
        |d| d.moved.push(moved),
        Rule::Versions,
        "unnamed-subject",
    );
}

#[test]
fn another_subject_in_first_place_is_refused() {
    let other = subject("receivable/other");
    refused(
        SUPPLIER,
        |d| d.moved[0].subject = other,
        Rule::Versions,
        "wrong-first-subject",
    );
}

#[test]
fn a_subject_is_moved_once_in_an_entry() {
    let twice = |d: &mut Draft| {
        d.also(&contract(), 3);
        d.moved.push(d.moved[1].clone());
    };
    refused(SUPPLIER, twice, Rule::Form, "named-twice");
}

#[test]
fn a_version_is_not_skipped() {
    let skip = |d: &mut Draft| d.on(&contract(), 4, Some(chain_after(8)));
    refused(SUPPLIER, skip, Rule::Versions, "version-gap");
}

#[test]
fn a_version_is_not_used_twice() {
    let again = |d: &mut Draft| d.on(&contract(), 2, Some(chain_after(7)));
    refused(SUPPLIER, again, Rule::Versions, "version-gap");
    let anew = |d: &mut Draft| d.on(&contract(), 1, None);
    refused(SUPPLIER, anew, Rule::Versions, "version-gap");
}

#[test]
fn versions_of_other_subjects_are_not_skipped_either() {
    refused(
        SUPPLIER,
        |d| d.also(&contract(), 4),
        Rule::Versions,
        "version-gap",
    );
    refused(
        SUPPLIER,
        |d| d.also(&subject("payment/new"), 2),
        Rule::Versions,
        "version-gap",
    );
}

#[test]
fn a_statement_on_a_past_state_is_refused() {
    let old = |d: &mut Draft| d.on(&contract(), 3, Some(chain_after(7)));
    refused(SUPPLIER, old, Rule::Versions, "wrong-previous");
}

#[test]
fn prv_counts_from_where_the_subject_moved_in_whatever_place() {
    // The receivable moved first in entries 9 and 10; the certificate stood second in entry 10.
    let moved = &TWENTY.sealed()[12].entry;
    assert_eq!(moved.statement.claims().previous, Some(chain_after(10)));
    let child = moved.moved[1].subject.clone();
    let forgery = Forgery::after(13);
    let mut draft = forgery.draft(SUPPLIER);
    draft.on(&child, 2, Some(chain_after(12)));
    assert_eq!(broken(&forgery.judged_with(draft.leaf())), []);
}

#[test]
fn a_fact_relied_on_must_be_current() {
    for relied in [1, 3] {
        let rely = |d: &mut Draft| d.claims.rel.push((contract(), relied));
        refused(SUPPLIER, rely, Rule::Versions, "stale-reliance");
    }
    let unknown = subject("contract/unknown");
    refused(
        SUPPLIER,
        |d| d.claims.rel.push((unknown, 1)),
        Rule::Versions,
        "stale-reliance",
    );
}

#[test]
fn a_tree_head_that_never_was_is_refused() {
    let seen = |size, root| Observed {
        size,
        root: Digest::from_bytes(root),
    };
    let other = seen(10, [9; 32]);
    refused(
        SUPPLIER,
        |d| d.claims.observed = Some(other),
        Rule::Observations,
        "false-observation",
    );
    // The head of this very size is not before the entry yet, nor is any larger one.
    let root = *Forgery::after(20).head.root().as_bytes();
    for size in [19, 21, 1 << 40] {
        let claimed = seen(size, root);
        refused(
            SUPPLIER,
            |d| d.claims.observed = Some(claimed),
            Rule::Observations,
            "false-observation",
        );
    }
    let forgery = Forgery::after(20);
    let mut draft = forgery.draft(SUPPLIER);
    draft.claims.observed = Some(seen(20, root));
    assert_eq!(broken(&forgery.judged_with(draft.leaf())), []);
}

#[test]
fn a_signature_over_other_words_is_refused() {
    let forgery = Forgery::after(20);
    let draft = forgery.draft(SUPPLIER);
    let mut other = draft.clone();
    other.claims.expires_at += 1;
    let leaf = draft.leaf_with(draft.statement().payload(), other.statement().payload());
    assert_eq!(
        broken(&forgery.judged_with(leaf)),
        [(Rule::Signatures, "bad-signature", Some(20))]
    );
}

#[test]
fn a_key_that_signs_twice_counts_once() {
    let forgery = Forgery::after(20);
    let draft = forgery.draft(SUPPLIER);
    let line = format!("{}\n", draft.statement().signatures()[0]);
    let leaf = draft.leaf_with(&line, &line.repeat(2));
    assert_eq!(
        broken(&forgery.judged_with(leaf)),
        [(Rule::Signatures, "signed-twice", Some(20))]
    );
}

#[test]
fn an_entry_without_a_signature_is_refused() {
    let forgery = Forgery::after(20);
    let draft = forgery.draft(SUPPLIER);
    let leaf = draft.leaf_with(&format!("{}\n", draft.statement().signatures()[0]), "");
    assert_eq!(
        broken(&forgery.judged_with(leaf)),
        [(Rule::Signatures, "signature-count", Some(20))]
    );
}

#[test]
fn the_operator_needs_two_signatures() {
    refused(
        OPERATOR,
        |d| d.signers.truncate(1),
        Rule::Keys,
        "operator-signatures",
    );
}

#[test]
fn the_service_signs_alone() {
    let member = Forgery::after(20).draft(OPERATOR).signers[0].clone();
    refused(
        SERVICE,
        |d| d.signers.push(member),
        Rule::Keys,
        "operator-signatures",
    );
}

#[test]
fn the_services_key_does_not_count_as_a_member() {
    let service = Forgery::after(20).draft(SERVICE).signers[0].clone();
    refused(
        OPERATOR,
        |d| d.signers[1] = service,
        Rule::Keys,
        "key-in-two-roles",
    );
}

#[test]
fn a_member_does_not_sign_for_the_service() {
    let member = Forgery::after(20).draft(OPERATOR).signers[0].clone();
    refused(SERVICE, |d| d.signers[0] = member, Rule::Keys, "key-in-two-roles");
}

#[test]
fn only_the_operators_party_acts_as_operator_or_service() {
    for capacity in [Capacity::Operator, Capacity::Service] {
        refused(
            BANK,
            |d| d.claims.capacity = capacity,
            Rule::Keys,
            "foreign-capacity",
        );
    }
}

#[test]
fn an_altered_link_is_found_in_a_sealed_entry() {
    let forgery = Forgery::after(20);
    let mut draft = forgery.draft(SUPPLIER);
    draft.previous = ChainValue::from_bytes([5; 32]);
    let report = forgery.judged_with(draft.leaf());
    // The root was signed over the broken link, so nothing pins this entry, and the one before it is blamed.
    assert_eq!(broken(&report), [(Rule::Chain, "broken-chain", Some(19))]);
}

//! The table holds what the crates do.

use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet};

use tallystick_base::Subject;
use tallystick_commands::{Command, CommandSpec, PolicyAmount, audience_kinds};
use tallystick_parties::SIGNING_RULES;

use crate::story;
use crate::world::Act;

#[test]
fn the_table_has_exactly_the_kinds_that_are_read_in_their_order() {
    let table: Vec<&str> = CommandSpec::all().map(|spec| spec.kind).collect();
    assert_eq!(table, Command::kinds().collect::<Vec<_>>());
}

#[test]
fn every_kind_has_a_signing_rule_and_no_rule_is_left_over() {
    let ruled: BTreeSet<&str> = CommandSpec::all()
        .map(|spec| spec.signing().expect(spec.kind).kind)
        .collect();
    assert_eq!(ruled.len(), CommandSpec::all().count());
    assert_eq!(SIGNING_RULES.len(), ruled.len());
}

#[test]
fn every_purpose_is_one_sentence() {
    for spec in CommandSpec::all() {
        assert!(
            spec.purpose.ends_with('.') && spec.purpose.len() < 120,
            "{}",
            spec.purpose
        );
        assert!(
            spec.purpose.starts_with(|c: char| c.is_uppercase()),
            "{}",
            spec.purpose
        );
    }
}

#[test]
fn every_subject_of_the_table_has_its_audience() {
    let kinds: BTreeSet<&str> = audience_kinds().map(|(kind, _)| kind).collect();
    for spec in CommandSpec::all() {
        for pattern in [spec.sub].iter().chain(spec.alt).chain(spec.rel) {
            let (kind, _) = pattern.split_once('/').unwrap();
            assert!(kinds.contains(kind), "{}: {kind}", spec.kind);
        }
        assert_ne!(spec.audience(), "nobody", "{}", spec.kind);
    }
}

#[test]
fn what_statements_name_is_what_the_table_says() {
    for Act { command, named, .. } in &story::told().acts {
        let spec = CommandSpec::of(command.kind()).unwrap();
        fits(spec, &[spec.sub], [&named.sub]);
        fits(spec, spec.alt, &named.alt);
        fits(spec, spec.rel, &named.rel);
    }
}

/// So many subjects of each kind as the patterns allow, and none of another kind.
fn fits(spec: &CommandSpec, patterns: &[&str], subjects: impl IntoIterator<Item = impl Borrow<Subject>>) {
    let mut allowed: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for pattern in patterns {
        let (kind, id) = pattern.split_once('/').unwrap();
        let (least, most) = match id.chars().last() {
            Some('?') => (0, 1),
            Some('+') => (1, usize::MAX),
            Some('*') => (0, usize::MAX),
            _ => (1, 1),
        };
        let both = allowed.entry(kind).or_default();
        *both = (both.0 + least, both.1.saturating_add(most));
    }
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    for subject in subjects {
        *found.entry(subject.borrow().kind().to_owned()).or_default() += 1;
    }
    for (kind, count) in &found {
        assert!(
            allowed.contains_key(kind.as_str()),
            "{} names {count} {kind}",
            spec.kind
        );
    }
    for (kind, (least, most)) in allowed {
        let count = found.get(kind).copied().unwrap_or_default();
        assert!(
            (least..=most).contains(&count),
            "{} names {count} {kind}",
            spec.kind
        );
    }
}

/// Only what the table calls new is made by the act itself; a statement on anything else follows one that made it.
#[test]
fn what_is_not_new_was_made_before() {
    let acts = story::told().acts;
    let mut made: BTreeSet<&Subject> = BTreeSet::new();
    for act in &acts {
        let spec = CommandSpec::of(act.command.kind()).unwrap();
        // The first act on one of these makes it, whichever it is.
        let by_the_first = [
            "ledger",
            "rules",
            "recovery",
            "payment-record",
            "confirmation-lapse",
            "bid",
            "bank-entry",
            "endorsement",
        ];
        let is_made_here = spec.sub.contains("<new>") || by_the_first.contains(&spec.sub_kind());
        assert!(
            is_made_here || made.contains(&act.named.sub),
            "{}: {}",
            spec.kind,
            act.named.sub
        );
        made.extend(act.movements.iter().map(|movement| &movement.subject));
    }
}

#[test]
fn an_act_on_certificates_has_an_amount_exactly_where_the_table_says() {
    for act in &story::told().acts {
        let spec = CommandSpec::of(act.command.kind()).unwrap();
        match &act.command {
            Command::Certificates(command) => {
                let amount = command.amount(act.before.certificates());
                assert_eq!(
                    amount.is_none(),
                    spec.amount == PolicyAmount::None,
                    "{}",
                    spec.kind
                );
            }
            Command::Financing(command) => {
                let amount = command.amount(&act.before.financing);
                assert_eq!(
                    amount.is_none(),
                    spec.amount == PolicyAmount::None,
                    "{}",
                    spec.kind
                );
            }
            Command::Banking(command) => {
                let amount = command.amount(&act.before);
                assert_eq!(
                    amount.is_none(),
                    spec.amount == PolicyAmount::None,
                    "{}",
                    spec.kind
                );
            }
            Command::Contracts(_) => assert_ne!(spec.amount, PolicyAmount::None, "{}", spec.kind),
            Command::Parties(_) => assert_eq!(spec.amount, PolicyAmount::None, "{}", spec.kind),
        }
    }
}

#[test]
fn every_act_of_the_story_is_signed_in_a_capacity_of_its_rule_by_enough_members() {
    for act in &story::told().acts {
        let rule = CommandSpec::of(act.command.kind()).unwrap().signing().unwrap();
        assert!(rule.capacities.contains(&act.actor.capacity), "{}", rule.kind);
        assert!(act.actor.members.len() >= rule.signatures, "{}", rule.kind);
    }
}

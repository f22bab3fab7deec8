//! The approval policy in words.

use std::collections::BTreeSet;

use tallystick_base::Capacity;
use tallystick_commands::parties::{ApprovalPolicy, ApprovalRule, SIGNING_RULES, Signers, SigningRule};

use crate::frame::Frame;
use crate::pages::timeline::word_to;

/// One act, with who must sign it.
pub(super) struct PolicyRow {
    pub(super) act: String,
    /// What is asked of every party.
    pub(super) rule: String,
    /// What this party asks for beyond.
    pub(super) own: Vec<String>,
}

/// The acts about which a party with these capacities may have rules of its own.
pub(super) fn acts(capacities: &BTreeSet<Capacity>) -> impl Iterator<Item = &'static SigningRule> {
    SIGNING_RULES.iter().filter(move |rule| {
        rule.signers == Signers::MakersAndCheckers
            && rule
                .capacities
                .iter()
                .any(|capacity| capacities.contains(capacity))
    })
}

/// The policy, act by act: first those with rules of its own.
pub(super) fn rows(
    frame: &Frame<'_>,
    capacities: &BTreeSet<Capacity>,
    policy: &ApprovalPolicy,
) -> Vec<PolicyRow> {
    let row = |rule: &SigningRule| PolicyRow {
        act: frame.say(&word_to(rule.kind)),
        rule: asked(frame, rule.signatures, rule.checker),
        own: policy
            .rules
            .iter()
            .filter(|own| own.command == rule.kind)
            .map(|own| own_words(frame, own))
            .collect(),
    };
    let mut rows: Vec<PolicyRow> = acts(capacities).map(row).collect();
    rows.sort_by_key(|row| row.own.is_empty());
    rows
}

/// A rule of the party's own: from which amount on, and who signs.
pub(super) fn own_words(frame: &Frame<'_>, rule: &ApprovalRule) -> String {
    let who = asked(frame, usize::from(rule.signatures), rule.checker);
    match &rule.from {
        Some(from) => {
            let from = frame.money(from);
            frame.say_with("policy-from", &[("amount", &from), ("who", &who)])
        }
        None => frame.say_with("policy-any", &[("who", &who)]),
    }
}

fn asked(frame: &Frame<'_>, signatures: usize, checker: bool) -> String {
    if checker {
        frame.say_n("policy-n-checker", signatures)
    } else {
        frame.say_n("policy-n", signatures)
    }
}

#[cfg(test)]
mod tests {
    use tallystick_commands::Language;

    use super::*;
    use crate::words::AllWords;

    #[test]
    fn every_act_that_members_sign_has_a_name_in_both_languages() {
        let words = AllWords::shipped().unwrap();
        for rule in SIGNING_RULES
            .iter()
            .filter(|rule| rule.signers != Signers::Service)
        {
            let key = word_to(rule.kind);
            let there = [Language::Zh, Language::En].map(|language| words.of(language).has(&key));
            assert!(
                there == [true, true] || rule.kind == "ledger.open",
                "{key}: {there:?}"
            );
        }
    }
}

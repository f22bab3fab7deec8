//! Which subjects others name, and which stand beside them.

use tallystick_base::{PartyId, Subject};
use tallystick_commands::parties;

/// The opening and the rules, which every decision may read.
pub(in crate::append) fn everywhere() -> impl Iterator<Item = Subject> {
    let rules = parties::Rules::subject(parties::Rules::DEFAULT).ok();
    [parties::Ledger::subject()].into_iter().chain(rules)
}

/// Parties, members, keys, files and rules: few, and read by nearly every decision.
pub(super) fn is_house(subject: &Subject) -> bool {
    matches!(
        subject.kind(),
        "ledger" | "rules" | "party" | "member" | "key" | "profile"
    )
}

pub(super) fn profile_of(subject: &Subject) -> Option<Subject> {
    (subject.kind() == PartyId::KIND)
        .then(|| PartyId::try_from(subject).ok().map(parties::Profile::subject))
        .flatten()
}

/// The parties and members that a JSON text names.
pub(in crate::append) fn mentions(json: &[u8]) -> Vec<Subject> {
    subjects_in(json, |string| {
        string.starts_with(b"party/") || string.starts_with(b"member/")
    })
}

/// The strings of a JSON text that are subjects, as far as they are wanted.
pub(crate) fn subjects_in(json: &[u8], wanted: impl Fn(&[u8]) -> bool) -> Vec<Subject> {
    let mut found = Vec::new();
    for string in json.split(|byte| *byte == b'"') {
        if wanted(string) && string.contains(&b'/') {
            let text = str::from_utf8(string).ok();
            found.extend(text.and_then(|text| Subject::parse(text).ok()));
        }
    }
    found.sort();
    found.dedup();
    found
}

/// Subjects that stand beside another one and share its id.
pub(super) fn namesakes(subject: &Subject) -> Vec<Subject> {
    let kinds: &[&str] = match subject.kind() {
        "party" => &[
            "profile",
            "recovery",
            "payment-record",
            "bid-record",
            "guarantor-use",
            "line-book",
        ],
        "contract" => &["allowance"],
        "receivable" => &["confirmation-lapse"],
        "certificate" => &["endorsement"],
        "financing-request" => &["auction"],
        "review" => &["bid"],
        "credit-line" => &["line-use"],
        _ => &[],
    };
    kinds
        .iter()
        .filter_map(|kind| Subject::new(kind, subject.id()).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parties_and_members_are_found_in_a_body() {
        let id = "01980000-0000-7000-8000-000000000001";
        let json = format!(
            r#"{{"a":"party/{id}","party/x":["member/{id}","contract/{id}"],"note":"say \"party/{id}\" twice"}}"#
        );
        let found: Vec<String> = mentions(json.as_bytes())
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(
            found,
            [
                format!("member/{id}"),
                format!("party/{id}"),
                "party/x".to_owned()
            ]
        );
    }
}

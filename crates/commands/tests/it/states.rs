//! The state of one subject, as text and back into a case.

use std::collections::BTreeSet;

use rstest::rstest;
use tallystick_base::Subject;
use tallystick_commands::{Case, Movement, State, StateFault, audience_kinds};

use crate::story::told;
use crate::world::World;

/// Every subject that ever moved in the story.
fn subjects(world: &World) -> BTreeSet<Subject> {
    let movements = world.acts.iter().flat_map(|act| &act.movements);
    movements
        .map(|Movement { subject, .. }| subject.clone())
        .collect()
}

/// The states of a case, without what was only looked up.
fn states(case: &Case) -> Case {
    let mut case = case.clone();
    case.financing.certificates.contracts.parties.keyed.clear();
    case
}

/// Takes every state out of a case as text, and puts it into an empty one.
fn carried_over(case: &Case, subjects: &BTreeSet<Subject>) -> Case {
    let mut other = Case::default();
    for subject in subjects {
        let Some(state) = State::of(case, subject) else {
            continue;
        };
        let json = state.to_json();
        let read = State::read(subject.kind(), &json).unwrap();
        assert_eq!(read, state, "{subject}: {json}");
        assert_eq!(read.to_json(), json, "the same text, always");
        assert_eq!(state.kind(), subject.kind());
        read.put(subject, &mut other).unwrap();
    }
    other
}

#[test]
fn every_state_of_the_story_survives_as_text() {
    let world = told();
    let subjects = subjects(&world);
    assert_eq!(carried_over(&world.case, &subjects), states(&world.case));
    // Also the stages in between, and what happened only in a what-if.
    for act in &world.acts {
        assert_eq!(carried_over(&act.before, &subjects), states(&act.before));
    }
}

#[test]
fn what_is_taken_out_of_a_case_is_there_no_more() {
    let world = told();
    let mut case = world.case.clone();
    for subject in subjects(&world) {
        let state = State::of(&case, &subject);
        assert_eq!(State::take(&mut case, &subject), state, "{subject}");
        assert_eq!(State::take(&mut case, &subject), None, "{subject}");
    }
    assert_eq!(states(&case), Case::default());
}

#[test]
fn the_story_moves_every_kind_of_subject() {
    let subjects = subjects(&told());
    let moved: BTreeSet<&str> = subjects.iter().map(Subject::kind).collect();
    assert_eq!(moved, audience_kinds().map(|(kind, _)| kind).collect());
}

#[test]
fn a_state_is_refused_at_a_subject_of_another_kind() {
    let world = told();
    for (subject, other) in pairs(&subjects(&world), |one, other| one.kind() != other.kind()) {
        refuses(&world.case, subject, other);
    }
}

/// A party, its file, its record and its recovery have nothing in them that says whose they are; what has, is checked.
#[rstest]
fn a_state_that_names_itself_is_refused_at_another_subject_of_its_kind(
    #[values(
        "ledger",
        "key",
        "rules",
        "contract",
        "allowance",
        "amendment",
        "receivable",
        "certificate",
        "payment",
        "cancellation",
        "confirmation-lapse"
    )]
    kind: &str,
) {
    let world = told();
    let subjects = subjects(&world);
    let of_kind = subjects.iter().filter(|subject| subject.kind() == kind);
    let elsewhere = ["1", "us", "019b8a3e-5c00-7abc-8def-0123456789ab", &"A".repeat(43)];
    let mut tried = 0;
    for subject in of_kind.filter(|subject| State::of(&world.case, subject).is_some()) {
        for id in elsewhere {
            refuses(&world.case, subject, &Subject::new(kind, id).unwrap());
            tried += 1;
        }
    }
    assert!(tried > 0, "the story ends without any {kind}");
}

#[test]
fn a_state_that_borrows_its_id_is_refused_where_the_id_is_none() {
    let world = told();
    for subject in subjects(&world) {
        if matches!(
            subject.kind(),
            "party" | "member" | "profile" | "recovery" | "payment-record"
        ) {
            refuses(
                &world.case,
                &subject,
                &Subject::new(subject.kind(), "none").unwrap(),
            );
        }
    }
}

#[rstest]
#[case("ledger/1")]
#[case("party/none")]
#[case("key/short")]
#[case("profile/none")]
#[case("allowance/none")]
#[case("bank-entry/0")]
fn a_case_holds_nothing_under_a_subject_that_cannot_be(#[case] subject: &str) {
    assert_eq!(State::of(&told().case, &Subject::parse(subject).unwrap()), None);
}

#[rstest]
#[case("parcel", "{}", "state-kind-unknown")]
#[case("allowance", "{}", "state-malformed")]
#[case(
    "payment-record",
    r#"{"overdue":{},"missed":0,"lapses":0,"last_lapse":null,"more":1}"#,
    "state-malformed"
)]
#[case("certificate", "null", "state-malformed")]
fn what_is_no_state_is_refused(#[case] kind: &str, #[case] json: &str, #[case] code: &str) {
    assert_eq!(State::read(kind, json).unwrap_err().code(), code);
}

fn pairs(
    subjects: &BTreeSet<Subject>,
    differ: impl Fn(&Subject, &Subject) -> bool,
) -> Vec<(&Subject, &Subject)> {
    let all = subjects
        .iter()
        .flat_map(|one| subjects.iter().map(move |other| (one, other)));
    all.filter(|(one, other)| differ(one, other)).collect()
}

/// The state of a subject, where there is one, cannot be put at another.
fn refuses(case: &Case, subject: &Subject, other: &Subject) {
    let Some(state) = State::of(case, subject) else {
        return;
    };
    let mut empty = Case::default();
    let kind = state.kind();
    let put = state.put(other, &mut empty);
    let other = other.clone();
    assert_eq!(put, Err(StateFault::Misplaced { kind, subject: other }));
    assert_eq!(empty, Case::default(), "refused, and yet something is there");
}

//! What is shown of the told story is what the rules of `commands` say, entry by entry, subject by subject, party by party.
//!
//! The oracle holds every state at once: it folds all parts, as an auditor sees them, and asks after each entry whom each
//! subject concerns.

use std::collections::{BTreeMap, BTreeSet};

use rstest::rstest;
use tallystick_base::{PartyId, Subject};
use tallystick_commands::{Case, State, Step, Transition, apply, may_see_body, may_see_part};
use tallystick_ledger::Part;
use tallystick_store::{EntryView, Store, Viewer};
use tallystick_testbed::Engine;

use super::story::{CAST, told};

/// Every entry, as a viewer sees it.
async fn feed(store: &Store, viewer: &Viewer) -> Vec<EntryView> {
    let mut all: Vec<EntryView> = Vec::new();
    loop {
        let page = store
            .entries(viewer, all.last().map(|entry| entry.seq), 7)
            .await
            .unwrap();
        if page.is_empty() {
            return all;
        }
        all.extend(page);
    }
}

/// The last entry after which a party might see something.
#[derive(Default)]
struct Oracle {
    case: Case,
    parts: BTreeMap<(Subject, PartyId), u64>,
    bodies: BTreeMap<(Subject, PartyId), u64>,
}

impl Oracle {
    fn of(entries: &[EntryView], parties: &[PartyId]) -> Self {
        let nobody = PartyId::from_parts(99, [99; 10]);
        let mut oracle = Self::default();
        let mut subjects = BTreeSet::new();
        for entry in entries {
            for moved in &entry.moved {
                subjects.insert(moved.subject.clone());
                for transition in transitions(moved.part.as_ref().unwrap(), &moved.subject) {
                    apply(
                        &mut oracle.case,
                        Step {
                            subject: moved.subject.clone(),
                            transition,
                        },
                    )
                    .unwrap();
                }
            }
            for (subject, &party) in subjects
                .iter()
                .flat_map(|subject| parties.iter().map(move |party| (subject, party)))
            {
                if may_see_part(&oracle.case, subject, party) {
                    oracle.parts.insert((subject.clone(), party), entry.seq);
                }
                if may_see_body(&oracle.case, nobody, subject, party) {
                    oracle.bodies.insert((subject.clone(), party), entry.seq);
                }
            }
        }
        oracle
    }

    fn shows_part(&self, subject: &Subject, party: PartyId, seq: u64) -> bool {
        self.parts
            .get(&(subject.clone(), party))
            .is_some_and(|last| seq <= *last)
    }

    fn shows_body(&self, entry: &EntryView, party: PartyId) -> bool {
        entry.issuer == party.subject()
            || self
                .bodies
                .get(&(entry.subject.clone(), party))
                .is_some_and(|last| entry.seq <= *last)
    }
}

fn transitions(part: &str, subject: &Subject) -> Vec<Transition> {
    let part = Part::from_bytes(part.as_bytes().to_vec()).unwrap();
    let read = |text: Box<serde_json::value::RawValue>| {
        Transition::read(subject.kind(), text.get()).unwrap().unwrap()
    };
    part.transitions().unwrap().into_iter().map(read).collect()
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn each_party_sees_the_parts_and_bodies_that_the_rules_give_it(#[case] engine: Engine) {
    let world = told(engine).await.world;
    let whole = feed(&world.store, &world.viewer("auditor", 0).await).await;
    let parties = CAST.map(|name| world.company(name).id);
    let oracle = Oracle::of(&whole, &parties);
    let mut once = 0;
    for (name, party) in CAST.into_iter().zip(parties) {
        let viewer = world.viewer(name, 0).await;
        let seen = feed(&world.store, &viewer).await;
        assert_eq!(seen.len(), whole.len());
        for (entry, all) in seen.iter().zip(&whole) {
            let at = format!("{name}, entry {} ({})", entry.seq, entry.kind);
            assert_eq!(entry.leaf, all.leaf, "{at}");
            assert_eq!(
                entry.body.is_some(),
                oracle.shows_body(entry, party),
                "the body: {at}"
            );
            assert!(entry.body.is_none() || entry.body == all.body, "{at}");
            for (moved, other) in entry.moved.iter().zip(&all.moved) {
                let at = format!("{}@{}: {at}", moved.subject, moved.version);
                let shown = oracle.shows_part(&moved.subject, party, entry.seq);
                assert_eq!(moved.part.is_some(), shown, "{at}");
                assert_eq!(moved.digest, other.digest, "{at}");
                assert!(moved.part.is_none() || moved.part == other.part, "{at}");
                once += u64::from(shown && !may_see_part(&oracle.case, &moved.subject, party));
            }
        }
    }
    assert!(
        once > 20,
        "the story has too few whom something does not concern any more: {once}"
    );
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn each_party_sees_the_subjects_that_concern_it_now(#[case] engine: Engine) {
    let world = told(engine).await.world;
    let whole = feed(&world.store, &world.viewer("auditor", 0).await).await;
    let oracle = Oracle::of(&whole, &[]);
    let subjects: BTreeSet<&Subject> = whole
        .iter()
        .flat_map(|entry| &entry.moved)
        .map(|moved| &moved.subject)
        .collect();
    for name in CAST {
        let (viewer, party) = (world.viewer(name, 0).await, world.company(name).id);
        for &subject in &subjects {
            let seen = world.store.subject(&viewer, subject).await.unwrap();
            assert_eq!(
                seen.is_some(),
                may_see_part(&oracle.case, subject, party),
                "{name}: {subject}"
            );
            if let Some(seen) = seen {
                assert_eq!(Some(seen.state), State::of(&oracle.case, subject), "{subject}");
            }
        }
    }
}

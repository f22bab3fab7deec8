//! A party that may not see a subject is refused as though the subject did not exist.

use tallystick_base::{Actor, Capacity, Subject};
use tallystick_commands::{State, unseen};

use crate::cast::{auditor, bank, centre, hospital, operator, supplier, weaver};
use crate::example::{Example, example};
use crate::story;
use crate::world::{Act, World};

/// Everyone, in the capacity of each act besides their own.
fn everyone(act: &Act) -> Vec<Actor> {
    [supplier(), hospital(), centre(), weaver(), bank(), auditor()]
        .into_iter()
        .flat_map(|desk| [desk.clone(), desk.acting_as(act.actor.capacity)])
        .flat_map(|desk| [desk.by([0]), desk.by([1])])
        .collect()
}

fn right_before(act: &Act) -> World {
    World {
        case: act.before.clone(),
        now: act.received,
        acts: Vec::new(),
    }
}

/// The code and the sentence of the refusal.
fn refusal(act: &Act, actor: &Actor, body: Example) -> (&'static str, String) {
    let refused = right_before(act).submit(actor.clone(), body);
    let rejection = refused.expect_err("whoever may not see a subject may not act on it");
    (rejection.code(), rejection.to_string())
}

/// The same kind of subject with an id that nothing has.
fn nowhere(subject: &Subject) -> String {
    format!("{}/019fffff-0000-7000-8000-{:012}", subject.kind(), 7)
}

#[test]
fn a_bank_sees_the_guarantee_that_was_issued_to_it_where_its_request_is_not_read() {
    let told = story::told();
    let calls = told.acts.iter().filter(|act| act.body.kind == "guarantee.call/1");
    for act in calls.clone() {
        let mut case = act.before.clone();
        case.financing.requests.clear();
        assert!(unseen(&case, &act.command, bank().party).is_empty());
        assert!(!unseen(&case, &act.command, weaver().party).is_empty());
    }
    assert!(calls.count() > 0, "the story calls a guarantee");
}

#[test]
fn each_act_of_the_story_on_what_a_party_may_not_see_is_refused_as_on_what_does_not_exist() {
    let mut tried = 0;
    for act in &story::told().acts {
        for actor in everyone(act) {
            let hidden = unseen(&act.before, &act.command, actor.party);
            if hidden.is_empty() {
                continue;
            }
            let mut text = act.body.body.to_string();
            for subject in &hidden {
                text = text.replace(subject.as_str(), &nowhere(subject));
            }
            let elsewhere = Example {
                kind: act.body.kind,
                body: serde_json::from_str(&text).unwrap(),
            };
            let (code, mut sentence) = refusal(act, &actor, elsewhere);
            for subject in &hidden {
                sentence = sentence.replace(&nowhere(subject), subject.as_str());
            }
            assert_eq!(
                refusal(act, &actor, act.body.clone()),
                (code, sentence),
                "{}: {actor:?}",
                act.body.kind
            );
            tried += hidden.len();
        }
    }
    assert!(tried > 100, "only {tried} strangers tried");
}

#[test]
fn a_stranger_cannot_find_by_trying_what_is_outstanding() {
    let world = story::divided();
    let certificate: Subject = example("certificate.offer/1").value("/certificate");
    let stranger = weaver().acting_as(Capacity::Buyer).by([0]);
    let sentences = ["0.01", "100000000.00"].map(|value| {
        let report = example("payment.report/1")
            .with("/certificate", certificate.as_str())
            .with("/amount/value", value);
        let refused = world.clone().submit(stranger.clone(), report).unwrap_err();
        refused.to_string()
    });
    assert_eq!(sentences[0], sentences[1]);
    world.clone().refused(
        weaver().by([0]),
        example("certificate.offer/1"),
        "certificate-not-found",
    );
}

#[test]
fn the_operator_is_told_why_a_freeze_is_refused_though_it_sees_no_certificate() {
    let mut world = story::divided();
    world.day("2026-03-03");
    let freeze = example("certificate.freeze/1");
    let certificate: Subject = freeze.value("/certificate");
    assert!(State::of(&world.case, &certificate).is_some());
    world.signs(operator().by([0, 1]), freeze.clone());
    world.refused(operator().by([0, 1]), freeze, "certificate-frozen");
}

#[test]
fn an_id_that_is_taken_stays_taken_for_those_who_may_not_see_by_whom() {
    let told = story::told();
    let report = told
        .acts
        .iter()
        .find(|act| act.body.kind == "contract.register/1")
        .unwrap();
    let mut after = right_before(report);
    after.signs(report.actor.clone(), report.body.clone());
    let contract: Subject = report.body.value("/contract");
    let own = report.body.clone().with("/supplier", weaver().party.to_string());
    assert!(State::of(&after.case, &contract).is_some());
    let refused = after.submit(weaver().by([0]), own).unwrap_err();
    assert_eq!(refused.code(), "contract-exists");
}

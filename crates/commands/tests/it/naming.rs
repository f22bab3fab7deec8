//! The frame around every decision: what it rests on is named, and nothing else moves.

use std::fmt::Write as _;

use tallystick_base::{Context, Millis, Named, RejectionClass, Subject};
use tallystick_commands::{Movement, decide};

use crate::example::example;
use crate::story;
use crate::world::Act;

/// What is decided about an act where its statement names these subjects, or the code of the refusal.
fn decided(act: &Act, named: &Named) -> Result<Vec<Movement>, &'static str> {
    let context = Context {
        actor: act.actor.clone(),
        received: act.received,
    };
    decide(&act.before, &act.command, named, &context).map_err(|rejection| {
        assert!(!rejection.to_string().is_empty());
        rejection.code()
    })
}

#[test]
fn every_act_of_the_story_needs_each_subject_that_it_names() {
    for act in &story::told().acts {
        for subject in &act.named.alt {
            let mut named = act.named.clone();
            named.alt.remove(subject);
            assert_eq!(
                decided(act, &named),
                Err("subject-not-named"),
                "{}: {subject}",
                act.body.kind
            );
        }
        for subject in &act.named.rel {
            let mut named = act.named.clone();
            named.rel.remove(subject);
            assert_eq!(
                decided(act, &named),
                Err("subject-not-named"),
                "{}: {subject}",
                act.body.kind
            );
        }
    }
}

#[test]
fn the_same_act_on_another_subject_is_refused() {
    for act in &story::told().acts {
        let named = Named {
            sub: Subject::parse("loan/another").unwrap(),
            ..act.named.clone()
        };
        assert_eq!(decided(act, &named), Err("own-subject"), "{}", act.body.kind);
    }
}

#[test]
fn naming_more_than_is_needed_changes_nothing() {
    for act in &story::told().acts {
        let more = [Subject::parse("loan/another").unwrap()];
        let named = act.named.clone().with_alt(more.clone()).with_rel(more);
        assert_eq!(
            decided(act, &named).as_ref(),
            Ok(&act.movements),
            "{}",
            act.body.kind
        );
    }
}

/// A deadline binds by the time of the entry, so deciding again at another time may give another answer; at the same time it
/// never does.
#[test]
fn an_auditor_who_decides_again_comes_to_the_same() {
    for act in &story::told().acts {
        assert_eq!(
            decided(act, &act.named).as_ref(),
            Ok(&act.movements),
            "{}",
            act.body.kind
        );
    }
    let accepted = example("certificate.accept/1").kind;
    let told = story::told();
    let act = told.acts.iter().find(|act| act.body.kind == accepted).unwrap();
    let late = Act {
        received: Millis::MAX,
        ..act.clone()
    };
    assert_eq!(decided(&late, &act.named), Err("offer-expired"));
}

#[test]
fn the_rejections_of_the_frame_have_their_codes_and_sentences() {
    use tallystick_commands::Rejection;
    let subject = || Subject::parse("certificate/a").unwrap();
    let rejections = [
        Rejection::UnknownKind {
            kind: "certificate.burn/1".to_owned(),
        },
        Rejection::Body {
            kind: "certificate.split/1".to_owned(),
            detail: "unknown field `remark` at line 4 column 10".to_owned(),
        },
        Rejection::OwnSubject {
            expected: subject(),
            found: Subject::parse("certificate/b").unwrap(),
        },
        Rejection::NotNamed {
            subject: subject(),
            list: "alt",
        },
    ];
    let mut sentences = String::new();
    for rejection in rejections {
        assert_eq!(rejection.status(), RejectionClass::Unprocessable);
        writeln!(sentences, "{}: {rejection}", rejection.code()).unwrap();
    }
    insta::assert_snapshot!("rejections", sentences);
}

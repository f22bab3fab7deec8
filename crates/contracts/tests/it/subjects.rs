//! What each statement names.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use tallystick_base::Subject;
use tallystick_contracts::{Command, keyed_names, subjects};

use crate::world::*;

#[test]
fn each_command_names_its_subjects() {
    let registering = World::new().prepared(&body());
    let world = World::with_contract().proposed(1, amount("900000.00"));
    let rows: [(&World, Command); 10] = [
        (&registering, body().into()),
        (&world, accept().into()),
        (&world, reject().into()),
        (&world, withdraw().into()),
        (&world, close().into()),
        (&world, terminate().into()),
        (&world, propose(2, amount("800000.00")).into()),
        (&world, accept_amendment(1).into()),
        (&world, reject_amendment(1).into()),
        (&world, withdraw_amendment(1).into()),
    ];
    let mut table = String::new();
    for (world, command) in rows {
        let named = subjects(&command, party(SUPPLIER), &world.case).unwrap();
        writeln!(
            table,
            "{}: {} | {} | {}",
            command.kind(),
            short(&named.sub),
            list(&named.alt),
            list(&named.rel)
        )
        .unwrap();
    }
    insta::assert_snapshot!(table);
}

fn list(subjects: &BTreeSet<Subject>) -> String {
    let short: Vec<_> = subjects.iter().map(short).collect();
    if short.is_empty() {
        "–".to_owned()
    } else {
        short.join(", ")
    }
}

/// The kind, and the first 13 characters of the id, which tell the cast apart.
fn short(subject: &Subject) -> String {
    let id: String = subject.id().chars().take(13).collect();
    format!("{}/{id}", subject.kind())
}

#[test]
fn a_registration_asks_for_the_subject_of_its_number_and_nothing_else_does() {
    let world = World::with_contract();
    let names = keyed_names(&body().into(), &world.case);
    assert_eq!(names.len(), 1);
    assert_eq!(names[0].parts[2], "HT-2026-001");
    assert!(keyed_names(&accept().into(), &world.case).is_empty());
}

#[test]
fn what_was_not_supplied_cannot_be_named() {
    let world = World::new();
    let refused = subjects(&body().into(), party(SUPPLIER), &world.case).unwrap_err();
    assert_eq!(refused.code(), "keyed-name-missing");
    let refused = subjects(&accept_amendment(1).into(), party(SUPPLIER), &world.case).unwrap_err();
    assert_eq!(refused.code(), "amendment-not-found");
}

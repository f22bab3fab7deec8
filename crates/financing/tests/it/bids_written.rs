//! Transitions of bids, auctions, guarantees and what stands beside them, as they are written.

use serde_json::{Value, json};

use crate::bidding::whole;
use crate::given::{Decided, given};
use crate::promises::{issue, promise, promised, relied_on, take_back};
use crate::tender::{DEADLINE, OPENED_UNTIL, close, commit, later, relying_on, reveal};
use crate::world::{BANK, GUARANTOR, SECOND_BANK, SERVICE, World, guarantee};

fn write(lines: &mut Vec<Value>, decided: &Decided<'_>) -> World {
    for step in decided.answer.as_ref().unwrap() {
        lines.push(json!({"subject": step.subject, "transition": step.transition}));
    }
    decided.accepted()
}

#[test]
fn transitions_of_bids_are_objects_with_one_member() {
    let lines = &mut Vec::new();
    let bid = relying_on(guarantee(1), whole(BANK));
    let world = given(&World::sealed()).when(GUARANTOR, promise(1)).accepted();
    let world = write(lines, &given(&world).when(BANK, commit(BANK, &bid)));
    let silent = commit(SECOND_BANK, &whole(SECOND_BANK));
    let world = given(&world).when(SECOND_BANK, silent).accepted();
    let world = later(&world.on(DEADLINE), 1);
    let world = write(lines, &given(&world).when(BANK, reveal(BANK, &bid)));
    let world = later(&world.on(OPENED_UNTIL), 1);
    write(lines, &given(&world).when(SERVICE, close()));
    insta::assert_snapshot!(serde_json::to_string_pretty(&lines).unwrap());
}

#[test]
fn transitions_of_guarantees_are_objects_with_one_member() {
    let lines = &mut Vec::new();
    write(lines, &given(&World::sealed()).when(GUARANTOR, promise(1)));
    write(lines, &given(&promised()).when(GUARANTOR, take_back(1)));
    write(lines, &given(&relied_on()).when(GUARANTOR, issue(1)));
    insta::assert_snapshot!(serde_json::to_string_pretty(&lines).unwrap());
}

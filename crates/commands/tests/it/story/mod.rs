//! The story of Beijing, from the opening of the ledger to the discharge of every certificate, acted on the table of commands:
//! each body is read, its subjects are asked for, it is decided, and what it causes is applied.
//!
//! It is told with the examples of `fixtures/commands`. What does not fit into one life of one contract happens in a
//! `what_if`, so that in the end every example has been taken once. So do the two neighbours of the story, the power grid and
//! the medical chain, which are told with the same people.

mod circulation;
mod claim;
mod contract;
mod end;
mod financing;
mod grid;
mod house;
mod medical;
mod opening;
mod payment;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use tallystick_commands::Command;

use crate::world::World;

/// The world when the certificate has just been split, and anything may happen to its children.
static DIVIDED: LazyLock<World> = LazyLock::new(|| {
    let mut world = World::empty();
    opening::the_operator_opens_the_ledger(&mut world);
    opening::everyone_joins(&mut world);
    house::a_third_person_joins_the_supplier(&mut world);
    house::the_weaver_loses_its_keys(&mut world);
    contract::the_two_register_their_contract(&mut world);
    contract::they_amend_it(&mut world);
    claim::the_supplier_claims(&mut world);
    claim::the_hospital_confirms_in_part(&mut world);
    circulation::the_certificate_is_split(&mut world);
    world
});

/// The world when everything is paid.
static TOLD: LazyLock<World> = LazyLock::new(|| {
    let mut world = divided();
    world.what_if(financing::the_supplier_borrows_and_the_hospital_pays);
    world.what_if(|world| {
        financing::the_banks_publish_and_open_lines(world);
        world.what_if(medical::the_hospital_borrows_to_pay_its_supplier_now);
        world.what_if(grid::an_endorsed_certificate_circulates);
        grid::a_maker_borrows_under_a_programme(world);
    });
    circulation::one_child_goes_to_the_weaver(&mut world);
    circulation::one_child_is_frozen_and_freed(&mut world);
    circulation::one_child_is_cancelled(&mut world);
    payment::the_hospital_pays_in_part(&mut world);
    payment::the_rest_is_late(&mut world);
    payment::everything_is_paid(&mut world);
    end::the_contract_is_closed(&mut world);
    world
});

pub(crate) fn divided() -> World {
    DIVIDED.clone()
}

pub(crate) fn told() -> World {
    TOLD.clone()
}

#[test]
fn the_story_is_told_to_its_end() {
    end::nothing_is_owed_and_nothing_is_lost(&told());
}

#[test]
fn every_example_is_taken_somewhere_in_the_story() {
    let taken: BTreeSet<&str> = told().acts.iter().map(|act| act.command.kind()).collect();
    assert_eq!(taken, Command::kinds().collect());
}

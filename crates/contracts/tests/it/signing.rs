//! Who signs for a side, and how many of its members.

use tallystick_base::Actor;
use tallystick_parties::ApprovalRule;

use crate::given::given;
use crate::world::*;

fn signed_by(members: &[u64]) -> Actor {
    Actor {
        members: members.iter().map(|&k| member(SUPPLIER, k)).collect(),
        ..supplier()
    }
}

#[test]
fn a_maker_or_a_checker_signs_and_a_viewer_does_not() {
    let world = World::new().prepared(&body());
    given(&world).when(signed_by(&[1]), body()).accepted();
    given(&world).when(signed_by(&[2]), body()).accepted();
    given(&world)
        .when(signed_by(&[3]), body())
        .then_rejected("role-forbidden");
    given(&world)
        .when(signed_by(&[]), body())
        .then_rejected("signatures-too-few");
}

#[test]
fn a_policy_looks_at_the_sum_of_the_contract_and_at_what_an_amendment_makes_of_it() {
    let two_from = |command: &str, from: &str| ApprovalRule {
        command: command.to_owned(),
        from: Some(cny(from)),
        signatures: 2,
        checker: false,
    };
    let mut world = World::new().prepared(&body());
    let policy = &mut world
        .case
        .parties
        .parties
        .get_mut(&party(SUPPLIER))
        .unwrap()
        .policy;
    policy.rules = vec![
        two_from("contract.register", "1000000.01"),
        two_from("amendment.propose", "1000000.01"),
        two_from("contract.close", "1000000.00"),
    ];
    let world = given(&world).when(signed_by(&[1]), body()).accepted();
    let world = given(&world).when(hospital(), accept()).accepted();
    given(&world)
        .when(signed_by(&[1]), propose(1, amount("1000000.01")))
        .then_rejected("signatures-too-few");
    given(&world)
        .when(signed_by(&[1, 2]), propose(1, amount("1000000.01")))
        .accepted();
    given(&world)
        .when(signed_by(&[1]), propose(1, amount("900000.00")))
        .accepted();
    given(&world)
        .when(signed_by(&[1]), close())
        .then_rejected("signatures-too-few");
    given(&world).when(signed_by(&[1, 2]), close()).accepted();
}

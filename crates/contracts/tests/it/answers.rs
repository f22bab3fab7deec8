//! The other side answers; the first may take back; either ends what both agreed.

use rstest::rstest;
use tallystick_base::Capacity;
use tallystick_contracts::{Command, ContractNumberStage, ContractStage, RegisterContract, Side};

use crate::given::given;
use crate::world::*;

#[test]
fn the_other_side_accepts_and_the_allowance_opens_with_the_tolerance() {
    let world = World::new().registered(body());
    let after = given(&world)
        .when(hospital(), accept())
        .then_steps(&["contract accepted", "allowance opened"]);
    assert!(after.contract().is_accepted());
    assert_eq!(after.allowance().limit, cny("1050000.00"));
    assert_eq!(after.allowance().used, cny("0.00"));
}

#[test]
fn a_rejected_contract_frees_its_number_for_a_better_one() {
    let world = World::new().registered(body());
    let rejected = given(&world)
        .when(hospital(), reject())
        .then_steps(&["contract rejected", "contract-number freed"]);
    let number = rejected.contract().number.clone();
    assert_eq!(rejected.case.numbers[&number].stage, ContractNumberStage::Free {});
    let better = RegisterContract {
        contract: contract_id(2),
        ..body()
    };
    let again = given(&rejected).when(supplier(), better).accepted();
    assert_eq!(again.case.numbers[&number].holder(), Some(contract_id(2)));
    given(&again)
        .when(hospital(), reject())
        .then_rejected("contract-stage");
}

#[test]
fn a_withdrawn_contract_frees_its_number() {
    let world = World::new().registered(body());
    given(&world)
        .when(supplier(), withdraw())
        .then_steps(&["contract withdrawn", "contract-number freed"]);
}

#[rstest]
#[case::accepting(supplier(), accept().into(), "answered-by-proposer")]
#[case::rejecting(supplier(), reject().into(), "answered-by-proposer")]
#[case::withdrawing(hospital(), withdraw().into(), "withdrawn-by-other")]
fn agreement_takes_two(#[case] actor: tallystick_base::Actor, #[case] command: Command, #[case] code: &str) {
    let world = World::new().registered(body());
    given(&world).when(actor, command).then_rejected(code);
}

#[test]
fn the_side_counts_that_registered_not_its_kind() {
    let world = World::new().prepared(&body());
    let world = given(&world).when(hospital(), body()).accepted();
    given(&world)
        .when(hospital(), accept())
        .then_rejected("answered-by-proposer");
    given(&world).when(supplier(), accept()).accepted();
}

#[rstest]
#[case(close().into(), ContractStage::Closed { by: Side::Buyer })]
#[case(terminate().into(), ContractStage::Terminated { by: Side::Buyer, reason: text("协商解除") })]
fn either_side_ends_a_contract_and_what_is_confirmed_stays(
    #[case] command: Command,
    #[case] stage: ContractStage,
) {
    let world = World::with_contract().confirmed("400000.00");
    given(&world).when(supplier(), command.clone()).accepted();
    let after = given(&world).when(hospital(), command).accepted();
    assert_eq!(after.contract().stage, stage);
    assert_eq!(after.allowance().used, cny("400000.00"));
    assert_eq!(
        after.case.accepted(contract_id(1)).unwrap_err().code(),
        "contract-stage"
    );
    let again = RegisterContract {
        contract: contract_id(2),
        ..body()
    };
    given(&after)
        .when(supplier(), again)
        .then_rejected("contract-number-taken");
}

#[rstest]
#[case(World::by(PHARMACY, Capacity::Buyer), "not-a-side")]
#[case(World::by(LARGE_SUPPLIER, Capacity::Supplier), "not-a-side")]
#[case(World::by(BANK, Capacity::Bank), "capacity-forbidden")]
#[case(World::by(SUPPLIER, Capacity::Buyer), "capacity-not-held")]
fn a_stranger_moves_nothing(#[case] actor: tallystick_base::Actor, #[case] code: &str) {
    let registered = World::new().registered(body());
    let commands: [Command; 3] = [accept().into(), reject().into(), withdraw().into()];
    for command in commands {
        given(&registered)
            .when(actor.clone(), command)
            .then_rejected(code);
    }
    let world = World::with_contract().proposed(1, amount("900000.00"));
    let commands: [Command; 6] = [
        close().into(),
        terminate().into(),
        propose(2, amount("800000.00")).into(),
        accept_amendment(1).into(),
        reject_amendment(1).into(),
        withdraw_amendment(1).into(),
    ];
    for command in commands {
        given(&world).when(actor.clone(), command).then_rejected(code);
    }
}

#[test]
fn what_does_not_exist_is_not_found() {
    let world = World::new();
    let commands: [Command; 5] = [
        accept().into(),
        reject().into(),
        withdraw().into(),
        close().into(),
        terminate().into(),
    ];
    for command in commands {
        given(&world)
            .when(hospital(), command)
            .then_rejected("contract-not-found");
    }
    let commands: [Command; 3] = [
        accept_amendment(1).into(),
        reject_amendment(1).into(),
        withdraw_amendment(1).into(),
    ];
    for command in commands {
        given(&world)
            .when(hospital(), command)
            .then_rejected("amendment-not-found");
    }
    given(&world)
        .when(supplier(), propose(1, amount("1.00")))
        .then_rejected("contract-not-found");
    assert_eq!(
        world.case.allowance(contract_id(1)).unwrap_err().code(),
        "allowance-not-found"
    );
}

#[test]
fn a_suspended_party_agrees_to_nothing_new_and_still_answers_no() {
    let world = World::new().registered(body()).suspended(HOSPITAL);
    given(&world)
        .when(hospital(), accept())
        .then_rejected("party-suspended");
    given(&world).when(hospital(), reject()).accepted();
    let world = World::new().registered(body()).suspended(SUPPLIER);
    given(&world).when(supplier(), withdraw()).accepted();
    given(&world)
        .when(hospital(), accept())
        .then_rejected("party-suspended");
    given(&world).when(hospital(), reject()).accepted();
    let world = World::with_contract().suspended(SUPPLIER);
    given(&world).when(supplier(), close()).accepted();
    given(&world).when(hospital(), terminate()).accepted();
}

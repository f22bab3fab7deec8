//! The contract for masks, and its one amendment.

use crate::cast::{hospital, supplier, weaver};
use crate::example::example;
use crate::world::World;

pub(super) fn the_two_register_their_contract(world: &mut World) {
    world.day("2026-01-13");
    let contract = || example("contract.register/1");
    // Order 802 article 9: 60 days at most for a public institution, and not when it is paid itself.
    world.refused(
        supplier().by([0]),
        contract().with("/payment/days", 61),
        "payment-days-too-many",
    );
    world.refused(
        supplier().by([0]),
        contract().with("/pay_when_paid", true),
        "pay-when-paid",
    );
    world.refused(weaver().by([0]), contract(), "not-a-side");
    world.signs(supplier().by([0]), contract());
    let other = "contract/019bb50c-fa00-7000-8000-000000000000";
    let again = contract()
        .with("/contract", other)
        .with("/number", "ynyy－hc－2026－017");
    world.refused(supplier().by([0]), again, "contract-number-taken");
    world.refused(
        supplier().by([0]),
        example("contract.accept/1"),
        "answered-by-proposer",
    );
    world.refused(
        supplier().by([0]),
        example("receivable.claim/1"),
        "contract-stage",
    );

    world.what_if(|world| world.signs(hospital().by([2]), example("contract.reject/1")));
    world.what_if(|world| world.signs(supplier().by([0]), example("contract.withdraw/1")));
    world.day("2026-01-14");
    world.refused(hospital().by([0]), example("contract.accept/1"), "role-forbidden");
    world.signs(hospital().by([2]), example("contract.accept/1"));
    world.what_if(|world| world.signs(supplier().by([0]), example("contract.terminate/1")));
}

pub(super) fn they_amend_it(world: &mut World) {
    world.day("2026-01-26");
    world.signs(supplier().by([0]), example("amendment.propose/1"));
    world.refused(
        supplier().by([0]),
        example("amendment.accept/1"),
        "answered-by-proposer",
    );
    world.what_if(|world| world.signs(hospital().by([2]), example("amendment.reject/1")));
    world.what_if(|world| world.signs(supplier().by([0]), example("amendment.withdraw/1")));
    world.day("2026-01-27");
    world.signs(hospital().by([2]), example("amendment.accept/1"));

    let (contract, allowance) = contract_and_limit(world);
    assert_eq!(contract, "5,400,000.00 CNY");
    assert_eq!(
        allowance, "5,670,000.00 CNY",
        "the contract sum and the tolerance of 5 % on it"
    );
}

fn contract_and_limit(world: &World) -> (String, String) {
    let contract = example("contract.register/1").value("/contract");
    let contracts = &world.case.certificates().contracts;
    (
        contracts.contracts[&contract].terms.amount.to_string(),
        contracts.allowances[&contract].limit.to_string(),
    )
}

//! Every arrow there is: all pairs of a stage and a transition, asked of `apply` alone.

use std::fmt::Write as _;

use tallystick_base::IllegalTransition;
use tallystick_contracts::{
    AllowanceTransition, Amendment, AmendmentStage, AmendmentTransition, Contract, ContractNumber,
    ContractNumberStage, ContractNumberTransition, ContractStage, ContractTransition, Side, allowance,
    amendment, contract, contract_number,
};

use crate::world::*;

/// One line an arrow. What is no arrow is an error that names where it was tried from.
fn arrows<S: Clone, T>(
    states: &[S],
    stage: fn(&S) -> &'static str,
    transitions: &[T],
    name: fn(&T) -> &'static str,
    apply: fn(Option<S>, &T) -> Result<S, IllegalTransition>,
) -> String {
    let mut lines = String::new();
    let sources = std::iter::once(None).chain(states.iter().cloned().map(Some));
    for source in sources {
        let from = source.as_ref().map_or("nothing", stage);
        for transition in transitions {
            let name = name(transition);
            match apply(source.clone(), transition) {
                Ok(after) => writeln!(lines, "{from} {name} → {}", stage(&after)).unwrap(),
                Err(fault) => {
                    assert_eq!((fault.stage, fault.transition), (from, name));
                    assert_eq!(fault.code(), "illegal-transition");
                }
            }
        }
    }
    lines
}

#[test]
fn of_a_contract() {
    let world = World::with_contract();
    let reason = || text("原因");
    let states = [
        ContractStage::Registered {},
        ContractStage::Accepted {},
        ContractStage::Rejected { reason: reason() },
        ContractStage::Withdrawn {},
        ContractStage::Closed { by: Side::Buyer },
        ContractStage::Terminated {
            by: Side::Buyer,
            reason: reason(),
        },
    ]
    .map(|stage| Contract {
        stage,
        ..world.contract().clone()
    });
    let transitions = contract_transitions(world.contract());
    insta::assert_snapshot!(arrows(
        &states,
        |contract| contract.stage.name(),
        &transitions,
        ContractTransition::name,
        contract::apply,
    ));
}

#[test]
fn of_an_amendment() {
    let world = World::with_contract().proposed(1, amount("900000.00"));
    let proposed = &world.case.amendments[&amendment_id(1)];
    let states = [
        AmendmentStage::Proposed {},
        AmendmentStage::Accepted {},
        AmendmentStage::Rejected {
            reason: text("原因")
        },
        AmendmentStage::Withdrawn {},
    ]
    .map(|stage| Amendment {
        stage,
        ..proposed.clone()
    });
    insta::assert_snapshot!(arrows(
        &states,
        |amendment| amendment.stage.name(),
        &amendment_transitions(proposed),
        AmendmentTransition::name,
        amendment::apply,
    ));
}

#[test]
fn of_a_contract_number() {
    let contract = contract_id(1);
    let states = [
        ContractNumberStage::Taken { contract },
        ContractNumberStage::Free {},
    ]
    .map(|stage| ContractNumber { stage });
    let transitions = [
        ContractNumberTransition::Taken { contract },
        ContractNumberTransition::Freed {},
    ];
    insta::assert_snapshot!(arrows(
        &states,
        |number| number.stage.name(),
        &transitions,
        ContractNumberTransition::name,
        contract_number::apply,
    ));
}

#[test]
fn of_an_allowance() {
    let world = World::with_contract();
    insta::assert_snapshot!(arrows(
        &[world.allowance().clone()],
        |_| "Open",
        &allowance_transitions(&world),
        AllowanceTransition::name,
        allowance::apply,
    ));
}

fn contract_transitions(contract: &Contract) -> Vec<ContractTransition> {
    use ContractTransition as T;
    vec![
        T::Registered {
            contract: contract.id,
            supplier: contract.supplier,
            buyer: contract.buyer,
            by: Side::Supplier,
            number: contract.number.clone(),
            supplier_size: contract.supplier_size,
            protection: contract.protection,
            terms: Box::new(contract.terms.clone()),
        },
        T::Accepted {},
        T::Rejected {
            reason: text("原因")
        },
        T::Withdrawn {},
        T::Amended {
            amendment: amendment_id(1),
            revision: 2,
            terms: Box::new(contract.terms.clone()),
        },
        T::Closed { by: Side::Buyer },
        T::Terminated {
            by: Side::Buyer,
            reason: text("原因"),
        },
    ]
}

fn amendment_transitions(amendment: &Amendment) -> Vec<AmendmentTransition> {
    use AmendmentTransition as T;
    vec![
        T::Proposed {
            amendment: amendment.id,
            contract: amendment.contract,
            supplier: amendment.supplier,
            buyer: amendment.buyer,
            by: amendment.proposed_by,
            basis: amendment.basis,
            changes: Box::new(amendment.changes.clone()),
        },
        T::Accepted {},
        T::Rejected {
            reason: text("原因")
        },
        T::Withdrawn {},
    ]
}

fn allowance_transitions(world: &World) -> Vec<AllowanceTransition> {
    use AllowanceTransition as T;
    let limit = cny("1050000.00");
    vec![
        T::Opened {
            contract: contract_id(1),
            limit,
        },
        world.allowance().take(receivable(1), cny("1.00")).unwrap(),
        T::Returned {
            certificate: certificate(1),
            amount: cny("0.00"),
            used: cny("0.00"),
        },
        T::Raised { limit },
        T::Lowered { limit },
    ]
}

//! What holds whatever is commanded, in whatever order, by whomever.

use proptest::prelude::*;
use tallystick_base::{Actor, Capacity};
use tallystick_contracts::{AmendmentStage, Changes, Command, RegisterContract, Step, Transition, decide};

use crate::given::given;
use crate::world::*;

#[derive(Debug, Clone)]
enum Act {
    Signed(Actor, Command),
    /// What a later crate does: confirm, or cancel.
    Take(i64),
    GiveBack(i64),
}

fn actors() -> impl Strategy<Value = Actor> {
    prop_oneof![
        4 => Just(supplier()),
        4 => Just(hospital()),
        1 => (1..=9_u64, prop::sample::select(Capacity::ALL.to_vec())).prop_map(|(n, c)| World::by(n, c)),
    ]
}

fn changes() -> impl Strategy<Value = Changes> {
    let sum = prop::option::of(1..300_i64).prop_map(|n| n.map(|n| cny(&format!("{}.00", n * 10_000))));
    let days = prop::option::of(0..70_u32);
    (sum, days, any::<Option<bool>>()).prop_map(|(amount, days, vouchers_agreed)| Changes {
        amount,
        inspection_days: days,
        vouchers_agreed,
        ..no_changes()
    })
}

fn commands() -> impl Strategy<Value = Command> {
    let id = || 1..7_u64;
    prop_oneof![
        3 => (id(), 1..3_u8).prop_map(|(n, number)| RegisterContract {
            contract: contract_id(n),
            number: text(&format!("HT-2026-00{number}")),
            ..body()
        }
        .into()),
        3 => Just(accept().into()),
        1 => Just(reject().into()),
        1 => Just(withdraw().into()),
        1 => Just(close().into()),
        1 => Just(terminate().into()),
        12 => (id(), changes()).prop_map(|(n, changes)| propose(n, changes).into()),
        12 => id().prop_map(|n| accept_amendment(n).into()),
        1 => id().prop_map(|n| reject_amendment(n).into()),
        1 => id().prop_map(|n| withdraw_amendment(n).into()),
    ]
}

fn acts() -> impl Strategy<Value = Act> {
    prop_oneof![
        6 => (actors(), commands()).prop_map(|(actor, command)| Act::Signed(actor, command)),
        1 => (1..60_000_000_i64).prop_map(Act::Take),
        1 => (1..60_000_000_i64).prop_map(Act::GiveBack),
    ]
}

/// Carries out an act as far as it is allowed; what is accepted also passes the checks of [`given`].
fn after(world: World, act: &Act) -> World {
    let fen = |n| tallystick_base::Money::from_minor(n, tallystick_base::Currency::CNY);
    let moved = match act {
        Act::Signed(actor, command) => {
            let decided = given(&world).when(actor.clone(), command.clone());
            return if decided.answer.is_ok() {
                decided.accepted()
            } else {
                world
            };
        }
        Act::Take(amount) => world
            .case
            .allowance(contract_id(1))
            .and_then(|allowance| allowance.take(receivable(1), fen(*amount))),
        Act::GiveBack(amount) => world
            .case
            .allowance(contract_id(1))
            .and_then(|allowance| allowance.give_back(certificate(1), fen(*amount))),
    };
    let mut world = world;
    if let Ok(transition) = moved {
        let step = Step {
            subject: tallystick_contracts::Allowance::subject_of(contract_id(1)),
            transition: Transition::Allowance(transition),
        };
        world.case.apply(&step).unwrap();
    }
    world
}

/// Two numbers are keyed; in one of two cases the contract is there already.
fn starts() -> impl Strategy<Value = World> {
    prop_oneof![Just(World::new()), Just(World::with_contract())].prop_map(prepared)
}

fn prepared(world: World) -> World {
    [1, 2].into_iter().fold(world, |world, n| {
        world.prepared(&RegisterContract {
            number: text(&format!("HT-2026-00{n}")),
            ..body()
        })
    })
}

/// The confirmed total is within the sum and its tolerance, and every number has one contract.
fn check(world: &World) {
    for (id, allowance) in &world.case.allowances {
        let contract = &world.case.contracts[id];
        assert_eq!(allowance.limit, contract.terms.limit().unwrap());
        assert!(!allowance.used.is_negative());
        assert!(allowance.used.compare(allowance.limit).unwrap().is_le());
    }
    for contract in world.case.contracts.values() {
        let holder = world.case.numbers[&contract.number].holder();
        let ended_before_it_began = matches!(contract.stage.name(), "Rejected" | "Withdrawn");
        assert_eq!(holder == Some(contract.id), !ended_before_it_began);
        let accepted = world
            .case
            .amendments
            .values()
            .filter(|a| a.contract == contract.id && a.stage == AmendmentStage::Accepted {});
        assert_eq!(u32::try_from(accepted.count()).unwrap() + 1, contract.revision);
        assert_eq!(
            (contract.terms.signed_on, contract.terms.amount.currency()),
            (body().signed_on, body().amount.currency())
        );
    }
}

proptest! {
    #[test]
    fn invariants_hold_after_every_act(start in starts(), acts in prop::collection::vec(acts(), 1..80)) {
        let mut world = start;
        for act in &acts {
            world = after(world, act);
            check(&world);
        }
    }

    #[test]
    fn nothing_is_accepted_from_who_is_no_side(
        start in starts(),
        before in prop::collection::vec(acts(), 0..30),
        n in 1..12_u64,
        capacity in prop::sample::select(Capacity::ALL.to_vec()),
        command in commands(),
    ) {
        let actor = World::by(n, capacity);
        prop_assume!(actor != supplier() && actor != hospital());
        let world = before.iter().fold(start, after);
        let context = world.context(actor);
        prop_assert!(decide(&world.case, &command, &context).is_err());
    }

    #[test]
    fn a_viewer_moves_nothing(
        start in starts(),
        before in prop::collection::vec(acts(), 0..30),
        command in commands(),
    ) {
        let world = before.iter().fold(start, after);
        for (n, side) in [(SUPPLIER, supplier()), (HOSPITAL, hospital())] {
            let context = world.context(Actor { members: vec![member(n, 3)], ..side });
            let refused = decide(&world.case, &command, &context).unwrap_err();
            prop_assert_eq!(refused.code(), "role-forbidden");
        }
    }
}

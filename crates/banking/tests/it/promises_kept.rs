//! What is left of promises: counted by the sweep, and not a cent lost whatever happens to the certificates.

use proptest::prelude::*;
use tallystick_banking::endorsement::EndorsementStage;
use tallystick_banking::{Command, due};
use tallystick_base::{Money, PartyId};
use tallystick_certificates::Certificate;

use crate::given::given;
use crate::lent::certificate;
use crate::promises::{
    endorse, endorsed, honour, late, line, pay, promise, promising, release, split, take_back,
};
use crate::world::{BANK, SERVICE, SUPPLIER, World, cny, salt};

fn swept(world: &World) -> Vec<Command> {
    due(&world.case, world.now, &mut salt).unwrap()
}

#[test]
fn the_sweep_counts_what_has_ended_what_was_split_first() {
    assert_eq!(swept(&endorsed()), []);
    let world = split(endorsed(), 1, &[(2, "200000.00"), (3, "400000.00")]);
    let mut world = pay(pay(world, 2, "200000.00"), 3, "400000.00");
    let expected = [1, 2, 3].map(|n| Command::from(release(n)));
    assert_eq!(swept(&world), expected);
    for command in expected {
        world = given(&world).when(SERVICE, command).accepted();
    }
    assert_eq!(swept(&world), []);
    assert_eq!(promise(&world).stage, EndorsementStage::Ended {});
}

/// What happens next to the certificates under a promise.
#[derive(Debug, Clone, Copy)]
enum Next {
    Split(usize, u8),
    Pay(usize, u8),
    Cancel(usize),
    Honour(usize),
    Sweep,
}

fn next() -> impl Strategy<Value = Next> {
    prop_oneof![
        3 => (0_usize..8, 1_u8..4).prop_map(|(on, much)| Next::Split(on, much)),
        4 => (0_usize..8, any::<u8>()).prop_map(|(on, much)| Next::Pay(on, much)),
        1 => (0_usize..8).prop_map(Next::Cancel),
        2 => (0_usize..8).prop_map(Next::Honour),
        1 => Just(Next::Sweep),
    ]
}

/// The live certificate so far down the list, by the number it has here, and what is outstanding on it.
fn live(world: &World, on: usize) -> Option<(u64, Money)> {
    let live = (1..60).filter_map(|n| {
        let held = world
            .case
            .financing
            .certificates
            .certificates
            .get(&certificate(n))?;
        held.is_live().then_some((n, held.outstanding))
    });
    let live: Vec<_> = live.collect();
    live.get(on % live.len().max(1)).copied()
}

fn part(amount: Money, quarters: u8) -> Money {
    Money::from_minor(amount.minor() * i64::from(quarters) / 4, amount.currency())
}

fn happens(world: World, next: Next, fresh: u64) -> World {
    match next {
        Next::Split(on, quarters) => match live(&world, on) {
            Some((n, open)) if open.minor() >= 4 && splittable(&world, n) => {
                let one = part(open, quarters);
                let other = open.checked_sub(one).unwrap();
                let children = [(fresh, one.value_text()), (fresh + 1, other.value_text())];
                let children = children.each_ref().map(|(n, amount)| (*n, amount.as_str()));
                split(world.on("2026-01-21"), n, &children)
            }
            _ => world,
        },
        Next::Pay(on, much) => match live(&world, on) {
            Some((n, open)) => {
                let amount = part(open, much % 4 + 1);
                let amount = if amount.is_positive() { amount } else { open };
                pay(world, n, &amount.value_text())
            }
            None => world,
        },
        Next::Cancel(on) => match live(&world, on) {
            Some((n, _)) if held_by(&world, n) == SUPPLIER.id() => take_back(world, n),
            _ => world,
        },
        Next::Honour(on) => match live(&world, on) {
            Some((n, _)) if held_by(&world, n) == SUPPLIER.id() => {
                given(&late(world)).when(BANK, honour(n)).accepted()
            }
            _ => world,
        },
        Next::Sweep => sweep(world),
    }
}

fn held_by(world: &World, n: u64) -> PartyId {
    world.case.financing.certificates.certificates[&certificate(n)].holder
}

fn splittable(world: &World, n: u64) -> bool {
    let held = &world.case.financing.certificates.certificates[&certificate(n)];
    held.holder == SUPPLIER.id() && held.issue.depth < 5
}

fn sweep(mut world: World) -> World {
    for command in swept(&world) {
        world = given(&world).when(SERVICE, command).accepted();
    }
    world
}

/// After a sweep the promise binds exactly what is owed, or was paid since, on the live certificates under it; and the
/// line carries exactly that, drawn where the bank has paid.
fn check_standing(world: &World) {
    let certificates = &world.case.financing.certificates.certificates;
    let stood_for = |held: &Certificate| {
        if held.id() == certificate(1) {
            promise(world).record.amount.minor()
        } else {
            held.issue.amount.minor()
        }
    };
    let live: i64 = certificates
        .values()
        .filter(|held| held.is_live())
        .map(stood_for)
        .sum();
    let used = &world.case.uses[&line(1)];
    assert_eq!(promise(world).bound.minor(), live);
    assert_eq!(used.reserved.minor() + used.drawn.minor(), live);
    let honoured: i64 = promise(world)
        .honoured
        .values()
        .map(|amount| amount.minor())
        .sum();
    assert_eq!(used.drawn.minor(), honoured);
    assert_eq!(promise(world).stage == (EndorsementStage::Ended {}), live == 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_cent_of_a_promise_is_lost_or_bound_for_ever(paid in 0_u8..4, nexts in prop::collection::vec(next(), 1..24)) {
        let mut world = promising();
        if paid > 0 {
            world = pay(world, 1, &part(cny("600000.00"), paid).value_text());
        }
        world = given(&world).when(BANK, endorse()).accepted();
        for (at, next) in (0..).zip(nexts) {
            world = happens(world, next, 2 + 2 * at);
            check_standing(&sweep(world.clone()));
        }
    }
}

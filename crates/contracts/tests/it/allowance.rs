//! What may be confirmed under a contract.

use tallystick_base::{Currency, Money};
use tallystick_contracts::{Allowance, AllowanceTransition, allowance};

use crate::world::*;

fn moved(state: &Allowance, transition: &AllowanceTransition) -> Allowance {
    allowance::apply(Some(state.clone()), transition).unwrap()
}

#[test]
fn the_confirmed_total_never_exceeds_the_sum_and_its_tolerance() {
    let world = World::with_contract();
    let open = world.allowance();
    let refused = open.take(receivable(1), cny("1050000.01")).unwrap_err();
    assert_eq!(refused.code(), "allowance-exceeded");
    let full = moved(open, &open.take(receivable(1), cny("1050000.00")).unwrap());
    assert_eq!((full.used, full.left()), (cny("1050000.00"), cny("0.00")));
    assert_eq!(
        full.take(receivable(2), cny("0.01")).unwrap_err().code(),
        "allowance-exceeded"
    );
}

#[test]
fn what_a_cancelled_certificate_gives_back_can_be_confirmed_again() {
    let world = World::with_contract().confirmed("600000.00");
    let used = world.allowance();
    let back = moved(used, &used.give_back(certificate(1), cny("250000.00")).unwrap());
    assert_eq!((back.used, back.left()), (cny("350000.00"), cny("700000.00")));
    let refused = back.give_back(certificate(1), cny("350000.01")).unwrap_err();
    assert_eq!(refused.code(), "allowance-not-used");
}

#[test]
fn only_amounts_above_zero_move_it_and_only_in_its_currency() {
    let world = World::with_contract().confirmed("600000.00");
    let open = world.allowance();
    for nothing in ["0.00", "-1.00"] {
        assert_eq!(
            open.take(receivable(1), cny(nothing)).unwrap_err().code(),
            "allowance-amount"
        );
        assert_eq!(
            open.give_back(certificate(1), cny(nothing)).unwrap_err().code(),
            "allowance-amount"
        );
    }
    let dollar = Money::from_minor(100, Currency::USD);
    assert_eq!(
        open.take(receivable(1), dollar).unwrap_err().code(),
        "money-currencies"
    );
    let most = Money::from_minor(i64::MAX, Currency::CNY);
    assert_eq!(
        open.take(receivable(1), most).unwrap_err().code(),
        "money-too-large"
    );
}

#[test]
fn a_stated_total_that_does_not_add_up_is_no_arrow() {
    let world = World::with_contract().confirmed("600000.00");
    let wrong = [
        AllowanceTransition::Used {
            receivable: receivable(2),
            amount: cny("1.00"),
            used: cny("600002.00"),
        },
        AllowanceTransition::Returned {
            certificate: certificate(2),
            amount: cny("1.00"),
            used: cny("600001.00"),
        },
    ];
    for transition in wrong {
        let fault = allowance::apply(Some(world.allowance().clone()), &transition).unwrap_err();
        assert_eq!((fault.aggregate, fault.stage), ("allowance", "Open"));
    }
}

#[test]
fn its_subject_shares_the_id_of_the_contract() {
    let subject = Allowance::subject_of(contract_id(1));
    assert_eq!(subject.id(), contract_id(1).subject().id());
    assert_eq!(Allowance::contract_of(&subject), Some(contract_id(1)));
    assert_eq!(Allowance::contract_of(&contract_id(1).subject()), None);
    assert_eq!(Allowance::contract_of(&"allowance/1".parse().unwrap()), None);
}

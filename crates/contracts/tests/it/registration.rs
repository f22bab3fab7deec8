//! Who registers a contract, for whom, and under which number.

use rstest::rstest;
use tallystick_base::{Capacity, SizeClass};
use tallystick_contracts::{ContractStage, Protection, RegisterContract, Side};
use tallystick_parties::PartyStage;

use crate::given::given;
use crate::world::*;

#[test]
fn a_supplier_registers_a_contract_and_takes_its_number() {
    let world = World::new().prepared(&body());
    let after = given(&world)
        .when(supplier(), body())
        .then_steps(&["contract registered", "contract-number taken"]);
    let contract = after.contract();
    assert_eq!(contract.stage, ContractStage::Registered {});
    assert_eq!((contract.registered_by, contract.revision), (Side::Supplier, 1));
    assert_eq!(contract.protection, Protection::PublicBody);
    assert_eq!(
        after.case.numbers[&contract.number].holder(),
        Some(contract_id(1))
    );
    assert!(after.case.allowances.is_empty());
}

#[test]
fn a_buyer_registers_a_contract_too() {
    let world = World::new().prepared(&body());
    let after = given(&world).when(hospital(), body()).accepted();
    assert_eq!(after.contract().registered_by, Side::Buyer);
}

#[rstest]
#[case::in_the_other_sides_capacity(World::by(SUPPLIER, Capacity::Buyer), "capacity-not-held")]
#[case::a_bank(World::by(BANK, Capacity::Bank), "capacity-forbidden")]
#[case::another_supplier(World::by(LARGE_SUPPLIER, Capacity::Supplier), "not-a-side")]
#[case::another_buyer(World::by(PHARMACY, Capacity::Buyer), "not-a-side")]
#[case::a_trader_who_is_neither(World::by(TRADER, Capacity::Supplier), "not-a-side")]
fn nobody_but_its_two_sides_registers_a_contract(#[case] actor: tallystick_base::Actor, #[case] code: &str) {
    let world = World::new().prepared(&body());
    given(&world).when(actor, body()).then_rejected(code);
}

#[test]
fn a_party_that_sells_and_buys_does_not_contract_with_itself() {
    let own = RegisterContract {
        supplier: party(TRADER),
        buyer: party(TRADER),
        ..body()
    };
    let world = World::new().prepared(&own);
    given(&world)
        .when(World::by(TRADER, Capacity::Supplier), own)
        .then_rejected("supplier-is-buyer");
}

#[test]
fn a_party_that_sells_and_buys_stands_on_the_side_of_its_capacity() {
    let sold = RegisterContract {
        supplier: party(TRADER),
        ..body()
    };
    let world = World::new().prepared(&sold);
    given(&world)
        .when(World::by(TRADER, Capacity::Buyer), sold.clone())
        .then_rejected("not-a-side");
    given(&world)
        .when(World::by(TRADER, Capacity::Supplier), sold)
        .accepted();
}

#[rstest]
#[case::not_yet_accepted(PartyStage::Registered {}, "party-not-accepted")]
#[case::suspended(PartyStage::Suspended { reason: text("停用") }, "party-suspended")]
fn nothing_is_agreed_with_a_party_that_does_not_act(#[case] stage: PartyStage, #[case] code: &str) {
    for (n, actor) in [(HOSPITAL, supplier()), (SUPPLIER, hospital())] {
        let world = World::new().prepared(&body()).staged(n, stage.clone());
        given(&world).when(actor, body()).then_rejected(code);
    }
}

#[test]
fn the_other_side_is_registered_for_its_part() {
    let wrong = body_with(BANK);
    let world = World::new().prepared(&wrong);
    given(&world)
        .when(supplier(), wrong)
        .then_rejected("capacity-not-held");
    let unknown = body_with(77);
    let world = World::new().prepared(&unknown);
    given(&world)
        .when(supplier(), unknown)
        .then_rejected("party-not-found");
}

#[rstest]
#[case("HT-2026-001")]
#[case("ht-2026-001")]
#[case("ＨＴ－２０２６－００１")]
#[case("HT – 2026 – 001")]
fn one_number_of_the_two_is_one_contract_however_it_is_typed(#[case] number: &str) {
    let again = RegisterContract {
        contract: contract_id(2),
        number: text(number),
        ..body()
    };
    let world = World::new().registered(body()).prepared(&again);
    given(&world)
        .when(hospital(), again)
        .then_rejected("contract-number-taken");
}

#[test]
fn the_same_number_with_another_buyer_is_another_contract() {
    let other = RegisterContract {
        contract: contract_id(2),
        ..body_with(PHARMACY)
    };
    let world = World::new().registered(body()).prepared(&other);
    given(&world).when(supplier(), other).accepted();
}

#[test]
fn an_id_is_used_once() {
    let again = RegisterContract {
        number: text("HT-2026-002"),
        ..body()
    };
    let world = World::new().registered(body()).prepared(&again);
    given(&world)
        .when(supplier(), again)
        .then_rejected("contract-exists");
}

#[test]
fn a_registration_whose_number_was_not_keyed_is_not_decided() {
    given(&World::new())
        .when(supplier(), body())
        .then_rejected("keyed-name-missing");
}

/// Order 802 article 3: the size at signing counts, and the supplier is the one to tell it.
#[rstest]
#[case::as_in_the_profile(supplier(), "2026-03-02", SizeClass::Small, None)]
#[case::an_older_contract(supplier(), "2026-03-01", SizeClass::Micro, None)]
#[case::signed_today(supplier(), "2026-03-02", SizeClass::Micro, Some("supplier-size-differs"))]
#[case::stated_by_the_buyer(hospital(), "2026-01-05", SizeClass::Large, Some("supplier-size-differs"))]
fn article_3_the_supplier_states_its_size_at_signing(
    #[case] actor: tallystick_base::Actor,
    #[case] signed_on: &str,
    #[case] size: SizeClass,
    #[case] refused: Option<&str>,
) {
    let stated = RegisterContract {
        signed_on: date(signed_on),
        supplier_size: size,
        ..body()
    };
    let world = World::new().prepared(&stated);
    let decided = given(&world).when(actor, stated);
    match refused {
        Some(code) => decided.then_rejected(code),
        None => assert_eq!(decided.accepted().contract().supplier_size, size),
    }
}

#[test]
fn article_3_a_supplier_that_is_no_enterprise_is_not_small() {
    let mut world = World::new().prepared(&body());
    let profile = world.case.parties.profiles.get_mut(&party(SUPPLIER)).unwrap();
    profile.data.size = None;
    given(&world)
        .when(supplier(), body())
        .then_rejected("supplier-size-differs");
    let large = RegisterContract {
        supplier_size: SizeClass::Large,
        ..body()
    };
    given(&world).when(supplier(), large).accepted();
}

#[test]
fn article_3_later_growth_of_the_supplier_changes_nothing() {
    let mut world = World::with_contract();
    let profile = world.case.parties.profiles.get_mut(&party(SUPPLIER)).unwrap();
    profile.data.size = Some(SizeClass::Large);
    let changed = given(&world)
        .when(supplier(), propose(1, amount("1100000.00")))
        .accepted();
    let after = given(&changed).when(hospital(), accept_amendment(1)).accepted();
    assert_eq!(after.contract().supplier_size, SizeClass::Small);
    assert_eq!(after.contract().protection, Protection::PublicBody);
}

#[rstest]
#[case::public_institution(HOSPITAL, SUPPLIER, Protection::PublicBody)]
#[case::large_enterprise(LARGE_FIRM, SUPPLIER, Protection::LargeEnterprise)]
#[case::medium_state_enterprise(STATE_FIRM, SUPPLIER, Protection::None)]
#[case::pharmacy(PHARMACY, SUPPLIER, Protection::None)]
#[case::from_a_large_supplier(HOSPITAL, LARGE_SUPPLIER, Protection::None)]
fn order_802_governs_organs_institutions_and_large_enterprises_towards_smaller_ones(
    #[case] buyer: u64,
    #[case] seller: u64,
    #[case] protection: Protection,
) {
    let body = RegisterContract {
        supplier: party(seller),
        supplier_size: if seller == SUPPLIER {
            SizeClass::Small
        } else {
            SizeClass::Large
        },
        ..body_with(buyer)
    };
    let after = World::new().registered(body);
    assert_eq!(after.contract().protection, protection);
}

#[test]
fn a_state_enterprise_of_large_size_is_a_large_enterprise() {
    let mut world = World::new();
    let profile = world.case.parties.profiles.get_mut(&party(STATE_FIRM)).unwrap();
    profile.data.size = Some(SizeClass::Large);
    let body = RegisterContract {
        payment: tallystick_contracts::PaymentClause {
            days: None,
            ..body().payment
        },
        ..body_with(STATE_FIRM)
    };
    let contract = world.registered(body);
    assert_eq!(contract.contract().protection, Protection::LargeEnterprise);
    assert_eq!(contract.contract().terms.payment.days, 60);
}

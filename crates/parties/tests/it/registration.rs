//! `party.register` and `party.accept`.

use std::collections::BTreeSet;

use rstest::rstest;
use tallystick_base::{Capacity, Money, RulePack, SizeClass};
use tallystick_parties::command::RegisterParty;
use tallystick_parties::{ApprovalPolicy, BuyerClass, Jwk, NewKey, PartyStage, ProfileData, Role};

use crate::given::given;
use crate::world::{
    BUYER, SHOP, SUPPLIER, World, accept, buyer, identity, key, key_of, kid_of, new_member, operator, party,
    profile, publish, register, registration, shop, sole_registration, supplier,
};

fn firm() -> RegisterParty {
    registration(SUPPLIER, Capacity::Supplier, Some(SizeClass::Small))
}

#[test]
fn the_operator_registers_a_party_with_its_file_members_and_keys() {
    let world = given(&World::ruled())
        .when(operator(), register(firm()))
        .then_steps(&[
            "party registered",
            "profile opened",
            "identity taken",
            "member added",
            "member added",
            "key added",
            "key added",
        ]);
    assert_eq!(
        world.case.party(party(SUPPLIER)).unwrap().stage,
        PartyStage::Registered {}
    );
    assert_eq!(world.case.profile(party(SUPPLIER)).unwrap().version, 1);
}

#[test]
fn a_party_acts_only_once_it_has_accepted() {
    let world = World::ruled().registered(firm());
    let refused = given(&world).when(
        supplier(&[1]),
        crate::world::update(profile(Some(SizeClass::Small))),
    );
    refused.then_rejected("party-not-accepted");
    assert_eq!(
        world.case.active(party(SUPPLIER)).unwrap_err().code(),
        "party-not-accepted"
    );
    let world = given(&world)
        .when(supplier(&[2]), accept())
        .then_steps(&["party accepted"]);
    assert!(world.case.active(party(SUPPLIER)).is_ok());
}

#[test]
fn only_an_admin_of_the_party_itself_accepts_and_once() {
    let body = RegisterParty {
        members: vec![
            new_member(SUPPLIER, 1, &[Role::Admin]),
            new_member(SUPPLIER, 2, &[Role::Admin]),
            new_member(SUPPLIER, 3, &[Role::Maker]),
        ],
        keys: vec![key_of(SUPPLIER, 1), key_of(SUPPLIER, 2), key_of(SUPPLIER, 3)],
        ..firm()
    };
    let world = World::ruled().registered(body);
    given(&world)
        .when(supplier(&[3]), accept())
        .then_rejected("role-forbidden");
    given(&world)
        .when(operator(), accept())
        .then_rejected("party-accepted");
    let world = given(&world).when(supplier(&[1]), accept()).accepted();
    given(&world)
        .when(supplier(&[1]), accept())
        .then_rejected("party-accepted");
}

#[test]
fn two_members_of_the_operator_register_and_nobody_else() {
    let world = World::ruled();
    let one = World::by(crate::world::OPERATOR, Capacity::Operator, &[1]);
    given(&world)
        .when(one, register(firm()))
        .then_rejected("signatures-too-few");
    let world = World::peopled();
    let again = RegisterParty {
        party: party(6),
        identity: identity(6),
        ..firm()
    };
    given(&world)
        .when(supplier(&[1, 2]), register(again.clone()))
        .then_rejected("capacity-forbidden");
    let pretending = World::by(SUPPLIER, Capacity::Operator, &[1, 2]);
    given(&world)
        .when(pretending, register(again))
        .then_rejected("capacity-not-held");
}

#[test]
fn one_organisation_is_registered_once() {
    let world = World::peopled();
    let twin = RegisterParty {
        identity: identity(SUPPLIER),
        ..registration(6, Capacity::Buyer, None)
    };
    given(&world)
        .when(operator(), register(twin))
        .then_rejected("identity-taken");
    let the_operator_itself = RegisterParty {
        identity: identity(1),
        ..registration(6, Capacity::Supplier, Some(SizeClass::Large))
    };
    given(&world)
        .when(operator(), register(the_operator_itself))
        .then_rejected("identity-taken");
}

#[test]
fn a_code_whose_subject_was_not_supplied_is_refused() {
    let mut world = World::ruled();
    world.case.keyed.clear();
    given(&world)
        .when(operator(), register(firm()))
        .then_rejected("keyed-name-missing");
}

#[test]
fn rules_are_published_before_parties_are_registered() {
    given(&World::opened())
        .when(operator(), register(firm()))
        .then_rejected("rules-not-found");
    let world = given(&World::opened())
        .when(operator(), publish(RulePack::cn().unwrap()))
        .accepted();
    given(&world).when(operator(), register(firm())).accepted();
}

#[test]
fn a_micro_firm_may_have_a_single_member_who_signs_alone() {
    let world = World::ruled().joined(RegisterParty {
        buyer_class: Some(BuyerClass::Other),
        ..sole_registration(SHOP, Capacity::Buyer)
    });
    assert!(world.case.is_sole_member(party(SHOP)).unwrap());
    let needed =
        tallystick_parties::requirement(&world.case, party(SHOP), "receivable.confirm/1", None).unwrap();
    assert_eq!((needed.signatures, needed.checker), (1, false));
    given(&world)
        .when(shop(), crate::world::update(profile(Some(SizeClass::Small))))
        .accepted();
}

#[rstest]
#[case::medium(Some(SizeClass::Medium))]
#[case::large(Some(SizeClass::Large))]
fn a_larger_firm_may_not_have_a_single_member(#[case] size: Option<SizeClass>) {
    let body = RegisterParty {
        profile: profile(size),
        ..sole_registration(SUPPLIER, Capacity::Supplier)
    };
    given(&World::ruled())
        .when(operator(), register(body))
        .then_rejected("sole-member-not-small");
}

fn with(capacities: &[Capacity], buyer_class: Option<BuyerClass>) -> RegisterParty {
    RegisterParty {
        capacities: capacities.iter().copied().collect(),
        buyer_class,
        ..firm()
    }
}

#[rstest]
#[case::no_capacity(with(&[], None), "no-capacity")]
#[case::operator(with(&[Capacity::Operator], None), "capacity-reserved")]
#[case::service(with(&[Capacity::Supplier, Capacity::Service], None), "capacity-reserved")]
#[case::auditor_who_trades(with(&[Capacity::Supplier, Capacity::Auditor], None), "auditor-not-alone")]
#[case::buyer_without_class(with(&[Capacity::Supplier, Capacity::Buyer], None), "buyer-class-missing")]
#[case::class_without_buyer(
    with(&[Capacity::Supplier], Some(BuyerClass::StateEnterprise)),
    "buyer-class-without-buyer"
)]
#[case::guarantor_without_net_assets(with(&[Capacity::Guarantor], None), "net-assets-missing")]
#[case::supplier_without_size(RegisterParty { profile: profile(None), ..firm() }, "size-missing")]
#[case::head_of_its_own_group(
    RegisterParty {
        profile: ProfileData { group: Some(party(SUPPLIER)), ..profile(Some(SizeClass::Small)) },
        ..firm()
    },
    "group-of-itself"
)]
#[case::group_of_a_stranger(
    RegisterParty {
        profile: ProfileData { group: Some(party(77)), ..profile(Some(SizeClass::Small)) },
        ..firm()
    },
    "party-not-found"
)]
#[case::single_member_without_policy(
    RegisterParty { policy: None, ..sole_registration(SUPPLIER, Capacity::Supplier) },
    "admins-too-few"
)]
#[case::single_member_who_is_no_admin(
    RegisterParty {
        members: vec![new_member(SUPPLIER, 1, &[Role::Maker])],
        ..sole_registration(SUPPLIER, Capacity::Supplier)
    },
    "admins-too-few"
)]
#[case::no_member(RegisterParty { members: vec![], keys: vec![], ..firm() }, "admins-too-few")]
#[case::member_without_role(
    RegisterParty {
        members: vec![new_member(SUPPLIER, 1, &[]), new_member(SUPPLIER, 2, &[Role::Admin])],
        ..firm()
    },
    "no-role"
)]
#[case::one_person_twice(
    RegisterParty {
        members: vec![new_member(SUPPLIER, 1, &[Role::Admin]), new_member(SUPPLIER, 1, &[Role::Admin])],
        ..firm()
    },
    "member-exists"
)]
#[case::one_key_for_two(
    RegisterParty {
        members: vec![
            new_member(SUPPLIER, 1, &[Role::Admin]),
            tallystick_parties::command::NewMember {
                kid: kid_of(SUPPLIER, 1),
                ..new_member(SUPPLIER, 2, &[Role::Admin])
            },
        ],
        keys: vec![key_of(SUPPLIER, 1)],
        ..firm()
    },
    "key-shared"
)]
#[case::one_key_listed_twice(
    RegisterParty { keys: vec![key_of(SUPPLIER, 1), key_of(SUPPLIER, 1)], ..firm() },
    "key-exists"
)]
#[case::a_key_that_nobody_holds(
    RegisterParty { keys: vec![key_of(SUPPLIER, 1), key_of(SUPPLIER, 2), key(42)], ..firm() },
    "key-unmatched"
)]
#[case::a_key_under_another_name(
    RegisterParty {
        keys: vec![key_of(SUPPLIER, 1), NewKey { jwk: key(42).jwk, ..key_of(SUPPLIER, 2) }],
        ..firm()
    },
    "key-misnamed"
)]
#[case::a_key_on_another_curve(
    RegisterParty {
        keys: vec![
            key_of(SUPPLIER, 1),
            NewKey {
                jwk: Jwk { crv: "P-384".into(), ..key_of(SUPPLIER, 2).jwk },
                ..key_of(SUPPLIER, 2)
            },
        ],
        ..firm()
    },
    "key-misnamed"
)]
fn a_registration_out_of_form_is_refused(#[case] body: RegisterParty, #[case] code: &str) {
    given(&World::ruled())
        .when(operator(), register(body))
        .then_rejected(code);
}

#[test]
fn ids_and_keys_in_use_are_not_registered_again() {
    let world = World::peopled();
    let new = || registration(6, Capacity::Supplier, Some(SizeClass::Small));
    let party_again = RegisterParty {
        party: party(BUYER),
        ..new()
    };
    given(&world)
        .when(operator(), register(party_again))
        .then_rejected("party-exists");
    let member_again = RegisterParty {
        members: vec![
            new_member(6, 1, &[Role::Admin]),
            tallystick_parties::command::NewMember {
                member: crate::world::member(BUYER, 1),
                ..new_member(6, 2, &[Role::Admin])
            },
        ],
        ..new()
    };
    given(&world)
        .when(operator(), register(member_again))
        .then_rejected("member-exists");
    let key_again = RegisterParty {
        members: vec![
            new_member(6, 1, &[Role::Admin]),
            tallystick_parties::command::NewMember {
                kid: kid_of(BUYER, 1),
                ..new_member(6, 2, &[Role::Admin])
            },
        ],
        keys: vec![key_of(6, 1), key_of(BUYER, 1)],
        ..new()
    };
    given(&world)
        .when(operator(), register(key_again))
        .then_rejected("key-exists");
}

#[test]
fn a_party_may_have_several_capacities_and_name_the_head_of_its_group() {
    let world = World::peopled();
    let body = RegisterParty {
        capacities: BTreeSet::from([Capacity::Supplier, Capacity::Buyer, Capacity::Guarantor]),
        buyer_class: Some(BuyerClass::StateEnterprise),
        profile: ProfileData {
            group: Some(party(BUYER)),
            net_assets: Some(Money::from_minor(500_000_000, tallystick_base::Currency::CNY)),
            ..profile(Some(SizeClass::Large))
        },
        policy: Some(ApprovalPolicy::default()),
        ..registration(6, Capacity::Buyer, None)
    };
    let world = given(&world).when(operator(), register(body)).accepted();
    let own = world.case.party(party(6)).unwrap();
    assert!(own.acts_as(Capacity::Guarantor) && !own.acts_as(Capacity::Bank));
    given(&world)
        .when(buyer(&[1]), accept())
        .then_rejected("party-accepted");
}

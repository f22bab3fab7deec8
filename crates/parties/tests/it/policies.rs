//! Approval policies: what a party asks of itself beyond the rule for everyone.

use std::collections::BTreeSet;

use rstest::rstest;
use tallystick_base::{Currency, Money, SizeClass};
use tallystick_parties::{ApprovalPolicy, ApprovalRule, Role, authorise, has_enough_admins, requirement};

use crate::given::given;
use crate::world::{
    BUYER, OPERATOR, SHOP, World, add_member, buyer, change_roles, operator, party, profile, set_policy, shop,
};

fn cny(yuan: i64) -> Money {
    Money::from_minor(yuan * 100, Currency::CNY)
}

fn rule(command: &str, from: Option<Money>, signatures: u8, checker: bool) -> ApprovalRule {
    ApprovalRule {
        command: command.into(),
        from,
        signatures,
        checker,
    }
}

fn policy(rules: Vec<ApprovalRule>) -> ApprovalPolicy {
    ApprovalPolicy {
        sole_member: false,
        rules,
    }
}

/// A buyer with a third member, a maker, and this policy.
fn buyer_with(rules: Vec<ApprovalRule>) -> World {
    let world = given(&World::peopled())
        .when(buyer(&[1, 2]), add_member(BUYER, 3, &[Role::Maker]))
        .accepted();
    given(&world)
        .when(buyer(&[1, 2]), set_policy(policy(rules)))
        .then_steps(&["party policy_changed"])
}

#[track_caller]
fn asked(world: &World, command: &str, amount: Option<Money>) -> (usize, bool) {
    let needed = requirement(&world.case, party(BUYER), command, amount).unwrap();
    (needed.signatures, needed.checker)
}

#[test]
fn a_confirmation_takes_two_with_a_checker_among_them_by_default() {
    let world = World::peopled();
    let may = |members: &[u64]| {
        let context = world.context(buyer(members));
        authorise(&world.case, &context, "receivable.confirm/1", Some(cny(1)))
            .map_err(|rejection| rejection.code())
    };
    assert_eq!(may(&[1]), Err("signatures-too-few"));
    assert_eq!(may(&[2]), Err("signatures-too-few"));
    assert_eq!(may(&[2, 2]), Err("signatures-too-few"));
    assert_eq!(may(&[]), Err("signatures-too-few"));
    assert_eq!(may(&[1, 2]), Ok(()));
}

#[test]
fn two_makers_do_not_confirm() {
    let world = buyer_with(vec![]);
    let context = world.context(buyer(&[1, 3]));
    let answer = authorise(&world.case, &context, "receivable.confirm/1", None);
    assert_eq!(answer.unwrap_err().code(), "checker-missing");
}

#[test]
fn a_policy_asks_for_more_from_an_amount_on() {
    let world = buyer_with(vec![
        rule("receivable.confirm", Some(cny(1_000_000)), 3, true),
        rule("payment.report", Some(cny(50_000)), 2, false),
    ]);
    assert_eq!(
        asked(&world, "receivable.confirm/1", Some(cny(999_999))),
        (2, true)
    );
    assert_eq!(
        asked(&world, "receivable.confirm/1", Some(cny(1_000_000))),
        (3, true)
    );
    assert_eq!(asked(&world, "payment.report", Some(cny(49_999))), (1, false));
    assert_eq!(asked(&world, "payment.report", Some(cny(50_000))), (2, false));
    assert_eq!(asked(&world, "payment.report", None), (1, false));
    assert_eq!(asked(&world, "contract.accept", Some(cny(9_000_000))), (1, false));
}

#[test]
fn an_amount_in_another_currency_counts_as_above_the_threshold() {
    let world = buyer_with(vec![rule("payment.report", Some(cny(50_000)), 2, false)]);
    let one_dollar = Money::from_minor(100, Currency::USD);
    assert_eq!(asked(&world, "payment.report", Some(one_dollar)), (2, false));
}

#[test]
fn a_policy_never_lowers_what_the_rule_asks() {
    let world = buyer_with(vec![rule("receivable.confirm", None, 1, false)]);
    assert_eq!(asked(&world, "receivable.confirm", Some(cny(1))), (2, true));
}

#[test]
fn the_strictest_of_several_rules_decides() {
    let world = buyer_with(vec![
        rule("contract.accept", None, 3, false),
        rule("contract.accept", Some(cny(10)), 2, true),
    ]);
    assert_eq!(asked(&world, "contract.accept", Some(cny(10))), (3, true));
}

#[rstest]
#[case::an_unknown_command(rule("receivable.confrim", None, 2, false), "policy-command")]
#[case::with_a_version(rule("receivable.confirm/1", None, 2, false), "policy-command")]
#[case::a_matter_of_admins(rule("member.add", None, 1, false), "policy-command")]
#[case::nobody(rule("contract.accept", None, 0, false), "policy-signatures")]
#[case::more_than_there_are(rule("contract.accept", None, 3, false), "policy-signatures")]
#[case::more_than_an_entry_holds(rule("contract.accept", None, 17, false), "policy-signatures")]
fn a_policy_that_could_not_be_met_is_refused(#[case] rule: ApprovalRule, #[case] code: &str) {
    given(&World::peopled())
        .when(buyer(&[1, 2]), set_policy(policy(vec![rule])))
        .then_rejected(code);
}

#[test]
fn a_policy_that_asks_for_a_checker_needs_one() {
    let world = given(&World::peopled())
        .when(
            buyer(&[1, 2]),
            change_roles(BUYER, 2, &[Role::Admin, Role::Maker]),
        )
        .accepted();
    given(&world)
        .when(
            buyer(&[1, 2]),
            set_policy(policy(vec![rule("contract.accept", None, 2, true)])),
        )
        .then_rejected("policy-checker");
}

#[test]
fn two_admins_change_the_policy() {
    let world = World::peopled();
    given(&world)
        .when(buyer(&[1]), set_policy(policy(vec![])))
        .then_rejected("signatures-too-few");
    let context = world.context(buyer(&[1, 2]));
    assert!(authorise(&world.case, &context, "policy.change/1", None).is_ok());
}

#[test]
fn only_a_micro_or_small_firm_lets_a_single_member_sign_for_two() {
    let alone = || {
        set_policy(ApprovalPolicy {
            sole_member: true,
            rules: vec![],
        })
    };
    let world = World::peopled();
    given(&world)
        .when(buyer(&[1, 2]), alone())
        .then_rejected("sole-member-not-small");
    given(&world)
        .when(operator(), alone())
        .then_rejected("sole-member-not-small");
    given(&world)
        .when(shop(), set_policy(policy(vec![])))
        .then_rejected("admins-too-few");
    let context = world.context(shop());
    assert!(authorise(&world.case, &context, "receivable.confirm/1", Some(cny(1))).is_ok());
    let needed = requirement(&world.case, party(SHOP), "member.add/1", None).unwrap();
    assert_eq!(needed.signatures, 1);
}

#[test]
fn every_act_of_the_operator_takes_two() {
    let world = World::peopled();
    for command in ["party.suspend", "key.add", "key.revoke", "policy.change"] {
        let needed = requirement(&world.case, party(OPERATOR), command, None).unwrap();
        assert_eq!(needed.signatures, 2, "{command}");
    }
}

#[test]
fn whether_admins_are_enough_is_told_before_somebody_leaves() {
    let (admin, maker) = (BTreeSet::from([Role::Admin]), BTreeSet::from([Role::Maker]));
    let single = ApprovalPolicy {
        sole_member: true,
        ..policy(Vec::new())
    };
    let (small, large) = (profile(Some(SizeClass::Small)), profile(Some(SizeClass::Large)));
    let enough = |policy: &ApprovalPolicy, file, roles: &[_]| has_enough_admins(policy, Some(file), roles);
    assert!(enough(&policy(Vec::new()), &large, &[&admin, &admin, &maker]));
    assert!(!enough(&policy(Vec::new()), &large, &[&admin, &maker]));
    assert!(
        !enough(&policy(Vec::new()), &small, &[&admin]),
        "it has not chosen so"
    );
    assert!(enough(&single, &small, &[&admin]));
    assert!(!enough(&single, &large, &[&admin]), "only a small firm may");
    assert!(!enough(&single, &small, &[&admin, &maker]), "two need two admins");
    assert!(!enough(&single, &small, &[]));
    assert!(
        !has_enough_admins(&single, None, &[&admin]),
        "nobody knows its size"
    );
}

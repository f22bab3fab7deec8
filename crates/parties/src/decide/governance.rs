//! What must hold of a party's members after every act that changes them: nobody alone makes a checker, and nobody
//! is locked out.

use std::collections::BTreeSet;

use tallystick_base::{Capacity, MemberId, PartyId};

use crate::signing::{Signers, signing_rule};
use crate::{ApprovalPolicy, Case, ProfileData, Rejection, Role};

/// The most signature lines that an entry has.
const MOST_SIGNATURES: u8 = 16;

/// Two admins, or the single member of a party that may have a single one.
pub(super) fn check_admins(roles: &[&BTreeSet<Role>], may_be_single: bool) -> Result<(), Rejection> {
    let (mut members, mut admins) = (0_usize, 0_usize);
    for roles in roles {
        members = members.saturating_add(1);
        admins = admins.saturating_add(usize::from(roles.contains(&Role::Admin)));
    }
    let is_single = may_be_single && members == 1 && admins == 1;
    if admins >= 2 || is_single {
        Ok(())
    } else {
        Err(Rejection::AdminsTooFew { admins, members })
    }
}

/// Whether a party with this policy and file has the admins that it must have, when its members have these roles.
///
/// It is what [`decide`](super::decide) asks of every act that changes the members, for those who tell a person beforehand.
pub fn has_enough_admins(
    policy: &ApprovalPolicy,
    profile: Option<&ProfileData>,
    roles: &[&BTreeSet<Role>],
) -> bool {
    check_admins(roles, may_be_single(policy, profile)).is_ok()
}

/// The roles of a party's members once one of them has others, joins (with roles), or leaves (with none).
pub(super) fn check_roster_with(
    case: &Case,
    party: PartyId,
    member: MemberId,
    roles: Option<&BTreeSet<Role>>,
) -> Result<(), Rejection> {
    let roster = case.roster(party)?;
    let others = roster
        .iter()
        .filter(|(id, _)| **id != member)
        .map(|(_, other)| &other.roles);
    let may_be_single = may_be_single(
        &case.party(party)?.policy,
        case.profiles.get(&party).map(|profile| &profile.data),
    );
    let roles: Vec<_> = others.chain(roles).collect();
    check_admins(&roles, may_be_single)
}

/// Whether a party with this policy and file may have a single member.
pub(super) fn may_be_single(policy: &ApprovalPolicy, profile: Option<&ProfileData>) -> bool {
    policy.sole_member && profile.is_some_and(ProfileData::is_micro_or_small)
}

/// A policy that the party can meet, and that only a micro or small firm lowers.
pub(super) fn check_policy(
    policy: &ApprovalPolicy,
    roles: &[&BTreeSet<Role>],
    profile: Option<&ProfileData>,
) -> Result<(), Rejection> {
    if policy.sole_member && !profile.is_some_and(ProfileData::is_micro_or_small) {
        return Err(Rejection::SoleMemberNotSmall);
    }
    let (mut signers, mut checkers) = (0_u8, 0_u8);
    for roles in roles {
        let checks = roles.contains(&Role::Checker);
        checkers = checkers.saturating_add(u8::from(checks));
        signers = signers.saturating_add(u8::from(checks || roles.contains(&Role::Maker)));
    }
    let most = signers.min(MOST_SIGNATURES);
    for rule in &policy.rules {
        if signing_rule(&rule.command)
            .is_none_or(|known| known.kind != rule.command || known.signers != Signers::MakersAndCheckers)
        {
            return Err(Rejection::PolicyCommand {
                command: rule.command.clone(),
            });
        }
        if rule.signatures == 0 || rule.signatures > most {
            return Err(Rejection::PolicySignatures {
                command: rule.command.clone(),
                asked: rule.signatures,
                most,
            });
        }
        if rule.checker && checkers == 0 {
            return Err(Rejection::PolicyChecker {
                command: rule.command.clone(),
            });
        }
    }
    Ok(())
}

/// What a file must state, given the capacities it is for.
pub(super) fn check_profile(
    case: &Case,
    party: PartyId,
    capacities: &BTreeSet<Capacity>,
    profile: &ProfileData,
) -> Result<(), Rejection> {
    if capacities.contains(&Capacity::Supplier) && profile.size.is_none() {
        return Err(Rejection::SizeMissing);
    }
    if capacities.contains(&Capacity::Guarantor) && profile.net_assets.is_none() {
        return Err(Rejection::NetAssetsMissing);
    }
    match profile.group {
        Some(head) if head == party => Err(Rejection::GroupOfItself { party }),
        Some(head) => case.party(head).map(|_| ()),
        None => Ok(()),
    }
}

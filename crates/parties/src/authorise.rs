//! Whether an act is signed as it must be.

use std::collections::BTreeSet;

use tallystick_base::{Capacity, Context, MemberId, Money, PartyId};

use crate::policy::Requirement;
use crate::signing::{Signers, SigningRule, signing_rule};
use crate::{Case, Member, Party, PartyStage, Rejection, Role};

/// Checks that the acting party may take this command now, in this capacity, and that enough of its members signed.
///
/// `command` is the kind, with its version or without; `amount` is what its approval policy looks at.
pub fn authorise(
    case: &Case,
    context: &Context,
    command: &str,
    amount: Option<Money>,
) -> Result<(), Rejection> {
    let rule = rule_of(command)?;
    let actor = &context.actor;
    let party = case.party(actor.party)?;
    check_capacity(party, rule, actor.party, actor.capacity)?;
    check_stage(party, rule, actor.party)?;
    let requirement = requirement(case, actor.party, command, amount)?;
    check_signers(case, context, requirement)
}

/// Who must sign this command of a party: the rule, what the policy of the party adds, and the two exceptions, the
/// operator with two members at least and the small firm with a single one.
pub fn requirement(
    case: &Case,
    party: PartyId,
    command: &str,
    amount: Option<Money>,
) -> Result<Requirement, Rejection> {
    let rule = rule_of(command)?;
    let policy = &case.party(party)?.policy;
    let requirement = Requirement::of_rule(rule).under(policy, rule.kind, amount);
    for_party(case, party, requirement)
}

/// Every active member of a party whose role may sign this command; none where the party or the command is not known.
/// How many of them must sign, [`requirement`] says.
pub fn eligible_signers(case: &Case, party: PartyId, command: &str) -> Vec<MemberId> {
    let (Some(rule), Some(party_state)) = (signing_rule(command), case.parties.get(&party)) else {
        return Vec::new();
    };
    let may_sign_it = |member: &Member| member.party == party && may_sign(member, rule.signers);
    let members = party_state.members.iter().copied();
    members
        .filter(|id| case.members.get(id).is_some_and(may_sign_it))
        .collect()
}

/// Two admins of a party, or the one it has where it is a small firm with a single member.
pub(crate) fn check_admins(case: &Case, context: &Context) -> Result<(), Rejection> {
    let requirement = for_party(case, context.actor.party, Requirement::two_admins())?;
    check_signers(case, context, requirement)
}

fn rule_of(command: &str) -> Result<&'static SigningRule, Rejection> {
    signing_rule(command).ok_or_else(|| Rejection::CommandUnknown {
        command: command.to_owned(),
    })
}

fn for_party(case: &Case, party: PartyId, requirement: Requirement) -> Result<Requirement, Rejection> {
    Ok(if requirement.signers == Signers::Service {
        requirement
    } else if case.party(party)?.is_operator() {
        requirement.at_least(2)
    } else if case.is_sole_member(party)? {
        requirement.for_sole_member()
    } else {
        requirement
    })
}

fn check_capacity(
    party: &Party,
    rule: &SigningRule,
    id: PartyId,
    capacity: Capacity,
) -> Result<(), Rejection> {
    if !party.acts_as(capacity) {
        return Err(Rejection::CapacityNotHeld { party: id, capacity });
    }
    if rule.capacities.contains(&capacity) {
        Ok(())
    } else {
        Err(Rejection::CapacityForbidden {
            command: rule.kind,
            capacity,
            allowed: rule.capacities,
        })
    }
}

fn check_stage(party: &Party, rule: &SigningRule, id: PartyId) -> Result<(), Rejection> {
    match party.stage {
        PartyStage::Active {} => Ok(()),
        // A recovery can be announced before the party accepted, so it can be vetoed then.
        PartyStage::Registered {} if matches!(rule.kind, "party.accept" | "key.veto") => Ok(()),
        PartyStage::Registered {} => Err(Rejection::PartyNotAccepted { party: id }),
        PartyStage::Suspended { .. } if rule.while_suspended => Ok(()),
        PartyStage::Suspended { .. } => Err(Rejection::PartySuspended { party: id }),
    }
}

pub(crate) fn check_signers(
    case: &Case,
    context: &Context,
    requirement: Requirement,
) -> Result<(), Rejection> {
    let actor = &context.actor;
    let distinct: BTreeSet<MemberId> = actor.members.iter().copied().collect();
    let mut has_checker = false;
    for &id in &distinct {
        let member = case.member_of(actor.party, id)?;
        if !may_sign(member, requirement.signers) {
            return Err(Rejection::RoleForbidden {
                member: id,
                signers: requirement.signers,
            });
        }
        has_checker |= member.acts_as(Role::Checker);
    }
    if distinct.len() < requirement.signatures {
        return Err(Rejection::SignaturesTooFew {
            needed: requirement.signatures,
            found: distinct.len(),
        });
    }
    if requirement.checker && !has_checker {
        return Err(Rejection::CheckerMissing);
    }
    Ok(())
}

fn may_sign(member: &Member, signers: Signers) -> bool {
    let any = |roles: &[Role]| roles.iter().any(|&role| member.acts_as(role));
    match signers {
        Signers::Any => member.is_active(),
        Signers::MakersAndCheckers => any(&[Role::Maker, Role::Checker]),
        Signers::AllButViewers => any(&[Role::Maker, Role::Checker, Role::Admin]),
        Signers::Admins => any(&[Role::Admin]),
        Signers::Service => false,
    }
}

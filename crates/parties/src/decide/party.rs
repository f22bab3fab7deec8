//! `party.register`, `party.accept`, `party.suspend`, `party.reinstate`, `policy.change`.

use std::collections::BTreeSet;

use tallystick_base::{Capacity, Context};

use super::enrolment::Enrolment;
use super::{governance, step};
use crate::command::{ChangePolicy, RegisterParty, ReinstateParty, SuspendParty};
use crate::{
    Case, IdentityTransition, PartyStage, PartyTransition, Profile, ProfileTransition, Rejection, Rules, Step,
};

pub(super) fn register(case: &Case, body: &RegisterParty) -> Result<Vec<Step>, Rejection> {
    // Whatever the party does is measured by published rules, so they come first.
    case.rules(Rules::DEFAULT)?;
    check_capacities(body)?;
    let enrolment = Enrolment {
        party: body.party,
        members: &body.members,
        keys: &body.keys,
        service_key: None,
    };
    enrolment.check(case)?;
    governance::check_profile(case, body.party, &body.capacities, &body.profile)?;
    let policy = body.policy.clone().unwrap_or_default();
    governance::check_policy(&policy, &enrolment.roles(), Some(&body.profile))?;
    let may_be_single = governance::may_be_single(&policy, Some(&body.profile));
    governance::check_admins(&enrolment.roles(), may_be_single)?;
    let identity = case.keyed(&body.identity.keyed_name())?;
    if let Some(taken) = case.identities.get(identity) {
        return Err(Rejection::IdentityTaken { party: taken.party });
    }
    let mut steps = vec![
        step(
            body.party,
            PartyTransition::Registered {
                capacities: body.capacities.clone(),
                buyer_class: body.buyer_class,
                identity: body.identity.clone(),
                members: body.members.iter().map(|member| member.member).collect(),
                policy,
            },
        ),
        step(
            Profile::subject(body.party),
            ProfileTransition::Opened {
                data: body.profile.clone(),
            },
        ),
        step(identity.clone(), IdentityTransition::Taken { party: body.party }),
    ];
    steps.extend(enrolment.steps());
    Ok(steps)
}

fn check_capacities(body: &RegisterParty) -> Result<(), Rejection> {
    let capacities = &body.capacities;
    if capacities.is_empty() {
        return Err(Rejection::NoCapacity);
    }
    let reserved = [Capacity::Operator, Capacity::Service];
    if let Some(&capacity) = reserved.iter().find(|capacity| capacities.contains(capacity)) {
        return Err(Rejection::CapacityReserved { capacity });
    }
    if capacities.contains(&Capacity::Auditor) && *capacities != BTreeSet::from([Capacity::Auditor]) {
        return Err(Rejection::AuditorNotAlone);
    }
    match (capacities.contains(&Capacity::Buyer), body.buyer_class) {
        (true, None) => Err(Rejection::BuyerClassMissing),
        (false, Some(_)) => Err(Rejection::BuyerClassWithoutBuyer),
        (true, Some(_)) | (false, None) => Ok(()),
    }
}

pub(super) fn accept(case: &Case, context: &Context) -> Result<Vec<Step>, Rejection> {
    let id = context.actor.party;
    match case.party(id)?.stage {
        PartyStage::Registered {} => Ok(vec![step(id, PartyTransition::Accepted {})]),
        PartyStage::Active {} | PartyStage::Suspended { .. } => Err(Rejection::PartyAccepted { party: id }),
    }
}

pub(super) fn suspend(case: &Case, body: &SuspendParty) -> Result<Vec<Step>, Rejection> {
    if case.party(body.party)?.is_operator() {
        return Err(Rejection::OperatorStays { party: body.party });
    }
    case.active(body.party)?;
    let reason = body.reason.clone();
    Ok(vec![step(body.party, PartyTransition::Suspended { reason })])
}

pub(super) fn reinstate(case: &Case, body: &ReinstateParty) -> Result<Vec<Step>, Rejection> {
    match case.party(body.party)?.stage {
        PartyStage::Suspended { .. } => {
            let reason = body.reason.clone();
            Ok(vec![step(body.party, PartyTransition::Reinstated { reason })])
        }
        PartyStage::Registered {} | PartyStage::Active {} => {
            Err(Rejection::PartyNotSuspended { party: body.party })
        }
    }
}

pub(super) fn change_policy(
    case: &Case,
    body: &ChangePolicy,
    context: &Context,
) -> Result<Vec<Step>, Rejection> {
    let id = context.actor.party;
    let roster = case.roster(id)?;
    let roles: Vec<_> = roster.values().map(|member| &member.roles).collect();
    // The operator has no profile, so it is no small firm and keeps two admins.
    let profile = case.profiles.get(&id).map(|profile| &profile.data);
    governance::check_policy(&body.policy, &roles, profile)?;
    governance::check_admins(&roles, governance::may_be_single(&body.policy, profile))?;
    let policy = body.policy.clone();
    Ok(vec![step(id, PartyTransition::PolicyChanged { policy })])
}

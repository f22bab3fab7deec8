//! `member.add`, `member.remove`, `role.change`.

use std::collections::BTreeSet;

use tallystick_base::{Context, Thumbprint};

use super::enrolment::check_roles;
use super::{governance, key, step};
use crate::command::{AddMember, ChangeRoles, RemoveMember};
use crate::{Case, KeyTransition, MemberTransition, PartyTransition, Rejection, Role, Step};

pub(super) fn add(case: &Case, body: &AddMember, context: &Context) -> Result<Vec<Step>, Rejection> {
    let (party, member) = (context.actor.party, body.member);
    if case.members.contains_key(&member) {
        return Err(Rejection::MemberExists { member });
    }
    check_roles(&body.roles)?;
    // The second member of a firm with a single one is an admin too, or nobody could ever sign for two.
    governance::check_roster_with(case, party, member, Some(&body.roles))?;
    let added = MemberTransition::Added {
        party,
        name: body.name.clone(),
        roles: body.roles.clone(),
    };
    Ok(vec![
        step(member, added),
        step(party, PartyTransition::MemberJoined { member }),
    ])
}

pub(super) fn remove(case: &Case, body: &RemoveMember, context: &Context) -> Result<Vec<Step>, Rejection> {
    let (party, member) = (context.actor.party, body.member);
    case.member_of(party, member)?;
    let held: BTreeSet<_> = case.keys_of(member).cloned().collect();
    if let Some(kid) = held.symmetric_difference(&body.kids).next() {
        return Err(Rejection::MemberKeys {
            member,
            kid: kid.clone(),
            held: held.len(),
        });
    }
    governance::check_roster_with(case, party, member, None)?;
    key::check_operator_can_sign(case, party, &body.kids, Some(member))?;
    let mut steps = vec![step(member, MemberTransition::Removed {})];
    let revoked = |kid: &Thumbprint| step(kid.subject(), KeyTransition::Revoked { suspect_from: None });
    steps.extend(body.kids.iter().map(revoked));
    steps.push(step(party, PartyTransition::MemberLeft { member }));
    Ok(steps)
}

pub(super) fn change_roles(
    case: &Case,
    body: &ChangeRoles,
    context: &Context,
) -> Result<Vec<Step>, Rejection> {
    let (party, member) = (context.actor.party, body.member);
    case.member_of(party, member)?;
    check_roles(&body.roles)?;
    governance::check_roster_with(case, party, member, Some(&body.roles))?;
    let demoted = (!body.roles.contains(&Role::Admin)).then_some(member);
    key::check_operator_can_sign(case, party, &BTreeSet::new(), demoted)?;
    let roles = body.roles.clone();
    Ok(vec![step(member, MemberTransition::RolesChanged { roles })])
}

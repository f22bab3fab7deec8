//! `profile.update`.

use tallystick_base::Context;

use super::{governance, step};
use crate::command::UpdateProfile;
use crate::{Case, Profile, ProfileTransition, Rejection, Step};

pub(super) fn update(case: &Case, body: &UpdateProfile, context: &Context) -> Result<Vec<Step>, Rejection> {
    let id = context.actor.party;
    let party = case.party(id)?;
    case.profile(id)?;
    governance::check_profile(case, id, &party.capacities, &body.profile)?;
    // A firm that has outgrown the classes micro and small needs a second admin first.
    let roster = case.roster(id)?;
    let roles: Vec<_> = roster.values().map(|member| &member.roles).collect();
    governance::check_admins(
        &roles,
        governance::may_be_single(&party.policy, Some(&body.profile)),
    )?;
    let data = body.profile.clone();
    Ok(vec![step(
        Profile::subject(id),
        ProfileTransition::Updated { data },
    )])
}

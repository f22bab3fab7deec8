//! What an admin does about one member: other roles, or an end.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::{Path, State};
use tallystick_base::MemberId;
use tallystick_commands::parties::{Role, has_enough_admins};
use tallystick_store::ListedMember;

use super::read::{House, house, shown};
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::asked::id;
use crate::pages::{Page, written};
use crate::people::People;
use crate::seat::Seated;

#[derive(Template)]
#[template(path = "house/roles.html")]
struct RolesPage<'p> {
    frame: Frame<'p>,
    member: ListedMember,
    roles: Vec<RoleView>,
    people: People,
    capacity: String,
    shown: String,
}

/// A role to choose.
pub(in crate::pages) struct RoleView {
    pub(in crate::pages) role: &'static str,
    pub(in crate::pages) chosen: bool,
    pub(in crate::pages) meaning: String,
}

#[derive(Template)]
#[template(path = "house/remove.html")]
struct RemovePage<'p> {
    frame: Frame<'p>,
    member: ListedMember,
    kids: Vec<KeyView>,
    /// Whether enough admins are left without the member.
    may_leave: bool,
    people: People,
    capacity: String,
    shown: String,
}

struct KeyView {
    kid: String,
    short: String,
}

pub(super) async fn roles(State(portal): State<Portal>, seated: Seated, Path(text): Path<String>) -> Page {
    let (house, member, seated) = find(&portal, seated, &text).await?;
    let capacity = seated.seat.acting.to_string();
    let frame = Frame::new(&portal, seated.visit);
    written(&RolesPage {
        roles: choices(&frame, &member.roles),
        shown: shown(&[(member.id.subject().as_str(), member.version)]),
        people: house.people,
        frame,
        member,
        capacity,
    })
}

pub(super) async fn remove(State(portal): State<Portal>, seated: Seated, Path(text): Path<String>) -> Page {
    let (house, member, seated) = find(&portal, seated, &text).await?;
    let keys = house.keys_of(member.id).map(|key| KeyView {
        kid: key.kid.to_string(),
        short: crate::fingerprint::short(&key.kid),
    });
    written(&RemovePage {
        kids: keys.collect(),
        may_leave: may_leave(&house, member.id),
        shown: shown(&[(member.id.subject().as_str(), member.version)]),
        capacity: seated.seat.acting.to_string(),
        frame: Frame::new(&portal, seated.visit),
        people: house.people,
        member,
    })
}

/// Whether the party has the admins that it must have without this member.
fn may_leave(house: &House, leaving: MemberId) -> bool {
    let others = house.active().filter(|other| other.id != leaving);
    let roles: Vec<BTreeSet<Role>> = others.map(roles_of).collect();
    let file = house.profile.as_ref().map(|file| &file.state.data);
    has_enough_admins(&house.party.state.policy, file, &roles.iter().collect::<Vec<_>>())
}

fn roles_of(member: &ListedMember) -> BTreeSet<Role> {
    let holds = |role: &Role| member.roles.iter().any(|name| name == role.as_str());
    Role::ALL.into_iter().filter(holds).collect()
}

/// The roles to choose from, each with what it lets a member do.
pub(in crate::pages) fn choices(frame: &Frame<'_>, held: &[String]) -> Vec<RoleView> {
    let choice = |role: Role| RoleView {
        role: role.as_str(),
        chosen: held.iter().any(|name| name == role.as_str()),
        meaning: match role {
            Role::Maker => frame.say("roles-maker"),
            Role::Checker => frame.say("roles-checker"),
            Role::Admin => frame.say("roles-admin"),
            Role::Viewer => frame.say("roles-viewer"),
        },
    };
    Role::ALL.into_iter().map(choice).collect()
}

async fn find(portal: &Portal, seated: Seated, text: &str) -> Result<(House, ListedMember, Seated), Failure> {
    let seated = seated.admin()?;
    let member: MemberId = id(MemberId::KIND, text)?;
    let house = house(portal, seated.viewer()).await?;
    let found = house.member(member).cloned().ok_or(Failure::NotFound)?;
    Ok((house, found, seated))
}

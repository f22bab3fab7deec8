//! The member: keys, devices, and sign-ins that go on.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::{Redirect, Response};
use tallystick_base::Digest;
use tallystick_store::{Invitee, NewInvitation, sign_in_id};

use super::keys::{self, KeyRow};
use super::read::house;
use crate::Portal;
use crate::failure::Failure;
use crate::fingerprint::short;
use crate::frame::Frame;
use crate::pages::links::lead_to;
use crate::pages::{Page, written};
use crate::seat::{COOKIE, Seated};
use crate::{cookies, figures};

#[derive(Template)]
#[template(path = "house/me.html")]
struct MePage<'p> {
    frame: Frame<'p>,
    name: String,
    roles: String,
    keys: Vec<KeyRow>,
    sign_ins: Vec<SignInView>,
    admin: bool,
}

struct SignInView {
    id: String,
    member: String,
    key: String,
    begun: String,
    seen: String,
    /// Whether the page is read through it.
    present: bool,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, headers: HeaderMap) -> Page {
    let (store, viewer) = (portal.store(), seated.viewer());
    let house = house(&portal, viewer).await?;
    let present = cookies::value(&headers, COOKIE).map(sign_in_id);
    let sign_ins = store.sign_ins_of(viewer).await?;
    let sign_ins = sign_ins.into_iter().map(|sign_in| SignInView {
        member: house.people.name(sign_in.member.subject()),
        key: short(&sign_in.kid),
        begun: figures::moment(sign_in.begun),
        seen: figures::moment(sign_in.seen),
        present: Some(sign_in.id) == present,
        id: sign_in.id.to_string(),
    });
    let own: Vec<String> = house
        .keys_of(viewer.member)
        .map(|key| key.kid.to_string())
        .collect();
    let mut keys = keys::rows(&house, &seated, "");
    keys.retain(|key| own.contains(&key.kid));
    let roles: Vec<String> = viewer.roles.iter().map(|role| role.as_str().to_owned()).collect();
    let (name, admin) = (seated.seat.member_name.clone(), seated.seat.is_admin());
    let sign_ins = sign_ins.collect();
    let frame = Frame::new(&portal, seated.visit);
    written(&MePage {
        roles: frame.roles(&roles),
        frame,
        name,
        keys,
        sign_ins,
        admin,
    })
}

/// Ends a sign-in: one's own, or for an admin one of the party.
pub(super) async fn end(
    State(portal): State<Portal>,
    seated: Seated,
    Path(id): Path<String>,
) -> Result<Redirect, Failure> {
    let id = Digest::parse(&id).map_err(|_| Failure::NotFound)?;
    portal.store().end_sign_in(seated.viewer(), &id).await?;
    Ok(Redirect::to("/house/me"))
}

/// Invites the member to another device.
pub(super) async fn device(State(portal): State<Portal>, seated: Seated) -> Result<Response, Failure> {
    let invitation = NewInvitation {
        invitee: Invitee::OwnDevice,
        label: seated.seat.member_name.clone(),
    };
    let invited = portal.store().invite(seated.viewer(), invitation).await?;
    Ok(lead_to(&portal, &invited))
}

//! Invitations of the party: those that are open, those that were answered, and a new one.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{Redirect, Response};
use serde::Deserialize;
use tallystick_base::MemberId;
use tallystick_store::{
    InvitationId, InvitationPurpose, InvitationStage, Invitee, ListedInvitation, NewInvitation,
};

use super::read::{House, house};
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::links::lead_to;
use crate::pages::{Page, written};
use crate::seat::Seated;
use crate::{Portal, figures};

#[derive(Template)]
#[template(path = "house/invitations.html")]
struct InvitationsPage<'p> {
    frame: Frame<'p>,
    rows: Vec<Row>,
    house: House,
    admin: bool,
}

struct Row {
    id: String,
    label: String,
    purpose: String,
    inviter: String,
    made: String,
    expires: String,
    stage: &'static str,
    /// Whether somebody is to act on it.
    answered: bool,
}

/// The invitations that a member looks after: an admin all of the party's, anyone else the own ones.
pub(super) async fn listed(portal: &Portal, seated: &Seated) -> Result<Vec<ListedInvitation>, Failure> {
    let (admin, own) = (seated.seat.is_admin(), seated.viewer().member);
    let mut listed = portal.store().invitations(seated.viewer()).await?;
    listed.retain(|invitation| admin || invitation.inviter == own);
    Ok(listed)
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated) -> Page {
    let invitations = listed(&portal, &seated).await?;
    let house = house(&portal, seated.viewer()).await?;
    let admin = seated.seat.is_admin();
    let frame = Frame::new(&portal, seated.visit);
    let row = |invitation: &ListedInvitation| Row {
        id: invitation.id.to_string(),
        label: invitation.label.clone(),
        purpose: purpose(&frame, invitation.purpose),
        inviter: house.people.name(invitation.inviter.subject()),
        made: figures::moment(invitation.made),
        expires: figures::moment(invitation.expires),
        stage: stage(invitation.stage),
        answered: invitation.answer.is_some(),
    };
    let rows = invitations.iter().map(row).collect();
    written(&InvitationsPage {
        frame,
        rows,
        house,
        admin,
    })
}

#[derive(Deserialize)]
pub(super) struct Asked {
    label: String,
    /// A member who is there already; empty for someone new.
    #[serde(default)]
    member: String,
}

/// Invites a member of the party.
pub(super) async fn invite(
    State(portal): State<Portal>,
    seated: Seated,
    Form(asked): Form<Asked>,
) -> Result<Response, Failure> {
    let member = match asked.member.as_str() {
        "" => None,
        text => Some(text.parse::<MemberId>().map_err(|_| Failure::NotFound)?),
    };
    let invitation = NewInvitation {
        invitee: Invitee::NewMember { member },
        label: asked.label.trim().to_owned(),
    };
    let invited = portal.store().invite(seated.viewer(), invitation).await?;
    Ok(lead_to(&portal, &invited))
}

/// Withdraws an invitation.
pub(super) async fn withdraw(
    State(portal): State<Portal>,
    seated: Seated,
    Path(id): Path<String>,
) -> Result<Redirect, Failure> {
    let id: InvitationId = id.parse().map_err(|_| Failure::NotFound)?;
    portal.store().withdraw_invitation(seated.viewer(), &id).await?;
    Ok(Redirect::to("/house/invitations"))
}

/// What an invitation is for, in words.
pub(super) fn purpose(frame: &Frame<'_>, purpose: InvitationPurpose) -> String {
    match purpose {
        InvitationPurpose::NewParty => frame.say("invitation-new-party"),
        InvitationPurpose::NewMember => frame.say("invitation-new-member"),
        InvitationPurpose::OwnDevice => frame.say("invitation-own-device"),
        InvitationPurpose::Recovery => frame.say("invitation-recovery"),
    }
}

/// The name of a stage.
pub(in crate::pages) const fn stage(stage: InvitationStage) -> &'static str {
    match stage {
        InvitationStage::Open => "open",
        InvitationStage::Expired => "expired",
        InvitationStage::Answered => "answered",
        InvitationStage::Added { .. } => "added",
    }
}

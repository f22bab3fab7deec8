//! A new party: its first members are invited, make their keys in their own browsers, and the party is registered with these.

use std::collections::BTreeMap;

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use tallystick_base::PartyId;
use tallystick_store::{InvitationPurpose, Invitee, ListedInvitation, NewInvitation};

use super::{OPERATOR, register};
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::asked::id;
use crate::pages::links::lead_to;
use crate::pages::{Asked, Page, written};
use crate::seat::Seated;
use crate::{Portal, figures};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Query {
    /// The party that is being prepared.
    party: Option<String>,
    /// The code of the party that heads its group.
    group: Option<String>,
}

#[derive(Template)]
#[template(path = "parties/new.html")]
struct NewPage<'p> {
    frame: Frame<'p>,
    prepared: Vec<Prepared>,
}

/// A party that is not registered yet.
struct Prepared {
    id: String,
    /// What its first members are called.
    labels: String,
    made: String,
    invited: usize,
    answered: usize,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Asked(query): Asked<Query>) -> Page {
    let seated = may(seated)?;
    if let Some(text) = query.party {
        return register::page(&portal, seated, id(PartyId::KIND, &text)?, query.group).await;
    }
    let mut by_party: BTreeMap<PartyId, Vec<ListedInvitation>> = BTreeMap::new();
    for invitation in first_members(&portal, &seated).await? {
        by_party.entry(invitation.party).or_default().push(invitation);
    }
    let frame = Frame::new(&portal, seated.visit.clone());
    let mut prepared = Vec::new();
    // Ids begin with their time: the newest party is the last.
    for (party, invitations) in by_party.into_iter().rev() {
        if portal.store().party(seated.viewer(), party).await?.is_none() {
            prepared.push(view(&frame, party, &invitations));
        }
    }
    written(&NewPage { frame, prepared })
}

fn view(frame: &Frame<'_>, party: PartyId, invitations: &[ListedInvitation]) -> Prepared {
    let labels: Vec<&str> = invitations.iter().map(|one| one.label.as_str()).collect();
    let made = invitations.iter().map(|one| one.made).min();
    Prepared {
        id: party.uuid().to_string(),
        labels: labels.join(&frame.say("list-comma")),
        made: made.map(figures::moment).unwrap_or_default(),
        invited: invitations.len(),
        answered: invitations.iter().filter(|one| one.answer.is_some()).count(),
    }
}

/// Invitations of first members, the oldest first.
pub(super) async fn first_members(
    portal: &Portal,
    seated: &Seated,
) -> Result<Vec<ListedInvitation>, Failure> {
    let mut found = portal.store().invitations(seated.viewer()).await?;
    found.retain(|invitation| invitation.purpose == InvitationPurpose::NewParty);
    found.reverse();
    Ok(found)
}

/// Members of the operator who may sign.
pub(super) fn may(seated: Seated) -> Result<Seated, Failure> {
    let seated = seated.only(OPERATOR)?;
    if seated.seat.signs() {
        Ok(seated)
    } else {
        Err(Failure::NotYourRole)
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct Invite {
    label: String,
    /// The party that is being prepared; empty for a new one.
    #[serde(default)]
    party: String,
}

/// Invites a first member.
pub(super) async fn invite(
    State(portal): State<Portal>,
    seated: Seated,
    Form(asked): Form<Invite>,
) -> Result<Response, Failure> {
    let seated = may(seated)?;
    let party = match asked.party.as_str() {
        "" => None,
        text => Some(id(PartyId::KIND, text)?),
    };
    let invitation = NewInvitation {
        invitee: Invitee::NewParty { party },
        label: asked.label.trim().to_owned(),
    };
    let invited = portal.store().invite(seated.viewer(), invitation).await?;
    Ok(lead_to(&portal, &invited))
}

//! A party that lost its keys: a member of it makes a new one, the operator announces it, and adds it once the party had its
//! time to object.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use serde::Deserialize;
use tallystick_base::{MemberId, Millis, PartyId, Thumbprint};
use tallystick_commands::State as Stands;
use tallystick_commands::parties::{Announcement, Recovery, RecoveryStage};
use tallystick_store::{
    InvitationAnswer, InvitationPurpose, InvitationStage, Invitee, ListedInvitation, NewInvitation,
};

use super::new::may;
use crate::failure::Failure;
use crate::fingerprint::fingerprint;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::asked::id;
use crate::pages::house::invitations::stage;
use crate::pages::house::read::{House, house_of, shown};
use crate::pages::links::lead_to;
use crate::pages::{Page, written};
use crate::seat::Seated;
use crate::{Portal, figures};

#[derive(Template)]
#[template(path = "parties/recover.html")]
struct RecoverPage<'p> {
    frame: Frame<'p>,
    id: String,
    party: String,
    name: String,
    house: House,
    invited: Vec<InvitedView>,
    step: Step,
    /// The names of the party and its members, for what is signed.
    names: String,
    shown: String,
}

/// A link for a new key.
struct InvitedView {
    label: String,
    holder: String,
    stage: &'static str,
    expires: String,
}

/// What is to be done.
enum Step {
    /// Somebody of the party makes a key first.
    Invite,
    /// The key is announced.
    Announce(KeyView),
    /// The party has its time to object.
    Waits(AnnouncedView),
    /// The key is added: one that a link of this page had made, or one whose public half and proof are entered.
    Restore(AnnouncedView, Option<KeyView>),
}

/// A key that was made for the party.
struct KeyView {
    answer: InvitationAnswer,
    member: String,
    holder: String,
    fingerprint: String,
}

/// A key that is announced.
struct AnnouncedView {
    kid: Thumbprint,
    holder: String,
    fingerprint: String,
    reason: String,
    at: String,
    until: String,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Path(text): Path<String>) -> Page {
    let seated = may(seated)?;
    let party: PartyId = id(PartyId::KIND, &text)?;
    // The operator does not help itself: its own admins add keys for each other.
    if seated.viewer().party == party {
        return Err(Failure::NotNow);
    }
    let house = house_of(&portal, seated.viewer(), party).await?;
    let links = links(&portal, &seated, party).await?;
    let recovery = Recovery::subject(party);
    let seen = portal.store().subject(seated.viewer(), &recovery).await?;
    let version = seen.as_ref().map_or(0, |seen| seen.version);
    let announcement = match seen.map(|seen| seen.state) {
        Some(Stands::Recovery(Recovery {
            stage: RecoveryStage::Announced(announcement),
        })) => Some(announcement),
        _ => None,
    };
    let names = Names::of(portal.store(), seated.viewer(), [party]).await?;
    let holder = |member: MemberId| house.people.name(member.subject());
    let invited = links.iter().map(|one| InvitedView {
        label: one.label.clone(),
        holder: holder(one.member),
        stage: stage(one.stage),
        expires: figures::moment(one.expires),
    });
    written(&RecoverPage {
        frame: Frame::new(&portal, seated.visit),
        party: party.subject().to_string(),
        name: names.name(&party),
        invited: invited.collect(),
        step: step(&house, &links, announcement, portal.store().now()),
        names: house.people.json(),
        shown: if version == 0 {
            shown(&[])
        } else {
            shown(&[(recovery.as_str(), version)])
        },
        id: text,
        house,
    })
}

/// The links for new keys of the party, the newest first.
async fn links(portal: &Portal, seated: &Seated, party: PartyId) -> Result<Vec<ListedInvitation>, Failure> {
    let mut found = portal.store().invitations(seated.viewer()).await?;
    found.retain(|one| one.purpose == InvitationPurpose::Recovery && one.party == party);
    Ok(found)
}

fn step(house: &House, links: &[ListedInvitation], announcement: Option<Announcement>, now: Millis) -> Step {
    let key = |one: &ListedInvitation| {
        let answer = one.answer.clone()?;
        Some(KeyView {
            member: one.member.subject().to_string(),
            holder: house.people.name(one.member.subject()),
            fingerprint: fingerprint(&answer.kid),
            answer,
        })
    };
    let mut answered = links.iter().filter(|one| one.stage == InvitationStage::Answered);
    let Some(announcement) = announcement else {
        return answered.find_map(key).map_or(Step::Invite, Step::Announce);
    };
    let until = announcement.restorable().unwrap_or(Millis::MAX);
    let announced = AnnouncedView {
        holder: house.people.name(announcement.member.subject()),
        fingerprint: fingerprint(&announcement.kid),
        reason: announcement.reason.to_string(),
        at: figures::moment(announcement.announced),
        until: figures::moment(until),
        kid: announcement.kid,
    };
    if now < until {
        return Step::Waits(announced);
    }
    let made = answered
        .filter(|one| {
            one.answer
                .as_ref()
                .is_some_and(|answer| answer.kid == announced.kid)
        })
        .find_map(key);
    Step::Restore(announced, made)
}

#[derive(Debug, Deserialize)]
pub(super) struct Invite {
    label: String,
    member: String,
}

/// Invites a member of the party to make a new key.
pub(super) async fn invite(
    State(portal): State<Portal>,
    seated: Seated,
    Path(text): Path<String>,
    Form(asked): Form<Invite>,
) -> Result<Response, Failure> {
    let seated = may(seated)?;
    let party: PartyId = id(PartyId::KIND, &text)?;
    let member = asked.member.parse().map_err(|_| Failure::NotFound)?;
    let invitation = NewInvitation {
        invitee: Invitee::Recovery { party, member },
        label: asked.label.trim().to_owned(),
    };
    let invited = portal.store().invite(seated.viewer(), invitation).await?;
    Ok(lead_to(&portal, &invited))
}

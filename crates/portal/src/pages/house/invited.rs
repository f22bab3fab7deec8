//! One invitation: who answered, the fingerprint to compare, and the act that takes the key in.

use askama::Template;
use axum::extract::{Path, State};
use tallystick_store::{InvitationAnswer, InvitationPurpose, InvitationStage, ListedInvitation, Viewer};

use super::invitations::{listed, purpose, stage};
use super::member::{RoleView, choices};
use super::read::{House, house, shown};
use crate::failure::Failure;
use crate::fingerprint::fingerprint;
use crate::frame::Frame;
use crate::pages::{Page, written};
use crate::seat::Seated;
use crate::{Portal, figures};

#[derive(Template)]
#[template(path = "house/invited.html")]
struct InvitedPage<'p> {
    frame: Frame<'p>,
    invitation: ListedInvitation,
    purpose: String,
    answer: Option<InvitationAnswer>,
    step: Step,
    roles: Vec<RoleView>,
    house: House,
    capacity: String,
    shown: String,
}

/// What is to be done about an invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    /// Nobody answered yet, or in time.
    Nothing,
    /// The member is taken in first.
    AddMember,
    /// The act that takes the member in waits for another admin.
    Waits(String),
    /// The key is taken in.
    AddKey,
    /// The key is in the ledger.
    Done(u64),
    /// Others act on it.
    Others,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Path(id): Path<String>) -> Page {
    let invitation = listed(&portal, &seated)
        .await?
        .into_iter()
        .find(|invitation| invitation.id.to_string() == id)
        .ok_or(Failure::NotFound)?;
    let house = house(&portal, seated.viewer()).await?;
    let step = step(&portal, &seated, &house, &invitation).await?;
    let member = invitation.member.subject();
    let versions = house
        .member(invitation.member)
        .map(|found| (member.as_str(), found.version));
    let (shown, capacity) = (shown(versions.as_slice()), seated.seat.acting.to_string());
    let frame = Frame::new(&portal, seated.visit);
    written(&InvitedPage {
        purpose: purpose(&frame, invitation.purpose),
        answer: invitation.answer.clone(),
        roles: choices(&frame, &[]),
        frame,
        invitation,
        step,
        house,
        capacity,
        shown,
    })
}

async fn step(
    portal: &Portal,
    seated: &Seated,
    house: &House,
    invitation: &ListedInvitation,
) -> Result<Step, Failure> {
    let viewer = seated.viewer();
    match invitation.stage {
        InvitationStage::Open | InvitationStage::Expired => return Ok(Step::Nothing),
        InvitationStage::Added { seq } => return Ok(Step::Done(seq)),
        InvitationStage::Answered => {}
    }
    let is_there = house.member(invitation.member).is_some();
    Ok(match invitation.purpose {
        InvitationPurpose::OwnDevice if invitation.member == viewer.member => Step::AddKey,
        InvitationPurpose::NewMember if !seated.seat.is_admin() => Step::Others,
        InvitationPurpose::NewMember if is_there => Step::AddKey,
        InvitationPurpose::NewMember => match waiting(portal, viewer, invitation).await? {
            Some(proposal) => Step::Waits(proposal),
            None => Step::AddMember,
        },
        InvitationPurpose::OwnDevice | InvitationPurpose::NewParty | InvitationPurpose::Recovery => {
            Step::Others
        }
    })
}

/// The proposal that is to take the member in, where there is one.
async fn waiting(
    portal: &Portal,
    viewer: &Viewer,
    invitation: &ListedInvitation,
) -> Result<Option<String>, Failure> {
    let filter = tallystick_store::ProposalFilter {
        open: Some(true),
        ..Default::default()
    };
    let open = portal.store().proposals(viewer, filter).await?;
    let subject = invitation.member.subject();
    let found = open.items.into_iter().find(|proposal| {
        proposal.subject == subject && proposal.stage == tallystick_store::ProposalStage::Waiting
    });
    Ok(found.map(|proposal| proposal.id.to_string()))
}

impl InvitedPage<'_> {
    fn stage(&self) -> &'static str {
        stage(self.invitation.stage)
    }

    fn fingerprint(answer: &InvitationAnswer) -> String {
        fingerprint(&answer.kid)
    }

    fn answered(answer: &InvitationAnswer) -> String {
        figures::moment(answer.answered)
    }

    /// The name of the member who is to hold the key.
    fn holder(&self) -> String {
        let name = self
            .house
            .member(self.invitation.member)
            .map(|found| found.name.clone());
        let answered = || self.answer.as_ref().map(|answer| answer.name.clone());
        name.or_else(answered)
            .unwrap_or_else(|| self.invitation.label.clone())
    }

    fn open(&self) -> bool {
        self.invitation.stage == InvitationStage::Open
    }
}

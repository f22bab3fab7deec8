//! An invitation as the invited sees it, who has nothing but the link.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use tallystick_ledger::Jwk;
use tallystick_store::{Invitation, InvitationPurpose, InvitationRefusal, InvitationStage};

use super::{Page, written};
use crate::failure::Failure;
use crate::fingerprint::fingerprint;
use crate::frame::Frame;
use crate::seat::Visit;
use crate::{Portal, figures};

pub(super) fn routes() -> Router<Portal> {
    Router::new().route("/invitations/{secret}", get(page).post(answer))
}

#[derive(Template)]
#[template(path = "invitation/invitation.html")]
struct InvitationPage<'p> {
    frame: Frame<'p>,
    invitation: Option<Invitation>,
    secret: String,
}

async fn page(State(portal): State<Portal>, visit: Visit, Path(secret): Path<String>) -> Page {
    let invitation = portal.store().invitation(&secret).await?;
    written(&InvitationPage {
        frame: Frame::new(&portal, visit),
        invitation,
        secret,
    })
}

/// The key that the browser of the invited made.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Answer {
    jwk: Jwk,
    possession: String,
    name: String,
}

/// Why an answer is not taken, for the script of the page.
#[derive(Serialize)]
struct Refused {
    code: &'static str,
    detail: String,
}

/// What became of an answer, for the script of the page.
#[derive(Serialize)]
struct Taken {
    kid: String,
}

async fn answer(
    State(portal): State<Portal>,
    Path(secret): Path<String>,
    Json(answer): Json<Answer>,
) -> Result<Response, Failure> {
    let store = portal.store();
    let answered = store
        .answer_invitation(&secret, &answer.jwk, &answer.possession, &answer.name)
        .await;
    match answered {
        Ok(invitation) => {
            let kid = invitation.kid.map(|kid| kid.to_string()).unwrap_or_default();
            Ok((StatusCode::OK, Json(Taken { kid })).into_response())
        }
        Err(InvitationRefusal::Fault(error)) => Err(error.into()),
        Err(refusal) => {
            let refused = Refused {
                code: refusal.code(),
                detail: refusal.to_string(),
            };
            Ok((status(&refusal), Json(refused)).into_response())
        }
    }
}

const fn status(refusal: &InvitationRefusal) -> StatusCode {
    match refusal {
        InvitationRefusal::NotFound => StatusCode::NOT_FOUND,
        InvitationRefusal::Expired { .. } => StatusCode::GONE,
        InvitationRefusal::Answered(_) | InvitationRefusal::KeyExists(_) => StatusCode::CONFLICT,
        InvitationRefusal::NotAnAdmin
        | InvitationRefusal::NotTheOperator
        | InvitationRefusal::PartyExists(_)
        | InvitationRefusal::PartyNotFound(_)
        | InvitationRefusal::MemberNotFound { .. }
        | InvitationRefusal::OperatorHelpsItself
        | InvitationRefusal::TooLong { .. }
        | InvitationRefusal::Text { .. }
        | InvitationRefusal::TooManyOpen { .. }
        | InvitationRefusal::Key(_)
        | InvitationRefusal::NoPossession { .. }
        | InvitationRefusal::Fault(_) => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

impl InvitationPage<'_> {
    fn is_open(invitation: &Invitation) -> bool {
        invitation.stage == InvitationStage::Open
    }

    /// What became of an invitation that takes no answer any more.
    fn told(&self, invitation: &Invitation) -> String {
        match invitation.stage {
            InvitationStage::Open => String::new(),
            InvitationStage::Expired => self.frame.say("enrol-expired"),
            InvitationStage::Answered => self.frame.say("enrol-answered"),
            InvitationStage::Added { seq } => self.frame.say_n("enrol-added", seq),
        }
    }

    fn fingerprint(invitation: &Invitation) -> Option<String> {
        invitation.kid.as_ref().map(fingerprint)
    }

    fn inviter(invitation: &Invitation) -> String {
        let name = invitation.inviter_name.clone();
        name.or_else(|| invitation.party_name.clone()).unwrap_or_default()
    }

    /// What the key will be for, in a sentence.
    fn purpose(&self, invitation: &Invitation) -> String {
        let party = invitation.party_name.clone().unwrap_or_default();
        let values = [("inviter", Self::inviter(invitation)), ("party", party)];
        let values: Vec<(&'static str, &str)> = values
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        match invitation.purpose {
            InvitationPurpose::NewParty => self.frame.say_with("enrol-new-party", &values),
            InvitationPurpose::NewMember => self.frame.say_with("enrol-new-member", &values),
            InvitationPurpose::OwnDevice => self.frame.say_with("enrol-own-device", &values),
            InvitationPurpose::Recovery => self.frame.say_with("enrol-recovery", &values),
        }
    }

    /// Whether the name of the person is asked for; otherwise the ledger has it.
    fn asks_name(invitation: &Invitation) -> bool {
        match invitation.purpose {
            InvitationPurpose::NewParty | InvitationPurpose::NewMember => true,
            InvitationPurpose::OwnDevice | InvitationPurpose::Recovery => false,
        }
    }

    fn expires(invitation: &Invitation) -> String {
        figures::moment(invitation.expires)
    }
}

//! The link of an invitation that was just made. Nothing keeps its secret, so the browser carries it to a page of its own, which can be
//! read again for a while and invites nobody when it is.

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::{AppendHeaders, IntoResponse as _, Redirect, Response};
use axum::routing::get;
use tallystick_store::{InvitationId, InvitationPurpose, Invited, ListedInvitation};

use super::{Page, written};
use crate::cookies::{self, Kept};
use crate::failure::Failure;
use crate::frame::Frame;
use crate::seat::Seated;
use crate::{Portal, figures, qr};

/// The cookie with the last link that was made: the id of the invitation, and its secret.
const COOKIE: &str = "tallystick-link";
/// For how many seconds the link can be read again.
const SHOWN: u32 = 600;

pub(super) fn routes() -> Router<Portal> {
    Router::new().route("/links/{id}", get(page))
}

#[derive(Template)]
#[template(path = "house/link.html")]
struct LinkPage<'p> {
    frame: Frame<'p>,
    address: String,
    expires: String,
    code: Option<qr::Code>,
    /// Whether it is for another device of the one who invites.
    own: bool,
    /// The page behind it: its address, and what it is called.
    back: (String, String),
    /// Where the answer is looked at.
    look: String,
}

/// Leads to the page with a link that was just made.
pub(super) fn lead_to(portal: &Portal, invited: &Invited) -> Response {
    let value = format!("{}-{}", invited.id, invited.secret);
    let cookie = cookies::set(COOKIE, &value, Kept::Seconds(SHOWN), portal.settings().secure);
    let there = Redirect::to(&format!("/links/{}", invited.id));
    (AppendHeaders([(header::SET_COOKIE, cookie)]), there).into_response()
}

/// For whoever looks after the invitation, in the browser in which it was made, until another one is.
async fn page(
    State(portal): State<Portal>,
    seated: Seated,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Page {
    let id: InvitationId = id.parse().map_err(|_| Failure::NotFound)?;
    let kept = cookies::value(&headers, COOKIE).and_then(|value| value.strip_prefix(&format!("{id}-")));
    let secret = kept.ok_or(Failure::NotFound)?;
    let listed = portal.store().invitations(seated.viewer()).await?;
    let made = listed.iter().find(|invitation| invitation.id == id);
    let made = made.ok_or(Failure::NotFound)?;
    let address = format!("{}/invitations/{secret}", portal.settings().address);
    let (back, look) = around(made);
    let frame = Frame::new(&portal, seated.visit);
    written(&LinkPage {
        back: (back.0, frame.say(back.1)),
        code: qr::code(&address),
        expires: figures::moment(made.expires),
        own: made.purpose == InvitationPurpose::OwnDevice,
        address,
        frame,
        look,
    })
}

/// The page behind a link, by its address and the key of its name, and the one on which the answer is looked at.
fn around(made: &ListedInvitation) -> ((String, &'static str), String) {
    let party = made.party.uuid();
    match made.purpose {
        InvitationPurpose::NewParty => (
            ("/parties/new".to_owned(), "party-new"),
            format!("/parties/new?party={party}"),
        ),
        InvitationPurpose::NewMember | InvitationPurpose::OwnDevice => (
            ("/house/invitations".to_owned(), "house-invitations"),
            format!("/house/invitations/{}", made.id),
        ),
        InvitationPurpose::Recovery => {
            let address = format!("/parties/{party}/recover");
            ((address.clone(), "party-recover"), address)
        }
    }
}

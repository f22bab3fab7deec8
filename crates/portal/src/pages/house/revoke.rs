//! A key signs nothing any more.

use askama::Template;
use axum::extract::{Path, State};
use tallystick_base::Thumbprint;

use super::keys::{self, KeyRow};
use super::read::{house, shown};
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::{Page, written};
use crate::people::People;
use crate::seat::Seated;

#[derive(Template)]
#[template(path = "house/revoke.html")]
struct RevokePage<'p> {
    frame: Frame<'p>,
    key: KeyRow,
    people: People,
    capacity: String,
    shown: String,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Path(text): Path<String>) -> Page {
    let kid = Thumbprint::parse(&text).map_err(|_| Failure::NotFound)?;
    let house = house(&portal, seated.viewer()).await?;
    house.key(&kid).ok_or(Failure::NotFound)?;
    let service = portal.words().of(seated.visit.language).say("keys-of-service");
    let key = keys::rows(&house, &seated, &service)
        .into_iter()
        .find(|row| row.kid == text)
        .ok_or(Failure::NotFound)?;
    if key.revoked.is_some() {
        return Err(Failure::Refused("key-revoked"));
    }
    if !key.revocable {
        return Err(Failure::NotYourRole);
    }
    written(&RevokePage {
        // A key moves once: when it is revoked.
        shown: shown(&[(kid.subject().as_str(), 1)]),
        capacity: seated.seat.acting.to_string(),
        frame: Frame::new(&portal, seated.visit),
        people: house.people,
        key,
    })
}

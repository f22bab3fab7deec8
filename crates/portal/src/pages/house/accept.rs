//! The party accepts its registration.

use askama::Template;
use axum::extract::State;
use tallystick_commands::parties::{PartyStage, ProfileData};

use super::read::{House, house, shown};
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::{Page, written};
use crate::seat::Seated;

#[derive(Template)]
#[template(path = "house/accept.html")]
struct AcceptPage<'p> {
    frame: Frame<'p>,
    house: House,
    capacity: String,
    shown: String,
    /// Whether there is anything left to accept.
    open: bool,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated) -> Page {
    let seated = seated.admin()?;
    let house = house(&portal, seated.viewer()).await?;
    let file = house.profile.as_ref().ok_or(Failure::NotFound)?;
    let shown = shown(&[
        (house.party.subject.as_str(), house.party.version),
        (file.subject.as_str(), file.version),
    ]);
    written(&AcceptPage {
        open: matches!(house.party.state.stage, PartyStage::Registered {}),
        capacity: seated.seat.acting.to_string(),
        frame: Frame::new(&portal, seated.visit),
        shown,
        house,
    })
}

impl AcceptPage<'_> {
    fn data(&self) -> Option<&ProfileData> {
        self.house.profile.as_ref().map(|file| &file.state.data)
    }
}

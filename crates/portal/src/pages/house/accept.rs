//! The party accepts its registration.

use askama::Template;
use axum::extract::State;
use tallystick_commands::parties::{PartyStage, ProfileData};

use super::overview::{class_word, size_word};
use super::read::{House, house, shown};
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::{Page, written};
use crate::seat::Seated;

#[derive(Template)]
#[template(path = "house/accept.html")]
struct AcceptPage<'p> {
    frame: Frame<'p>,
    house: House,
    capacity: String,
    shown: String,
    /// The name of the head of the group that it belongs to.
    group: Option<String>,
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
    let head = file.state.data.group;
    let names = Names::of(portal.store(), seated.viewer(), head).await?;
    written(&AcceptPage {
        group: head.map(|head| names.name(&head)),
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

    fn class(&self) -> Option<String> {
        let class = self.house.party.state.buyer_class?;
        Some(class_word(&self.frame, class))
    }

    fn size(&self) -> Option<String> {
        self.data()?.size.map(|size| size_word(&self.frame, size))
    }
}

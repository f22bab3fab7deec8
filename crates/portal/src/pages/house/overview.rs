//! The party's file, and the way to everything else in the house.

use askama::Template;
use axum::extract::State;
use tallystick_base::{Capacity, SizeClass};
use tallystick_commands::parties::{BuyerClass, PartyStage, Profile};

use super::read::{House, house};
use crate::Portal;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::timeline::{self, Moment};
use crate::pages::{Page, written};
use crate::seat::Seated;

#[derive(Template)]
#[template(path = "house/overview.html")]
struct OverviewPage<'p> {
    frame: Frame<'p>,
    house: House,
    /// The name of the head of the group that it belongs to.
    group: Option<String>,
    timeline: Vec<Moment>,
    admin: bool,
    buyer: bool,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated) -> Page {
    let viewer = seated.viewer();
    let house = house(&portal, viewer).await?;
    let head = house.profile.as_ref().and_then(|file| file.state.data.group);
    let names = Names::of(portal.store(), viewer, head).await?;
    let timeline = timeline::read(&portal, &seated, &house.party.subject).await?;
    written(&OverviewPage {
        group: head.map(|head| names.name(&head)),
        admin: seated.seat.is_admin(),
        buyer: seated.seat.acts_as(Capacity::Buyer),
        frame: Frame::new(&portal, seated.visit),
        timeline,
        house,
    })
}

/// The word of a size class.
pub(in crate::pages) fn size_word(frame: &Frame<'_>, size: SizeClass) -> String {
    match size {
        SizeClass::Micro => frame.say("house-size-micro"),
        SizeClass::Small => frame.say("house-size-small"),
        SizeClass::Medium => frame.say("house-size-medium"),
        SizeClass::Large => frame.say("house-size-large"),
    }
}

/// The word of a kind of buyer.
pub(in crate::pages) fn class_word(frame: &Frame<'_>, class: BuyerClass) -> String {
    match class {
        BuyerClass::StateOrgan => frame.say("class-state-organ"),
        BuyerClass::PublicInstitution => frame.say("class-public-institution"),
        BuyerClass::StateEnterprise => frame.say("class-state-enterprise"),
        BuyerClass::LargeEnterprise => frame.say("class-large-enterprise"),
        BuyerClass::Other => frame.say("class-other"),
    }
}

impl OverviewPage<'_> {
    fn stage(&self) -> String {
        self.house.party.state.stage.name().to_lowercase()
    }

    fn registered(&self) -> bool {
        matches!(self.house.party.state.stage, PartyStage::Registered {})
    }

    /// Why it is suspended.
    fn suspended(&self) -> Option<&str> {
        match &self.house.party.state.stage {
            PartyStage::Suspended { reason } => Some(reason.as_str()),
            PartyStage::Registered {} | PartyStage::Active {} => None,
        }
    }

    fn file(&self) -> Option<&Profile> {
        self.house.profile.as_ref().map(|file| &file.state)
    }

    fn capacities(&self) -> String {
        let words: Vec<String> = self
            .house
            .party
            .state
            .capacities
            .iter()
            .map(|capacity| self.frame.capacity(capacity))
            .collect();
        words.join(&self.frame.say("list-comma"))
    }

    fn class(&self) -> Option<String> {
        let class = self.house.party.state.buyer_class?;
        Some(class_word(&self.frame, class))
    }

    fn code(&self) -> String {
        self.house.party.state.identity.code().to_owned()
    }

    fn size(&self) -> Option<String> {
        self.file()?.data.size.map(|size| size_word(&self.frame, size))
    }

    fn members(&self) -> usize {
        self.house.active().count()
    }

    fn keys(&self) -> usize {
        self.house.keys.iter().filter(|key| key.revoked.is_none()).count()
    }
}

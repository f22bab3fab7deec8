//! One party: its stage, its file, who acts for it, and what happened to it.

use askama::Template;
use axum::extract::{Path, State};
use tallystick_base::{Capacity, PartyId};
use tallystick_commands::State as Stands;
use tallystick_commands::parties::{PartyStage, Profile, Recovery, RecoveryStage};

use super::WHO;
use super::list::capacities;
use crate::failure::Failure;
use crate::fingerprint::short;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::asked::id;
use crate::pages::house::overview::{class_word, size_word};
use crate::pages::house::read::{House, house_of, key_stage};
use crate::pages::timeline::{self, Moment};
use crate::pages::{Page, written};
use crate::seat::Seated;
use crate::{Portal, figures};

#[derive(Template)]
#[template(path = "parties/detail.html")]
struct DetailPage<'p> {
    frame: Frame<'p>,
    id: String,
    name: String,
    house: House,
    group: Option<String>,
    keys: Vec<KeyView>,
    /// What a recovery that is announced says.
    announced: Option<String>,
    timeline: Vec<Moment>,
    /// Whether the one who looks may act on it.
    acts: bool,
}

/// A key as a row.
struct KeyView {
    short: String,
    holder: String,
    added: u64,
    revoked: Option<u64>,
    suspect_from: Option<u64>,
    restored: bool,
    stage: &'static str,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Path(text): Path<String>) -> Page {
    let seated = seated.only(WHO)?;
    let party: PartyId = id(PartyId::KIND, &text)?;
    let house = house_of(&portal, seated.viewer(), party).await?;
    let head = house.profile.as_ref().and_then(|file| file.state.data.group);
    let names = Names::of(portal.store(), seated.viewer(), head.into_iter().chain([party])).await?;
    let timeline = timeline::read(&portal, &seated, &house.party.subject).await?;
    let frame = Frame::new(&portal, seated.visit.clone());
    written(&DetailPage {
        id: text,
        name: names.name(&party),
        group: head.map(|head| names.name(&head)),
        keys: keys(&frame, &house),
        announced: announced(&portal, &seated, &frame, party).await?,
        acts: seated.seat.acts_as(Capacity::Operator)
            && seated.seat.signs()
            && seated.viewer().party != party,
        timeline,
        house,
        frame,
    })
}

fn keys(frame: &Frame<'_>, house: &House) -> Vec<KeyView> {
    let view = |key: &tallystick_store::ListedKey| KeyView {
        short: short(&key.kid),
        holder: key.member.map_or_else(
            || frame.say("keys-of-service"),
            |member| house.people.name(member.subject()),
        ),
        added: key.added,
        revoked: key.revoked,
        suspect_from: key.suspect_from,
        restored: key.restored,
        stage: key_stage(key),
    };
    house.keys.iter().map(view).collect()
}

async fn announced(
    portal: &Portal,
    seated: &Seated,
    frame: &Frame<'_>,
    party: PartyId,
) -> Result<Option<String>, Failure> {
    let seen = portal
        .store()
        .subject(seated.viewer(), &Recovery::subject(party))
        .await?;
    let Some(Stands::Recovery(Recovery {
        stage: RecoveryStage::Announced(announcement),
    })) = seen.map(|seen| seen.state)
    else {
        return Ok(None);
    };
    let at = figures::moment(announcement.announced);
    let until = announcement.restorable().map(figures::moment).unwrap_or_default();
    let values = [("at", at.as_str()), ("until", until.as_str())];
    Ok(Some(frame.say_with("party-announced", &values)))
}

impl DetailPage<'_> {
    fn stage(&self) -> String {
        self.house.party.state.stage.name().to_lowercase()
    }

    /// Whether it may be suspended now.
    fn active(&self) -> bool {
        matches!(self.house.party.state.stage, PartyStage::Active {})
    }

    /// Why it is suspended.
    fn suspended(&self) -> Option<&str> {
        match &self.house.party.state.stage {
            PartyStage::Suspended { reason } => Some(reason.as_str()),
            PartyStage::Registered {} | PartyStage::Active {} => None,
        }
    }

    /// What comes next, and whose turn it is.
    fn next(&self) -> String {
        match &self.house.party.state.stage {
            PartyStage::Registered {} => self.frame.say("party-next-registered"),
            PartyStage::Active {} => self.frame.say("party-next-active"),
            PartyStage::Suspended { .. } => self.frame.say("party-next-suspended"),
        }
    }

    fn file(&self) -> Option<&Profile> {
        self.house.profile.as_ref().map(|file| &file.state)
    }

    fn capacities(&self) -> String {
        capacities(&self.frame, &self.house.party.state.capacities)
    }

    fn class(&self) -> Option<String> {
        let class = self.house.party.state.buyer_class?;
        Some(class_word(&self.frame, class))
    }

    fn size(&self) -> Option<String> {
        let size = self.file()?.data.size?;
        Some(size_word(&self.frame, size))
    }
}

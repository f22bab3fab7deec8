//! The seats of a demo: one click gives a browser a member's key. They stand by story, and in it by what the parties do.

use askama::Template;
use axum::Json;
use axum::extract::{Path, State};
use serde::Serialize;
use tallystick_base::Capacity;

use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::{Page, written};
use crate::seat::Visit;
use crate::{DemoSeat, Portal};

/// Who stands before whom, by what a party usually acts as.
const ORDER: [Capacity; 8] = [
    Capacity::Supplier,
    Capacity::Buyer,
    Capacity::ConfirmationCentre,
    Capacity::Bank,
    Capacity::Guarantor,
    Capacity::AssetManager,
    Capacity::Auditor,
    Capacity::Operator,
];

#[derive(Template)]
#[template(path = "public/enter.html")]
struct EnterPage<'p> {
    frame: Frame<'p>,
    stories: Vec<StoryView<'p>>,
}

struct StoryView<'p> {
    name: &'static str,
    parties: Vec<PartyView<'p>>,
}

struct PartyView<'p> {
    name: &'p str,
    /// Everything that it does.
    capacities: String,
    seats: Vec<SeatView<'p>>,
}

struct SeatView<'p> {
    seat: &'p str,
    name: &'p str,
    roles: String,
    waits: Option<&'static str>,
}

pub(super) async fn page(State(portal): State<Portal>, visit: Visit) -> Page {
    let demo = portal.settings().demo.seats();
    if demo.is_empty() {
        return Err(Failure::NotFound);
    }
    let frame = Frame::new(&portal, visit);
    let mut stories: Vec<&str> = Vec::new();
    for seat in demo {
        let name = seat.story.zh;
        if !stories.contains(&name) {
            stories.push(name);
        }
    }
    let of_story = |zh: &&str| {
        let own: Vec<&DemoSeat> = demo.iter().filter(|seat| seat.story.zh == *zh).collect();
        let first = own.first()?;
        Some(StoryView {
            name: first.story.of(frame.language()),
            parties: parties(&frame, &own),
        })
    };
    let stories = stories.iter().filter_map(of_story).collect();
    written(&EnterPage { frame, stories })
}

/// The parties of a story, in the order of what they usually do.
fn parties<'p>(frame: &Frame<'_>, seats: &[&'p DemoSeat]) -> Vec<PartyView<'p>> {
    let role = |capacity: Capacity| -> Vec<PartyView<'p>> {
        let usual = capacity.to_string();
        let own: Vec<&'p DemoSeat> = seats
            .iter()
            .copied()
            .filter(|seat| seat.capacities.first() == Some(&usual))
            .collect();
        let parties = own.chunk_by(|one, other| one.party == other.party);
        parties.filter_map(|seats| party(frame, seats)).collect()
    };
    ORDER.into_iter().flat_map(role).collect()
}

fn party<'p>(frame: &Frame<'_>, seats: &[&'p DemoSeat]) -> Option<PartyView<'p>> {
    let first = seats.first()?;
    Some(PartyView {
        name: &first.party_name,
        capacities: listed(frame, "capacity", &first.capacities),
        seats: seats.iter().map(|seat| view(frame, seat)).collect(),
    })
}

fn view<'p>(frame: &Frame<'_>, seat: &'p DemoSeat) -> SeatView<'p> {
    SeatView {
        seat: &seat.seat,
        name: &seat.member_name,
        roles: listed(frame, "role", &seat.roles),
        waits: seat.waits.map(|waits| waits.of(frame.language())),
    }
}

/// Words of one kind, one after another.
fn listed(frame: &Frame<'_>, kind: &str, names: &[String]) -> String {
    let words: Vec<String> = names
        .iter()
        .map(|name| frame.say(&format!("{kind}-{name}")))
        .collect();
    words.join(&frame.say("list-comma"))
}

/// A key, for the browser to import.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Key<'p> {
    pkcs8: &'p str,
    party: &'p str,
    party_name: &'p str,
    member: &'p str,
    member_name: &'p str,
}

pub(super) async fn key(
    State(portal): State<Portal>,
    Path(name): Path<String>,
) -> Result<Json<serde_json::Value>, Failure> {
    let found = portal
        .settings()
        .demo
        .seats()
        .iter()
        .find(|seat| seat.seat == name);
    let seat = found.ok_or(Failure::NotFound)?;
    let key = Key {
        pkcs8: &seat.pkcs8,
        party: &seat.party,
        party_name: &seat.party_name,
        member: &seat.member,
        member_name: &seat.member_name,
    };
    serde_json::to_value(key).map(Json).map_err(|_| Failure::Fault)
}

//! The seats of a demo, and there alone: one click gives a browser a member's key.

use askama::Template;
use axum::extract::{Path, State};
use axum::routing::get;
use axum::{Json, Router};
use serde::Serialize;

use super::{Page, written};
use crate::failure::Failure;
use crate::frame::Frame;
use crate::seat::Visit;
use crate::{DemoSeat, Portal};

pub(super) fn routes() -> Router<Portal> {
    Router::new()
        .route("/enter", get(seats))
        .route("/enter/{seat}", get(key))
}

#[derive(Template)]
#[template(path = "public/enter.html")]
struct EnterPage<'p> {
    frame: Frame<'p>,
    parties: Vec<PartyView<'p>>,
}

struct PartyView<'p> {
    name: &'p str,
    capacity: String,
    seats: Vec<SeatView<'p>>,
}

struct SeatView<'p> {
    seat: &'p str,
    name: &'p str,
    roles: String,
}

async fn seats(State(portal): State<Portal>, visit: Visit) -> Page {
    let demo = portal.settings().demo.seats();
    if demo.is_empty() {
        return Err(Failure::NotFound);
    }
    let frame = Frame::new(&portal, visit);
    let parties = demo
        .chunk_by(|one, other| one.party == other.party)
        .filter_map(|seats| {
            let first = seats.first()?;
            Some(PartyView {
                name: &first.party_name,
                capacity: frame.say(&format!("capacity-{}", first.capacity)),
                seats: seats.iter().map(|seat| view(&frame, seat)).collect(),
            })
        });
    let parties = parties.collect();
    written(&EnterPage { frame, parties })
}

fn view<'p>(frame: &Frame<'_>, seat: &'p DemoSeat) -> SeatView<'p> {
    let roles: Vec<String> = seat
        .roles
        .iter()
        .map(|role| frame.say(&format!("role-{role}")))
        .collect();
    SeatView {
        seat: &seat.seat,
        name: &seat.member_name,
        roles: roles.join(&frame.say("list-comma")),
    }
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

async fn key(
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

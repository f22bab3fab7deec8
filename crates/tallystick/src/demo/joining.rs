//! The operator registers who takes part; each party accepts for itself, with a key that nobody else has.

use anyhow::Context as _;
use serde_json::json;

use super::days::Prologue;
use super::desk::{Desk, House};
use super::record::Chapter;
use super::story::Story;

/// Minutes between two registrations, and between two acceptances.
const PACE: usize = 4;

pub(super) async fn everyone_is_registered(
    house: &House,
    newcomers: &[&Desk],
    story: &mut Story,
    days: Prologue,
) -> anyhow::Result<()> {
    story.begins(Chapter::Joining);
    for (minute, desk) in (0..).step_by(PACE).zip(newcomers) {
        story
            .moves_to(days.registration, 9 + minute / 60, minute % 60)
            .await?;
        is_registered(house, desk, story).await?;
    }
    Ok(())
}

/// Both members of the operator register a party; it takes part once it accepts.
pub(super) async fn is_registered(house: &House, desk: &Desk, story: &mut Story) -> anyhow::Result<()> {
    let registration = registration(desk, story)?;
    story
        .together(house.operator.both()?, "party.register/1", registration)
        .await
}

pub(super) async fn everyone_accepts(
    newcomers: &[&Desk],
    story: &mut Story,
    days: Prologue,
) -> anyhow::Result<()> {
    for (minute, desk) in (0..).step_by(PACE).zip(newcomers) {
        story
            .moves_to(days.acceptance, 9 + minute / 60, minute % 60)
            .await?;
        story.taken(desk.admin()?, "party.accept/1", json!({})).await?;
    }
    // Nobody joins twice.
    story.moves_to(days.acceptance, 16, 0).await?;
    let last = newcomers.last().context("somebody joins")?;
    story
        .refused(last.admin()?, "party.accept/1", json!({}), "party-accepted")
        .await
}

fn registration(desk: &Desk, story: &Story) -> anyhow::Result<serde_json::Value> {
    let (crew, sketch) = (&desk.crew, desk.crew.sketch);
    Ok(json!({
        "party": crew.party,
        "capacities": sketch.capacities,
        "buyer_class": sketch.buyer_class,
        "identity": {"scheme": "uscc", "code": sketch.code},
        "profile": sketch.profile(),
        "members": crew.members(),
        "keys": crew.keys(story.ledger())?,
        "policy": sketch.policy(),
    }))
}

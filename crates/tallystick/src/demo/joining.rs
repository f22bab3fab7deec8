//! The operator registers who takes part; each party accepts for itself, with a key that nobody else has.

use serde_json::json;

use super::days::ago;
use super::desk::{Cast, Desk};
use super::record::Chapter;
use super::story::Story;

pub(super) async fn everyone_is_registered(cast: &Cast, story: &mut Story) -> anyhow::Result<()> {
    story.begins(Chapter::Joining)?;
    for (minutes, desk) in (0..).step_by(5).zip(cast.newcomers()) {
        story.moves_to(ago::REGISTRATION, 10, minutes)?;
        let registration = registration(desk, story)?;
        story
            .together(cast.operator.both()?, "party.register/1", registration)
            .await?;
    }
    Ok(())
}

pub(super) async fn everyone_accepts(cast: &Cast, story: &mut Story) -> anyhow::Result<()> {
    for (minutes, desk) in (0..).step_by(7).zip(cast.newcomers()) {
        story.moves_to(ago::ACCEPTANCE, 9, minutes)?;
        story.taken(desk.admin()?, "party.accept/1", json!({})).await?;
    }
    // Nobody joins twice.
    story.moves_to(ago::ACCEPTANCE, 10, 30)?;
    story
        .refused(
            cast.weaver.admin()?,
            "party.accept/1",
            json!({}),
            "party-accepted",
        )
        .await
}

fn registration(desk: &Desk, story: &Story) -> anyhow::Result<serde_json::Value> {
    let (crew, sketch) = (&desk.crew, desk.crew.sketch);
    Ok(json!({
        "party": crew.party,
        "capacities": [sketch.capacity],
        "buyer_class": sketch.buyer_class,
        "identity": {"scheme": "uscc", "code": sketch.code},
        "profile": sketch.profile(),
        "members": crew.members(),
        "keys": crew.keys(story.ledger())?,
        "policy": sketch.policy(),
    }))
}

//! What to do when a key is lost, is revoked, or is wanted on another device. Public: who needs it cannot sign in.

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::routing::get;
use serde::Deserialize;

use super::timeline::word_of;
use super::{Asked, Page, written};
use crate::failure::Failure;
use crate::frame::Frame;
use crate::people::People;
use crate::seat::Visit;
use crate::{Portal, figures};

pub(super) fn routes() -> Router<Portal> {
    Router::new()
        .route("/lost-device", get(lost))
        .route("/second-device", get(second))
        .route("/revoked-key", get(revoked))
}

#[derive(Template)]
#[template(path = "keys_told/lost.html")]
struct LostPage<'p> {
    frame: Frame<'p>,
}

#[derive(Template)]
#[template(path = "keys_told/second.html")]
struct SecondPage<'p> {
    frame: Frame<'p>,
}

#[derive(Template)]
#[template(path = "keys_told/revoked.html")]
struct RevokedPage<'p> {
    frame: Frame<'p>,
    entry: Option<u64>,
    /// Who revoked it: for members who may see it, signed in with another key.
    told: Option<String>,
}

async fn lost(State(portal): State<Portal>, visit: Visit) -> Page {
    written(&LostPage {
        frame: Frame::new(&portal, visit),
    })
}

async fn second(State(portal): State<Portal>, visit: Visit) -> Page {
    written(&SecondPage {
        frame: Frame::new(&portal, visit),
    })
}

#[derive(Deserialize)]
struct Query {
    entry: Option<String>,
}

async fn revoked(State(portal): State<Portal>, visit: Visit, Asked(query): Asked<Query>) -> Page {
    let entry = match query.entry {
        Some(text) => Some(text.parse::<u64>().map_err(|_| Failure::Address(text))?),
        None => None,
    };
    let told = match (entry, &visit.seat) {
        (Some(seq), Some(seat)) => told(&portal, &visit, seat, seq).await?,
        _ => None,
    };
    written(&RevokedPage {
        frame: Frame::new(&portal, visit),
        entry,
        told,
    })
}

/// Who signed the entry that revoked a key, for those who see the house of the party.
async fn told(
    portal: &Portal,
    visit: &Visit,
    seat: &crate::seat::Seat,
    seq: u64,
) -> Result<Option<String>, Failure> {
    let (store, viewer) = (portal.store(), &seat.viewer);
    let Some(entry) = store.entry(viewer, seq).await? else {
        return Ok(None);
    };
    let revokes = ["key.revoke/", "member.remove/"]
        .iter()
        .any(|kind| entry.kind.starts_with(kind));
    if !revokes || entry.body.is_none() {
        return Ok(None);
    }
    let members = entry.signers.iter().filter_map(|signer| signer.member);
    let issuer = entry.issuer.as_str().parse().into_iter().collect();
    let people = People::of(store, viewer, issuer, members.clone().collect()).await?;
    let words = portal.words().of(visit.language);
    let names: Vec<String> = members.map(|member| people.name(member.subject())).collect();
    let values = [
        ("who", names.join(&words.say("list-comma"))),
        ("party", people.name(&entry.issuer)),
        ("act", words.say(&word_of(&entry.kind))),
        ("at", figures::moment(entry.received)),
    ];
    let values: Vec<(&'static str, &str)> = values
        .iter()
        .map(|(name, value)| (*name, value.as_str()))
        .collect();
    Ok(Some(words.say_with("revoked-told", &values)))
}

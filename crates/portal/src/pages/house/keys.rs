//! The keys of the party: whose, since when, and whether they may sign.

use askama::Template;
use axum::extract::State;

use super::read::{House, house, key_stage};
use crate::Portal;
use crate::fingerprint::{fingerprint, short};
use crate::frame::Frame;
use crate::pages::{Page, written};
use crate::seat::Seated;

#[derive(Template)]
#[template(path = "house/keys.html")]
struct KeysPage<'p> {
    frame: Frame<'p>,
    rows: Vec<KeyRow>,
}

/// A key in a list.
pub(super) struct KeyRow {
    pub(super) kid: String,
    pub(super) short: String,
    pub(super) fingerprint: String,
    /// How timelines write it.
    pub(super) mark: String,
    pub(super) holder: String,
    pub(super) added: u64,
    pub(super) revoked: Option<u64>,
    pub(super) suspect_from: Option<u64>,
    pub(super) restored: bool,
    pub(super) stage: &'static str,
    /// Whether the one who looks may revoke it.
    pub(super) revocable: bool,
    /// Whether the page is read with it.
    pub(super) present: bool,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated) -> Page {
    let house = house(&portal, seated.viewer()).await?;
    let service = portal.words().of(seated.visit.language).say("keys-of-service");
    let mut rows = rows(&house, &seated, &service);
    // Those that may sign first, the newest of them at the head.
    rows.sort_by_key(|row| (row.revoked.is_some(), std::cmp::Reverse(row.added)));
    written(&KeysPage {
        frame: Frame::new(&portal, seated.visit),
        rows,
    })
}

/// The keys of a house as the one who looks sees them.
pub(super) fn rows(house: &House, seated: &Seated, service: &str) -> Vec<KeyRow> {
    let viewer = seated.viewer();
    let row = |key: &tallystick_store::ListedKey| KeyRow {
        kid: key.kid.to_string(),
        short: short(&key.kid),
        fingerprint: fingerprint(&key.kid),
        mark: key.kid.as_str().chars().take(8).collect(),
        holder: key.member.map_or_else(
            || service.to_owned(),
            |member| house.people.name(member.subject()),
        ),
        added: key.added,
        revoked: key.revoked,
        suspect_from: key.suspect_from,
        restored: key.restored,
        stage: key_stage(key),
        revocable: key.revoked.is_none() && (seated.seat.is_admin() || key.member == Some(viewer.member)),
        present: key.kid == viewer.kid,
    };
    house.keys.iter().map(row).collect()
}

//! A key that the operator announced for the party, and the veto of any of its members.

use askama::Template;
use axum::extract::State;
use tallystick_commands::parties::Recovery;

use super::read::shown;
use crate::Portal;
use crate::desk::Announced;
use crate::failure::Failure;
use crate::fingerprint::fingerprint;
use crate::frame::Frame;
use crate::pages::timeline::{self, Moment};
use crate::pages::{Page, written};
use crate::people::People;
use crate::seat::Seated;

#[derive(Template)]
#[template(path = "house/recovery.html")]
struct RecoveryPage<'p> {
    frame: Frame<'p>,
    announced: Option<Announced>,
    people: People,
    timeline: Vec<Moment>,
    capacity: String,
    shown: String,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated) -> Page {
    let subject = Recovery::subject(seated.viewer().party);
    let timeline = timeline::read(&portal, &seated, &subject).await?;
    if timeline.is_empty() {
        return Err(Failure::NotFound);
    }
    let announced = seated.seat.desk.announced.clone();
    let viewer = seated.viewer();
    let members = announced.iter().map(|announced| announced.member).collect();
    let people = People::of(portal.store(), viewer, [viewer.party].into(), members).await?;
    let version = announced.as_ref().map_or(0, |announced| announced.version);
    written(&RecoveryPage {
        shown: shown(&[(subject.as_str(), version)]),
        capacity: seated.seat.acting.to_string(),
        frame: Frame::new(&portal, seated.visit),
        announced,
        people,
        timeline,
    })
}

impl RecoveryPage<'_> {
    fn fingerprint(&self) -> String {
        self.announced
            .as_ref()
            .map(|announced| fingerprint(&announced.kid))
            .unwrap_or_default()
    }
}

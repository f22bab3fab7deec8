//! All entries of one thing, page by page, where its own page has no room for them.

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::routing::get;
use serde::Deserialize;
use tallystick_base::Subject;
use tallystick_commands::State as Held;

use super::timeline::{self, Moment};
use super::{Asked, Page, address, written};
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::mentions;
use crate::people::People;
use crate::seat::Seated;

pub(super) fn routes() -> Router<Portal> {
    Router::new().route("/history/{kind}/{id}", get(page))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Query {
    after: Option<String>,
}

#[derive(Template)]
#[template(path = "history.html")]
struct HistoryPage<'p> {
    frame: Frame<'p>,
    /// What it is about, as people name it.
    about: String,
    /// Its own page, where whoever looks has one of it.
    place: Option<String>,
    timeline: Vec<Moment>,
    /// The end of it, where this page is not there.
    latest: Option<String>,
}

/// For everybody whom the subject concerns; nobody else learns that there is one.
async fn page(
    State(portal): State<Portal>,
    seated: Seated,
    Path((kind, id)): Path<(String, String)>,
    Asked(query): Asked<Query>,
) -> Page {
    let subject = Subject::parse(format!("{kind}/{id}")).map_err(|_| Failure::NotFound)?;
    let timeline = timeline::before(&portal, &seated, &subject, query.after.as_deref()).await?;
    if timeline.is_empty() {
        return Err(Failure::NotFound);
    }
    let people = People::in_texts(portal.store(), seated.viewer(), [subject.as_str()]).await?;
    let words = portal.words().of(seated.visit.language);
    let seen = portal.store().subject(seated.viewer(), &subject).await?;
    let numbered = seen.and_then(|seen| number(&seen.state));
    written(&HistoryPage {
        about: match numbered {
            Some((kind, number)) => format!("{} {number}", words.say(kind)),
            None => mentions::told(subject.as_str(), &people, words),
        },
        place: address::in_house(&subject, seated.seat.acting),
        latest: query.after.map(|_| format!("/history/{subject}")),
        frame: Frame::new(&portal, seated.visit),
        timeline,
    })
}

/// The number by which people know a thing, with the word for what it is; none where it has none.
fn number(state: &Held) -> Option<(&'static str, String)> {
    match state {
        Held::Certificate(certificate) => Some(("certificate", certificate.issue.number.to_string())),
        Held::Contract(contract) => Some(("contract", contract.terms.number.to_string())),
        Held::Payment(payment) => Some(("payment", payment.reference.to_string())),
        _ => None,
    }
}

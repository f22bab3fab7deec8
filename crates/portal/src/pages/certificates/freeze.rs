//! Freezing a certificate on a court's order, and freeing it again: two members of the operator do.
//!
//! The operator sees no certificates. It finds the one that an order names by its number, and learns nothing else of it.

use askama::Template;
use axum::extract::State;
use serde::Deserialize;
use tallystick_base::Capacity::{self, Operator};
use tallystick_commands::certificates::CertificateNumber;

use super::act::{Act, shown};
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::{Asked, Page, written};
use crate::seat::Seated;

const WHO: &[Capacity] = &[Operator];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Query {
    number: Option<String>,
}

#[derive(Template)]
#[template(path = "certificates/freeze.html")]
struct FreezePage<'p> {
    frame: Frame<'p>,
    /// What was typed.
    number: String,
    refused: Option<String>,
    /// The certificate that the number names, with what may be done to it.
    found: Option<Found>,
}

struct Found {
    certificate: String,
    number: String,
    frozen: bool,
    act: Act,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Asked(query): Asked<Query>) -> Page {
    let seated = seated.only(WHO)?;
    if !seated.seat.signs() {
        return Err(Failure::NotFor(WHO));
    }
    let frame = Frame::new(&portal, seated.visit.clone());
    let typed = query.number.unwrap_or_default();
    let (found, refused) = match typed.as_str() {
        "" => (None, None),
        text => find(&portal, &seated, &frame, text).await?,
    };
    written(&FreezePage {
        number: typed,
        frame,
        refused,
        found,
    })
}

async fn find(
    portal: &Portal,
    seated: &Seated,
    frame: &Frame<'_>,
    text: &str,
) -> Result<(Option<Found>, Option<String>), Failure> {
    let Ok(number) = CertificateNumber::from_typed(text) else {
        return Ok((None, Some(frame.say("check-form-wrong"))));
    };
    let named = portal.store().named_by_order(seated.viewer(), &number).await?;
    Ok(match named {
        None => (None, Some(frame.say("freeze-unknown"))),
        Some(named) if !named.live => (None, Some(frame.say("freeze-ended"))),
        Some(named) => {
            let (certificate, number) = (named.subject.to_string(), number.to_string());
            let act = Act {
                shown: shown(&[(&named.subject, named.version)]),
                names: Names::default().json_with([(certificate.clone(), number.clone())]),
                ..act(frame, named.frozen)
            };
            let found = Found {
                certificate,
                number,
                frozen: named.frozen,
                act,
            };
            (Some(found), None)
        }
    })
}

fn act(frame: &Frame<'_>, frozen: bool) -> Act {
    let (kind, button, effect) = if frozen {
        (
            "certificate.unfreeze/1",
            frame.say("unfreeze-button"),
            frame.say("unfreeze-effect"),
        )
    } else {
        (
            "certificate.freeze/1",
            frame.say("freeze-button"),
            frame.say("freeze-effect"),
        )
    };
    Act {
        kind,
        capacity: Operator,
        done: "/home".to_owned(),
        shown: String::new(),
        button,
        effect,
        next: frame.say("freeze-next"),
        names: String::new(),
    }
}

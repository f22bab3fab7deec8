//! Publishing rules: a file of the pack, what it changes, and the act.

use std::collections::BTreeSet;

use askama::Template;
use axum::Form;
use axum::extract::State;
use serde::Deserialize;
use tallystick_base::Capacity::{self, Operator};
use tallystick_base::RulePack;
use tallystick_commands::parties::Rules;

use super::pack::{Section, sections};
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::plain_act::shown;
use crate::pages::{Page, terms, written};
use crate::seat::Seated;

const WHO: &[Capacity] = &[Operator];

#[derive(Template)]
#[template(path = "rules/publish.html")]
struct PublishPage<'p> {
    frame: Frame<'p>,
    /// What was given, where it is to be mended.
    text: String,
    /// Why it is no pack.
    refused: Option<String>,
    comparison: Option<Comparison>,
}

/// A pack beside the one that stands.
struct Comparison {
    /// The pack as it goes into the body.
    json: String,
    lines: Vec<Line>,
    shown: String,
}

/// A change, in words.
struct Line {
    class: &'static str,
    word: String,
    section: String,
    from: String,
    says: String,
}

/// Whether the one who looks may publish.
pub(super) fn may(seated: &Seated) -> bool {
    seated.seat.acts_as(Operator) && seated.seat.signs()
}

fn checked(seated: Seated) -> Result<Seated, Failure> {
    let seated = seated.only(WHO)?;
    if may(&seated) {
        Ok(seated)
    } else {
        Err(Failure::NotYourRole)
    }
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated) -> Page {
    let seated = checked(seated)?;
    let pack = terms::rules(&portal, &seated).await?;
    written(&PublishPage {
        frame: Frame::new(&portal, seated.visit),
        // One begins with what stands, since what has come into force is kept.
        text: pack.to_json().map_err(|_| Failure::Fault)?,
        refused: None,
        comparison: None,
    })
}

#[derive(Debug, Deserialize)]
pub(super) struct Given {
    pack: String,
}

/// What a pack that is given would change.
pub(super) async fn compared(State(portal): State<Portal>, seated: Seated, Form(given): Form<Given>) -> Page {
    let seated = checked(seated)?;
    let frame = Frame::new(&portal, seated.visit.clone());
    let new = match RulePack::from_json(&given.pack) {
        Ok(new) => new,
        Err(error) => {
            return written(&PublishPage {
                refused: Some(error.to_string()),
                text: given.pack,
                comparison: None,
                frame,
            });
        }
    };
    let subject = Rules::subject(&new.pack).map_err(|error| Failure::Address(error.to_string()))?;
    let stands = portal.store().subject(seated.viewer(), &subject).await?;
    let version = stands.map_or(0, |seen| seen.version);
    let old = terms::rules(&portal, &seated).await?;
    let today = portal.store().today().await?;
    let before = sections(&frame, &old, today);
    let after = sections(&frame, &new, today);
    let comparison = Comparison {
        lines: lines(&frame, &before, &after),
        json: serde_json::to_string(&new).map_err(|_| Failure::Fault)?,
        shown: shown(&[(&subject, version)]),
    };
    written(&PublishPage {
        text: given.pack,
        refused: None,
        comparison: Some(comparison),
        frame,
    })
}

/// What stands in one of them and not in the other, section by section.
fn lines(frame: &Frame<'_>, before: &[Section], after: &[Section]) -> Vec<Line> {
    let mut lines = Vec::new();
    for (old, new) in before.iter().zip(after) {
        let (stood, stands) = (said(old), said(new));
        let line = |class, word, (from, says): &(String, String)| Line {
            class,
            word,
            section: new.title.clone(),
            from: from.clone(),
            says: says.clone(),
        };
        for gone in stood.difference(&stands) {
            lines.push(line("tag tag-refused", frame.say("rules-gone"), gone));
        }
        for added in stands.difference(&stood) {
            lines.push(line("tag tag-done", frame.say("rules-added"), added));
        }
    }
    lines
}

/// Each entry of a section as one text.
fn said(section: &Section) -> BTreeSet<(String, String)> {
    let text = |entry: &super::pack::Entry| {
        let mut says = entry.says.clone();
        says.extend(entry.sources.iter().map(super::pack::SourceView::whole));
        (entry.from.to_string(), says.join(" "))
    };
    section.entries.iter().map(text).collect()
}

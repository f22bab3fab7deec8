//! A page for an act that says little: what it is about, what it means, and perhaps a reason.

use askama::Template;
use tallystick_base::Subject;

use super::{Page, written};
use crate::frame::Frame;

/// What the page says, and what its form carries.
pub(super) struct PlainAct {
    /// The kind of the command.
    pub(super) kind: &'static str,
    /// The member of the body that names the subject.
    pub(super) member: &'static str,
    /// The subject, and the version that the page shows.
    pub(super) subject: (Subject, u64),
    /// The name of the act: heading and button.
    pub(super) title: String,
    /// The page behind it: its address, and what it is called.
    pub(super) back: (String, String),
    /// What the act is about.
    pub(super) facts: Vec<(String, String)>,
    /// The label of the reason, where the act gives one.
    pub(super) reason: Option<String>,
    /// What it means.
    pub(super) effect: String,
    /// What happens next, and who is told.
    pub(super) next: String,
    /// Names by subject, as JSON.
    pub(super) names: String,
}

#[derive(Template)]
#[template(path = "plain_act.html")]
struct PlainActPage<'p> {
    frame: Frame<'p>,
    act: PlainAct,
    capacity: String,
    shown: String,
}

pub(super) fn page(frame: Frame<'_>, act: PlainAct) -> Page {
    let capacity = frame.seat.as_ref().map(|seat| seat.acting.to_string());
    written(&PlainActPage {
        shown: shown([(&act.subject.0, act.subject.1)]),
        capacity: capacity.unwrap_or_default(),
        frame,
        act,
    })
}

/// The versions that a page shows, for `data-shown`.
pub(super) fn shown(subjects: impl IntoIterator<Item = (&Subject, u64)>) -> String {
    let versions: serde_json::Map<String, serde_json::Value> = subjects
        .into_iter()
        .map(|(subject, version)| (subject.to_string(), version.into()))
        .collect();
    serde_json::Value::Object(versions).to_string()
}

//! A page for an act that says little: what it is about, what it means, and perhaps a reason.

use askama::Template;
use tallystick_base::{Money, Subject};

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

/// What only some of these acts have.
#[derive(Default)]
pub(super) struct Besides {
    /// What the act is about in money, which the button says too.
    pub(super) amount: Option<Money>,
    /// Who reads the reason, where it is not whoever sees the act.
    pub(super) readers: Option<String>,
    /// What it means besides, as things stand.
    pub(super) also: Option<String>,
}

#[derive(Template)]
#[template(path = "plain_act.html")]
struct PlainActPage<'p> {
    frame: Frame<'p>,
    act: PlainAct,
    /// The words of the button that signs.
    button: String,
    /// What stands beneath the label of the reason.
    hint: String,
    /// What the act means besides, as things stand.
    also: Option<String>,
    capacity: String,
    shown: String,
}

pub(super) fn page(frame: Frame<'_>, act: PlainAct) -> Page {
    page_with(frame, act, Besides::default())
}

/// The page of an act about an amount.
pub(super) fn page_of(frame: Frame<'_>, act: PlainAct, amount: Money) -> Page {
    let besides = Besides {
        amount: Some(amount),
        ..Besides::default()
    };
    page_with(frame, act, besides)
}

pub(super) fn page_with(frame: Frame<'_>, act: PlainAct, besides: Besides) -> Page {
    let capacity = frame.seat.as_ref().map(|seat| seat.acting.to_string());
    written(&PlainActPage {
        shown: shown(&[(&act.subject.0, act.subject.1)]),
        capacity: capacity.unwrap_or_default(),
        button: match besides.amount {
            Some(amount) => format!("{}{}{}", act.title, frame.say("colon"), frame.money(&amount)),
            None => act.title.clone(),
        },
        also: besides.also,
        hint: besides.readers.unwrap_or_else(|| frame.say("trade-reason-hint")),
        frame,
        act,
    })
}

/// The versions that a page shows, for `data-shown`.
pub(super) fn shown(subjects: &[(&Subject, u64)]) -> String {
    let versions: serde_json::Map<String, serde_json::Value> = subjects
        .iter()
        .map(|(subject, version)| (subject.to_string(), (*version).into()))
        .collect();
    serde_json::Value::Object(versions).to_string()
}

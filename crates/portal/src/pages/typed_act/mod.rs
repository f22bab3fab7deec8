//! A page for an act in which a person types something: what it is about, the inputs, figures that follow them, and what it means.

mod field;

use std::collections::BTreeMap;

use askama::Template;
use tallystick_base::{Currency, Money, Subject};

pub(super) use field::Field;
use field::Input;

use super::plain_act::shown;
use super::{Page, typed_amount, written};
use crate::frame::Frame;

/// What the page says, and what its form carries.
pub(super) struct TypedAct {
    /// The kind of the command.
    pub(super) kind: &'static str,
    /// The name of the act: its heading.
    pub(super) title: String,
    /// What the button that signs says; `{path}` takes a value of the body.
    pub(super) button: String,
    /// The page behind it: its address, and what it is called.
    pub(super) back: (String, String),
    /// What the act is about.
    pub(super) facts: Vec<Fact>,
    /// What to look at first; none where nothing stands out.
    pub(super) note: Option<String>,
    /// What the body says, in the order of the page; without any the page says why there is nothing to sign.
    pub(super) fields: Vec<Field>,
    /// Figures that follow what is typed; none where nothing does.
    pub(super) figures: Option<(String, Figures)>,
    /// What it means.
    pub(super) effect: String,
    /// What happens next, and who is told.
    pub(super) next: String,
    /// Names by subject, as JSON.
    pub(super) names: String,
    /// The subjects that the page shows, with their versions.
    pub(super) shown: Vec<(Subject, u64)>,
}

/// A name and its value.
pub(super) type Fact = (String, String);

/// Figures that follow what is typed.
#[derive(Default)]
pub(super) struct Figures {
    /// What is wrong with what was typed.
    pub(super) problem: Option<String>,
    /// The figures.
    pub(super) rows: Vec<Fact>,
}

impl Figures {
    /// Nothing but what is wrong.
    pub(super) fn wrong(problem: String) -> Self {
        Self {
            problem: Some(problem),
            rows: Vec::new(),
        }
    }
}

/// What was typed so far, by the names of the inputs.
#[derive(Debug, Clone, Default, serde::Deserialize)]
#[serde(transparent)]
pub(super) struct Typed(BTreeMap<String, String>);

impl Typed {
    /// The text of an input; none where nothing is in it.
    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// The day of an input.
    pub(super) fn day(&self, name: &str) -> Option<chrono::NaiveDate> {
        self.text(name)?.parse().ok()
    }

    /// The amount of an input, above zero.
    pub(super) fn amount(&self, name: &str, currency: Currency) -> Option<Money> {
        let typed = typed_amount::read(self.text(&format!("{name}.value"))?, currency);
        typed.filter(|amount| amount.is_positive())
    }
}

#[derive(Template)]
#[template(path = "typed_act.html")]
struct TypedActPage<'p> {
    frame: Frame<'p>,
    act: TypedAct,
    /// The same act about something else: an address, and what it is called.
    others: Vec<Fact>,
    capacity: String,
    shown: String,
}

#[derive(Template)]
#[template(path = "figures.html")]
struct FiguresPage {
    figures: Figures,
}

pub(super) fn page(frame: Frame<'_>, act: TypedAct) -> Page {
    page_with_others(frame, act, Vec::new())
}

/// The page, with links to the same act about something else.
pub(super) fn page_with_others(frame: Frame<'_>, act: TypedAct, others: Vec<Fact>) -> Page {
    let capacity = frame.seat.as_ref().map(|seat| seat.acting.to_string());
    let subjects: Vec<(&Subject, u64)> = act
        .shown
        .iter()
        .map(|(subject, version)| (subject, *version))
        .collect();
    written(&TypedActPage {
        shown: shown(&subjects),
        capacity: capacity.unwrap_or_default(),
        frame,
        act,
        others,
    })
}

/// The figures alone, for the script that follows what is typed.
pub(super) fn fragment(figures: Figures) -> Page {
    written(&FiguresPage { figures })
}

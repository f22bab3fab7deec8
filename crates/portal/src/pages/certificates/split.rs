//! Dividing a certificate: how many parts, how much in each, and what is left as one types.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::{Path, State};
use serde::Deserialize;
use tallystick_base::Money;

use super::act::Act;
use super::answers::{Ground, SELLERS};
use super::children::{self, Divided};
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::{Asked, Page, written};
use crate::seat::Seated;

/// How many parts there are where nobody said.
const PARTS: u32 = 2;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Query {
    parts: Option<String>,
    /// `equal` for equal parts, anything else for amounts of one's own.
    how: Option<String>,
}

#[derive(Template)]
#[template(path = "certificates/split.html")]
struct SplitPage<'p> {
    frame: Frame<'p>,
    act: Act,
    back: (String, String),
    facts: Vec<(String, String)>,
    certificate: String,
    /// How many parts at most, by the rules.
    most: u32,
    /// How many were asked for; none while that is still to be said.
    parts: Option<u32>,
    equal: bool,
    /// What is wrong with the number of parts.
    refused: Option<String>,
    rows: Vec<PartRow>,
    divided: Divided,
    currency: String,
    recompute: String,
}

/// One part in the form.
struct PartRow {
    /// Its place in the body, from 0.
    place: u32,
    number: u32,
    /// What the input begins with.
    value: String,
}

pub(super) async fn page(
    State(portal): State<Portal>,
    seated: Seated,
    Path(text): Path<String>,
    Asked(query): Asked<Query>,
) -> Page {
    let seated = seated.only(SELLERS)?;
    let ground = Ground::read(&portal, &seated, &text, |may| may.split).await?;
    let frame = Frame::new(&portal, seated.visit.clone());
    let limits = limits(&portal).await?;
    let certificate = &ground.seen.state;
    let outstanding = certificate.outstanding;
    if certificate.issue.depth >= limits.depth {
        return Err(Failure::NotNow);
    }
    let equal = query.how.as_deref() == Some("equal");
    let (parts, refused) = parts(&frame, query.parts.as_deref(), limits.children, outstanding);
    let shares = match parts {
        Some(parts) if equal => children::equal(outstanding, parts).unwrap_or_default(),
        Some(_) | None => Vec::new(),
    };
    let rows = (0..parts.unwrap_or(0)).zip(1..).map(|(place, number)| {
        let share = shares.get(usize::try_from(place).unwrap_or(usize::MAX));
        PartRow {
            place,
            number,
            value: share
                .map(|share| crate::figures::figures(*share))
                .unwrap_or_default(),
        }
    });
    let count = parts.map(|parts| parts.to_string()).unwrap_or_default();
    let act = Act {
        kind: "certificate.split/1",
        button: frame.say_with("split-button", &[("n", &count)]),
        effect: frame.say("split-effect"),
        next: frame.say("split-next"),
        ..ground.act(&text)
    };
    let divided = Divided::of(outstanding, shares.iter().map(|share| Some(*share)).collect());
    written(&SplitPage {
        facts: ground.facts(&frame),
        back: (act.done.clone(), certificate.issue.number.to_string()),
        certificate: ground.seen.subject.to_string(),
        recompute: format!("{}/split/sum", act.done),
        currency: outstanding.currency().to_string(),
        most: limits.children,
        rows: rows.collect(),
        frame,
        act,
        parts,
        equal,
        refused,
        divided,
    })
}

#[derive(Template)]
#[template(path = "certificates/split_sum.html")]
struct SumPart<'p> {
    frame: Frame<'p>,
    divided: Divided,
}

/// What is left to divide, as one types.
pub(super) async fn sum(
    State(portal): State<Portal>,
    seated: Seated,
    Path(text): Path<String>,
    Asked(typed): Asked<BTreeMap<String, String>>,
) -> Page {
    let seated = seated.only(SELLERS)?;
    let ground = Ground::read(&portal, &seated, &text, |may| may.split).await?;
    let outstanding = ground.seen.state.outstanding;
    written(&SumPart {
        divided: Divided::of(outstanding, children::typed(&typed, outstanding.currency())),
        frame: Frame::new(&portal, seated.visit),
    })
}

async fn limits(portal: &Portal) -> Result<tallystick_base::SplitLimits, Failure> {
    let store = portal.store();
    let rules = store.rules().await?.ok_or(Failure::NotFound)?;
    let limits = rules.split_limits_on(store.today().await?);
    Ok(limits.map_err(|_| Failure::NotFound)?.value.clone())
}

/// How many parts are asked for, and what is wrong with that number.
fn parts(
    frame: &Frame<'_>,
    typed: Option<&str>,
    most: u32,
    outstanding: Money,
) -> (Option<u32>, Option<String>) {
    let Some(typed) = typed else {
        return (None, None);
    };
    let parts: Option<u32> = typed
        .trim()
        .parse()
        .ok()
        .filter(|parts| (PARTS..=most).contains(parts));
    match parts {
        // Each part has at least one minor unit.
        Some(parts) if i64::from(parts) <= outstanding.minor() => (Some(parts), None),
        Some(_) | None => {
            let most = most.to_string();
            (
                None,
                Some(frame.say_with("split-parts-refused", &[("most", &most)])),
            )
        }
    }
}

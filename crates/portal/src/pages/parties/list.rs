//! The list of parties.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use tallystick_base::Capacity;
use tallystick_store::{ListedParty, PartyFilter};

use super::WHO;
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::pager::{Pager, paging};
use crate::pages::{Asked, Page, written};
use crate::places::MEMBERS;
use crate::seat::Seated;

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Query {
    /// A part of a name, or a whole code.
    find: Option<String>,
    stage: Option<String>,
    capacity: Option<String>,
    after: Option<String>,
}

#[derive(Template)]
#[template(path = "parties/list.html")]
struct ListPage<'p> {
    frame: Frame<'p>,
    query: Query,
    rows: Vec<RowView>,
    pager: Pager,
    stages: Vec<&'static str>,
    capacities: Vec<(String, String)>,
    /// Whether new parties may be invited from here.
    registers: bool,
}

/// A party as a row.
struct RowView {
    party: ListedParty,
    name: String,
    capacities: String,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Asked(query): Asked<Query>) -> Page {
    let seated = seated.only(WHO)?;
    let filter = filter(&query)?;
    let found = portal.store().parties(seated.viewer(), &filter).await?;
    let pager = Pager::of("/parties", &query, query.after.as_deref(), found.next.as_ref());
    let registers = seated.seat.acts_as(Capacity::Operator) && seated.seat.signs();
    let frame = Frame::new(&portal, seated.visit);
    let row = |party: ListedParty| RowView {
        name: party.name.clone().unwrap_or_else(|| party.code.clone()),
        capacities: capacities(&frame, &party.capacities),
        party,
    };
    written(&ListPage {
        rows: found.items.into_iter().map(row).collect(),
        stages: crate::stages::of("party").collect(),
        capacities: MEMBERS
            .iter()
            .map(|capacity| (capacity.to_string(), frame.capacity(capacity)))
            .collect(),
        pager,
        registers,
        frame,
        query,
    })
}

fn filter(query: &Query) -> Result<PartyFilter, Failure> {
    let capacity = match &query.capacity {
        Some(text) => Some(text.parse().map_err(|_| Failure::Address(text.clone()))?),
        None => None,
    };
    let find = query.find.as_deref().map(str::trim).unwrap_or_default();
    // A code is written in capital letters and digits, which no name of a party is.
    let is_code = find.len() >= 18 && find.bytes().all(|byte| byte.is_ascii_alphanumeric());
    Ok(PartyFilter {
        stage: query.stage.clone(),
        capacity,
        code: is_code.then(|| find.to_uppercase()),
        name: (!is_code && !find.is_empty()).then(|| find.to_owned()),
        page: paging(query.after.as_deref()),
    })
}

/// Capacities in one line.
pub(super) fn capacities(frame: &Frame<'_>, of: &BTreeSet<Capacity>) -> String {
    let words: Vec<String> = of.iter().map(|capacity| frame.capacity(capacity)).collect();
    words.join(&frame.say("list-comma"))
}

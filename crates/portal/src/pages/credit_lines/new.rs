//! Opening a line: on what kind of somebody, on whom, and on which terms.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use chrono::{Days, Months, NaiveDate};
use serde::Deserialize;
use tallystick_base::Capacity;
use tallystick_store::{KnownParty, ProductFilter};

use super::chosen::{Chosen, Problem, chosen};
use super::whom::Kind;
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::{Asked, Page, written};
use crate::places::BANK;
use crate::seat::Seated;

/// What was chosen so far; all of it stands in the address.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Query {
    kind: Option<String>,
    /// The code of the party: of the debtor, for a pair.
    pub(super) code: Option<String>,
    /// The code of the supplier of a pair.
    pub(super) supplier: Option<String>,
    /// The programme.
    pub(super) tag: Option<String>,
}

/// The first step: on what kind of somebody.
#[derive(Template)]
#[template(path = "credit_lines/new_kind.html")]
struct KindPage<'p> {
    frame: Frame<'p>,
    kinds: Vec<Kind>,
}

/// The second: on whom.
#[derive(Template)]
#[template(path = "credit_lines/new_whom.html")]
struct WhomPage<'p> {
    frame: Frame<'p>,
    kind: Kind,
    query: Query,
    problem: Option<Problem>,
    /// Whom one may choose, by code.
    parties: Vec<KnownParty>,
    /// The suppliers of a pair.
    suppliers: Vec<KnownParty>,
    /// Programmes of the bank's own products.
    tags: Vec<String>,
}

/// The third: the terms, and what is signed.
#[derive(Template)]
#[template(path = "credit_lines/new.html")]
struct NewPage<'p> {
    frame: Frame<'p>,
    kind: Kind,
    whom: Vec<KnownParty>,
    tag: Option<String>,
    /// The scope, as the names and values of a body.
    scope: Vec<(&'static str, String)>,
    names: Names,
    from: NaiveDate,
    to: NaiveDate,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Asked(query): Asked<Query>) -> Page {
    let seated = seated.only(BANK)?;
    if !seated.seat.trades() {
        return Err(Failure::NotYourRole);
    }
    let kind = query.kind.as_deref().and_then(Kind::of);
    let Some(kind) = kind else {
        return written(&KindPage {
            frame: Frame::new(&portal, seated.visit),
            kinds: Kind::ALL.into(),
        });
    };
    let frame = Frame::new(&portal, seated.visit.clone());
    match chosen(&portal, &seated, &frame, kind, &query).await? {
        Ok(chosen) => terms(&portal, &seated, frame, kind, chosen).await,
        Err(problem) => whom(&portal, &seated, frame, kind, query, problem).await,
    }
}

async fn whom(
    portal: &Portal,
    seated: &Seated,
    frame: Frame<'_>,
    kind: Kind,
    query: Query,
    problem: Option<Problem>,
) -> Page {
    let (store, viewer) = (portal.store(), seated.viewer());
    let parties = match (kind, kind.capacity()) {
        (Kind::Programme, _) => Vec::new(),
        (_, Some(capacity)) => store.parties_acting_as(viewer, capacity).await?,
        (_, None) => heads(portal, seated).await?,
    };
    let suppliers = match kind {
        Kind::Pair => store.parties_acting_as(viewer, Capacity::Supplier).await?,
        _ => Vec::new(),
    };
    let tags = match kind {
        Kind::Programme => {
            let own = ProductFilter {
                bank: Some(viewer.party),
                ..ProductFilter::default()
            };
            let products = store.products(viewer, &own).await?.items;
            let mut tags: Vec<String> = products
                .into_iter()
                .filter_map(|product| product.programme)
                .collect();
            tags.sort();
            tags.dedup();
            tags
        }
        _ => Vec::new(),
    };
    written(&WhomPage {
        frame,
        kind,
        query,
        problem,
        parties,
        suppliers,
        tags,
    })
}

/// Who may be the head of a group: whoever owes or borrows.
async fn heads(portal: &Portal, seated: &Seated) -> Result<Vec<KnownParty>, Failure> {
    let (store, viewer) = (portal.store(), seated.viewer());
    let mut heads = BTreeMap::new();
    for capacity in [Capacity::Buyer, Capacity::Supplier] {
        for party in store.parties_acting_as(viewer, capacity).await? {
            heads.insert(party.name.clone(), party);
        }
    }
    Ok(heads.into_values().collect())
}

async fn terms(portal: &Portal, seated: &Seated, frame: Frame<'_>, kind: Kind, chosen: Chosen) -> Page {
    let store = portal.store();
    let names = Names::of(store, seated.viewer(), chosen.whom.iter().map(|party| party.id)).await?;
    let from = store.today().await?;
    // A year less a day: the usual validity of a line.
    let to = from
        .checked_add_months(Months::new(12))
        .and_then(|day| day.checked_sub_days(Days::new(1)));
    let subjects = chosen.whom.iter().map(|party| party.id.subject().to_string());
    let values = subjects.chain(chosen.tag.clone());
    let places: &[&'static str] = match kind {
        Kind::Debtor => &["scope.debtor.party"],
        Kind::Supplier => &["scope.supplier.party"],
        Kind::Pair => &["scope.pair.debtor", "scope.pair.supplier"],
        Kind::Group => &["scope.group.head"],
        Kind::Guarantor => &["scope.guarantor.party"],
        Kind::Programme => &["scope.programme.tag"],
    };
    written(&NewPage {
        scope: places.iter().copied().zip(values).collect(),
        whom: chosen.whom,
        tag: chosen.tag,
        to: to.unwrap_or(from),
        frame,
        kind,
        names,
        from,
    })
}

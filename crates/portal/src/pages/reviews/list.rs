//! The list of what a bank is asked for; for an auditor that of all banks.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use tallystick_base::{Capacity, PartyId};
use tallystick_store::{MAX_PAGE, Paging, RequestFilter, ReviewFilter};

use super::WHO;
use super::queue::{self, RowView, Waiting};
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::asked::id;
use crate::pages::pager::{Pager, paging, sheets, whole_list};
use crate::pages::{Asked, Page, written};
use crate::seat::Seated;

/// How many of those that wait stand on the page.
const MOST: usize = 50;

/// What the list is narrowed to. Without a stage it is what waits for the bank; `all` is everything. Nothing waits for an auditor,
/// who then sees everything.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Query {
    stage: Option<String>,
    borrower: Option<String>,
    debtor: Option<String>,
    after: Option<String>,
}

#[derive(Template)]
#[template(path = "reviews/list.html")]
struct ListPage<'p> {
    frame: Frame<'p>,
    query: Query,
    rows: Vec<RowView>,
    pager: Pager,
    /// Stages of which more waits than stands here, with where all of it stands.
    more: Vec<(&'static str, String)>,
    stages: Vec<&'static str>,
    /// Whether it is the list of one bank, for itself.
    own: bool,
    /// Who borrows and who owes on the bank's requests, by id, for the filters.
    borrowers: Vec<(String, String)>,
    debtors: Vec<(String, String)>,
    /// Where the whole list stands as a file.
    sheets: [String; 2],
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Asked(query): Asked<Query>) -> Page {
    let seated = seated.only(WHO)?;
    let frame = Frame::new(&portal, seated.visit.clone());
    let party = |text: &Option<String>| -> Result<Option<PartyId>, Failure> {
        text.as_deref().map(|text| id(PartyId::KIND, text)).transpose()
    };
    let own = seated.seat.acts_as(Capacity::Bank);
    let filter = ReviewFilter {
        stage: query.stage.clone().filter(|stage| stage != "all"),
        bank: own.then_some(seated.viewer().party),
        borrower: party(&query.borrower)?,
        debtor: party(&query.debtor)?,
        page: paging(query.after.as_deref()),
        ..ReviewFilter::default()
    };
    let (rows, more, next) = if own && query.stage.is_none() {
        let waiting = Waiting::narrowed(&portal, &seated, &frame, &filter).await?;
        let waiting = waiting.cut(MOST);
        (waiting.rows, waiting.more, None)
    } else {
        let found = portal.store().reviews(seated.viewer(), &filter).await?;
        let next = found.next.clone();
        (
            queue::read(&portal, &seated, &frame, found).await?,
            Vec::new(),
            next,
        )
    };
    let more = more.into_iter().map(|stage| {
        let of_stage = Query {
            stage: Some(stage.to_owned()),
            ..query.clone()
        };
        (stage, whole_list("/reviews", &of_stage))
    });
    let more = more.collect();
    let pager = Pager::of("/reviews", &query, query.after.as_deref(), next.as_ref());
    let (borrowers, debtors) = parties(&portal, &seated).await?;
    written(&ListPage {
        sheets: sheets("/v1/reviews", &whole(&filter)),
        own,
        rows,
        pager,
        more,
        stages: crate::stages::of("review").collect(),
        borrowers,
        debtors,
        query,
        frame,
    })
}

/// What the same list as a file is narrowed to.
fn whole(filter: &ReviewFilter) -> BTreeMap<&'static str, String> {
    let parties = [
        ("bank", filter.bank),
        ("borrower", filter.borrower),
        ("debtor", filter.debtor),
    ];
    let parties = parties
        .into_iter()
        .filter_map(|(name, party)| Some((name, party?.to_string())));
    let stage = filter.stage.clone().map(|stage| ("stage", stage));
    parties.chain(stage).collect()
}

/// Who borrows and who owes on the newest requests that the viewer sees, by name.
async fn parties(
    portal: &Portal,
    seated: &Seated,
) -> Result<(Vec<(String, String)>, Vec<(String, String)>), Failure> {
    let (store, viewer) = (portal.store(), seated.viewer());
    let newest = RequestFilter {
        page: Paging {
            after: None,
            limit: MAX_PAGE,
        },
        ..RequestFilter::default()
    };
    let requests = store.requests(viewer, &newest).await?.items;
    let borrowers: BTreeSet<PartyId> = requests.iter().map(|one| one.borrower).collect();
    let debtors: BTreeSet<PartyId> = requests.iter().map(|one| one.debtor).collect();
    let names = Names::of(store, viewer, borrowers.iter().chain(&debtors).copied()).await?;
    let sorted = |parties: BTreeSet<PartyId>| {
        let pairs = parties.into_iter();
        let mut pairs: Vec<_> = pairs
            .map(|party| (party.uuid().to_string(), names.name(&party)))
            .collect();
        pairs.sort_by(|one, other| one.1.cmp(&other.1));
        pairs
    };
    Ok((sorted(borrowers), sorted(debtors)))
}

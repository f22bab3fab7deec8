//! The party's requests.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use tallystick_store::{ListedRequest, RequestFilter, ReviewCount};

use super::{ASKS, WHO};
use crate::Portal;
use crate::figures::{self, DaysLeft};
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::pager::{Pager, paging};
use crate::pages::{Asked, Page, written};
use crate::seat::Seated;
use tallystick_base::{Capacity, Millis};

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Query {
    stage: Option<String>,
    after: Option<String>,
}

#[derive(Template)]
#[template(path = "requests/list.html")]
struct ListPage<'p> {
    frame: Frame<'p>,
    query: Query,
    rows: Vec<RowView>,
    pager: Pager,
    stages: Vec<&'static str>,
    /// Whether the party may begin a request.
    begins: bool,
    /// Whether it would be one for the holder of what the viewer owes.
    downstream: bool,
}

/// A request as a row.
struct RowView {
    request: ListedRequest,
    debtor: String,
    stage: String,
    count: ReviewCount,
    left: Option<DaysLeft>,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Asked(query): Asked<Query>) -> Page {
    let seated = seated.only(WHO)?;
    let (store, viewer) = (portal.store(), seated.viewer());
    let filter = RequestFilter {
        stage: query.stage.clone(),
        page: paging(query.after.as_deref()),
        ..RequestFilter::default()
    };
    let found = store.requests(viewer, &filter).await?;
    let names = Names::of(store, viewer, found.items.iter().map(|request| request.debtor)).await?;
    let ids: BTreeSet<_> = found.items.iter().map(|request| request.id).collect();
    let counts = store.review_counts(viewer, &ids).await?;
    let (today, now) = (store.today().await?, store.now());
    let pager = Pager::of("/requests", &query, query.after.as_deref(), found.next.as_ref());
    let rows = found.items.into_iter().map(|request| {
        let open = ["submitted", "accepted"].contains(&request.stage.as_str());
        let is_over = open && request.until < now;
        let until = figures::day_of(request.until).filter(|_| open && !is_over);
        RowView {
            debtor: names.name(&request.debtor),
            stage: stage(&request.stage, request.until, now),
            count: counts.get(&request.id).copied().unwrap_or_default(),
            left: until.map(|day| DaysLeft::until_answer(day, today)),
            request,
        }
    });
    written(&ListPage {
        rows: rows.collect(),
        pager,
        stages: crate::stages::of("request").collect(),
        begins: ASKS.contains(&seated.seat.acting) && seated.seat.signs(),
        downstream: seated.seat.acts_as(Capacity::Buyer),
        frame: Frame::new(&portal, seated.visit),
        query,
    })
}

/// Where a request stands: one whose time has run out has expired, whether or not that is recorded.
fn stage(recorded: &str, until: Millis, now: Millis) -> String {
    if ["submitted", "accepted"].contains(&recorded) && until < now {
        "expired".to_owned()
    } else {
        recorded.to_owned()
    }
}

//! The pools of the party, or those that bought its loans.

use askama::Template;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use tallystick_base::Capacity;
use tallystick_store::{ListedPool, PoolFilter};

use super::READERS;
use crate::Portal;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::pager::{Pager, paging};
use crate::pages::{Asked, Page, written};
use crate::seat::Seated;

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Query {
    stage: Option<String>,
    after: Option<String>,
}

#[derive(Template)]
#[template(path = "pools/list.html")]
struct ListPage<'p> {
    frame: Frame<'p>,
    query: Query,
    names: Names,
    rows: Vec<ListedPool>,
    pager: Pager,
    stages: Vec<&'static str>,
    /// Whether the viewer opens pools.
    opens: bool,
    /// Whether the manager has to be told.
    of_others: bool,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Asked(query): Asked<Query>) -> Page {
    let seated = seated.only(READERS)?;
    let (store, viewer) = (portal.store(), seated.viewer());
    let filter = PoolFilter {
        stage: query.stage.clone(),
        page: paging(query.after.as_deref()),
        ..PoolFilter::default()
    };
    let found = store.pools(viewer, &filter).await?;
    let names = Names::of(store, viewer, found.items.iter().map(|pool| pool.manager)).await?;
    let manages = seated.seat.acts_as(Capacity::AssetManager);
    written(&ListPage {
        pager: Pager::of("/pools", &query, query.after.as_deref(), found.next.as_ref()),
        stages: crate::stages::of("pool").collect(),
        opens: manages && seated.seat.trades(),
        of_others: !manages,
        rows: found.items,
        names,
        query,
        frame: Frame::new(&portal, seated.visit),
    })
}

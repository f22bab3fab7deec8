//! The notices that a debtor was given.

use askama::Template;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use tallystick_base::Capacity;
use tallystick_store::{ListedNotice, NoticeFilter};

use super::WHO;
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
#[template(path = "notices/list.html")]
struct ListPage<'p> {
    frame: Frame<'p>,
    query: Query,
    rows: Vec<RowView>,
    pager: Pager,
    stages: Vec<&'static str>,
    is_bank: bool,
}

/// A notice as a row.
struct RowView {
    notice: ListedNotice,
    bank: String,
    debtor: String,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Asked(query): Asked<Query>) -> Page {
    let seated = seated.only(WHO)?;
    let (store, viewer) = (portal.store(), seated.viewer());
    let filter = NoticeFilter {
        stage: query.stage.clone(),
        page: paging(query.after.as_deref()),
        ..NoticeFilter::default()
    };
    let found = store.notices(viewer, &filter).await?;
    let parties = found.items.iter().flat_map(|notice| [notice.bank, notice.debtor]);
    let names = Names::of(store, viewer, parties).await?;
    let pager = Pager::of("/notices", &query, query.after.as_deref(), found.next.as_ref());
    let rows = found.items.into_iter().map(|notice| RowView {
        bank: names.name(&notice.bank),
        debtor: names.name(&notice.debtor),
        notice,
    });
    written(&ListPage {
        rows: rows.collect(),
        pager,
        stages: crate::stages::of("notice").collect(),
        is_bank: seated.seat.acts_as(Capacity::Bank),
        frame: Frame::new(&portal, seated.visit),
        query,
    })
}

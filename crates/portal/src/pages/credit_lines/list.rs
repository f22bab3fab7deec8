//! The lines of the bank, each with what is used of it.

use askama::Template;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use tallystick_store::{CreditLineFilter, ListedCreditLine};

use super::meter::Meter;
use super::whom::{Kind, Whom};
use super::{WHO, in_yuan, opens};
use crate::Portal;
use crate::failure::Failure;
use crate::figures::DaysLeft;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::asked::narrowed;
use crate::pages::choices::{self, Choice};
use crate::pages::pager::{self, Pager, paging};
use crate::pages::{Asked, Page, written};
use crate::seat::Seated;

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Query {
    stage: Option<String>,
    scope: Option<String>,
    /// Of all lines, those of this bank.
    bank: Option<String>,
    after: Option<String>,
}

#[derive(Template)]
#[template(path = "credit_lines/list.html")]
struct ListPage<'p> {
    frame: Frame<'p>,
    query: Query,
    rows: Vec<RowView>,
    pager: Pager,
    /// The whole list as a file.
    xlsx: String,
    stages: Vec<&'static str>,
    kinds: Vec<(&'static str, String)>,
    opens: bool,
    /// Whether it is a bank's own list; an auditor sees those of all.
    is_own: bool,
    /// The banks, for an auditor to choose one.
    banks: Vec<Choice>,
}

/// A line as a row.
struct RowView {
    line: ListedCreditLine,
    bank: String,
    whom: String,
    kind: String,
    meter: Meter,
    /// Until its last day, while it can be used.
    ends: Option<DaysLeft>,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Asked(query): Asked<Query>) -> Page {
    let seated = seated.only(WHO)?;
    let (store, viewer) = (portal.store(), seated.viewer());
    let filter = CreditLineFilter {
        stage: query.stage.clone(),
        scope: query.scope.clone(),
        bank: narrowed(query.bank.as_deref())?,
        page: paging(query.after.as_deref()),
        ..CreditLineFilter::default()
    };
    let found = store.credit_lines(viewer, &filter).await?;
    let parties = found
        .items
        .iter()
        .flat_map(|line| Whom::from(line).parties().chain([line.bank]).collect::<Vec<_>>());
    let names = Names::of(store, viewer, parties).await?;
    let today = store.today().await?;
    let pager = Pager::of(
        "/credit-lines",
        &query,
        query.after.as_deref(),
        found.next.as_ref(),
    );
    let (opens, is_own) = (opens(&seated), !viewer.auditor);
    let banks = if is_own {
        Vec::new()
    } else {
        choices::banks(&portal, &seated, filter.bank).await?
    };
    let frame = Frame::new(&portal, seated.visit);
    let rows = found.items.into_iter().map(|line| {
        let whom = Whom::from(&line);
        Ok(RowView {
            bank: names.name(&line.bank),
            whom: whom.name(&frame, &names),
            kind: whom.word(&frame),
            meter: Meter::of(line.limit, spent(&line)?, line.drawn, line.reserved),
            ends: (line.stage != "closed").then(|| DaysLeft::until_due(line.valid_to, today)),
            line,
        })
    });
    let rows = rows.collect::<Result<_, Failure>>()?;
    written(&ListPage {
        rows,
        pager,
        xlsx: pager::as_file("/v1/credit-lines", &query, "xlsx"),
        stages: crate::stages::of("credit-line").collect(),
        kinds: Kind::ALL.map(|kind| (kind.name(), kind.word(&frame))).into(),
        opens,
        is_own,
        banks,
        frame,
        query,
    })
}

/// What was paid back on a line that does not revolve, and is not free again.
fn spent(line: &ListedCreditLine) -> Result<tallystick_base::Money, Failure> {
    let used = line.limit.checked_sub(line.left);
    used.and_then(|used| used.checked_sub(line.reserved))
        .and_then(|drawn| drawn.checked_sub(line.drawn))
        .map_err(|_| Failure::Fault)
}

impl ListPage<'_> {
    #[expect(clippy::unused_self, reason = "the template calls it on the page")]
    fn yuan(&self, amount: &tallystick_base::Money) -> String {
        in_yuan(amount)
    }
}

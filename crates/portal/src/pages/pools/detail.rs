//! One pool: which loans it may buy, what it holds, what that is worth on a day, and what came in.

use askama::Template;
use axum::extract::{Path, State};
use chrono::NaiveDate;
use serde::Deserialize;
use tallystick_base::{Money, PartyId};
use tallystick_commands::banking::{Pool, PoolStage};
use tallystick_store::{LoanFilter, MAX_PAGE, Paging, PoolStanding, Seen};

use super::limits::{self, LimitView};
use super::{READERS, acts, collected, find, rules};
use crate::Portal;
use crate::charts::Bars;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::timeline::{self, Moment};
use crate::pages::{Asked, Page, written};
use crate::seat::Seated;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Query {
    on: Option<String>,
}

#[derive(Template)]
#[template(path = "pools/detail.html")]
struct DetailPage<'p> {
    frame: Frame<'p>,
    seen: Seen<Pool>,
    names: Names,
    rules: Vec<(String, String)>,
    /// What it is worth; none for a bank, which sees its own loans only.
    value: Option<ValueView>,
    /// How far its rules are used; nothing for a bank, or where nothing is open.
    limits: Vec<LimitView>,
    rows: Vec<RowView>,
    /// What came in, by month.
    months: Option<Bars>,
    today: NaiveDate,
    on: NaiveDate,
    /// What is wrong with the day that was asked for.
    problem: Option<String>,
    next: String,
    may_close: bool,
    timeline: Vec<Moment>,
}

/// The sums of a pool.
struct ValueView {
    paid: Money,
    open: Money,
    accrued: Money,
    collected: Money,
    /// What it is worth: principal and interest.
    worth: Money,
}

/// A loan of the pool.
struct RowView {
    id: String,
    bank: PartyId,
    debtor: PartyId,
    bought_on: NaiveDate,
    matures_on: NaiveDate,
    overdue: bool,
    paid: Money,
    open: Money,
    /// Interest accrued, and what came in since it was bought.
    accrued: Option<Money>,
    collected: Option<Money>,
}

pub(super) async fn page(
    State(portal): State<Portal>,
    seated: Seated,
    Path(text): Path<String>,
    Asked(query): Asked<Query>,
) -> Page {
    let seated = seated.only(READERS)?;
    let (store, viewer) = (portal.store(), seated.viewer());
    let seen = find(&portal, &seated, &text).await?;
    let today = store.today().await?;
    let asked = query.on.as_deref().map(str::parse::<NaiveDate>);
    let on = asked.and_then(Result::ok).filter(|day| *day <= today);
    let refused = asked.is_some() && on.is_none();
    let on = on.unwrap_or(today);
    let standing = store.pool_standing(viewer, seen.state.id, on).await?;
    let rows = match &standing {
        Some(standing) => held(standing),
        None => own(&portal, &seated, &seen.state).await?,
    };
    let parties = rows.iter().flat_map(|row| [row.bank, row.debtor]);
    let debtors = seen.state.eligibility.debtors.iter().flatten().copied();
    let names = Names::of(store, viewer, parties.chain(debtors).chain([seen.state.manager])).await?;
    let timeline = timeline::read(&portal, &seated, &seen.subject).await?;
    let open = matches!(seen.state.stage, PoolStage::Open {});
    let may_close = open && acts(&seated, &seen.state);
    let frame = Frame::new(&portal, seated.visit);
    written(&DetailPage {
        rules: rules::told(&frame, &names, &seen.state.eligibility),
        value: standing.as_ref().map(worth).transpose()?,
        limits: match &standing {
            Some(standing) => limits::used(&frame, &names, standing, on)?,
            None => Vec::new(),
        },
        months: standing
            .as_ref()
            .and_then(|standing| collected::by_month(&seen.state, &standing.loans, on)),
        problem: refused.then(|| frame.say("pool-day-ahead")),
        next: if open {
            frame.say("pool-next-open")
        } else {
            frame.say("pool-next-closed")
        },
        rows,
        today,
        on,
        may_close,
        names,
        timeline,
        seen,
        frame,
    })
}

/// What a pool holds, for its manager.
fn held(standing: &PoolStanding) -> Vec<RowView> {
    let rows = standing.value.loans.iter().filter_map(|value| {
        let loan = standing.loans.get(&value.loan)?;
        Some(RowView {
            id: value.loan.subject().id().to_owned(),
            bank: loan.approval.bank,
            debtor: loan.approval.debtor,
            bought_on: value.bought_on,
            matures_on: loan.approval.terms.matures_on,
            overdue: loan.overdue.is_some(),
            paid: value.paid,
            open: value.open,
            accrued: Some(value.accrued),
            collected: Some(value.collected),
        })
    });
    rows.collect()
}

/// The loans that a bank sold to a pool.
async fn own(portal: &Portal, seated: &Seated, pool: &Pool) -> Result<Vec<RowView>, Failure> {
    let filter = LoanFilter {
        pool: Some(pool.id),
        page: Paging {
            after: None,
            limit: MAX_PAGE,
        },
        ..LoanFilter::default()
    };
    let found = portal.store().loans(seated.viewer(), &filter).await?;
    let rows = found.items.into_iter().filter_map(|loan| {
        let bought = pool.loans.get(&loan.id)?;
        Some(RowView {
            id: loan.id.subject().id().to_owned(),
            bank: loan.bank,
            debtor: loan.debtor,
            bought_on: bought.on,
            matures_on: loan.matures_on,
            overdue: loan.overdue_since.is_some(),
            paid: bought.price,
            open: loan.open_principal,
            accrued: None,
            collected: None,
        })
    });
    Ok(rows.collect())
}

fn worth(standing: &PoolStanding) -> Result<ValueView, Failure> {
    let value = &standing.value;
    Ok(ValueView {
        paid: value.paid,
        open: value.open,
        accrued: value.accrued,
        collected: value.collected,
        worth: value
            .open
            .checked_add(value.accrued)
            .map_err(|_| Failure::Fault)?,
    })
}

impl DetailPage<'_> {
    fn pool(&self) -> &Pool {
        &self.seen.state
    }

    fn stage(&self) -> String {
        self.pool().stage.name().to_lowercase()
    }

    fn id(&self) -> &str {
        self.seen.subject.id()
    }
}

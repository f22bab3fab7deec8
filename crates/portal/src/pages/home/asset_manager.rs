//! An asset manager's workbench: what is offered into its pools, what matures soon, and what the pools are worth.

use std::collections::BTreeSet;

use askama::Template;
use chrono::Days;
use tallystick_base::{Currency, Money, PoolId};
use tallystick_store::{ListedLoan, ListedSale, LoanFilter, MAX_PAGE, Paging, PoolFilter, SaleFilter};

use super::todo::{Risk, TodoView, proposals};
use crate::Portal;
use crate::failure::Failure;
use crate::figures::{self, DaysLeft};
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::{Page, written};
use crate::seat::Seated;

/// How far ahead the workbench looks for what matures, in days.
const AHEAD: u64 = 30;

#[derive(Template)]
#[template(path = "home/asset_manager.html")]
struct AssetManagerHome<'p> {
    frame: Frame<'p>,
    names: Names,
    todo: Vec<TodoView>,
    maturing: Vec<MaturingView>,
    sums: Sums,
    signs: bool,
}

/// A loan of a pool that matures soon, or is late.
struct MaturingView {
    loan: ListedLoan,
    left: DaysLeft,
}

/// What all pools of the party come to, in yuan.
struct Sums {
    pools: usize,
    loans: usize,
    worth: Money,
    paid: Money,
    collected: Money,
}

pub(super) async fn page(portal: &Portal, seated: Seated) -> Page {
    let (store, viewer) = (portal.store(), seated.viewer());
    let frame = Frame::new(portal, seated.visit.clone());
    let today = store.today().await?;
    let todo = todo(portal, &seated, &frame).await?;
    let soon = LoanFilter {
        stage: Some("active".to_owned()),
        matures_until: Some(today.checked_add_days(Days::new(AHEAD)).unwrap_or(today)),
        page: all(),
        ..LoanFilter::default()
    };
    let mut loans = store.loans(viewer, &soon).await?.items;
    loans.retain(|loan| loan.pool.is_some());
    loans.sort_by_key(|loan| loan.matures_on);
    let names = Names::of(
        store,
        viewer,
        loans.iter().flat_map(|loan| [loan.bank, loan.debtor]),
    )
    .await?;
    let maturing = loans.into_iter().map(|loan| MaturingView {
        left: DaysLeft::until_due(loan.matures_on, today),
        loan,
    });
    written(&AssetManagerHome {
        maturing: maturing.collect(),
        sums: sums(portal, &seated).await?,
        signs: seated.seat.trades(),
        todo,
        names,
        frame,
    })
}

pub(super) async fn todo(
    portal: &Portal,
    seated: &Seated,
    frame: &Frame<'_>,
) -> Result<Vec<TodoView>, Failure> {
    let mut todo = offered(portal, seated, frame).await?;
    todo.extend(proposals(portal, seated, frame).await?);
    Ok(todo)
}

/// Offers that stand, those first whose time ends first.
async fn offered(portal: &Portal, seated: &Seated, frame: &Frame<'_>) -> Result<Vec<TodoView>, Failure> {
    let (store, viewer) = (portal.store(), seated.viewer());
    let (today, now) = (store.today().await?, store.now());
    let filter = SaleFilter {
        stage: Some("proposed".to_owned()),
        page: all(),
        ..SaleFilter::default()
    };
    let mut sales = store.sales(viewer, &filter).await?.items;
    sales.retain(|sale| sale.until >= now);
    sales.sort_by_key(|sale| sale.until);
    let pools: BTreeSet<PoolId> = sales.iter().map(|sale| sale.pool).collect();
    let pools = store.known_pools(viewer, &pools).await?;
    let names = Names::of(store, viewer, sales.iter().map(|sale| sale.bank)).await?;
    let todo = |sale: ListedSale| {
        let left = figures::day_of(sale.until).map(|day| DaysLeft::until_answer(day, today));
        let told = left.map(|left| frame.days_left(&left)).unwrap_or_default();
        let pool = pools
            .get(&sale.pool)
            .map(|pool| pool.name.clone())
            .unwrap_or_default();
        let values = [("bank", names.name(&sale.bank)), ("pool", pool), ("left", told)];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        TodoView {
            what: frame.say_with("todo-sale", &values),
            link: format!("/sales/{}", sale.id.subject().id()),
            act: frame.say("todo-sale-act"),
            figure: frame.money(&sale.price),
            left: None,
            risk: Risk::soon(left.is_some_and(|left| left.days <= 1)),
        }
    };
    Ok(sales.into_iter().map(todo).collect())
}

async fn sums(portal: &Portal, seated: &Seated) -> Result<Sums, Failure> {
    let (store, viewer) = (portal.store(), seated.viewer());
    let today = store.today().await?;
    let nothing = Money::zero(Currency::CNY);
    let mut sums = Sums {
        pools: 0,
        loans: 0,
        worth: nothing,
        paid: nothing,
        collected: nothing,
    };
    let filter = PoolFilter {
        manager: Some(viewer.party),
        page: all(),
        ..PoolFilter::default()
    };
    for pool in store.pools(viewer, &filter).await?.items {
        let Some(standing) = store.pool_standing(viewer, pool.id, today).await? else {
            continue;
        };
        let value = &standing.value;
        sums.pools += 1;
        sums.loans += value.loans.len();
        if value.open.currency() == Currency::CNY {
            let add = |sum: Money, more: Money| sum.checked_add(more).map_err(|_| Failure::Fault);
            sums.worth = add(add(sums.worth, value.open)?, value.accrued)?;
            sums.paid = add(sums.paid, value.paid)?;
            sums.collected = add(sums.collected, value.collected)?;
        }
    }
    Ok(sums)
}

fn all() -> Paging {
    Paging {
        after: None,
        limit: MAX_PAGE,
    }
}

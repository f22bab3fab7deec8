//! What is offered: into the party's pools, or by the bank.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::extract::State;
use serde::{Deserialize, Serialize};
use tallystick_base::{Capacity, LoanId, PoolId};
use tallystick_store::{KnownPool, ListedSale, LoanFilter, MAX_PAGE, Paging, SaleFilter};

use super::{READERS, stage};
use crate::Portal;
use crate::failure::Failure;
use crate::figures::{self, DaysLeft};
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
#[template(path = "sales/list.html")]
struct ListPage<'p> {
    frame: Frame<'p>,
    query: Query,
    rows: Vec<RowView>,
    pager: Pager,
    stages: Vec<&'static str>,
    /// Whether the viewer sells.
    sells: bool,
    /// Whether the viewer buys.
    buys: bool,
}

struct RowView {
    sale: ListedSale,
    pool: String,
    /// The bank, or the manager of the pool: whoever is not the viewer.
    other: String,
    /// Who owes, where the viewer is told.
    debtor: String,
    stage: String,
    left: Option<DaysLeft>,
}

pub(super) async fn page(State(portal): State<Portal>, seated: Seated, Asked(query): Asked<Query>) -> Page {
    let seated = seated.only(READERS)?;
    let (store, viewer) = (portal.store(), seated.viewer());
    let asked = query.stage.as_deref();
    let filter = SaleFilter {
        // That an offer's time is over stands nowhere: it is proposed still.
        stage: asked.map(|stage| if stage == "expired" { "proposed" } else { stage }.to_owned()),
        page: paging(query.after.as_deref()),
        ..SaleFilter::default()
    };
    let found = store.sales(viewer, &filter).await?;
    let pager = Pager::of("/sales", &query, query.after.as_deref(), found.next.as_ref());
    let pools = store.known_pools(viewer, &pools(&found.items)).await?;
    let debtors = debtors(&portal, &seated, &found.items).await?;
    let banks = found.items.iter().map(|sale| sale.bank);
    let managers = pools.values().map(|pool| pool.manager);
    let names = Names::of(
        store,
        viewer,
        banks.chain(managers).chain(debtors.values().copied()),
    )
    .await?;
    let (today, now) = (store.today().await?, store.now());
    let sells = seated.seat.acts_as(Capacity::Bank);
    let buys = seated.seat.acts_as(Capacity::AssetManager);
    let row = |sale: ListedSale| {
        let stage = stage(&sale.stage, sale.until, now);
        let day = figures::day_of(sale.until).filter(|_| stage == "proposed");
        let pool = pools.get(&sale.pool);
        let other = if sells {
            pool.map(|pool| pool.manager)
        } else {
            Some(sale.bank)
        };
        RowView {
            pool: pool.map(|pool: &KnownPool| pool.name.clone()).unwrap_or_default(),
            other: other.map(|other| names.name(&other)).unwrap_or_default(),
            debtor: debtors
                .get(&sale.loan)
                .map(|debtor| names.name(debtor))
                .unwrap_or_default(),
            left: day.map(|day| DaysLeft::until_answer(day, today)),
            stage,
            sale,
        }
    };
    let rows = found.items.into_iter().map(row);
    written(&ListPage {
        rows: rows
            .filter(|row| query.stage.as_deref().is_none_or(|asked| asked == row.stage))
            .collect(),
        stages: crate::stages::of("sale").collect(),
        sells,
        buys,
        query,
        pager,
        frame: Frame::new(&portal, seated.visit),
    })
}

fn pools(sales: &[ListedSale]) -> BTreeSet<PoolId> {
    sales.iter().map(|sale| sale.pool).collect()
}

/// Who owes on each loan, of those that the viewer sees or is offered.
async fn debtors(
    portal: &Portal,
    seated: &Seated,
    sales: &[ListedSale],
) -> Result<BTreeMap<LoanId, tallystick_base::PartyId>, Failure> {
    let (store, viewer) = (portal.store(), seated.viewer());
    let all = LoanFilter {
        page: Paging {
            after: None,
            limit: MAX_PAGE,
        },
        ..LoanFilter::default()
    };
    let seen = store.loans(viewer, &all).await?.items;
    let mut debtors: BTreeMap<_, _> = seen.into_iter().map(|loan| (loan.id, loan.debtor)).collect();
    for sale in sales.iter().filter(|sale| sale.stage == "proposed") {
        if !debtors.contains_key(&sale.loan)
            && let Some(offered) = store.offered_loan(viewer, sale.id).await?
        {
            debtors.insert(sale.loan, offered.debtor);
        }
    }
    Ok(debtors)
}

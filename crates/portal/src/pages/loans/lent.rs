//! The loans of a bank: what each waits for, and the orders to pay for what is instructed.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use chrono::NaiveDate;
use tallystick_base::{Currency, LoanId, Money, PartyId};
use tallystick_commands::banking::LoanStage;
use tallystick_store::{FilingFilter, ListedLoan, LoanFilter, MAX_PAGE, Paging, SaleFilter};

use super::list::Query;
use crate::Portal;
use crate::failure::Failure;
use crate::figures::DaysLeft;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::pager::{Pager, paging, sheets};
use crate::pages::{Page, escaped, written};
use crate::seat::Seated;

#[derive(Template)]
#[template(path = "loans/lent.html")]
struct LentPage<'p> {
    frame: Frame<'p>,
    query: Query,
    rows: Vec<RowView>,
    pager: Pager,
    stages: Vec<&'static str>,
    /// The debtors of live loans: their ids and names.
    debtors: Vec<(String, String)>,
    orders: Vec<OrderView>,
    sheets: [String; 2],
    /// Whether the bank has offered loans to pools.
    sells: bool,
}

/// A loan as a row.
struct RowView {
    loan: ListedLoan,
    borrower: String,
    debtor: String,
    left: Option<DaysLeft>,
    next: String,
}

/// The payments of one day and currency, which go into one order.
struct OrderView {
    day: NaiveDate,
    many: usize,
    sum: Money,
    /// From which account: the address of the order, its name, the account.
    accounts: Vec<(String, String, String)>,
}

pub(super) async fn page(portal: &Portal, seated: Seated, query: Query) -> Page {
    let (store, viewer) = (portal.store(), seated.viewer());
    let debtor = query.debtor.as_deref().map(str::parse::<PartyId>);
    let filter = LoanFilter {
        stage: query.stage.clone(),
        overdue: query.overdue.as_deref().map(|text| text == "true"),
        bank: Some(viewer.party),
        debtor: debtor.transpose().map_err(|_| Failure::NotFound)?,
        order: query.order(),
        page: paging(query.after.as_deref()),
        ..LoanFilter::default()
    };
    let found = store.loans(viewer, &filter).await?;
    let portfolio = store.portfolio(viewer, viewer.party).await?;
    let exposed: Vec<PartyId> = portfolio
        .into_iter()
        .flat_map(|all| all.exposures)
        .map(|exposure| exposure.debtor)
        .collect();
    let parties = found.items.iter().flat_map(|loan| [loan.borrower, loan.debtor]);
    let names = Names::of(store, viewer, parties.chain(exposed.iter().copied())).await?;
    let mut debtors: Vec<(String, String)> = exposed
        .iter()
        .map(|party| (party.to_string(), names.name(party)))
        .collect();
    debtors.dedup();
    let today = store.today().await?;
    let sells = sells(portal, &seated).await?;
    let orders = orders(portal, &seated).await?;
    let filed = still_filed(portal, &seated, &found.items).await?;
    let frame = Frame::new(portal, seated.visit);
    let rows = found.items.into_iter().map(|loan| RowView {
        borrower: names.name(&loan.borrower),
        debtor: names.name(&loan.debtor),
        left: (loan.stage == "active").then(|| DaysLeft::until_due(loan.matures_on, today)),
        next: next(&frame, &loan, filed.contains(&loan.id), today),
        loan,
    });
    written(&LentPage {
        rows: rows.collect(),
        pager: Pager::of("/loans", &query, query.after.as_deref(), found.next.as_ref()),
        stages: crate::stages::of("loan").collect(),
        sheets: sheets("/v1/loans", &query),
        debtors,
        orders,
        sells,
        frame,
        query,
    })
}

async fn sells(portal: &Portal, seated: &Seated) -> Result<bool, Failure> {
    let one = SaleFilter {
        page: Paging {
            after: None,
            limit: 1,
        },
        ..SaleFilter::default()
    };
    let found = portal.store().sales(seated.viewer(), &one).await?;
    Ok(!found.items.is_empty())
}

fn is_over(loan: &ListedLoan) -> bool {
    ["closed", "cancelled", "lapsed"].contains(&loan.stage.as_str())
}

/// Of loans that are over, those whose filing still stands in the registry.
async fn still_filed(
    portal: &Portal,
    seated: &Seated,
    loans: &[ListedLoan],
) -> Result<BTreeSet<LoanId>, Failure> {
    let over = loans.iter().filter(|loan| is_over(loan) && loan.filing.is_some());
    let over: BTreeSet<LoanId> = over.map(|loan| loan.id).collect();
    if over.is_empty() {
        return Ok(over);
    }
    let filter = FilingFilter {
        stage: Some("filed".to_owned()),
        among: Some(over),
        page: Paging {
            after: None,
            limit: MAX_PAGE,
        },
        ..FilingFilter::default()
    };
    let found = portal.store().filings(seated.viewer(), &filter).await?;
    Ok(found.items.into_iter().map(|filing| filing.loan).collect())
}

/// What a loan waits for; `filed` says whether its filing stands though it is over.
fn next(frame: &Frame<'_>, loan: &ListedLoan, filed: bool, today: NaiveDate) -> String {
    match loan.stage.as_str() {
        "approved" if loan.filing.is_none() => frame.say("lent-next-file"),
        "approved" => frame.say("lent-next-instruct"),
        "instructed" => frame.say("lent-next-outcome"),
        "active" if loan.written_off => frame.say("lent-next-written-off"),
        "active" if loan.overdue_since.is_some() || loan.matures_on < today => frame.say("lent-next-collect"),
        "active" => frame.say("lent-next-repaid"),
        _ if filed => frame.say("lent-next-discharge"),
        _ => String::new(),
    }
}

/// What is instructed and not paid out, by day and currency: each is one order.
async fn orders(portal: &Portal, seated: &Seated) -> Result<Vec<OrderView>, Failure> {
    let Some(book) = portal.store().instructed_book(seated.viewer()).await? else {
        return Ok(Vec::new());
    };
    let mut by_order: BTreeMap<(NaiveDate, Currency), Vec<Money>> = BTreeMap::new();
    for loan in &book.loans {
        if let LoanStage::Instructed { amount, value_on, .. } = &loan.stage {
            let order = by_order.entry((*value_on, amount.currency())).or_default();
            order.push(*amount);
        }
    }
    let order = |((day, currency), amounts): ((NaiveDate, Currency), Vec<Money>)| {
        let accounts = book.accounts.iter().map(|account| {
            let number = account.account.as_str();
            let href = format!(
                "/v1/payment-orders?value_on={day}&currency={currency}&account={}",
                escaped(number)
            );
            let named = format!("{number} · {}", account.bank);
            (href, format!("pain.001-{day}-{currency}.xml"), named)
        });
        Ok(OrderView {
            day,
            many: amounts.len(),
            sum: Money::sum(currency, amounts).map_err(|_| Failure::Fault)?,
            accounts: accounts.collect(),
        })
    };
    by_order.into_iter().map(order).collect()
}

//! A bank's workbench: what waits for it with days left, money on its way, and how its book stands.

use askama::Template;
use tallystick_base::{Currency, Money};
use tallystick_store::{CreditLineFilter, MAX_PAGE, Paging, Portfolio};

use super::bank_duties;
use super::bank_waits::{self, Moving};
use super::todo::{TodoView, proposals};
use crate::Portal;
use crate::failure::Failure;
use crate::figures;
use crate::frame::Frame;
use crate::pages::reviews::{RowView, Waiting};
use crate::pages::{Page, written};
use crate::seat::Seated;

/// How many requests the workbench shows.
const SHOWN: usize = 8;
/// What falls due within so many days is soon.
pub(super) const SOON: i64 = 30;

#[derive(Template)]
#[template(path = "home/bank.html")]
struct BankHome<'p> {
    frame: Frame<'p>,
    todo: Vec<TodoView>,
    rows: Vec<RowView>,
    /// How many wait in all, or more than so many.
    waiting: usize,
    more_wait: bool,
    moving: Moving,
    figures: Figures,
}

/// How the book stands, in yuan.
struct Figures {
    open: Money,
    committed: Money,
    overdue: Money,
    /// Open principal that matures soon.
    soon: Money,
    /// Of all lines that are open: the limits, and what is left of them.
    limit: Money,
    left: Money,
}

pub(super) async fn page(portal: &Portal, seated: Seated) -> Page {
    let frame = Frame::new(portal, seated.visit.clone());
    let mut waiting = Waiting::read(portal, &seated, &frame).await?;
    let book = book(portal, &seated).await?;
    let (todo, moving) = gathered(portal, &seated, &frame, &waiting, &book).await?;
    let waits = waiting.rows.iter().filter(|row| row.left.is_some()).count();
    waiting.rows.truncate(SHOWN);
    written(&BankHome {
        figures: figures_of(portal, &seated, &book).await?,
        todo,
        rows: waiting.rows,
        waiting: waits,
        more_wait: !waiting.more.is_empty(),
        moving,
        frame,
    })
}

/// What waits, where the page beneath it is not needed.
pub(super) async fn todo(
    portal: &Portal,
    seated: &Seated,
    frame: &Frame<'_>,
) -> Result<Vec<TodoView>, Failure> {
    let waiting = Waiting::read(portal, seated, frame).await?;
    let book = book(portal, seated).await?;
    Ok(gathered(portal, seated, frame, &waiting, &book).await?.0)
}

/// What the bank has lent, summed up.
async fn book(portal: &Portal, seated: &Seated) -> Result<Portfolio, Failure> {
    let viewer = seated.viewer();
    let book = portal.store().portfolio(viewer, viewer.party).await?;
    book.ok_or(Failure::NotFound)
}

/// What waits for the bank beside these requests and of them, and its money on the way.
async fn gathered(
    portal: &Portal,
    seated: &Seated,
    frame: &Frame<'_>,
    waiting: &Waiting,
    book: &Portfolio,
) -> Result<(Vec<TodoView>, Moving), Failure> {
    let mut todo = bank_waits::reviews(frame, waiting);
    todo.extend(proposals(portal, seated, frame).await?);
    let mut moving = bank_waits::loans(portal, seated, frame).await?;
    todo.append(&mut moving.todo);
    todo.extend(bank_waits::reported(portal, seated, frame).await?);
    todo.extend(bank_waits::unmatched(portal, seated, frame).await?);
    todo.extend(bank_waits::overdue(frame, book)?);
    todo.extend(bank_duties::read(portal, seated, frame).await?);
    Ok((todo, moving))
}

async fn figures_of(portal: &Portal, seated: &Seated, book: &Portfolio) -> Result<Figures, Failure> {
    let (store, viewer) = (portal.store(), seated.viewer());
    let exposures = &book.exposures;
    let soon = bank_waits::maturing(portal, seated).await?;
    let filter = CreditLineFilter {
        stage: Some("open".to_owned()),
        bank: Some(viewer.party),
        page: Paging {
            after: None,
            limit: MAX_PAGE,
        },
        ..CreditLineFilter::default()
    };
    let lines = store.credit_lines(viewer, &filter).await?.items;
    Ok(Figures {
        open: yuan(exposures.iter().map(|one| one.open))?,
        committed: yuan(exposures.iter().map(|one| one.committed))?,
        overdue: yuan(exposures.iter().map(|one| one.overdue))?,
        soon: yuan(soon.into_iter())?,
        limit: yuan(lines.iter().map(|line| line.limit))?,
        left: yuan(lines.iter().map(|line| line.left))?,
    })
}

/// The sum of what is in yuan; other currencies stand on the page of the portfolio.
pub(super) fn yuan(amounts: impl Iterator<Item = Money>) -> Result<Money, Failure> {
    let amounts = amounts.filter(|amount| amount.currency() == Currency::CNY);
    Money::sum(Currency::CNY, amounts).map_err(|_| Failure::Fault)
}

impl BankHome<'_> {
    /// The share of the limits that is used, in per cent.
    fn used(&self) -> String {
        let (limit, left) = (self.figures.limit.minor(), self.figures.left.minor());
        figures::percent(limit.saturating_sub(left), limit)
    }
}

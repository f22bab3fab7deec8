//! A confirmation centre's workbench: its queue, what it passed on and the buyer has not answered, and figures.

use askama::Template;
use chrono::Days;
use tallystick_base::ReceivableId;
use tallystick_store::{Among, CentreRecord, Desk, ListedReceivable, Paging, WaitingSum};

use super::todo::{Risk, TodoView, proposals};
use crate::Portal;
use crate::failure::Failure;
use crate::figures::DaysLeft;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::receivables::{Invoices, SOON, about_receivables, left, other};
use crate::pages::{Page, written};
use crate::seat::Seated;

/// How many claims the workbench shows of its queue, and of those that it passed on: those whose time ends first.
const SHOWN: u64 = 10;

/// From how many days the figures of claims are.
const RECENT: u64 = 30;

#[derive(Template)]
#[template(path = "home/centre.html")]
struct CentreHome<'p> {
    frame: Frame<'p>,
    todo: Vec<TodoView>,
    queue: Vec<ClaimView>,
    passed: Vec<ClaimView>,
    /// Whether more were passed on than are shown.
    more_passed: bool,
    figures: Figures,
    signs: bool,
}

/// How much there is at the centre's desk, and what became of recent claims.
struct Figures {
    waits: u64,
    soon: u64,
    passed: u64,
    recent: CentreRecord,
}

struct ClaimView {
    receivable: ListedReceivable,
    invoice: String,
    other: String,
    left: Option<DaysLeft>,
}

pub(super) async fn todo(
    portal: &Portal,
    seated: &Seated,
    frame: &Frame<'_>,
) -> Result<Vec<TodoView>, Failure> {
    let begun = about_receivables(portal, seated).await?;
    let begun: Vec<ReceivableId> = begun.into_keys().collect();
    let waiting = sums(portal, seated, Desk::Centre, Among::Without(&begun)).await?;
    let mut todo: Vec<TodoView> = waiting.iter().map(|sum| to_look_at(frame, sum)).collect();
    todo.extend(proposals(portal, seated, frame).await?);
    Ok(todo)
}

async fn sums(
    portal: &Portal,
    seated: &Seated,
    desk: Desk,
    among: Among<'_>,
) -> Result<Vec<WaitingSum>, Failure> {
    let store = portal.store();
    let today = store.today().await?;
    let soon = today.checked_add_days(Days::new(SOON)).unwrap_or(today);
    Ok(store.sums_waiting(seated.viewer(), desk, among, soon).await?)
}

fn to_look_at(frame: &Frame<'_>, sum: &WaitingSum) -> TodoView {
    let mut what = frame.say_n("todo-queue", sum.many);
    if sum.soon > 0 {
        what.push_str(&frame.say_n("todo-queue-soon", sum.soon));
    }
    TodoView {
        what,
        link: "/receivables".to_owned(),
        act: frame.say("todo-queue-act"),
        figure: frame.money(&sum.amount),
        left: None,
        risk: Risk::soon(sum.soon > 0),
    }
}

impl Figures {
    async fn read(portal: &Portal, seated: &Seated) -> Result<Self, Failure> {
        let store = portal.store();
        let today = store.today().await?;
        let since = today.checked_sub_days(Days::new(RECENT)).unwrap_or(today);
        let waiting = sums(portal, seated, Desk::Centre, Among::All).await?;
        let passed = sums(portal, seated, Desk::Passed, Among::All).await?;
        let all = |sums: &[WaitingSum], of: fn(&WaitingSum) -> u64| -> u64 { sums.iter().map(of).sum() };
        Ok(Self {
            waits: all(&waiting, |sum| sum.many),
            soon: all(&waiting, |sum| sum.soon),
            passed: all(&passed, |sum| sum.many),
            recent: store.centre_record(seated.viewer(), since).await?,
        })
    }
}

pub(super) async fn page(portal: &Portal, seated: Seated) -> Page {
    let (store, viewer) = (portal.store(), seated.viewer());
    let today = store.today().await?;
    let few = Paging {
        after: None,
        limit: SHOWN,
    };
    let frame = Frame::new(portal, seated.visit.clone());
    let todo = todo(portal, &seated, &frame).await?;
    let queue = store.receivables_waiting(viewer, Desk::Centre, &few).await?.items;
    let passed = store.receivables_waiting(viewer, Desk::Passed, &few).await?;
    let more_passed = passed.next.is_some();
    let passed = passed.items;
    let shown = || queue.iter().chain(&passed);
    let names = Names::of(
        store,
        viewer,
        shown().flat_map(|claim| [claim.supplier, claim.buyer]),
    )
    .await?;
    let invoices = Invoices::of(store, viewer, shown().map(|claim| claim.id)).await?;
    let (acting, party) = (seated.seat.acting, viewer.party);
    let view = |receivable: ListedReceivable| ClaimView {
        invoice: invoices.name(&frame, &receivable.id),
        other: other(&names, &receivable, acting, party),
        left: left(&receivable, today),
        receivable,
    };
    let (queue, passed) = (
        queue.into_iter().map(view).collect(),
        passed.into_iter().map(view).collect(),
    );
    written(&CentreHome {
        todo,
        queue,
        passed,
        more_passed,
        figures: Figures::read(portal, &seated).await?,
        signs: seated.seat.trades(),
        frame,
    })
}

impl CentreHome<'_> {
    fn median(&self) -> String {
        let days = self
            .figures
            .recent
            .median_days
            .map(|days| self.frame.say_n("n-days", days));
        days.unwrap_or_else(|| "—".to_owned())
    }
}

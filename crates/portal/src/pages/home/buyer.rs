//! A buyer's workbench: what waits for it with days left, what is on its way, and how it stands.

use askama::Template;
use chrono::{Days, NaiveDate};
use tallystick_base::{Capacity, PartyId, ReceivableId};
use tallystick_commands::certificates::PaymentRecord;
use tallystick_store::{
    AmendmentFilter, Among, BuyerRecord, CancellationFilter, ContractFilter, Desk, ListedPayment,
    ListedReceivable, Paging, PaymentFilter, WaitingSum,
};

use super::buyer_borrows;
use super::todo::{Risk, TodoView, proposals, to_sign};
use crate::Portal;
use crate::failure::Failure;
use crate::figures::DaysLeft;
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::receivables::{Invoices, SOON, about_receivables, left};
use crate::pages::{Page, contracts, written};
use crate::seat::Seated;

/// How many claims and payments the workbench shows of each.
const SHOWN: u64 = 6;

#[derive(Template)]
#[template(path = "home/buyer.html")]
struct BuyerHome<'p> {
    frame: Frame<'p>,
    todo: Vec<TodoView>,
    claims: Vec<ClaimView>,
    moving: Vec<ListedPayment>,
    record: BuyerRecord,
    payments: PaymentRecord,
    signs: bool,
}

/// A claim that waits.
struct ClaimView {
    receivable: ListedReceivable,
    invoice: String,
    supplier: String,
    left: Option<DaysLeft>,
    /// What the party began about it, and waits for further signatures: its address.
    waits: Option<String>,
}

pub(super) async fn page(portal: &Portal, seated: Seated) -> Page {
    let (store, viewer) = (portal.store(), seated.viewer());
    let today = store.today().await?;
    let few = Paging {
        after: None,
        limit: SHOWN,
    };
    let frame = Frame::new(portal, seated.visit.clone());
    let record = store.buyer_record(viewer, viewer.party).await?;
    let record = record.unwrap_or_default();
    let mut todo = waiting(portal, &seated, &frame, today).await?;
    todo.extend(proposals(portal, &seated, &frame).await?);
    let waiting = store.receivables_waiting(viewer, Desk::Buyer, &few).await?.items;
    let names = Names::of(store, viewer, waiting.iter().map(|claim| claim.supplier)).await?;
    let invoices = Invoices::of(store, viewer, waiting.iter().map(|claim| claim.id)).await?;
    let reported = PaymentFilter {
        stage: Some("reported".to_owned()),
        debtor: Some(viewer.party),
        page: few,
        ..PaymentFilter::default()
    };
    let begun = about_receivables(portal, &seated).await?;
    let claims = waiting.into_iter().map(|receivable| ClaimView {
        invoice: invoices.name(&frame, &receivable.id),
        supplier: names.name(&receivable.supplier),
        left: left(&receivable, today),
        waits: begun.get(&receivable.id).map(|id| format!("/waiting/{id}")),
        receivable,
    });
    let payments = store.payment_record(viewer, viewer.party).await?;
    written(&BuyerHome {
        claims: claims.collect(),
        moving: store.payments(viewer, &reported).await?.items,
        record,
        payments: payments.map(|seen| seen.state).unwrap_or_default(),
        signs: seated.seat.trades(),
        todo,
        frame,
    })
}

pub(super) async fn todo(
    portal: &Portal,
    seated: &Seated,
    frame: &Frame<'_>,
) -> Result<Vec<TodoView>, Failure> {
    let store = portal.store();
    let mut todo = waiting(portal, seated, frame, store.today().await?).await?;
    todo.extend(proposals(portal, seated, frame).await?);
    Ok(todo)
}

/// Claims, contracts, amendments, payments, loans, notices and cancellations that wait for this party.
async fn waiting(
    portal: &Portal,
    seated: &Seated,
    frame: &Frame<'_>,
    today: NaiveDate,
) -> Result<Vec<TodoView>, Failure> {
    let (store, viewer) = (portal.store(), seated.viewer());
    let soon = today.checked_add_days(Days::new(SOON)).unwrap_or(today);
    let week = today.checked_add_days(Days::new(7)).unwrap_or(today);
    let mut todo = answers(portal, seated, frame, soon).await?;
    let overdue = store.sums_to_pay(viewer, None, today.pred_opt()).await?;
    let due = store.sums_to_pay(viewer, Some(today), Some(week)).await?;
    for sum in overdue {
        let what = frame.say_n("todo-overdue", sum.many);
        todo.push(pay(frame, what, frame.money(&sum.outstanding), Risk::Late));
    }
    for sum in due {
        let what = frame.say_n("todo-due", sum.many);
        todo.push(pay(frame, what, frame.money(&sum.outstanding), Risk::None));
    }
    todo.extend(buyer_borrows::read(portal, seated, frame, today).await?);
    todo.extend(agreements(portal, seated, frame).await?);
    todo.extend(cancellations(portal, viewer.party, seated, frame).await?);
    Ok(todo)
}

/// Claims to answer and to settle, and apart from them those whose answer a colleague has yet to sign; what waits for the viewer's own
/// signature has its line.
async fn answers(
    portal: &Portal,
    seated: &Seated,
    frame: &Frame<'_>,
    soon: NaiveDate,
) -> Result<Vec<TodoView>, Failure> {
    let (store, viewer) = (portal.store(), seated.viewer());
    let begun = about_receivables(portal, seated).await?;
    let ids: Vec<ReceivableId> = begun.keys().copied().collect();
    let sums = store.sums_waiting(viewer, Desk::Buyer, Among::Without(&ids), soon);
    let mut todo: Vec<TodoView> = sums.await?.iter().map(|sum| to_answer(frame, sum)).collect();
    let disputed = store.sums_waiting(viewer, Desk::Disputed, Among::Without(&ids), soon);
    todo.extend(disputed.await?.iter().map(|sum| to_settle(frame, sum)));
    let own = to_sign(portal, seated, frame).await?;
    let others = begun
        .iter()
        .filter(|(_, id)| own.iter().all(|one| one.proposal.id != **id));
    let ids: Vec<ReceivableId> = others.map(|(receivable, _)| *receivable).collect();
    if !ids.is_empty() {
        // The buyer's time runs on until the last signature, so these are told apart by it, too.
        let sums = store.sums_waiting(viewer, Desk::Buyer, Among::Only(&ids), soon);
        let is_soon = sums.await?.iter().any(|sum| sum.soon > 0);
        todo.push(TodoView {
            what: frame.say_n("todo-claims-begun", ids.len()),
            link: "/waiting".to_owned(),
            act: frame.say("todo-look"),
            figure: String::new(),
            left: None,
            risk: Risk::soon(is_soon),
        });
    }
    Ok(todo)
}

fn to_answer(frame: &Frame<'_>, sum: &WaitingSum) -> TodoView {
    let mut what = frame.say_n("todo-claims", sum.many);
    if sum.soon > 0 {
        what.push_str(&frame.say_n("todo-claims-soon", sum.soon));
    }
    TodoView {
        what,
        link: "/receivables".to_owned(),
        act: frame.say("todo-claims-act"),
        figure: frame.money(&sum.amount),
        left: None,
        risk: Risk::soon(sum.soon > 0),
    }
}

/// What was disputed is still to be confirmed or refused.
fn to_settle(frame: &Frame<'_>, sum: &WaitingSum) -> TodoView {
    TodoView {
        what: frame.say_n("todo-disputed", sum.many),
        link: "/receivables?show=all&stage=disputed".to_owned(),
        act: frame.say("todo-disputed-act"),
        figure: frame.money(&sum.amount),
        left: None,
        risk: Risk::None,
    }
}

fn pay(frame: &Frame<'_>, what: String, figure: String, risk: Risk) -> TodoView {
    TodoView {
        what,
        link: "/payments".to_owned(),
        act: frame.say("todo-pay-act"),
        figure,
        left: None,
        risk,
    }
}

/// Contracts and amendments of the other side.
async fn agreements(portal: &Portal, seated: &Seated, frame: &Frame<'_>) -> Result<Vec<TodoView>, Failure> {
    let (store, viewer) = (portal.store(), seated.viewer());
    let registered = ContractFilter {
        stage: Some("registered".to_owned()),
        buyer: Some(viewer.party),
        ..ContractFilter::default()
    };
    let found = store.contracts(viewer, &registered).await?.items;
    let own = Capacity::Buyer.to_string();
    let mut todo: Vec<TodoView> = found
        .into_iter()
        .filter(|contract| contracts::waits(seated, contract))
        .map(|contract| TodoView {
            what: frame.say_with(
                "todo-contract",
                &[("number", &contract.number), ("title", &contract.title)],
            ),
            link: format!("/contracts/{}", contract.id.subject().id()),
            act: frame.say("todo-contract-act"),
            figure: frame.money(&contract.amount),
            left: None,
            risk: Risk::None,
        })
        .collect();
    let proposed = AmendmentFilter {
        stage: Some("proposed".to_owned()),
        ..AmendmentFilter::default()
    };
    let amendments = store.amendments(viewer, &proposed).await?.items;
    let theirs = amendments
        .into_iter()
        .filter(|amendment| amendment.buyer == viewer.party && amendment.proposed_by != own);
    todo.extend(theirs.map(|amendment| TodoView {
        what: frame.say_with("todo-amendment", &[("on", &amendment.signed_on.to_string())]),
        link: format!("/amendments/{}", amendment.id.subject().id()),
        act: frame.say("todo-amendment-act"),
        figure: String::new(),
        left: None,
        risk: Risk::None,
    }));
    Ok(todo)
}

/// Cancellations that a holder proposed.
async fn cancellations(
    portal: &Portal,
    party: PartyId,
    seated: &Seated,
    frame: &Frame<'_>,
) -> Result<Vec<TodoView>, Failure> {
    let proposed = CancellationFilter {
        stage: Some("proposed".to_owned()),
        ..CancellationFilter::default()
    };
    let found = portal
        .store()
        .cancellations(seated.viewer(), &proposed)
        .await?
        .items;
    let theirs = found
        .into_iter()
        .filter(|cancellation| cancellation.proposed_to == party);
    let todo = theirs.map(|cancellation| TodoView {
        what: frame.say("todo-cancellation"),
        link: format!("/certificates/{}", cancellation.certificate.subject().id()),
        act: frame.say("todo-cancellation-act"),
        figure: String::new(),
        left: None,
        risk: Risk::None,
    });
    Ok(todo.collect())
}

impl BuyerHome<'_> {
    fn median(&self) -> String {
        let days = self
            .record
            .median_days
            .map(|days| self.frame.say_n("n-days", days));
        days.unwrap_or_else(|| "—".to_owned())
    }
}

//! A guarantor's workbench: who asks, what is to be issued and paid, what waits for others, and how far its limits are used.

use askama::Template;
use tallystick_base::{Millis, Money, PartyId};
use tallystick_store::ListedGuarantee;

use super::todo::{Risk, TodoView, proposals};
use crate::Portal;
use crate::failure::Failure;
use crate::figures::{self, DaysLeft};
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::guarantees::{LimitView, Limits, Queue};
use crate::pages::{Page, written};
use crate::seat::Seated;

#[derive(Template)]
#[template(path = "home/guarantor.html")]
struct GuarantorHome<'p> {
    frame: Frame<'p>,
    names: Names,
    todo: Vec<TodoView>,
    offered: Vec<OfferedView>,
    claims: Vec<(ListedGuarantee, Money)>,
    outstanding: Option<LimitView>,
    bound: usize,
}

/// An offer that waits for others.
struct OfferedView {
    guarantee: ListedGuarantee,
    left: Option<DaysLeft>,
}

pub(super) async fn page(portal: &Portal, seated: Seated) -> Page {
    let (store, viewer) = (portal.store(), seated.viewer());
    let frame = Frame::new(portal, seated.visit.clone());
    let queue = Queue::read(portal, viewer).await?;
    let names = Names::of(store, viewer, parties(&queue)).await?;
    let today = store.today().await?;
    let left = |until: Millis| figures::day_of(until).map(|day| DaysLeft::until_answer(day, today));
    let mut todo = waiting(&frame, &names, &queue, left);
    todo.extend(proposals(portal, &seated, &frame).await?);
    let limits = Limits::read(portal, &seated).await?;
    let offered = queue.offered.into_iter().map(|guarantee| OfferedView {
        left: left(guarantee.until),
        guarantee,
    });
    written(&GuarantorHome {
        offered: offered.collect(),
        claims: queue.claims,
        outstanding: limits.outstanding(&frame, viewer.party)?,
        bound: limits.bound(),
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
    let (store, viewer) = (portal.store(), seated.viewer());
    let queue = Queue::read(portal, viewer).await?;
    let names = Names::of(store, viewer, parties(&queue)).await?;
    let today = store.today().await?;
    let left = |until: Millis| figures::day_of(until).map(|day| DaysLeft::until_answer(day, today));
    let mut todo = waiting(frame, &names, &queue, left);
    todo.extend(proposals(portal, seated, frame).await?);
    Ok(todo)
}

/// Everybody whom the page names.
fn parties(queue: &Queue) -> Vec<PartyId> {
    let mut parties: Vec<PartyId> = queue.asked.iter().map(|request| request.borrower).collect();
    for (one, relying) in &queue.to_issue {
        parties.extend([one.borrower, relying.bank]);
    }
    let claims = queue.claims.iter().map(|(one, _)| one);
    for one in queue.called.iter().chain(&queue.offered).chain(claims) {
        parties.push(one.borrower);
        parties.extend(one.bank);
    }
    parties
}

/// What the party is to pay, to issue and to look at, in this order.
fn waiting(
    frame: &Frame<'_>,
    names: &Names,
    queue: &Queue,
    left: impl Fn(Millis) -> Option<DaysLeft>,
) -> Vec<TodoView> {
    let told = |until| left(until).map(|left| frame.days_left(&left)).unwrap_or_default();
    let soon = |until| left(until).is_some_and(|left| left.days <= 1);
    let address = |one: &ListedGuarantee| format!("/guarantees/{}", one.id.subject().id());
    let called = queue.called.iter().map(|one| {
        let bank = one.bank.map(|bank| names.name(&bank)).unwrap_or_default();
        let borrower = names.name(&one.borrower);
        TodoView {
            what: frame.say_with("todo-called", &[("bank", &bank), ("borrower", &borrower)]),
            link: address(one),
            act: frame.say("todo-called-act"),
            figure: one.called.map(|called| frame.money(&called)).unwrap_or_default(),
            left: None,
            risk: Risk::Soon,
        }
    });
    let to_issue = queue.to_issue.iter().map(|(one, relying)| {
        let (borrower, bank) = (names.name(&one.borrower), names.name(&relying.bank));
        let values = [
            ("borrower", borrower.as_str()),
            ("bank", &bank),
            ("left", &told(one.until)),
        ];
        TodoView {
            what: frame.say_with("todo-issue", &values),
            link: format!("{}/issue", address(one)),
            act: frame.say("todo-issue-act"),
            figure: frame.money(&one.at_most),
            left: None,
            risk: Risk::soon(soon(one.until)),
        }
    });
    let asked = queue.asked.iter().map(|request| {
        let (borrower, amount) = (names.name(&request.borrower), frame.money(&request.amount));
        let values = [
            ("borrower", borrower.as_str()),
            ("amount", &amount),
            ("left", &told(request.until)),
        ];
        TodoView {
            what: frame.say_with("todo-asked", &values),
            link: format!("/guarantees/asked/{}", request.id.subject().id()),
            act: frame.say("todo-asked-act"),
            figure: String::new(),
            left: None,
            risk: Risk::soon(soon(request.until)),
        }
    });
    called.chain(to_issue).chain(asked).collect()
}

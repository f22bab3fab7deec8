//! What waits for a bank, and money on its way out.

use chrono::Days;
use tallystick_base::{Millis, Money};
use tallystick_commands::banking::LoanStage;
use tallystick_store::{BankEntryFilter, ListedLoan, LoanFilter, MAX_PAGE, Paging, Portfolio};

use super::bank::{SOON, yuan};
use super::todo::{Risk, TodoView, whole};
use crate::Portal;
use crate::failure::Failure;
use crate::figures::{self, DaysLeft};
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::payments;
use crate::pages::reviews::{RowView, Turn, Waiting};
use crate::seat::Seated;

/// From so many days on, something is late or soon will be.
const RISK: i64 = 5;
/// How many loans on their way the workbench shows of each kind.
const SHOWN: u64 = 20;

/// Money on its way out.
pub(super) struct Moving {
    pub(super) todo: Vec<TodoView>,
    pub(super) loans: Vec<MovingView>,
    /// The stages of which there are more loans than these.
    pub(super) more: Vec<&'static str>,
    /// How many of each stage these are at most.
    pub(super) most: u64,
}

/// A loan whose money is on its way out.
pub(super) struct MovingView {
    pub(super) address: String,
    pub(super) borrower: String,
    pub(super) loan: ListedLoan,
    /// Until when it can be instructed.
    pub(super) left: Option<DaysLeft>,
}

/// How many requests wait, and how many of them not for long.
pub(super) fn reviews(frame: &Frame<'_>, waiting: &Waiting) -> Vec<TodoView> {
    let soon = |row: &&RowView| row.left.is_some_and(|left| left.days <= RISK);
    let of = |stage: &'static str| {
        let rows = waiting.rows.iter();
        rows.filter(move |row| row.review.stage == stage && row.left.is_some())
    };
    let to_open = of("open").filter(|row| matches!(row.turn, Some(Turn::Open(_))));
    // A bid that is sealed waits for its time, and not for the bank.
    let reviewing = || of("open").filter(|row| matches!(row.turn, None | Some(Turn::Bid(_))));
    let (open, taken, to_open) = (reviewing().count(), of("taken").count(), to_open.count());
    let soon_open = reviewing().filter(soon).count();
    let mut todo = Vec::new();
    if to_open > 0 {
        todo.push(TodoView {
            what: frame.say_n("bank-todo-reveal", to_open),
            link: "/reviews".to_owned(),
            act: frame.say("bank-todo-reveal-act"),
            figure: String::new(),
            left: None,
            risk: Risk::Soon,
        });
    }
    if taken > 0 {
        todo.push(TodoView {
            what: frame.say_n("bank-todo-approve", taken),
            link: "/reviews?stage=taken".to_owned(),
            act: frame.say("bank-todo-approve-act"),
            figure: String::new(),
            left: None,
            risk: Risk::soon(of("taken").any(|row| soon(&row))),
        });
    }
    if open > 0 {
        let mut what = frame.say_n("bank-todo-reviews", open);
        if soon_open > 0 {
            what.push_str(&frame.say_n("bank-todo-reviews-soon", soon_open));
        }
        todo.push(TodoView {
            what,
            link: "/reviews".to_owned(),
            act: frame.say("bank-todo-reviews-act"),
            figure: String::new(),
            left: None,
            risk: Risk::soon(soon_open > 0),
        });
    }
    if !waiting.more.is_empty() {
        todo.push(TodoView {
            what: frame.say_n("bank-todo-reviews-more", MAX_PAGE),
            link: "/reviews".to_owned(),
            act: frame.say("bank-todo-more-act"),
            figure: String::new(),
            left: None,
            risk: Risk::None,
        });
    }
    todo
}

/// Approvals to be instructed before they lapse, and instructions whose outcome is to be recorded.
pub(super) async fn loans(portal: &Portal, seated: &Seated, frame: &Frame<'_>) -> Result<Moving, Failure> {
    let (store, viewer) = (portal.store(), seated.viewer());
    let (mut todo, mut loans, mut more) = (Vec::new(), Vec::new(), Vec::new());
    let today = store.today().await?;
    for stage in ["approved", "instructed"] {
        let filter = LoanFilter {
            stage: Some(stage.to_owned()),
            bank: Some(viewer.party),
            lapses_from: (stage == "approved").then(|| store.now()),
            page: Paging {
                after: None,
                limit: SHOWN,
            },
            ..LoanFilter::default()
        };
        let found = store.loans(viewer, &filter).await?;
        let names = Names::of(store, viewer, found.items.iter().map(|loan| loan.borrower)).await?;
        for loan in found.items {
            let until = lapses(portal, seated, &loan).await?;
            let left = until
                .and_then(figures::day_of)
                .map(|day| DaysLeft::until_answer(day, today));
            let view = MovingView {
                address: format!("/loans/{}", loan.id.uuid()),
                borrower: names.name(&loan.borrower),
                loan,
                left,
            };
            todo.push(step(frame, &view, until));
            loans.push(view);
        }
        if found.next.is_some() {
            todo.push(beyond(frame, stage));
            more.push(stage);
        }
    }
    Ok(Moving {
        todo,
        loans,
        more,
        most: SHOWN,
    })
}

/// That there are more loans of a stage, and where.
fn beyond(frame: &Frame<'_>, stage: &str) -> TodoView {
    TodoView {
        what: match stage {
            "approved" => frame.say_n("bank-todo-instruct-more", SHOWN),
            _ => frame.say_n("bank-todo-settle-more", SHOWN),
        },
        link: format!("/loans?stage={stage}"),
        act: frame.say("bank-todo-more-act"),
        figure: String::new(),
        left: None,
        risk: Risk::None,
    }
}

/// Until when an approved loan can be instructed.
async fn lapses(portal: &Portal, seated: &Seated, loan: &ListedLoan) -> Result<Option<Millis>, Failure> {
    if loan.stage != "approved" {
        return Ok(None);
    }
    let seen = portal.store().loan(seated.viewer(), loan.id).await?;
    Ok(seen.and_then(|seen| match seen.state.stage {
        LoanStage::Approved { until } => Some(until),
        LoanStage::Instructed { .. }
        | LoanStage::Active {}
        | LoanStage::Closed { .. }
        | LoanStage::Cancelled { .. }
        | LoanStage::Lapsed { .. } => None,
    }))
}

fn step(frame: &Frame<'_>, view: &MovingView, until: Option<Millis>) -> TodoView {
    let borrower = view.borrower.as_str();
    let (what, act) = match until {
        Some(until) => {
            let until = frame.moment(&until);
            let values = [("borrower", borrower), ("until", until.as_str())];
            (
                frame.say_with("bank-todo-instruct", &values),
                frame.say("bank-todo-instruct-act"),
            )
        }
        None => (
            frame.say_with("bank-todo-settle", &[("borrower", borrower)]),
            frame.say("bank-todo-settle-act"),
        ),
    };
    TodoView {
        what,
        link: view.address.clone(),
        act,
        figure: frame.money(&view.loan.principal),
        left: None,
        risk: Risk::soon(view.left.is_some_and(|left| left.days <= 1)),
    }
}

/// Payments that debtors say they made to the bank, as long as it has said nothing to them.
pub(super) async fn reported(
    portal: &Portal,
    seated: &Seated,
    frame: &Frame<'_>,
) -> Result<Option<TodoView>, Failure> {
    let found = payments::to_answer(portal, seated).await?;
    let link = match found.as_slice() {
        [] => return Ok(None),
        [one] => format!("/payments/{}", one.id.uuid()),
        _ => "/payments?stage=reported".to_owned(),
    };
    Ok(Some(TodoView {
        what: frame.say_n("bank-todo-payments", found.len()),
        link,
        act: frame.say("bank-todo-payments-act"),
        figure: frame.money(&yuan(found.iter().map(|payment| payment.amount))?),
        left: None,
        risk: Risk::None,
    }))
}

/// Lines of the statement that are nobody's.
pub(super) async fn unmatched(
    portal: &Portal,
    seated: &Seated,
    frame: &Frame<'_>,
) -> Result<Option<TodoView>, Failure> {
    let filter = BankEntryFilter {
        stage: Some("unmatched".to_owned()),
        page: whole(),
        ..BankEntryFilter::default()
    };
    let lines = portal.store().bank_entries(seated.viewer(), &filter).await?;
    if lines.items.is_empty() {
        return Ok(None);
    }
    let (many, more) = (lines.items.len().to_string(), lines.next.is_some());
    Ok(Some(TodoView {
        what: if more {
            frame.say_with("bank-todo-unmatched-many", &[("many", &many)])
        } else {
            frame.say_n("bank-todo-unmatched", lines.items.len())
        },
        link: "/bank-entries?stage=unmatched".to_owned(),
        act: frame.say("bank-todo-unmatched-act"),
        // Of some of them a sum would be too small: none is better than a wrong one.
        figure: if more {
            String::new()
        } else {
            frame.money(&yuan(lines.items.iter().map(|line| line.amount))?)
        },
        left: None,
        risk: Risk::None,
    }))
}

/// Loans in arrears.
pub(super) fn overdue(frame: &Frame<'_>, book: &Portfolio) -> Result<Option<TodoView>, Failure> {
    let late: u64 = book.overdue.iter().map(|bucket| bucket.loans).sum();
    if late == 0 {
        return Ok(None);
    }
    Ok(Some(TodoView {
        what: frame.say_n("bank-todo-overdue", late),
        link: "/loans?overdue=true".to_owned(),
        act: frame.say("bank-todo-overdue-act"),
        figure: frame.money(&yuan(book.overdue.iter().map(|bucket| bucket.open))?),
        left: None,
        risk: Risk::Late,
    }))
}

/// The open principal that is to be paid back soon, by currency.
pub(super) async fn maturing(portal: &Portal, seated: &Seated) -> Result<Vec<Money>, Failure> {
    let (store, viewer) = (portal.store(), seated.viewer());
    let today = store.today().await?;
    let until = today.checked_add_days(Days::new(SOON.unsigned_abs()));
    let until = until.ok_or(Failure::Fault)?;
    Ok(store.maturing(viewer, viewer.party, today, until).await?)
}

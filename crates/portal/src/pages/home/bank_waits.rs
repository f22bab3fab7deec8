//! What waits for a bank, and money on its way out.

use chrono::Days;
use tallystick_base::Millis;
use tallystick_commands::banking::LoanStage;
use tallystick_store::{BankEntryFilter, ListedLoan, LoanFilter, MAX_PAGE, Paging};

use super::bank::{SOON, yuan};
use super::todo::TodoView;
use crate::Portal;
use crate::failure::Failure;
use crate::figures::{self, DaysLeft};
use crate::frame::Frame;
use crate::names::Names;
use crate::pages::payments;
use crate::pages::reviews::{RowView, Turn};
use crate::seat::Seated;

/// From so many days on, something is late or soon will be.
const RISK: i64 = 5;
/// How many loans on their way the workbench shows of each kind.
const SHOWN: u64 = 20;

/// Money on its way out.
pub(super) struct MovingView {
    pub(super) address: String,
    pub(super) borrower: String,
    pub(super) loan: ListedLoan,
    /// Until when it can be instructed.
    pub(super) left: Option<DaysLeft>,
}

/// How many requests wait, and how many of them not for long.
pub(super) fn reviews(frame: &Frame<'_>, rows: &[RowView]) -> Vec<TodoView> {
    let soon = |row: &&RowView| row.left.is_some_and(|left| left.days <= RISK);
    let of = |stage: &'static str| {
        let rows = rows.iter();
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
            risk: true,
        });
    }
    if taken > 0 {
        todo.push(TodoView {
            what: frame.say_n("bank-todo-approve", taken),
            link: "/reviews?stage=taken".to_owned(),
            act: frame.say("bank-todo-approve-act"),
            figure: String::new(),
            risk: of("taken").any(|row| soon(&row)),
        });
    }
    if open > 0 {
        let (many, soon_text) = (open.to_string(), soon_open.to_string());
        todo.push(TodoView {
            what: frame.say_with("bank-todo-reviews", &[("many", &many), ("soon", &soon_text)]),
            link: "/reviews".to_owned(),
            act: frame.say("bank-todo-reviews-act"),
            figure: String::new(),
            risk: soon_open > 0,
        });
    }
    todo
}

/// Approvals to be instructed before they lapse, and instructions whose outcome is to be recorded.
pub(super) async fn loans(
    portal: &Portal,
    seated: &Seated,
    frame: &Frame<'_>,
) -> Result<(Vec<TodoView>, Vec<MovingView>), Failure> {
    let (store, viewer) = (portal.store(), seated.viewer());
    let (mut todo, mut moving) = (Vec::new(), Vec::new());
    let today = store.today().await?;
    for stage in ["approved", "instructed"] {
        let filter = LoanFilter {
            stage: Some(stage.to_owned()),
            bank: Some(viewer.party),
            page: Paging {
                after: None,
                limit: SHOWN,
            },
            ..LoanFilter::default()
        };
        let found = store.loans(viewer, &filter).await?.items;
        let names = Names::of(store, viewer, found.iter().map(|loan| loan.borrower)).await?;
        for loan in found {
            let until = lapses(portal, seated, &loan).await?;
            if until.is_some_and(|until| until < store.now()) {
                continue;
            }
            let left = until
                .and_then(figures::day_of)
                .map(|day| DaysLeft::until(day, today, SOON));
            let view = MovingView {
                address: format!("/loans/{}", loan.id.uuid()),
                borrower: names.name(&loan.borrower),
                loan,
                left,
            };
            todo.push(step(frame, &view, until));
            moving.push(view);
        }
    }
    Ok((todo, moving))
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
        risk: view.left.is_some_and(|left| left.days <= 1),
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
        risk: false,
    }))
}

/// Lines of the statement that are nobody's, and loans in arrears.
pub(super) async fn money(
    portal: &Portal,
    seated: &Seated,
    frame: &Frame<'_>,
) -> Result<Vec<TodoView>, Failure> {
    let (store, viewer) = (portal.store(), seated.viewer());
    let mut todo = Vec::new();
    let unmatched = BankEntryFilter {
        stage: Some("unmatched".to_owned()),
        page: whole(),
        ..BankEntryFilter::default()
    };
    let lines = store.bank_entries(viewer, &unmatched).await?;
    if !lines.items.is_empty() {
        let (many, more) = (lines.items.len().to_string(), lines.next.is_some());
        todo.push(TodoView {
            what: if more {
                frame.say_with("bank-todo-unmatched-many", &[("many", &many)])
            } else {
                frame.say_n("bank-todo-unmatched", lines.items.len())
            },
            link: "/bank-entries?stage=unmatched".to_owned(),
            act: frame.say("bank-todo-unmatched-act"),
            figure: frame.money(&yuan(lines.items.iter().map(|line| line.amount))?),
            risk: false,
        });
    }
    let overdue = LoanFilter {
        stage: Some("active".to_owned()),
        bank: Some(viewer.party),
        overdue: Some(true),
        page: whole(),
        ..LoanFilter::default()
    };
    let late = store.loans(viewer, &overdue).await?.items;
    if !late.is_empty() {
        todo.push(TodoView {
            what: frame.say_n("bank-todo-overdue", late.len()),
            link: "/loans?overdue=true".to_owned(),
            act: frame.say("bank-todo-overdue-act"),
            figure: frame.money(&yuan(late.iter().map(|loan| loan.open_principal))?),
            risk: true,
        });
    }
    Ok(todo)
}

/// The loans that mature soon.
pub(super) async fn maturing(portal: &Portal, seated: &Seated) -> Result<Vec<ListedLoan>, Failure> {
    let (store, viewer) = (portal.store(), seated.viewer());
    let today = store.today().await?;
    let filter = LoanFilter {
        stage: Some("active".to_owned()),
        bank: Some(viewer.party),
        matures_from: Some(today),
        matures_until: today.checked_add_days(Days::new(SOON.unsigned_abs())),
        page: whole(),
        ..LoanFilter::default()
    };
    Ok(store.loans(viewer, &filter).await?.items)
}

fn whole() -> Paging {
    Paging {
        after: None,
        limit: MAX_PAGE,
    }
}

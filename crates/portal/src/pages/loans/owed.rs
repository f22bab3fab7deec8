//! What is owed on a loan on which day, to pay it off: computed from its facts by the function that bookings follow.

use askama::Template;
use axum::extract::{Path, State};
use chrono::NaiveDate;
use serde::Deserialize;
use tallystick_base::{LoanId, Money, MoneyError};
use tallystick_commands::banking::Loan;
use tallystick_commands::banking::loan::account::{Account, AccountError, account};

use super::WHO;
use crate::Portal;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::asked::id;
use crate::pages::{Asked, Page, written};
use crate::seat::Seated;

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Query {
    pub(super) on: Option<String>,
}

impl Query {
    /// The day that was asked for; none where the text is no day.
    pub(super) fn day(&self) -> Option<NaiveDate> {
        self.on.as_deref()?.parse().ok()
    }
}

/// What is owed, day by day.
pub(super) struct Owed {
    pub(super) rows: Vec<OwedRow>,
    /// What is wrong with the day that was asked for.
    pub(super) problem: Option<String>,
}

/// What is owed on one day, and for what.
pub(super) struct OwedRow {
    pub(super) label: String,
    pub(super) day: NaiveDate,
    pub(super) principal: Money,
    pub(super) interest: Money,
    pub(super) penalty: Money,
    pub(super) costs: Money,
    pub(super) withheld: Money,
    pub(super) owed: Money,
}

#[derive(Template)]
#[template(path = "loans/owed.html")]
struct OwedPage<'p> {
    frame: Frame<'p>,
    owed: Owed,
}

/// The part of the page that follows the day that one chooses.
pub(super) async fn fragment(
    State(portal): State<Portal>,
    seated: Seated,
    Path(text): Path<String>,
    Asked(query): Asked<Query>,
) -> Page {
    let seated = seated.only(WHO)?;
    let loan: LoanId = id(LoanId::KIND, &text)?;
    let seen = portal.store().loan(seated.viewer(), loan).await?;
    let loan = seen.ok_or(Failure::NotFound)?.state;
    let today = portal.store().today().await?;
    let frame = Frame::new(&portal, seated.visit);
    let owed = Owed::of(&frame, &loan, today, &query).map_err(|_| Failure::Fault)?;
    written(&OwedPage { frame, owed })
}

impl Owed {
    /// Today, on the day that was asked for, at maturity, and when the days of grace are over.
    pub(super) fn of(
        frame: &Frame<'_>,
        loan: &Loan,
        today: NaiveDate,
        query: &Query,
    ) -> Result<Self, AccountError> {
        let mut days = vec![(today, frame.say("owed-today"))];
        let chosen = query.day();
        let problem = match chosen {
            Some(day) if day < today => Some(frame.say("owed-day-past")),
            Some(day) => {
                days.push((day, frame.say("owed-chosen")));
                None
            }
            None => query.on.as_ref().map(|_| frame.say("owed-day-unread")),
        };
        days.extend(ends(frame, loan)?);
        days.retain(|(day, _)| *day >= today);
        days.sort_by_key(|(day, _)| *day);
        Ok(Self {
            rows: rows(loan, days)?,
            problem,
        })
    }

    /// At maturity, and when the days of grace are over.
    pub(super) fn planned(frame: &Frame<'_>, loan: &Loan) -> Result<Self, AccountError> {
        Ok(Self {
            rows: rows(loan, ends(frame, loan)?)?,
            problem: None,
        })
    }

    /// Whether anything is taken off what is owed.
    pub(super) fn is_withheld(&self) -> bool {
        self.rows.iter().any(|row| row.withheld.is_positive())
    }
}

/// The days on which a loan ends.
fn ends(frame: &Frame<'_>, loan: &Loan) -> Result<Vec<(NaiveDate, String)>, AccountError> {
    let terms = &loan.approval.terms;
    let mut days = vec![(terms.matures_on, frame.say("owed-maturity"))];
    if terms.grace_days > 0 {
        days.push((terms.penalty_from()?, frame.say("owed-grace-over")));
    }
    Ok(days)
}

fn rows(loan: &Loan, days: Vec<(NaiveDate, String)>) -> Result<Vec<OwedRow>, AccountError> {
    let row = |(day, label)| OwedRow::of(label, &account(loan, day)?).map_err(AccountError::from);
    days.into_iter().map(row).collect()
}

impl OwedRow {
    fn of(label: String, account: &Account) -> Result<Self, MoneyError> {
        let open = &account.open;
        Ok(Self {
            label,
            day: account.as_of,
            principal: open.principal,
            interest: open.interest.checked_add(account.accrued_interest)?,
            penalty: open.penalty.checked_add(account.accrued_penalty)?,
            costs: open.costs,
            withheld: account.prepaid,
            owed: account.owed()?,
        })
    }
}

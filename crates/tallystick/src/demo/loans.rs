//! A loan as the ledger tells it: what its bank reads of its history, folded by the rules that everybody has.

use anyhow::Context as _;
use serde::Deserialize;
use tallystick_base::LoanId;
use tallystick_client::Filter;
use tallystick_commands::banking::loan::account::{Account, account};
use tallystick_commands::banking::loan::apply;
use tallystick_commands::banking::{Loan, LoanTransition};

use super::desk::Seat;

/// A part of an outcome on a loan.
#[derive(Debug, Deserialize)]
struct Part {
    transitions: Vec<LoanTransition>,
}

/// The loan after one more part of its history.
pub(super) fn follow(loan: Option<Loan>, part: &str) -> anyhow::Result<Option<Loan>> {
    let part: Part = serde_json::from_str(part).context("a loan has a history that cannot be read")?;
    part.transitions
        .iter()
        .try_fold(loan, |loan, transition| Ok(Some(apply(loan, transition)?)))
}

/// The loan as it stands, for whoever sees it.
pub(super) async fn read(seat: &Seat, id: LoanId) -> anyhow::Result<Loan> {
    let subject = id.subject();
    let (mut loan, mut next) = (None, Some(Filter::all().limit(200)));
    while let Some(filter) = next {
        let page = seat.member.timeline(&subject, &filter).await?;
        for item in &page.items {
            let moved = item.entry.moved.iter().find(|moved| moved.subject == subject);
            let part = moved.and_then(|moved| moved.part.as_deref());
            loan = follow(loan, part.context("a bank sees the history of its loan")?)?;
        }
        next = page.next.map(|after| filter.after(after));
    }
    loan.with_context(|| format!("{id} has no history"))
}

/// What is owed on it on a day, to the cent.
pub(super) fn statement(loan: &Loan, as_of: chrono::NaiveDate) -> anyhow::Result<Account> {
    Ok(account(loan, as_of)?)
}

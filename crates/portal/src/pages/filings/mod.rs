//! Entries of a bank in the registry of movable property: where they stand, and until when each is to be taken out again.

mod detail;
mod discharge;
mod list;

use axum::Router;
use axum::routing::get;
use chrono::NaiveDate;
use tallystick_base::Capacity::{self, Auditor, Bank, Buyer, Supplier};
use tallystick_base::{Millis, RulePack};
use tallystick_commands::banking::{Loan, LoanStage};

use crate::Portal;
use crate::failure::Failure;

/// Who files, who borrowed or holds what is filed, and who looks after the rules.
const WHO: &[Capacity] = &[Bank, Supplier, Buyer, Auditor];
/// Bars of days that are left to discharge are as long as two weeks.
pub(in crate::pages) const FORTNIGHT: i64 = 14;

pub(super) fn routes() -> Router<Portal> {
    Router::new()
        .route("/filings", get(list::page))
        .route("/filings/{id}", get(detail::page))
        .route("/filings/{id}/discharge", get(discharge::page))
}

/// The day on which the debt ended, and the last day to take its filing out; none while the loan stands.
pub(in crate::pages) fn discharge_by(
    rules: &RulePack,
    loan: &Loan,
    now: Millis,
) -> Result<Option<(NaiveDate, NaiveDate)>, Failure> {
    let Some(ended) = ended_on(loan, now, rules.utc_offset_minutes) else {
        return Ok(None);
    };
    let registry = rules.registry_on(ended).map_err(|_| Failure::Fault)?;
    let days = registry.value.discharge_working_days;
    let by = rules.calendar().add_working_days(ended, days);
    let by = by.map_err(|_| Failure::Fault)?.date;
    Ok(Some((ended, by)))
}

fn ended_on(loan: &Loan, now: Millis, utc_offset_minutes: i32) -> Option<NaiveDate> {
    match loan.stage {
        LoanStage::Closed { on } | LoanStage::Cancelled { on } | LoanStage::Lapsed { on } => Some(on),
        // A lease that has run out binds at once, recorded or not.
        LoanStage::Approved { until } => (until < now).then(|| until.date_at(utc_offset_minutes)),
        LoanStage::Instructed { .. } | LoanStage::Active {} => None,
    }
}

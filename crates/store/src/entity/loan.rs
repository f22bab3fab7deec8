//! Loans, for lists, sums and the sweep.

use sea_orm::entity::prelude::*;
use tallystick_base::Subject;
use tallystick_commands::banking::loan::account::account;
use tallystick_commands::banking::{Fact, Loan, LoanStage};

use crate::rows::{moment, number, stage, text};

/// One loan.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "loans")]
pub(crate) struct Model {
    /// `loan/…`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) subject: String,
    /// The version of that subject.
    pub(crate) version: i64,
    /// Its stage, in lower case.
    pub(crate) stage: String,
    /// The bank, `party/…`.
    pub(crate) bank: String,
    /// Who borrows, `party/…`.
    pub(crate) borrower: String,
    /// Who holds the certificates, `party/…`.
    pub(crate) holder: String,
    /// Who owes on them, `party/…`.
    pub(crate) debtor: String,
    /// The request, `financing-request/…`.
    pub(crate) request: String,
    /// The programme.
    pub(crate) programme: Option<String>,
    /// How much is lent, in minor units.
    pub(crate) principal: i64,
    /// What went out, with fees and interest that were taken off it, in minor units.
    pub(crate) lent: i64,
    /// What of it is not paid back, in minor units.
    pub(crate) open_principal: i64,
    /// The currency.
    pub(crate) currency: String,
    /// The rate a year.
    pub(crate) rate: String,
    /// The day of the approval.
    pub(crate) approved_on: String,
    /// The day on which it is paid back.
    pub(crate) matures_on: String,
    /// The value date of the first money that went out.
    pub(crate) disbursed_on: Option<String>,
    /// The day on which it ended.
    pub(crate) closed_on: Option<String>,
    /// The end-to-end id of the money that went out or is to go out.
    pub(crate) end_to_end: Option<String>,
    /// The last moment for an instruction, while there is none; the sweep looks at it.
    pub(crate) lapses_after: Option<i64>,
    /// The first day on which repayment was late, once that is recorded.
    pub(crate) overdue_since: Option<String>,
    /// The first day of the bucket that was recorded last; 0 before the first.
    pub(crate) bucket_from: i64,
    /// The last day, with those of grace, on which repayment is in time, while money is out; the sweep looks at it.
    pub(crate) late_after: Option<String>,
    /// Whether it is written off, as 0 or 1.
    pub(crate) written_off: i64,
    /// How many bank facts do not fit.
    pub(crate) conflicts: i64,
    /// The pool that bought it, `pool/…`.
    pub(crate) pool: Option<String>,
    /// Its filing, `filing/…`.
    pub(crate) filing: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub(crate) fn of(subject: &Subject, version: i64, loan: &Loan) -> Self {
        let approval = &loan.approval;
        let (lapses_after, closed_on, instructed) = match &loan.stage {
            LoanStage::Approved { until } => (Some(*until), None, None),
            LoanStage::Instructed { end_to_end, .. } => (None, None, Some(end_to_end)),
            LoanStage::Active {} => (None, None, None),
            LoanStage::Closed { on } | LoanStage::Cancelled { on } | LoanStage::Lapsed { on } => {
                (None, Some(*on), None)
            }
        };
        let first = loan.disbursed().next();
        let disbursed_on = first.map(|(_, _, value_on)| value_on);
        let end_to_end = instructed.or(first.map(|(id, _, _)| id)).map(text);
        let late_after = match loan.stage {
            LoanStage::Active {} => approval.terms.penalty_from().ok(),
            _ => None,
        };
        // As of the last thing that happened: a booking is refused unless this can be computed on its day.
        let last = loan.facts.iter().map(Fact::date).max();
        let sums = last.and_then(|day| account(loan, day).ok());
        let sums = sums.map(|account| (account.totals.lent.minor(), account.open.principal.minor()));
        Self {
            subject: subject.to_string(),
            version,
            stage: stage(loan.stage.name()),
            bank: approval.bank.to_string(),
            borrower: approval.borrower.to_string(),
            holder: approval.holder.to_string(),
            debtor: approval.debtor.to_string(),
            request: approval.request.subject().to_string(),
            programme: approval.terms.programme.as_ref().map(text),
            principal: approval.terms.principal.minor(),
            lent: sums.map_or(0, |(lent, _)| lent),
            open_principal: sums.map_or(0, |(_, open)| open),
            currency: approval.terms.principal.currency().to_string(),
            rate: approval.terms.rate.to_string(),
            approved_on: approval.on.to_string(),
            matures_on: approval.terms.matures_on.to_string(),
            disbursed_on: disbursed_on.map(text),
            closed_on: closed_on.map(text),
            end_to_end,
            lapses_after: lapses_after.map(moment),
            overdue_since: loan.overdue.map(|mark| mark.since.to_string()),
            bucket_from: loan.overdue.map_or(0, |mark| i64::from(mark.bucket_from)),
            late_after: late_after.map(text),
            written_off: i64::from(loan.written_off.is_some()),
            conflicts: number(loan.conflicts.len()),
            pool: loan.pool.map(|pool| pool.subject().to_string()),
            filing: loan.filing.map(|filing| filing.subject().to_string()),
        }
    }
}

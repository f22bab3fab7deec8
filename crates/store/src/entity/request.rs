//! Requests for financing, for lists and the sweep.

use sea_orm::entity::prelude::*;
use tallystick_base::Subject;
use tallystick_commands::financing::{Direction, FinancingRequest, RequestStage};

use crate::rows::{moment, number, stage, text};

/// One request.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "requests")]
pub(crate) struct Model {
    /// `financing-request/…`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) subject: String,
    /// The version of that subject.
    pub(crate) version: i64,
    /// Its stage, in lower case.
    pub(crate) stage: String,
    /// Who borrows, `party/…`.
    pub(crate) borrower: String,
    /// Who holds the certificates, `party/…`.
    pub(crate) holder: String,
    /// Who owes on them, `party/…`.
    pub(crate) debtor: String,
    /// Whether the debtor borrows, as 0 or 1.
    pub(crate) downstream: i64,
    /// How much is asked for, in minor units.
    pub(crate) amount: i64,
    /// The currency.
    pub(crate) currency: String,
    /// On how many certificates.
    pub(crate) certificates: i64,
    /// The day on which the money is needed.
    pub(crate) draw_on: String,
    /// The day on which it is paid back.
    pub(crate) matures_on: String,
    /// The last moment for an approval.
    pub(crate) until: i64,
    /// That moment, while the request is not approved; the sweep looks at it.
    pub(crate) expires_after: Option<i64>,
    /// What it is for.
    pub(crate) purpose: String,
    /// Whether bids are sealed, as 0 or 1.
    pub(crate) sealed: i64,
    /// The bank whose offer was accepted, `party/…`.
    pub(crate) bank: Option<String>,
    /// The loan, `loan/…`.
    pub(crate) loan: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub(crate) fn of(subject: &Subject, version: i64, request: &FinancingRequest) -> Self {
        let submission = &request.submission;
        let (bank, loan) = match request.stage {
            RequestStage::Accepted { bank, .. } => (Some(bank), None),
            RequestStage::Approved { bank, loan } | RequestStage::Funded { bank, loan } => {
                (Some(bank), Some(loan))
            }
            RequestStage::Submitted {}
            | RequestStage::Closed {}
            | RequestStage::Declined {}
            | RequestStage::Withdrawn {}
            | RequestStage::Expired {} => (None, None),
        };
        let waits = matches!(
            request.stage,
            RequestStage::Submitted {} | RequestStage::Accepted { .. }
        );
        Self {
            subject: subject.to_string(),
            version,
            stage: stage(request.stage.name()),
            borrower: submission.borrower.to_string(),
            holder: submission.holder.to_string(),
            debtor: submission.debtor.to_string(),
            downstream: i64::from(matches!(submission.direction, Direction::Downstream { .. })),
            amount: submission.amount.minor(),
            currency: submission.amount.currency().to_string(),
            certificates: number(submission.backing.len()),
            draw_on: submission.draw_on.to_string(),
            matures_on: submission.matures_on.to_string(),
            until: moment(submission.until),
            expires_after: waits.then(|| moment(submission.until)),
            purpose: submission.purpose.to_string(),
            sealed: i64::from(submission.sealed),
            bank: bank.map(text),
            loan: loan.map(|loan| loan.subject().to_string()),
        }
    }
}

//! Receivables, for lists and for what falls due.

use sea_orm::entity::prelude::*;
use tallystick_base::Subject;
use tallystick_commands::certificates::{ConfirmationLapse, Receivable, ReceivableStage};

use crate::rows::{stage, text};

/// One receivable.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "receivables")]
pub(crate) struct Model {
    /// `receivable/…`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) subject: String,
    /// The version of that subject.
    pub(crate) version: i64,
    /// Its stage, in lower case.
    pub(crate) stage: String,
    /// The contract under which it is owed, `contract/…`.
    pub(crate) contract: String,
    /// Whom it is owed to, `party/…`.
    pub(crate) supplier: String,
    /// Who owes it, `party/…`.
    pub(crate) buyer: String,
    /// The confirmation centre that was asked, `party/…`.
    pub(crate) centre: Option<String>,
    /// The claimed amount in minor units.
    pub(crate) amount: i64,
    /// The currency of both amounts.
    pub(crate) currency: String,
    /// The day of the request to confirm.
    pub(crate) claimed_on: String,
    /// When it falls due: as confirmed, otherwise as claimed.
    pub(crate) due_on: String,
    /// The last day for the buyer's answer, where there is one.
    pub(crate) answer_by: Option<String>,
    /// The day on which the buyer's clock stopped.
    pub(crate) answered_on: Option<String>,
    /// The day with whose end the period lapses or lapsed; none where it was answered in time, or has no period.
    pub(crate) lapses_after: Option<String>,
    /// The subject that records such a lapse, `confirmation-lapse/…`.
    pub(crate) lapse: String,
    /// 1 where the confirmation centre passed it on.
    pub(crate) forwarded: i64,
    /// How many mismatches between papers, contract and claim are shown to the buyer.
    pub(crate) mismatches: i64,
    /// The receivable that was confirmed in part and left this rest.
    pub(crate) rest_of: Option<String>,
    /// The certificate that its confirmation issued.
    pub(crate) certificate: Option<String>,
    /// The confirmed amount in minor units.
    pub(crate) confirmed: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub(crate) fn of(subject: &Subject, version: i64, receivable: &Receivable) -> Self {
        let claim = &receivable.claim;
        let confirmation = match &receivable.stage {
            ReceivableStage::Confirmed(confirmation) => Some(confirmation),
            ReceivableStage::Claimed {}
            | ReceivableStage::Disputed { .. }
            | ReceivableStage::Rejected { .. }
            | ReceivableStage::Withdrawn {} => None,
        };
        let due_on = confirmation.map_or(claim.due_on, |confirmation| confirmation.due_on);
        Self {
            subject: subject.to_string(),
            version,
            stage: stage(receivable.stage.name()),
            contract: claim.contract.to_string(),
            supplier: claim.supplier.to_string(),
            buyer: claim.buyer.to_string(),
            centre: claim.centre.map(text),
            amount: claim.amount.minor(),
            currency: claim.amount.currency().to_string(),
            claimed_on: claim.claimed_on.to_string(),
            due_on: due_on.to_string(),
            answer_by: claim.answer_by.map(text),
            answered_on: receivable.clock_stopped_on.map(text),
            lapses_after: lapses_after(receivable),
            lapse: ConfirmationLapse::subject_of(claim.receivable).to_string(),
            forwarded: i64::from(receivable.forwarded.is_some()),
            mismatches: crate::rows::number(claim.mismatches.len()),
            rest_of: receivable.rest_of.map(text),
            certificate: confirmation.map(|confirmation| confirmation.certificate.to_string()),
            confirmed: confirmation.map(|confirmation| confirmation.amount.minor()),
        }
    }
}

/// An answer after the last day does not undo the lapse; one in time rules it out for good.
fn lapses_after(receivable: &Receivable) -> Option<String> {
    let by = receivable.claim.answer_by?;
    match receivable.clock_stopped_on {
        Some(stopped) if stopped <= by => None,
        Some(_) | None => Some(by.to_string()),
    }
}

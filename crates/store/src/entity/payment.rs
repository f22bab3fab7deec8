//! Reported payments, for lists.

use sea_orm::entity::prelude::*;
use tallystick_base::Subject;
use tallystick_commands::certificates::{Payment, PaymentStage};

use crate::rows::{stage, text};

/// One reported payment.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payments")]
pub(crate) struct Model {
    /// `payment/…`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) subject: String,
    /// The version of that subject.
    pub(crate) version: i64,
    /// Its stage, in lower case.
    pub(crate) stage: String,
    /// The certificate that was paid on, `certificate/…`.
    pub(crate) certificate: String,
    /// Who paid, `party/…`.
    pub(crate) debtor: String,
    /// Who acknowledged or rejected it, `party/…`.
    pub(crate) answered_by: Option<String>,
    /// How much, in minor units.
    pub(crate) amount: i64,
    /// The currency.
    pub(crate) currency: String,
    /// The day of payment.
    pub(crate) paid_on: String,
    /// The reference of the debtor's bank.
    pub(crate) reference: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub(crate) fn of(subject: &Subject, version: i64, payment: &Payment) -> Self {
        let answered_by = match payment.stage {
            PaymentStage::Acknowledged { by, .. } | PaymentStage::Rejected { by, .. } => Some(by),
            PaymentStage::Reported {} => None,
        };
        Self {
            subject: subject.to_string(),
            version,
            stage: stage(payment.stage.name()),
            certificate: payment.certificate.to_string(),
            debtor: payment.debtor.to_string(),
            answered_by: answered_by.map(text),
            amount: payment.amount.minor(),
            currency: payment.amount.currency().to_string(),
            paid_on: payment.paid_on.to_string(),
            reference: payment.reference.to_string(),
        }
    }
}

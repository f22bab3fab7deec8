//! Proposed cancellations, for lists.

use sea_orm::entity::prelude::*;
use tallystick_base::Subject;
use tallystick_commands::certificates::Cancellation;

use crate::rows::stage;

/// One proposed cancellation.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "cancellations")]
pub(crate) struct Model {
    /// `cancellation/…`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub(crate) subject: String,
    /// The version of that subject.
    pub(crate) version: i64,
    /// Its stage, in lower case.
    pub(crate) stage: String,
    /// The certificate, `certificate/…`.
    pub(crate) certificate: String,
    /// Who proposes it, `party/…`.
    pub(crate) proposed_by: String,
    /// Who has to agree, `party/…`.
    pub(crate) proposed_to: String,
    /// Which of the two is the debtor, `party/…`.
    pub(crate) debtor: String,
    /// Why.
    pub(crate) reason: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub(crate) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    pub(crate) fn of(subject: &Subject, version: i64, cancellation: &Cancellation) -> Self {
        Self {
            subject: subject.to_string(),
            version,
            stage: stage(cancellation.stage.name()),
            certificate: cancellation.certificate.to_string(),
            proposed_by: cancellation.by.to_string(),
            proposed_to: cancellation.to.to_string(),
            debtor: cancellation.debtor.to_string(),
            reason: cancellation.reason.to_string(),
        }
    }
}

//! What the public may ask: whether a certificate of this number is genuine and live, and whether an amount is its own.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::Serialize;
use tallystick_base::{CertificateId, Money, Subject};
use tallystick_commands::State;
use tallystick_commands::certificates::{Certificate, CertificateNumber};

use super::states::{corrupt, natural};
use super::viewer::Viewer;
use crate::entity::certificate;
use crate::{Store, StoreError};

/// What the public learns of a certificate, and all of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct PublicCheck {
    /// Whether the ledger holds a certificate of this number.
    pub genuine: bool,
    /// Whether something is still owed on it.
    pub live: bool,
    /// Whether it was issued over the amount that was asked about; none where none was.
    pub amount_matches: Option<bool>,
}

/// What the operator learns of a certificate that an order of a court names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedByOrder {
    /// The subject.
    pub subject: Subject,
    /// Its version.
    pub version: u64,
    /// Whether something is still owed on it.
    pub live: bool,
    /// Whether an order freezes it already.
    pub frozen: bool,
}

impl Store {
    /// Looks a number up. The amount is the one that the certificate was issued over, not what is still owed.
    ///
    /// The answer comes from the state of the certificate; the read model only tells where it is.
    pub async fn check_number(
        &self,
        number: &CertificateNumber,
        amount: Option<Money>,
    ) -> Result<PublicCheck, StoreError> {
        let rows = certificate::Entity::find()
            .filter(certificate::Column::Number.eq(number.as_str()))
            .all(self.reader())
            .await?;
        for row in rows {
            if let Some((_, certificate)) = self.of_number(number, &row.subject).await? {
                return Ok(PublicCheck {
                    genuine: true,
                    live: certificate.is_live(),
                    amount_matches: amount.map(|amount| amount == certificate.issue.amount),
                });
            }
        }
        Ok(PublicCheck {
            genuine: false,
            live: false,
            amount_matches: amount.map(|_| false),
        })
    }

    /// The certificate that a court's order names, for the operator, who carries the order out and sees no certificates; `None`
    /// for any other viewer, and where there is none of this number.
    pub async fn named_by_order(
        &self,
        viewer: &Viewer,
        number: &CertificateNumber,
    ) -> Result<Option<NamedByOrder>, StoreError> {
        if !viewer.operator {
            return Ok(None);
        }
        let rows = certificate::Entity::find()
            .filter(certificate::Column::Number.eq(number.as_str()))
            .all(self.reader())
            .await?;
        for row in rows {
            if let Some((subject, certificate)) = self.of_number(number, &row.subject).await? {
                return Ok(Some(NamedByOrder {
                    version: natural("certificates", &row.subject, row.version)?,
                    live: certificate.is_live(),
                    frozen: certificate.frozen.is_some(),
                    subject,
                }));
            }
        }
        Ok(None)
    }

    /// The certificate under a subject that the read model gives for a number, if its own state says the same.
    async fn of_number(
        &self,
        number: &CertificateNumber,
        subject: &str,
    ) -> Result<Option<(Subject, Certificate)>, StoreError> {
        let parsed = Subject::parse(subject).map_err(|error| corrupt("certificates", subject, error))?;
        let Some(State::Certificate(certificate)) = self.state(&parsed).await? else {
            return Ok(None);
        };
        let derived = CertificateId::try_from(&parsed).is_ok_and(|id| id == certificate.id());
        let is_it = derived && certificate.issue.number == *number;
        Ok(is_it.then_some((parsed, certificate)))
    }
}

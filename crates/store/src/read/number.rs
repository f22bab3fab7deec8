//! What the public may ask: whether a certificate of this number is genuine and live, and whether an amount is its own.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::Serialize;
use tallystick_base::{Capacity, CertificateId, Money, Subject};
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

/// What a bank learns of a certificate of which its holder showed it number and amount: enough to name it in a promise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownByHolder {
    /// The subject.
    pub subject: Subject,
    /// Whether something is still owed on it.
    pub live: bool,
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
        let found = self.numbered(number).await?;
        let found = found.map(|(_, _, certificate)| certificate);
        Ok(PublicCheck {
            genuine: found.is_some(),
            live: found.as_ref().is_some_and(Certificate::is_live),
            amount_matches: amount.map(|amount| {
                found
                    .as_ref()
                    .is_some_and(|certificate| certificate.issue.amount == amount)
            }),
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
        let found = self.numbered(number).await?;
        Ok(found.map(|(subject, version, certificate)| NamedByOrder {
            version,
            live: certificate.is_live(),
            frozen: certificate.frozen.is_some(),
            subject,
        }))
    }

    /// The certificate of which a holder showed a bank number and amount, for that bank to promise to pay it: none of its entries
    /// names the bank before that. `None` for any other viewer, and where none of this number was issued over this amount.
    pub async fn shown_by_holder(
        &self,
        viewer: &Viewer,
        number: &CertificateNumber,
        amount: Money,
    ) -> Result<Option<ShownByHolder>, StoreError> {
        if !viewer.capacities.contains(&Capacity::Bank) {
            return Ok(None);
        }
        let found = self.numbered(number).await?;
        let shown = found.filter(|(_, _, certificate)| certificate.issue.amount == amount);
        Ok(shown.map(|(subject, _, certificate)| ShownByHolder {
            live: certificate.is_live(),
            subject,
        }))
    }

    /// The certificate of a number with its version.
    async fn numbered(
        &self,
        number: &CertificateNumber,
    ) -> Result<Option<(Subject, u64, Certificate)>, StoreError> {
        let rows = certificate::Entity::find()
            .filter(certificate::Column::Number.eq(number.as_str()))
            .all(self.reader())
            .await?;
        for row in rows {
            if let Some((subject, certificate)) = self.of_number(number, &row.subject).await? {
                let version = natural("certificates", &row.subject, row.version)?;
                return Ok(Some((subject, version, certificate)));
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

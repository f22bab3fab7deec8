//! What the public may ask: whether a certificate of this number is genuine and live, and whether an amount is its own.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use serde::Serialize;
use tallystick_base::{Capacity, CertificateId, Money, Subject};
use tallystick_commands::State;
use tallystick_commands::certificates::{Certificate, CertificateNumber};

use super::states::{corrupt, natural};
use super::viewer::Viewer;
use crate::entity::{certificate, outcome_part};
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
    /// The entry that issued it, by its number in the ledger; none where there is no such certificate.
    pub issued_in: Option<u64>,
    /// The last entry that moved it: the one that issued it, where none has since.
    pub moved_in: Option<u64>,
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
        let Some((subject, version, certificate)) = self.numbered(number).await? else {
            return Ok(PublicCheck {
                genuine: false,
                live: false,
                amount_matches: amount.map(|_| false),
                issued_in: None,
                moved_in: None,
            });
        };
        Ok(PublicCheck {
            genuine: true,
            live: certificate.is_live(),
            amount_matches: amount.map(|amount| certificate.issue.amount == amount),
            issued_in: Some(self.entry_of(&subject, 1).await?),
            moved_in: Some(self.entry_of(&subject, version).await?),
        })
    }

    /// The entry that gave a subject this version.
    async fn entry_of(&self, subject: &Subject, version: u64) -> Result<u64, StoreError> {
        let found: Option<i64> = outcome_part::Entity::find()
            .select_only()
            .column(outcome_part::Column::Seq)
            .filter(outcome_part::Column::Subject.eq(subject.as_str()))
            .filter(outcome_part::Column::Version.eq(i64::try_from(version).unwrap_or(i64::MAX)))
            .into_tuple()
            .one(self.reader())
            .await?;
        let seq = found.ok_or_else(|| corrupt("outcome_parts", subject, "a version has no entry"))?;
        natural("outcome_parts", subject, seq)
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

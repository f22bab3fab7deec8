//! What the public may ask: whether a certificate of this number is genuine and live, and whether an amount is its own.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::Serialize;
use tallystick_base::{CertificateId, Money, Subject};
use tallystick_commands::State;
use tallystick_commands::certificates::CertificateNumber;

use super::states::corrupt;
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
            let subject = Subject::parse(row.subject.as_str());
            let subject = subject.map_err(|error| corrupt("certificates", &row.subject, error))?;
            let Some(State::Certificate(certificate)) = self.state(&subject).await? else {
                continue;
            };
            let derived = CertificateId::try_from(&subject).is_ok_and(|id| id == certificate.id());
            if derived && certificate.issue.number == *number {
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
}

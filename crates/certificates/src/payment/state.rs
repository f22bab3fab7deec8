//! A reported payment and its stage.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{CertificateId, Money, PartyId, PaymentId};
use tallystick_parties::{BankAccount, ShortText};

/// Where a reported payment stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum PaymentStage {
    /// The debtor says so.
    Reported {},
    /// It was received, and counts.
    Acknowledged {
        /// Who received it.
        by: PartyId,
        /// The day of the acknowledgement.
        on: NaiveDate,
    },
    /// It was not received.
    Rejected {
        /// Who looked for it.
        by: PartyId,
        /// Why it does not count.
        reason: ShortText,
    },
}

impl PaymentStage {
    /// The name of the stage.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Reported {} => "Reported",
            Self::Acknowledged { .. } => "Acknowledged",
            Self::Rejected { .. } => "Rejected",
        }
    }
}

/// What a debtor reports to have paid on a certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Payment {
    /// Its id.
    pub payment: PaymentId,
    /// The certificate.
    pub certificate: CertificateId,
    /// Who paid.
    pub debtor: PartyId,
    /// How much.
    pub amount: Money,
    /// The day of payment.
    pub paid_on: NaiveDate,
    /// The account it was paid to.
    pub account: BankAccount,
    /// The reference of the debtor's bank.
    pub reference: ShortText,
    /// Where it stands.
    pub stage: PaymentStage,
}

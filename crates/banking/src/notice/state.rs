//! A notice.

use serde::{Deserialize, Serialize};
use tallystick_base::{CertificateId, LoanId, Millis, NoticeId, PartyId};
use tallystick_parties::BankAccount;

/// What the debtor is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NoticeRecord {
    /// The notice.
    pub notice: NoticeId,
    /// The bank.
    pub bank: PartyId,
    /// The loan.
    pub loan: LoanId,
    /// The debtor.
    pub debtor: PartyId,
    /// The certificates.
    pub certificates: Vec<CertificateId>,
    /// Where the debtor pays to from now on.
    pub payee: BankAccount,
    /// When the notice arrived.
    pub arrived_at: Millis,
}

/// A notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Notice {
    /// What the debtor is told.
    pub record: NoticeRecord,
    /// Where it stands.
    pub stage: NoticeStage,
}

/// Where a notice stands. It works from its arrival on, acknowledged or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum NoticeStage {
    /// It arrived.
    Arrived {},
    /// The debtor signed that it did.
    Acknowledged {
        /// When.
        at: Millis,
    },
}

impl NoticeStage {
    /// The name of the stage.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Arrived {} => "Arrived",
            Self::Acknowledged { .. } => "Acknowledged",
        }
    }
}

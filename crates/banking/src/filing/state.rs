//! A filing.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{CertificateId, FilingId, LoanId, Millis, PartyId};
use tallystick_financing::Security;
use tallystick_parties::ShortText;

/// What was filed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FilingRecord {
    /// The filing.
    pub filing: FilingId,
    /// The bank.
    pub bank: PartyId,
    /// The loan.
    pub loan: LoanId,
    /// Pledge or assignment.
    pub security: Security,
    /// The certificates.
    pub certificates: Vec<CertificateId>,
    /// The number that the registry gave.
    pub number: ShortText,
    /// When it was registered: rank is by this.
    pub registered_at: Millis,
    /// Until when it stands in the registry.
    pub until: NaiveDate,
}

/// A filing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Filing {
    /// What was filed.
    pub record: FilingRecord,
    /// Where it stands.
    pub stage: FilingStage,
}

/// Where a filing stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum FilingStage {
    /// In the registry.
    Filed {},
    /// Taken out again.
    Discharged {
        /// The day.
        on: NaiveDate,
        /// The last day for it, after the debt had ended.
        by: NaiveDate,
    },
}

impl FilingStage {
    /// The name of the stage.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Filed {} => "Filed",
            Self::Discharged { .. } => "Discharged",
        }
    }
}

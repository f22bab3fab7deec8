//! Where a certificate stands.

use serde::{Deserialize, Serialize};
use tallystick_base::{FinancingRequestId, LoanId, Millis, PartyId};
use tallystick_parties::ShortText;

/// Who bears it when the debtor does not pay after a transfer (Civil Code articles 766 and 767).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Recourse {
    /// 无追索权: whoever takes the certificate bears it.
    None,
    /// 有追索权: whoever passed the certificate on takes it back.
    Full,
    /// As none, unless what the one who passed it on assured was untrue.
    OnBreach,
}

/// Where a certificate stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum CertificateStage {
    /// In its holder's hands, with nobody else's right on it.
    Free {},
    /// Offered to another party. After `until` it reads as free.
    Offered {
        /// To whom.
        to: PartyId,
        /// The last moment at which the offer can be accepted.
        until: Millis,
        /// Who bears it when the debtor does not pay.
        recourse: Recourse,
    },
    /// Held for one financing request.
    Reserved {
        /// The request.
        request: FinancingRequestId,
    },
    /// Pledged to a bank; the pledge arises with its registration, and blocks everything else (Civil Code article 445).
    Pledged {
        /// The bank.
        bank: PartyId,
        /// The number of the filing in the registry of security interests.
        filing: ShortText,
    },
    /// Transferred to a bank for a loan.
    Assigned {
        /// The bank.
        bank: PartyId,
        /// The loan.
        loan: LoanId,
    },
    /// Divided into children that add up to it.
    Split {},
    /// Paid in full.
    Discharged {},
    /// Taken back by debtor and holder together.
    Cancelled {},
}

impl CertificateStage {
    /// The name of the stage.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Free {} => "Free",
            Self::Offered { .. } => "Offered",
            Self::Reserved { .. } => "Reserved",
            Self::Pledged { .. } => "Pledged",
            Self::Assigned { .. } => "Assigned",
            Self::Split {} => "Split",
            Self::Discharged {} => "Discharged",
            Self::Cancelled {} => "Cancelled",
        }
    }

    /// Whether the debtor still owes on it: every stage but the final ones.
    pub const fn is_live(&self) -> bool {
        match self {
            Self::Free {}
            | Self::Offered { .. }
            | Self::Reserved { .. }
            | Self::Pledged { .. }
            | Self::Assigned { .. } => true,
            Self::Split {} | Self::Discharged {} | Self::Cancelled {} => false,
        }
    }
}

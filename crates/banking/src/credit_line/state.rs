//! A credit line.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{CreditLineId, Money, PartyId};
use tallystick_parties::ShortText;

/// On whom a line is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum LineScope {
    /// A debtor.
    Debtor {
        /// Who.
        party: PartyId,
    },
    /// A supplier, as borrower.
    Supplier {
        /// Who.
        party: PartyId,
    },
    /// A supplier's claims on one debtor.
    Pair {
        /// Who owes.
        debtor: PartyId,
        /// Who borrows.
        supplier: PartyId,
    },
    /// A group: whoever owes or borrows and names this head in its profile, and the head.
    Group {
        /// The head.
        head: PartyId,
    },
    /// A guarantor, for what it guarantees.
    Guarantor {
        /// Who.
        party: PartyId,
    },
    /// A programme of products.
    Programme {
        /// Its tag.
        tag: ShortText,
    },
}

/// What a bank has agreed to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LineTerms {
    /// The limit.
    pub limit: Money,
    /// The first day on which it can be used.
    pub valid_from: NaiveDate,
    /// The last.
    pub valid_to: NaiveDate,
    /// Whether what is paid back can be used again.
    pub revolving: bool,
}

/// A credit line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CreditLine {
    /// The line.
    pub id: CreditLineId,
    /// The bank.
    pub bank: PartyId,
    /// On whom it is; that never changes.
    pub scope: LineScope,
    /// Its present terms.
    pub terms: LineTerms,
    /// Where it stands.
    pub stage: LineStage,
}

/// Where a credit line stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum LineStage {
    /// In use.
    Open {},
    /// No new use for the time being.
    Suspended {
        /// Why.
        reason: ShortText,
    },
    /// Ended.
    Closed {},
}

impl LineStage {
    /// The name of the stage.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Open {} => "Open",
            Self::Suspended { .. } => "Suspended",
            Self::Closed {} => "Closed",
        }
    }
}

//! A sale.

use serde::{Deserialize, Serialize};
use tallystick_base::{LoanId, Millis, Money, PartyId, PoolId, SaleId};

/// What is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SaleRecord {
    /// The sale.
    pub sale: SaleId,
    /// The bank.
    pub bank: PartyId,
    /// The loan.
    pub loan: LoanId,
    /// The pool.
    pub pool: PoolId,
    /// For how much.
    pub price: Money,
    /// The last moment at which it can be accepted.
    pub until: Millis,
}

/// A sale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Sale {
    /// What is offered.
    pub record: SaleRecord,
    /// Where it stands, as last recorded. An offer that has expired since still stands here.
    pub stage: SaleStage,
}

/// Where a sale stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum SaleStage {
    /// Offered.
    Proposed {},
    /// The pool bought.
    Accepted {},
    /// The pool did not buy.
    Declined {},
    /// The bank took the offer back.
    Withdrawn {},
}

impl SaleStage {
    /// The name of the stage.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Proposed {} => "Proposed",
            Self::Accepted {} => "Accepted",
            Self::Declined {} => "Declined",
            Self::Withdrawn {} => "Withdrawn",
        }
    }
}

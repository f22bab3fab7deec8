//! A pool.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{Currency, LoanId, Money, PartyId, PoolId, Ratio};
use tallystick_parties::ShortText;

/// Which loans a pool may buy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Eligibility {
    /// In which currency.
    pub currency: Currency,
    /// Whose debts; anyone's where it is left out. At most 200.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub debtors: Option<BTreeSet<PartyId>>,
    /// How much is open on the loan at most.
    pub most_open: Money,
    /// In how many days it matures at most.
    pub most_days: u32,
    /// Whether an overdue loan may be bought.
    pub overdue: bool,
    /// Which share of the pool's value one debtor may have at most, once it holds more than one loan.
    pub one_debtor: Ratio,
}

/// A loan that the pool bought.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Bought {
    /// Who owes.
    pub debtor: PartyId,
    /// For how much.
    pub price: Money,
    /// What was open of its principal that day.
    pub open: Money,
    /// The day: what comes in from then on is the pool's.
    pub on: NaiveDate,
}

/// A pool.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Pool {
    /// The pool.
    pub id: PoolId,
    /// The asset manager.
    pub manager: PartyId,
    /// Its name.
    pub name: ShortText,
    /// Which loans it may buy.
    pub eligibility: Eligibility,
    /// The loans it bought.
    pub loans: BTreeMap<LoanId, Bought>,
    /// Where it stands.
    pub stage: PoolStage,
}

/// Where a pool stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum PoolStage {
    /// It buys.
    Open {},
    /// It buys no more; what it holds runs off.
    Closed {},
}

impl PoolStage {
    /// The name of the stage.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Open {} => "Open",
            Self::Closed {} => "Closed",
        }
    }
}

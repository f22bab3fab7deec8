//! Bodies of the commands on pools and sales.

use serde::{Deserialize, Serialize};
use tallystick_base::{LoanId, Millis, Money, PoolId, SaleId, Salt};
use tallystick_parties::ShortText;

use crate::pool::Eligibility;

/// An asset manager opens a pool, `pool.open/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OpenPool {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The id of the new pool.
    pub pool: PoolId,
    /// Its name.
    pub name: ShortText,
    /// Which loans it may buy.
    pub eligibility: Eligibility,
}

/// An asset manager buys no more into a pool, `pool.close/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ClosePool {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The pool.
    pub pool: PoolId,
}

/// A bank offers a loan to a pool, `sale.propose/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposeSale {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The id of the new sale.
    pub sale: SaleId,
    /// The loan.
    pub loan: LoanId,
    /// The pool.
    pub pool: PoolId,
    /// For how much.
    pub price: Money,
    /// The last moment at which it can be accepted.
    pub until: Millis,
}

/// An asset manager buys, `sale.accept/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AcceptSale {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The sale.
    pub sale: SaleId,
}

/// An asset manager does not buy, `sale.decline/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DeclineSale {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The sale.
    pub sale: SaleId,
}

/// A bank takes the offer back, `sale.withdraw/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WithdrawSale {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The sale.
    pub sale: SaleId,
}

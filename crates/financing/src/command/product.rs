//! Bodies of the commands on products.

use serde::{Deserialize, Serialize};
use tallystick_base::{ProductId, Salt};

use crate::product::ProductTerms;

/// A bank publishes a product, `product.publish/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PublishProduct {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The id of the new product.
    pub product: ProductId,
    /// Its terms.
    pub terms: ProductTerms,
}

/// A bank sets other terms for what is requested from now on, `product.revise/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviseProduct {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The product.
    pub product: ProductId,
    /// The terms from now on.
    pub terms: ProductTerms,
}

/// A bank takes no further requests under a product, `product.withdraw/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WithdrawProduct {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The product.
    pub product: ProductId,
}

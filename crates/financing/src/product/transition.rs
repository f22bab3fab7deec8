//! What can happen to a product.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{IllegalTransition, PartyId, ProductId};

use super::state::{Product, ProductStage};
use super::terms::ProductTerms;

/// Something that happened to a product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ProductTransition {
    /// The bank published it.
    Published {
        /// The product.
        product: ProductId,
        /// The bank.
        bank: PartyId,
        /// Its terms.
        terms: Box<ProductTerms>,
    },
    /// The bank set other terms for what is requested from now on.
    Revised {
        /// The terms.
        terms: Box<ProductTerms>,
    },
    /// The bank takes no further requests.
    Withdrawn {
        /// The day.
        on: NaiveDate,
    },
}

impl ProductTransition {
    /// The name under which it stands in the outcome.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Published { .. } => "published",
            Self::Revised { .. } => "revised",
            Self::Withdrawn { .. } => "withdrawn",
        }
    }
}

/// Follows one arrow.
pub fn apply(before: Option<Product>, transition: &ProductTransition) -> Result<Product, IllegalTransition> {
    let illegal = |stage| IllegalTransition {
        aggregate: ProductId::KIND,
        stage,
        transition: transition.name(),
    };
    match (before, transition) {
        (None, ProductTransition::Published { product, bank, terms }) => Ok(Product {
            id: *product,
            bank: *bank,
            revision: 1,
            terms: (**terms).clone(),
            stage: ProductStage::Open {},
        }),
        (None, _) => Err(illegal("nothing")),
        (Some(product), _) if product.stage != (ProductStage::Open {}) => Err(illegal(product.stage.name())),
        (Some(product), ProductTransition::Published { .. }) => Err(illegal(product.stage.name())),
        (Some(product), ProductTransition::Revised { terms }) => Ok(Product {
            revision: product.revision.saturating_add(1),
            terms: (**terms).clone(),
            ..product
        }),
        (Some(product), ProductTransition::Withdrawn { on }) => Ok(Product {
            stage: ProductStage::Withdrawn { on: *on },
            ..product
        }),
    }
}

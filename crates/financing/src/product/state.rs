//! A product in its present version.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{PartyId, ProductId};

use super::terms::ProductTerms;

/// A bank's product.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Product {
    /// The product.
    pub id: ProductId,
    /// The bank.
    pub bank: PartyId,
    /// How often its terms were set, from 1.
    pub revision: u64,
    /// Its present terms.
    pub terms: ProductTerms,
    /// Where it stands.
    pub stage: ProductStage,
}

/// Where a product stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ProductStage {
    /// Requests may name it.
    Open {},
    /// No further request may name it; what was requested goes on.
    Withdrawn {
        /// The day.
        on: NaiveDate,
    },
}

impl ProductStage {
    /// The name of the stage.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Open {} => "Open",
            Self::Withdrawn { .. } => "Withdrawn",
        }
    }
}

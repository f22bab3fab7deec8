//! A bank's financing product: on what it lends, for how much, and on which terms.

mod state;
mod terms;
mod transition;

pub use state::{Product, ProductStage};
pub use terms::{
    DueKind, Eligible, Fee, FeeBasis, InterestMode, ProductTerms, Programme, RateBasis, Security, SurplusTo,
    TenorLimits,
};
pub use transition::{ProductTransition, apply};

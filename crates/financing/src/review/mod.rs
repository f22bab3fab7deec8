//! One bank's look at one request: what it saw, what it offers or why it declines.

mod offer;
mod state;
mod transition;

pub use offer::{FeeLine, Offer, OfferTerms};
pub use state::{
    Assessment, Check, CheckKind, CheckResult, DeclineReason, FoundRight, RegistrySearch, Review, ReviewStage,
};
pub use transition::{ReviewTransition, apply};

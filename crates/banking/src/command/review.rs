//! The body of an assessment.

use serde::{Deserialize, Serialize};
use tallystick_base::{ReviewId, Salt};
use tallystick_financing::{Check, RegistrySearch};

/// A bank records what it saw and what it made of it, `review.assess/1`. The facts are those that the statement relies on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssessRequest {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The review.
    pub review: ReviewId,
    /// Its search of the registry, at most 30 days old.
    pub search: RegistrySearch,
    /// Every kind of check, once.
    pub checks: Vec<Check>,
}

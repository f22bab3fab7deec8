//! What is used of a guarantor's limits. It stands apart from its guarantees, so that none goes stale with another.

mod limits;
mod state;
mod transition;

pub use limits::{GuarantorLimit, exceeded, limits_with};
pub use state::{GuaranteeUse, GuarantorUse};
pub use transition::{GuarantorUseTransition, apply};

//! How much has been confirmed under a contract, and how much may be. It stands apart from the contract, so that the
//! terms do not go stale with every confirmation.

mod state;
mod transition;

pub use state::Allowance;
pub use transition::{AllowanceTransition, apply};

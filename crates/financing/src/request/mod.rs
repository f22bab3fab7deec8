//! A request for financing against certificates.

mod state;
mod transition;

pub use state::{Backing, Direction, FinancingRequest, Invitation, RequestStage, Submission};
pub use transition::{RequestTransition, apply};

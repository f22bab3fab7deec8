//! An invoice as evidence: one invoice has one live claim.

mod name;
mod state;
mod transition;

pub use name::{KIND, keyed_name};
pub use state::{Evidence, EvidenceStage};
pub use transition::{EvidenceTransition, apply};

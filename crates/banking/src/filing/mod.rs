//! A filing in the registry of security interests (中登网).

mod state;
mod transition;

pub use state::{Filing, FilingRecord, FilingStage};
pub use transition::{FilingTransition, apply};

//! The number of a contract between one buyer and one supplier: one number, one contract.

mod state;
mod transition;

pub use state::{ContractNumber, ContractNumberStage, key};
pub use transition::{ContractNumberTransition, apply};

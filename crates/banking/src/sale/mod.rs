//! A loan that a bank offers to a pool.

mod state;
mod transition;

pub use state::{Sale, SaleRecord, SaleStage};
pub use transition::{SaleTransition, apply};

//! The opening of the ledger.

mod state;
mod transition;

pub use state::*;
pub use transition::*;

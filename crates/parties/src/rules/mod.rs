//! The published rules of one jurisdiction.

mod state;
mod transition;

pub use state::*;
pub use transition::*;

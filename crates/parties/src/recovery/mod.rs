//! The way back for a party that lost its keys.

mod state;
mod transition;

pub use state::*;
pub use transition::*;

//! Signing keys: whose they are, and until when.

mod state;
mod transition;

pub use state::*;
pub use transition::*;

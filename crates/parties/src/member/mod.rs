//! People who act for a party, and in which roles.

mod state;
mod transition;

pub use state::*;
pub use transition::*;

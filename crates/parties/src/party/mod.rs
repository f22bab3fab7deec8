//! Organisations: in which capacities they act, through whom, and whether they may.

mod state;
mod transition;

pub use state::*;
pub use transition::*;

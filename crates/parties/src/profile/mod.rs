//! The file of a party (一企一档): what it states about itself, in versions.

mod state;
mod transition;

pub use state::*;
pub use transition::*;

//! That a buyer let its period for an answer end: a subject of its own, so that recording it makes nothing else stale.

mod state;
mod transition;

pub use state::ConfirmationLapse;
pub use transition::{ConfirmationLapseTransition, apply};

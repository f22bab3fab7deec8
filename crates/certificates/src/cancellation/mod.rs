//! The proposal of debtor or holder to take a certificate back together.

mod state;
mod transition;

pub use state::{Cancellation, CancellationStage};
pub use transition::{CancellationTransition, apply};

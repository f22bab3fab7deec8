//! What is reserved and drawn on a credit line, 额度占用.

mod state;
mod transition;

pub use state::{LineUse, Used};
pub use transition::{LineUseTransition, apply};

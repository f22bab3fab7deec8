//! An asset pool: an asset manager buys loans by rules. The bank stays the one the claim is assigned to, and the servicer.

mod measured;
mod state;
mod transition;
mod value;

pub use measured::{Measured, measured};
pub use state::{Bought, Eligibility, Pool, PoolStage};
pub use transition::{PoolTransition, apply};
pub use value::{LoanValue, PoolValue, pool_value};

/// The most loans in one pool: all are read when another is bought.
pub const MOST_LOANS: usize = 150;

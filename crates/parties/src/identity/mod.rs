//! One company, one registration: the subject that a second registration of the same code would have to move.

mod state;
mod transition;

pub use state::*;
pub use transition::*;

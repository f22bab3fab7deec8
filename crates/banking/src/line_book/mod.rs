//! Which credit lines a bank has. The set is one subject, so that nobody can leave a line out.

mod state;
mod transition;

pub use state::LineBook;
pub use transition::{LineBookTransition, apply};

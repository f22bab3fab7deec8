//! A change of a contract that one side proposes and the other accepts.

mod changes;
mod state;
mod transition;

pub use changes::Changes;
pub use state::{Amendment, AmendmentStage};
pub use transition::{AmendmentTransition, apply};

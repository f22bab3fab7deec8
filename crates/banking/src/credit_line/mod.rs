//! A credit line, 授信额度: a limit that a bank has agreed to. What is used of it stands apart, in `line-use/…`, so that its
//! terms do not go stale with every use.

mod state;
mod transition;

pub use state::{CreditLine, LineScope, LineStage, LineTerms};
pub use transition::{CreditLineTransition, apply};

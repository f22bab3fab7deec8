//! A guarantor's promise for a loan.

mod state;
mod transition;

pub use state::{Guarantee, GuaranteeStage, GuaranteeTerms};
pub use transition::{GuaranteeTransition, apply};

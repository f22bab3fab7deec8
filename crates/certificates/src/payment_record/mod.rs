//! A buyer's record: which of its certificates are unpaid after their due date, and how often it let a clock run out.

mod state;
mod transition;

pub use state::PaymentRecord;
pub use transition::{PaymentRecordTransition, apply};

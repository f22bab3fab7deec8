//! What a debtor reports to have paid. A report alone moves no money: the one it is owed to acknowledges it.

mod state;
mod transition;

pub use state::{Payment, PaymentStage};
pub use transition::{PaymentTransition, apply};

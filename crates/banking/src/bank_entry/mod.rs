//! A line of a bank statement. The same line comes in `camt.053` and in `camt.054`, and is booked once.

mod line;
mod state;
mod transition;

pub use line::{CreditDebit, EntryLine};
pub use state::{BankEntry, BankEntryStage};
pub use transition::{BankEntryTransition, apply};

//! A made-up ledger, the same bytes every time: for golden files, tests and benchmarks.
//!
//! Its keys come from a counter and are known to everyone. It obeys the ledger's format; whether its acts obey the rules of
//! business is not its concern.

mod story;
mod writer;

pub use writer::{Act, Party, Sample};

//! Checking what others wrote: a whole exported log, or the bundle on one subject, with a verdict for each rule.

mod blame;
mod bundle;
mod conservation;
mod log;
mod report;

pub use bundle::{BundleChecks, verify_bundle};
pub use log::verify_log;
pub use report::{Report, Rule, Status, Verdict};

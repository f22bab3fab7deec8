//! On what an example is reckoned: how much is outstanding, and for how many days.

use tallystick_base::{Currency, Money};

use crate::figures;

/// On how much the example is, in hundredths of the currency, where one types nothing.
const OUTSTANDING: i64 = 100_000_000;
/// For how many days.
const DAYS: u32 = 90;

/// What was typed for the example.
#[derive(Debug, Clone, Default)]
pub(super) struct Basis {
    pub(super) outstanding: String,
    pub(super) days: String,
}

impl Basis {
    /// The amount outstanding, as the form shows it.
    pub(super) fn outstanding_text(&self, currency: &Currency) -> String {
        if self.outstanding.is_empty() {
            figures::figures(Money::from_minor(OUTSTANDING, *currency))
        } else {
            self.outstanding.clone()
        }
    }

    pub(super) fn days_text(&self) -> String {
        if self.days.is_empty() {
            DAYS.to_string()
        } else {
            self.days.clone()
        }
    }
}

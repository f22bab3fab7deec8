//! What the buyer owes for paying late.

use tallystick_base::{DailyRate, Rate, RulePack, RulesError};

use super::state::Contract;

/// The rate of late interest under a contract (Order 802 article 17).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LateRate {
    /// Agreed, a year.
    Agreed(Rate),
    /// Not agreed: the law's own rate, a day.
    Statutory(DailyRate),
    /// Not agreed, and the order does not govern the contract or was not yet in force at signing.
    None,
}

impl Contract {
    /// The rate of late interest, from the rules in force at signing.
    pub fn late_rate(&self, rules: &RulePack) -> Result<LateRate, RulesError> {
        if let Some(agreed) = self.terms.late_rate {
            return Ok(LateRate::Agreed(agreed));
        }
        if !self.protection.binds() {
            return Ok(LateRate::None);
        }
        match rules.late_interest_on(self.terms.signed_on) {
            Ok(entry) => Ok(LateRate::Statutory(entry.value.otherwise_a_day)),
            Err(RulesError::BeforeFirst { .. }) => Ok(LateRate::None),
            Err(error) => Err(error),
        }
    }
}

//! Whether Order 802 protects the supplier under a contract, and how soon the buyer answers.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{PaymentTerm, PaymentTerms, RulePack, RulesError, Term};

use super::due_date::DueDateError;
use super::state::Contract;

/// Which part of Order 802 governs a contract. It depends on the buyer's class and on the size of the supplier at
/// signing (article 3), so it is fixed when the contract is registered and no later growth changes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Protection {
    /// A state organ or public institution buys from a micro, small or medium firm.
    PublicBody,
    /// A large enterprise buys from a micro, small or medium firm.
    LargeEnterprise,
    /// Any other pair: what the contract says holds.
    None,
}

impl Protection {
    /// Whether the order governs the contract, and with it the articles on confirmation (16) and late interest (17).
    pub const fn binds(self) -> bool {
        match self {
            Self::PublicBody | Self::LargeEnterprise => true,
            Self::None => false,
        }
    }

    /// The rule on payment terms for this pair, out of those in force on one date.
    pub const fn payment_term(self, terms: &PaymentTerms) -> Option<&PaymentTerm> {
        match self {
            Self::PublicBody => Some(&terms.public_body),
            Self::LargeEnterprise => Some(&terms.large_enterprise),
            Self::None => None,
        }
    }
}

/// The last day on which the buyer can answer a request to confirm in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnswerBy {
    /// The calendar days given.
    pub days: u32,
    /// The last day, moved to a working day.
    pub last_day: NaiveDate,
    /// Whether the last day depends on a year whose holidays are not published yet.
    pub provisional: bool,
    /// Whether Order 802 article 16 gives the days, not the contract alone.
    pub by_law: bool,
}

impl Contract {
    /// Until when the buyer answers a request to confirm made on a date; `None` where neither law nor contract
    /// sets a time.
    ///
    /// Order 802 article 16 gives organs, institutions and large enterprises the rule pack's days towards small
    /// and medium firms; a contract may agree fewer. Elsewhere the contract's own days count. The day of the
    /// request is not counted, and a last day off moves to the next working day (Civil Code articles 201, 203).
    pub fn answer_by(
        &self,
        requested_on: NaiveDate,
        rules: &RulePack,
    ) -> Result<Option<AnswerBy>, DueDateError> {
        let by_law = self.days_by_law(requested_on, rules)?;
        let agreed = self.terms.confirmation_days;
        let Some(days) = by_law.into_iter().chain(agreed).min() else {
            return Ok(None);
        };
        let last = Term::Days(days).due_after(requested_on, rules.calendar())?;
        Ok(Some(AnswerBy {
            days,
            last_day: last.date,
            provisional: last.provisional,
            by_law: by_law == Some(days),
        }))
    }

    fn days_by_law(&self, on: NaiveDate, rules: &RulePack) -> Result<Option<u32>, RulesError> {
        if !self.protection.binds() {
            return Ok(None);
        }
        rules.confirmation_on(on).map(|clock| Some(clock.value.days))
    }
}

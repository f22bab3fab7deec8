//! What is fixed when a loan is approved.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{DayCount, Money, Rate, interest};
use tallystick_certificates::Recourse;
use tallystick_financing::{DueKind, FeeLine, InterestMode, Security, SurplusTo};
use tallystick_parties::{BankAccount, ShortText};

use super::account::AccountError;

/// The terms of a loan: those of the offer that was taken and of the product as it was when the request was submitted. No
/// later rule, product or reference rate changes them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct LoanTerms {
    /// How much is lent.
    pub principal: Money,
    /// The rate a year.
    pub rate: Rate,
    /// How days are counted.
    pub day_count: DayCount,
    /// When interest is paid.
    pub interest: InterestMode,
    /// Fees, taken off what is paid out.
    pub fees: Vec<FeeLine>,
    /// The day on which it is paid back.
    pub matures_on: NaiveDate,
    /// Days after that in which the contract rate runs on.
    pub grace_days: u32,
    /// The rate a year on what is overdue after them.
    pub penalty_rate: Rate,
    /// For what a repayment is taken first.
    pub order: Vec<DueKind>,
    /// Who bears it when the debtor does not pay.
    pub recourse: Recourse,
    /// Who keeps a surplus where there is no recourse.
    pub surplus: SurplusTo,
    /// The security.
    pub security: Security,
    /// What a programme pays of the interest, as a rate a year.
    pub subsidy: Option<Rate>,
    /// The programme.
    pub programme: Option<ShortText>,
    /// Where the money is paid to.
    pub pay_to: BankAccount,
}

impl LoanTerms {
    /// What is paid out on a day: the principal less fees, and less the interest where that is taken up front. Not above zero
    /// where these take all of it.
    pub fn paid_out(&self, value_on: NaiveDate) -> Result<Money, AccountError> {
        let principal = self.principal;
        let fees = Money::sum(principal.currency(), self.fees.iter().map(|fee| fee.amount))?;
        let after_fees = principal.checked_sub(fees)?;
        Ok(match self.interest {
            InterestMode::Arrears => after_fees,
            InterestMode::Discount => {
                let up_front = interest(principal, self.rate, self.day_count, value_on, self.matures_on)?;
                after_fees.checked_sub(up_front)?
            }
        })
    }
}

//! What an offer costs in money, not only in percent.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{InterestError, Money, interest};

use crate::product::{InterestMode, ProductTerms};
use crate::review::OfferTerms;

/// What an offer costs, if the money is drawn and paid back on the days that the request names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Cost {
    /// Interest for all days.
    pub interest: Money,
    /// Fees.
    pub fees: Money,
    /// What the guarantor takes.
    pub guarantee_fee: Money,
    /// What the programme pays.
    pub subsidy: Money,
    /// Interest, fees and guarantee fee, less the subsidy.
    pub total: Money,
    /// What is paid out: the amount less fees, and less the interest where that is taken up front.
    pub paid_out: Money,
}

/// The cost of an offer under a product, with what the guarantor takes. Each line is rounded half up once.
pub fn cost(
    terms: &OfferTerms,
    product: &ProductTerms,
    draw_on: NaiveDate,
    matures_on: NaiveDate,
    guarantee_fee: Money,
) -> Result<Cost, InterestError> {
    let currency = terms.amount.currency();
    let owed = interest(terms.amount, terms.rate, product.day_count, draw_on, matures_on)?;
    let fees = Money::sum(currency, terms.fees.iter().map(|fee| fee.amount))?;
    let subsidised = product.programme.as_ref().and_then(|programme| programme.subsidy);
    let subsidy = match subsidised {
        // A programme pays part of the interest, never more than all of it.
        Some(rate) => interest(terms.amount, rate, product.day_count, draw_on, matures_on)?.lesser(owed)?,
        None => Money::zero(currency),
    };
    let total = owed
        .checked_add(fees)?
        .checked_add(guarantee_fee)?
        .checked_sub(subsidy)?;
    let up_front = match product.interest {
        InterestMode::Arrears => fees,
        InterestMode::Discount => fees.checked_add(owed)?,
    };
    Ok(Cost {
        interest: owed,
        fees,
        guarantee_fee,
        subsidy,
        total,
        paid_out: terms.amount.checked_sub(up_front)?,
    })
}

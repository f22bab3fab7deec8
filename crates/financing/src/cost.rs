//! What an offer costs in money, not only in percent.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{InterestError, Money, Rate, interest};

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

/// The days of a year in which costs are compared, whatever days interest counts.
const YEAR: i128 = 365;

impl Cost {
    /// What all of it comes to a year, on the money in hand: simple, without compounding, to the hundredth of a per cent, half
    /// up. None where no money is in hand, no day passes, or it costs nothing; and beyond 1000 %, where no rate is.
    pub fn a_year(&self, draw_on: NaiveDate, matures_on: NaiveDate) -> Option<Rate> {
        let days = i128::from((matures_on - draw_on).num_days());
        let (total, in_hand) = (i128::from(self.total.minor()), i128::from(self.paid_out.minor()));
        if total <= 0 || in_hand <= 0 || days <= 0 {
            return None;
        }
        // In hundredths of a per cent. Each factor is below 2^64 and the constants below 2^22: no product overflows.
        let points = (total * YEAR * 10_000 * 2 + in_hand * days) / (in_hand * days * 2);
        Rate::parse(&format!("{}.{:04}", points / 10_000, points % 10_000)).ok()
    }
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

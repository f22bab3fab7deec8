//! What an account shows.

use chrono::NaiveDate;
use serde::Serialize;
use tallystick_base::{Currency, Money, MoneyError};
use tallystick_financing::DueKind;

use super::line::StatementLine;
use super::surplus::SurplusShare;

/// What is open, by what it is owed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Balances {
    /// Costs of collecting.
    pub costs: Money,
    /// Penalty interest that was posted.
    pub penalty: Money,
    /// Interest that was posted.
    pub interest: Money,
    /// Principal.
    pub principal: Money,
}

impl Balances {
    /// Nothing.
    pub const fn zero(currency: Currency) -> Self {
        let nothing = Money::zero(currency);
        Self {
            costs: nothing,
            penalty: nothing,
            interest: nothing,
            principal: nothing,
        }
    }

    /// All of it.
    pub fn total(&self) -> Result<Money, MoneyError> {
        let parts = [self.costs, self.penalty, self.interest, self.principal];
        Money::sum(self.principal.currency(), parts)
    }

    /// Whether nothing is open.
    pub const fn is_zero(&self) -> bool {
        self.costs.is_zero() && self.penalty.is_zero() && self.interest.is_zero() && self.principal.is_zero()
    }

    /// What is open for one thing.
    pub const fn of(&self, what: DueKind) -> Money {
        match what {
            DueKind::Costs => self.costs,
            DueKind::Penalty => self.penalty,
            DueKind::Interest => self.interest,
            DueKind::Principal => self.principal,
        }
    }

    pub(super) const fn of_mut(&mut self, what: DueKind) -> &mut Money {
        match what {
            DueKind::Costs => &mut self.costs,
            DueKind::Penalty => &mut self.penalty,
            DueKind::Interest => &mut self.interest,
            DueKind::Principal => &mut self.principal,
        }
    }
}

/// Sums over all lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Totals {
    /// What went out to the borrower, or downstream to the holder.
    pub paid_out: Money,
    /// Fees, taken off what was paid out.
    pub fees: Money,
    /// Withheld of what was paid out besides fees: interest up front, and whatever less went out than was to.
    pub withheld: Money,
    /// What is to be paid back as principal: all that was paid out, fees, and what was withheld.
    pub lent: Money,
    /// Costs of collecting.
    pub charged: Money,
    /// Interest that was posted.
    pub interest_posted: Money,
    /// Penalty interest that was posted.
    pub penalty_posted: Money,
    /// What came in, from anybody.
    pub received: Money,
    /// What of the withheld was used, for interest or at the end.
    pub withheld_used: Money,
    /// What was paid on each: by receipts and by what was withheld.
    pub paid: Balances,
    /// What was left over.
    pub surplus: Money,
    /// What a programme pays of the interest: for information only, no balance counts it.
    pub subsidy: Money,
}

impl Totals {
    pub(super) const fn zero(currency: Currency) -> Self {
        let nothing = Money::zero(currency);
        Self {
            paid_out: nothing,
            fees: nothing,
            withheld: nothing,
            lent: nothing,
            charged: nothing,
            interest_posted: nothing,
            penalty_posted: nothing,
            received: nothing,
            withheld_used: nothing,
            paid: Balances::zero(currency),
            surplus: nothing,
            subsidy: nothing,
        }
    }
}

/// What is owed on a loan on a day, and how every cent of it came about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct Account {
    /// The day.
    pub as_of: NaiveDate,
    /// Every line, in order.
    pub lines: Vec<StatementLine>,
    /// What is open, as far as posted.
    pub open: Balances,
    /// What is left of what was withheld when the money went out; it pays interest as that is posted, and counts
    /// towards what is owed when the loan is paid back early.
    pub prepaid: Money,
    /// What came in and waits for money to go out.
    pub unapplied: Money,
    /// Interest since the last posted line.
    pub accrued_interest: Money,
    /// Penalty interest since the last posted line.
    pub accrued_penalty: Money,
    /// How these come about: the lines that would be posted on the day. None of it is open yet.
    pub accruing: Vec<StatementLine>,
    /// Sums over all lines.
    pub totals: Totals,
    /// Whose the surplus is, and what of it has been passed on.
    pub surplus: Vec<SurplusShare>,
    /// The day on which the last cent was paid; none while anything is open, or nothing has been paid out.
    pub paid_off_on: Option<NaiveDate>,
    /// Days since maturity; none where nothing is open, or while maturity or the days of grace are not over.
    pub days_overdue: u32,
}

impl Account {
    /// What would have to be paid on the day to pay the loan off: all that is open and has accrued, less what is left
    /// of what was withheld; never below zero.
    pub fn owed(&self) -> Result<Money, MoneyError> {
        let owed = self
            .open
            .total()?
            .checked_add(self.accrued_interest)?
            .checked_add(self.accrued_penalty)?
            .checked_sub(self.prepaid)?;
        Ok(if owed.is_negative() {
            Money::zero(owed.currency())
        } else {
            owed
        })
    }

    /// What of the surplus is owed to a party still.
    pub fn surplus_owed(&self, party: tallystick_base::PartyId) -> Result<Money, MoneyError> {
        let share = self.surplus.iter().find(|share| share.to == party);
        share.map_or(Ok(Money::zero(self.prepaid.currency())), SurplusShare::owed)
    }
}

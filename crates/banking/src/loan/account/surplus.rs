//! Whose a surplus is.

use serde::Serialize;
use tallystick_base::{Money, MoneyError, PartyId};
use tallystick_certificates::Recourse;
use tallystick_financing::SurplusTo;

use crate::loan::Loan;

/// What of the surplus is one party's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, utoipa::ToSchema)]
pub struct SurplusShare {
    /// Whose it is.
    pub to: PartyId,
    /// How much came about.
    pub amount: Money,
    /// How much of it the bank has passed on; more than came about where a booking was reversed after that.
    pub passed_on: Money,
}

impl SurplusShare {
    /// What is still to be passed on; never below zero.
    pub fn owed(&self) -> Result<Money, MoneyError> {
        let owed = self.amount.checked_sub(self.passed_on)?;
        Ok(if owed.is_negative() {
            Money::zero(owed.currency())
        } else {
            owed
        })
    }
}

/// What guarantors have paid, and whose what is left over is.
#[derive(Debug, Clone)]
pub(super) struct Shares {
    /// What each guarantor has paid and has not been given of a surplus, in the order of the payments.
    paid: Vec<(PartyId, Money)>,
    /// Whose the rest is.
    rest_to: PartyId,
    pub(super) all: Vec<SurplusShare>,
}

impl Shares {
    /// Whoever bears it when the debtor does not pay has what the debtor pays above the debt (Civil Code article 766);
    /// without recourse it is the bank's, unless agreed otherwise (article 767).
    pub(super) fn new(loan: &Loan) -> Self {
        let approval = &loan.approval;
        let rest_to = match (approval.terms.recourse, approval.terms.surplus) {
            (Recourse::Full | Recourse::OnBreach, _) | (Recourse::None, SurplusTo::Borrower) => {
                approval.borrower
            }
            (Recourse::None, SurplusTo::Bank) => approval.bank,
        };
        Self {
            paid: Vec::new(),
            rest_to,
            all: Vec::new(),
        }
    }

    pub(super) fn guarantor_paid(&mut self, guarantor: PartyId, amount: Money) {
        self.paid.push((guarantor, amount));
    }

    /// Divides what was left over: first to guarantors up to what they paid (Civil Code article 700), in the order in
    /// which they did.
    pub(super) fn divide(&mut self, surplus: Money) -> Result<Vec<(PartyId, Money)>, MoneyError> {
        let mut left = surplus;
        let mut parts = Vec::new();
        for (guarantor, paid) in &mut self.paid {
            let part = paid.lesser(left)?;
            if part.is_positive() {
                *paid = paid.checked_sub(part)?;
                left = left.checked_sub(part)?;
                parts.push((*guarantor, part));
            }
        }
        if left.is_positive() {
            parts.push((self.rest_to, left));
        }
        for (to, part) in &parts {
            self.change(*to, *part, Money::zero(part.currency()))?;
        }
        Ok(parts)
    }

    pub(super) fn passed_on(&mut self, to: PartyId, amount: Money) -> Result<(), MoneyError> {
        self.change(to, Money::zero(amount.currency()), amount)
    }

    fn change(&mut self, to: PartyId, amount: Money, passed_on: Money) -> Result<(), MoneyError> {
        if let Some(share) = self.all.iter_mut().find(|share| share.to == to) {
            share.amount = share.amount.checked_add(amount)?;
            share.passed_on = share.passed_on.checked_add(passed_on)?;
        } else {
            self.all.push(SurplusShare {
                to,
                amount,
                passed_on,
            });
        }
        Ok(())
    }
}

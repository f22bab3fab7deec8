//! A guarantee.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{
    FinancingRequestId, GuaranteeId, LoanId, Millis, Money, MoneyError, PartyId, Ratio, Term,
};

/// What a guarantor offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct GuaranteeTerms {
    /// The guarantee.
    pub guarantee: GuaranteeId,
    /// The request.
    pub request: FinancingRequestId,
    /// The guarantor.
    pub guarantor: PartyId,
    /// Who borrows.
    pub borrower: PartyId,
    /// Which share of what is owed.
    pub share: Ratio,
    /// And how much at most.
    pub at_most: Money,
    /// What the guarantor takes of the borrower.
    pub fee: Money,
    /// How long after the due date of the loan the bank may call it (Civil Code article 692).
    pub period: Term,
    /// The last moment at which it can be issued.
    pub until: Millis,
}

/// A guarantee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Guarantee {
    /// What was offered.
    pub terms: GuaranteeTerms,
    /// The loan that relies on it, once it is approved.
    pub loan: Option<LoanId>,
    /// Where it stands, as last recorded. An offer that has expired since still stands here.
    pub stage: GuaranteeStage,
}

/// Where a guarantee stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum GuaranteeStage {
    /// Offered to the borrower and its banks.
    Offered {},
    /// The guarantor is bound.
    Issued {
        /// To whom.
        bank: PartyId,
        /// For how much; this much of its limits is used.
        amount: Money,
        /// The day.
        on: NaiveDate,
    },
    /// The bank asks for payment.
    Called {
        /// The bank.
        bank: PartyId,
        /// For how much the guarantor is bound.
        amount: Money,
        /// How much the bank asks for.
        called: Money,
        /// The day.
        on: NaiveDate,
    },
    /// The guarantor paid, and has the bank's claim for what it paid (Civil Code article 700).
    Paid {
        /// The bank.
        bank: PartyId,
        /// For how much it was bound.
        amount: Money,
        /// How much was asked for.
        called: Money,
        /// How much it paid.
        paid: Money,
        /// What the bank has passed on of what it received later.
        passed_on: Money,
    },
    /// The guarantor is free.
    Released {},
    /// The guarantor took the offer back.
    Withdrawn {},
    /// The offer's last moment passed.
    Lapsed {},
}

impl GuaranteeStage {
    /// The name of the stage.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Offered {} => "Offered",
            Self::Issued { .. } => "Issued",
            Self::Called { .. } => "Called",
            Self::Paid { .. } => "Paid",
            Self::Released {} => "Released",
            Self::Withdrawn {} => "Withdrawn",
            Self::Lapsed {} => "Lapsed",
        }
    }
}

impl GuaranteeStage {
    /// The bank to which the guarantor is or was bound; none before it is issued, and none after it has ended without payment.
    pub const fn bank(&self) -> Option<PartyId> {
        match self {
            Self::Issued { bank, .. } | Self::Called { bank, .. } | Self::Paid { bank, .. } => Some(*bank),
            Self::Offered {} | Self::Released {} | Self::Withdrawn {} | Self::Lapsed {} => None,
        }
    }
}

impl Guarantee {
    /// The guarantee's id.
    pub const fn id(&self) -> GuaranteeId {
        self.terms.guarantee
    }

    /// For how much it would be issued on a loan of an amount: the share of it, and at most the cap.
    pub fn amount_for(&self, loan: Money) -> Result<Money, MoneyError> {
        self.terms.share.of(loan)?.lesser(self.terms.at_most)
    }

    /// Whether its last moment as an offer has passed, whether or not that has been recorded.
    pub fn has_expired(&self, now: Millis) -> bool {
        matches!(self.stage, GuaranteeStage::Offered {}) && self.terms.until < now
    }

    /// Whether it uses the guarantor's limits: bound, and not yet paid or free.
    pub const fn binds(&self) -> bool {
        matches!(
            self.stage,
            GuaranteeStage::Issued { .. } | GuaranteeStage::Called { .. }
        )
    }

    /// What of the subrogated claim the bank has not passed on yet.
    pub fn subrogated(&self) -> Result<Money, MoneyError> {
        match &self.stage {
            GuaranteeStage::Paid { paid, passed_on, .. } => paid.checked_sub(*passed_on),
            _ => Ok(Money::zero(self.terms.at_most.currency())),
        }
    }
}

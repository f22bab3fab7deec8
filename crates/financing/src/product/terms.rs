//! The terms of a product.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use tallystick_base::{Currency, DayCount, Money, MoneyError, PartyId, Rate, Ratio};
use tallystick_certificates::Recourse;
use tallystick_parties::ShortText;

/// What a bank takes as security.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Security {
    /// 质押: a pledge, which arises with its registration (Civil Code article 445).
    Pledge,
    /// 转让: the claim itself, as factoring (Civil Code article 761).
    Assignment,
}

/// When interest is paid.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum InterestMode {
    /// With the principal, for the days used.
    Arrears,
    /// Up front: it is taken off what is paid out.
    Discount,
}

/// What a repayment is taken for; a product orders them.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum DueKind {
    /// The costs of collecting.
    Costs,
    /// Penalty interest.
    Penalty,
    /// Interest.
    Interest,
    /// Principal.
    Principal,
}

/// Who keeps what a debtor pays above the debt, without recourse (Civil Code article 767). With recourse it goes back to
/// the borrower in any case (article 766).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum SurplusTo {
    /// The borrower.
    Borrower,
    /// The bank.
    Bank,
}

/// Which parties a product is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Eligible {
    /// Anyone.
    Anyone {},
    /// Those on a list; at most 200.
    Listed {
        /// The list.
        parties: BTreeSet<PartyId>,
    },
}

impl Eligible {
    /// Whether a party is among them.
    pub fn admits(&self, party: PartyId) -> bool {
        match self {
            Self::Anyone {} => true,
            Self::Listed { parties } => parties.contains(&party),
        }
    }
}

/// From what the rate follows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum RateBasis {
    /// A rate a year.
    Fixed {
        /// The rate.
        rate: Rate,
    },
    /// The one-year LPR on the day of the offer, and basis points on it.
    LprPlus {
        /// Hundredths of a per cent; negative below the LPR.
        basis_points: i32,
    },
}

/// How a fee is computed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum FeeBasis {
    /// An amount.
    Fixed {
        /// The amount.
        amount: Money,
    },
    /// A share of the principal, rounded down.
    Share {
        /// The share.
        of_principal: Ratio,
    },
}

impl FeeBasis {
    /// What the fee is at most on a principal.
    pub fn of(&self, principal: Money) -> Result<Money, MoneyError> {
        match self {
            Self::Fixed { amount } => Ok(*amount),
            Self::Share { of_principal } => of_principal.of(principal),
        }
    }
}

/// A fee, taken off what is paid out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Fee {
    /// What it is for.
    pub name: ShortText,
    /// How much.
    pub basis: FeeBasis,
}

/// A programme under which part of the interest is paid by somebody else, such as *epidemic relief*.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Programme {
    /// Its name, which credit lines of a programme go by.
    pub tag: ShortText,
    /// What the programme pays of the interest, as a rate a year; none where it only gathers loans.
    pub subsidy: Option<Rate>,
}

/// For how long the bank lends, in days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TenorLimits {
    /// At least.
    pub least_days: u32,
    /// At most.
    pub most_days: u32,
}

/// The terms of a product. Those in force when a request names it stay with the request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProductTerms {
    /// Its name.
    pub name: ShortText,
    /// In which currency.
    pub currency: Currency,
    /// Whose debts.
    pub debtors: Eligible,
    /// For whom: the holder of the certificates.
    pub suppliers: Eligible,
    /// On which security.
    pub security: Security,
    /// How much of what is outstanding; above 0 and at most 1. Where it is left out, what the rules say.
    pub advance_rate: Option<Ratio>,
    /// At which rate at most.
    pub rate: RateBasis,
    /// When interest is paid.
    pub interest: InterestMode,
    /// How days are counted; Actual/360 for CNY.
    pub day_count: DayCount,
    /// Fees at most; at most 10.
    pub fees: Vec<Fee>,
    /// The rate on what is overdue, as a multiple of the contract rate, within what the rules allow. Where it is left
    /// out, what the rules say.
    pub penalty_factor: Option<Ratio>,
    /// Who bears it when the debtor does not pay.
    pub recourse: Recourse,
    /// Days after maturity in which the contract rate runs on and no penalty does.
    pub grace_days: u32,
    /// For what a repayment is taken first; each kind once. Where it is left out: costs, interest, penalty, principal,
    /// as in Civil Code article 561, penalty being interest.
    pub order: Option<Vec<DueKind>>,
    /// Who keeps a surplus where there is no recourse.
    pub surplus: SurplusTo,
    /// The programme it belongs to.
    pub programme: Option<Programme>,
    /// For how long.
    pub tenor: TenorLimits,
}

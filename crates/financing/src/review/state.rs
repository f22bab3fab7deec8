//! A review.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{
    FinancingRequestId, Millis, Money, PartyId, ProductId, Rate, Ratio, ReviewId, Subject,
};
use tallystick_parties::ShortText;

use super::offer::Offer;
use crate::product::{DueKind, ProductTerms};

/// What a bank checks before it lends.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum CheckKind {
    /// That there is trade behind the debt: contract, delivery, acceptance.
    Trade,
    /// That the papers fit one another and the claim.
    Evidence,
    /// That the debtor acknowledged amount and due date.
    Confirmation,
    /// How the debtor has paid.
    PaymentRecord,
    /// That no invoice is financed twice.
    Duplicates,
    /// That the registry shows no other right.
    Registry,
    /// That nobody else has a right on the certificate.
    OtherRights,
    /// That the borrower is who it says and may borrow.
    Borrower,
}

impl CheckKind {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::Trade,
        Self::Evidence,
        Self::Confirmation,
        Self::PaymentRecord,
        Self::Duplicates,
        Self::Registry,
        Self::OtherRights,
        Self::Borrower,
    ];
}

/// How a check came out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum CheckResult {
    /// As it should be.
    Passed {},
    /// Not as it should be, and taken all the same.
    Overridden {
        /// Why.
        reason: ShortText,
    },
    /// Not as it should be.
    Failed {
        /// What is wrong.
        finding: ShortText,
    },
}

/// One check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// Of what.
    pub kind: CheckKind,
    /// How it came out.
    pub result: CheckResult,
}

/// A right of somebody else that the registry shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FoundRight {
    /// The number of the filing.
    pub number: ShortText,
    /// Who has the right, as the registry names it.
    pub secured: ShortText,
    /// When it was registered.
    pub registered_at: Millis,
    /// How much it secures, where it says so.
    pub amount: Option<Money>,
}

/// A search of the registry of security interests (动产融资统一登记公示系统).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RegistrySearch {
    /// The number of the search's certificate.
    pub number: ShortText,
    /// The day of the search.
    pub searched_on: NaiveDate,
    /// What it shows on these claims; at most 20.
    pub found: Vec<FoundRight>,
}

/// What a bank saw, and what it made of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Assessment {
    /// The facts seen; the statement names them in the versions seen.
    pub facts: Vec<Subject>,
    /// The search.
    pub search: RegistrySearch,
    /// Every check.
    pub checks: Vec<Check>,
    /// The day.
    pub on: NaiveDate,
}

impl Assessment {
    /// Whether every check passed or was overridden with a reason.
    pub fn is_clear(&self) -> bool {
        let failed = |check: &Check| matches!(check.result, CheckResult::Failed { .. });
        !self.checks.iter().any(failed)
    }
}

/// Why a bank does not lend, in a word the borrower can act on.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum DeclineReason {
    /// The debtor's credit.
    Debtor,
    /// The borrower's credit.
    Borrower,
    /// No room on a credit line.
    Limit,
    /// The papers.
    Evidence,
    /// Another right on the claim.
    OtherRights,
    /// Outside what the product is for.
    Product,
    /// The price that was asked for.
    Pricing,
    /// Something else, which the note states.
    Other,
}

impl DeclineReason {
    /// Every reason.
    pub const ALL: [Self; 8] = [
        Self::Debtor,
        Self::Borrower,
        Self::Limit,
        Self::Evidence,
        Self::OtherRights,
        Self::Product,
        Self::Pricing,
        Self::Other,
    ];
}

/// A review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// The review.
    pub id: ReviewId,
    /// The request.
    pub request: FinancingRequestId,
    /// The bank.
    pub bank: PartyId,
    /// Its product.
    pub product: ProductId,
    /// The product's terms when the request was submitted, with what the rules said where they said nothing: they stay
    /// with the request.
    pub terms: ProductTerms,
    /// How much of what is outstanding the bank lends at most.
    pub advance_rate: Ratio,
    /// The multiple of the contract rate on what is overdue.
    pub penalty_factor: Ratio,
    /// The rate a year at most, where the product has a fixed one.
    pub fixed_rate: Option<Rate>,
    /// For what a repayment is taken first.
    pub order: Vec<DueKind>,
    /// Whether the bid is sealed.
    pub sealed: bool,
    /// What the bank saw last.
    pub assessment: Option<Assessment>,
    /// Where it stands.
    pub stage: ReviewStage,
}

/// Where a review stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ReviewStage {
    /// With the bank.
    Open {},
    /// The bank offered; a sealed bid that was opened is an offer.
    Offered(Box<Offer>),
    /// The borrower took the offer.
    Taken(Box<Offer>),
    /// The borrower took another.
    NotTaken {},
    /// The bank does not lend.
    Declined {
        /// Why.
        reasons: Vec<DeclineReason>,
        /// More words.
        note: Option<ShortText>,
        /// The day.
        on: NaiveDate,
    },
    /// The request ended.
    Ended {},
}

impl ReviewStage {
    /// The name of the stage.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Open {} => "Open",
            Self::Offered(_) => "Offered",
            Self::Taken(_) => "Taken",
            Self::NotTaken {} => "NotTaken",
            Self::Declined { .. } => "Declined",
            Self::Ended {} => "Ended",
        }
    }

    /// Whether the bank may still lend.
    pub const fn is_live(&self) -> bool {
        match self {
            Self::Open {} | Self::Offered(_) | Self::Taken(_) => true,
            Self::NotTaken {} | Self::Declined { .. } | Self::Ended {} => false,
        }
    }
}

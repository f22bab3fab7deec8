//! What can happen to a review.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{FinancingRequestId, IllegalTransition, PartyId, ProductId, Rate, Ratio, ReviewId};
use tallystick_parties::ShortText;

use super::offer::Offer;
use super::state::{Assessment, DeclineReason, Review, ReviewStage as Stage};
use crate::product::{DueKind, ProductTerms};

/// Something that happened to a review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ReviewTransition {
    /// A request asked the bank.
    Opened {
        /// The review.
        review: ReviewId,
        /// The request.
        request: FinancingRequestId,
        /// The bank.
        bank: PartyId,
        /// Its product.
        product: ProductId,
        /// The product's terms.
        terms: Box<ProductTerms>,
        /// How much of what is outstanding the bank lends at most.
        advance_rate: Ratio,
        /// The multiple of the contract rate on what is overdue.
        penalty_factor: Ratio,
        /// The rate a year at most, where the product has a fixed one.
        fixed_rate: Option<Rate>,
        /// For what a repayment is taken first.
        order: Vec<DueKind>,
        /// Whether the bid is sealed.
        sealed: bool,
    },
    /// The bank recorded what it saw.
    Assessed(Box<Assessment>),
    /// The bank offered, or offered anew.
    Offered(Box<Offer>),
    /// The bank took its offer back.
    OfferWithdrawn {},
    /// The borrower took the offer.
    Taken {},
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

impl ReviewTransition {
    /// The name under which it stands in the outcome.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Opened { .. } => "opened",
            Self::Assessed(_) => "assessed",
            Self::Offered(_) => "offered",
            Self::OfferWithdrawn {} => "offer_withdrawn",
            Self::Taken {} => "taken",
            Self::NotTaken {} => "not_taken",
            Self::Declined { .. } => "declined",
            Self::Ended {} => "ended",
        }
    }
}

/// Follows one arrow.
pub fn apply(before: Option<Review>, transition: &ReviewTransition) -> Result<Review, IllegalTransition> {
    let illegal = |stage| IllegalTransition {
        aggregate: ReviewId::KIND,
        stage,
        transition: transition.name(),
    };
    let Some(mut review) = before else {
        return opened(transition).ok_or_else(|| illegal("nothing"));
    };
    let name = review.stage.name();
    if let (ReviewTransition::Assessed(assessment), true) = (transition, review.stage.is_live()) {
        review.assessment = Some((**assessment).clone());
        return Ok(review);
    }
    match next_stage(review.stage, transition) {
        Some(stage) => Ok(Review { stage, ..review }),
        None => Err(illegal(name)),
    }
}

fn opened(transition: &ReviewTransition) -> Option<Review> {
    let ReviewTransition::Opened {
        review,
        request,
        bank,
        product,
        terms,
        advance_rate,
        penalty_factor,
        fixed_rate,
        order,
        sealed,
    } = transition
    else {
        return None;
    };
    Some(Review {
        id: *review,
        request: *request,
        bank: *bank,
        product: *product,
        terms: (**terms).clone(),
        advance_rate: *advance_rate,
        penalty_factor: *penalty_factor,
        fixed_rate: *fixed_rate,
        order: order.clone(),
        sealed: *sealed,
        assessment: None,
        stage: Stage::Open {},
    })
}

/// The stage that an arrow leads to; none where there is no such arrow.
fn next_stage(stage: Stage, transition: &ReviewTransition) -> Option<Stage> {
    match (stage, transition) {
        (Stage::Open {} | Stage::Offered(_), ReviewTransition::Offered(offer)) => {
            Some(Stage::Offered(offer.clone()))
        }
        (Stage::Offered(_), ReviewTransition::OfferWithdrawn {}) => Some(Stage::Open {}),
        (Stage::Offered(offer), ReviewTransition::Taken {}) => Some(Stage::Taken(offer)),
        (Stage::Open {} | Stage::Offered(_), ReviewTransition::NotTaken {}) => Some(Stage::NotTaken {}),
        (
            Stage::Open {} | Stage::Offered(_) | Stage::Taken(_),
            ReviewTransition::Declined { reasons, note, on },
        ) => Some(Stage::Declined {
            reasons: reasons.clone(),
            note: note.clone(),
            on: *on,
        }),
        (Stage::Open {} | Stage::Offered(_) | Stage::Taken(_), ReviewTransition::Ended {}) => {
            Some(Stage::Ended {})
        }
        _ => None,
    }
}

//! What can happen to a request.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{FinancingRequestId, GuaranteeId, IllegalTransition, LoanId, PartyId, ReviewId};
use tallystick_parties::BankAccount;

use super::state::{Direction, FinancingRequest, RequestStage as Stage, Submission};

/// Something that happened to a request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum RequestTransition {
    /// The borrower submitted it.
    Submitted(Box<Submission>),
    /// Downstream, the holder joined, and its certificates are reserved.
    Joined {
        /// Where the money is paid to.
        pay_to: BankAccount,
        /// The day.
        on: NaiveDate,
    },
    /// One of the banks declined; others have not.
    BankDeclined {
        /// Its review.
        review: ReviewId,
    },
    /// The borrower accepted an offer.
    Accepted {
        /// The review whose offer it is.
        review: ReviewId,
        /// The bank.
        bank: PartyId,
        /// The day.
        on: NaiveDate,
    },
    /// A guarantor issued its guarantee.
    Guaranteed {
        /// The guarantee.
        guarantee: GuaranteeId,
    },
    /// The bank approved a loan.
    Approved {
        /// The loan.
        loan: LoanId,
    },
    /// The money is out.
    Funded {},
    /// The loan is repaid.
    Closed {},
    /// No bank is left, or the one that was accepted does not lend.
    Declined {},
    /// The borrower took it back.
    Withdrawn {},
    /// Its time ran out, or that of the approval.
    Expired {},
}

impl RequestTransition {
    /// The name under which it stands in the outcome.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Submitted(_) => "submitted",
            Self::Joined { .. } => "joined",
            Self::BankDeclined { .. } => "bank_declined",
            Self::Accepted { .. } => "accepted",
            Self::Guaranteed { .. } => "guaranteed",
            Self::Approved { .. } => "approved",
            Self::Funded {} => "funded",
            Self::Closed {} => "closed",
            Self::Declined {} => "declined",
            Self::Withdrawn {} => "withdrawn",
            Self::Expired {} => "expired",
        }
    }
}

/// Follows one arrow.
pub fn apply(
    before: Option<FinancingRequest>,
    transition: &RequestTransition,
) -> Result<FinancingRequest, IllegalTransition> {
    let illegal = |stage| IllegalTransition {
        aggregate: FinancingRequestId::KIND,
        stage,
        transition: transition.name(),
    };
    match (before, transition) {
        (None, RequestTransition::Submitted(submission)) => Ok(submitted(submission)),
        (None, _) => Err(illegal("nothing")),
        (Some(request), _) => {
            let stage = request.stage.name();
            match next_stage(&request.stage, transition) {
                Some(stage) => Ok(FinancingRequest { stage, ..request }),
                None => mark(request, transition).ok_or_else(|| illegal(stage)),
            }
        }
    }
}

fn submitted(submission: &Submission) -> FinancingRequest {
    FinancingRequest {
        pay_to: submission.pay_to.clone(),
        joined_on: None,
        asked: submission
            .invitations
            .iter()
            .map(|invitation| invitation.review)
            .collect(),
        guarantees: std::collections::BTreeSet::new(),
        stage: Stage::Submitted {},
        submission: submission.clone(),
    }
}

/// The stage that an arrow leads to; none where there is no such arrow.
fn next_stage(stage: &Stage, transition: &RequestTransition) -> Option<Stage> {
    match (stage, transition) {
        (Stage::Submitted {}, RequestTransition::Accepted { review, bank, on }) => Some(Stage::Accepted {
            review: *review,
            bank: *bank,
            on: *on,
        }),
        (Stage::Accepted { bank, .. }, RequestTransition::Approved { loan }) => Some(Stage::Approved {
            bank: *bank,
            loan: *loan,
        }),
        (Stage::Approved { bank, loan }, RequestTransition::Funded {}) => Some(Stage::Funded {
            bank: *bank,
            loan: *loan,
        }),
        (Stage::Funded { .. }, RequestTransition::Closed {}) => Some(Stage::Closed {}),
        (
            Stage::Submitted {} | Stage::Accepted { .. } | Stage::Approved { .. },
            RequestTransition::Declined {},
        ) => Some(Stage::Declined {}),
        (Stage::Submitted {} | Stage::Accepted { .. }, RequestTransition::Withdrawn {}) => {
            Some(Stage::Withdrawn {})
        }
        (
            Stage::Submitted {} | Stage::Accepted { .. } | Stage::Approved { .. },
            RequestTransition::Expired {},
        ) => Some(Stage::Expired {}),
        _ => None,
    }
}

/// What changes beside the stage; none where the transition is no mark, or not one that can be set now.
fn mark(mut request: FinancingRequest, transition: &RequestTransition) -> Option<FinancingRequest> {
    match (&request.stage, transition) {
        (Stage::Submitted {}, RequestTransition::Joined { pay_to, on }) => {
            let downstream = matches!(request.submission.direction, Direction::Downstream { .. });
            if !downstream || request.joined_on.is_some() {
                return None;
            }
            request.joined_on = Some(*on);
            request.pay_to = Some(pay_to.clone());
        }
        (Stage::Submitted {}, RequestTransition::BankDeclined { review }) => {
            if !request.asked.remove(review) {
                return None;
            }
        }
        (Stage::Accepted { .. }, RequestTransition::Guaranteed { guarantee }) => {
            if !request.guarantees.insert(*guarantee) {
                return None;
            }
        }
        _ => return None,
    }
    Some(request)
}

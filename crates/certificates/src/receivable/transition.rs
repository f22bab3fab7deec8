//! What can happen to a receivable.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{IllegalTransition, ReceivableId};

use super::reason::Reason;
use super::state::{Claim, Confirmation, Forwarding, Receivable, ReceivableStage};

/// Something that happened to a receivable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ReceivableTransition {
    /// The supplier claimed it.
    Claimed(Box<Claim>),
    /// It was left by the confirmation of a part, inherits the evidence, and is disputed.
    Remained {
        /// The receivable that was confirmed in part.
        rest_of: ReceivableId,
        /// The claim, with the amount that is left.
        claim: Box<Claim>,
        /// Why it was left out.
        reasons: Vec<Reason>,
    },
    /// The confirmation centre passed it on.
    Forwarded(Forwarding),
    /// The buyer confirmed it.
    Confirmed {
        /// The day.
        on: NaiveDate,
        /// What it acknowledged.
        confirmation: Box<Confirmation>,
    },
    /// The buyer objected.
    Disputed {
        /// The day.
        on: NaiveDate,
        /// Why.
        reasons: Vec<Reason>,
    },
    /// The buyer denied it.
    Rejected {
        /// The day.
        on: NaiveDate,
        /// Why.
        reasons: Vec<Reason>,
    },
    /// The supplier took it back.
    Withdrawn {
        /// The day.
        on: NaiveDate,
    },
}

impl ReceivableTransition {
    /// The name under which it stands in the outcome.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Claimed(_) => "claimed",
            Self::Remained { .. } => "remained",
            Self::Forwarded(_) => "forwarded",
            Self::Confirmed { .. } => "confirmed",
            Self::Disputed { .. } => "disputed",
            Self::Rejected { .. } => "rejected",
            Self::Withdrawn { .. } => "withdrawn",
        }
    }
}

/// Follows one arrow.
pub fn apply(
    before: Option<Receivable>,
    transition: &ReceivableTransition,
) -> Result<Receivable, IllegalTransition> {
    use ReceivableStage as Stage;
    use ReceivableTransition as Happened;

    let Some(receivable) = before else {
        return create(transition);
    };
    match (&receivable.stage, transition) {
        (Stage::Claimed {}, Happened::Forwarded(forwarding)) if receivable.forwarded.is_none() => {
            Ok(Receivable {
                forwarded: Some(forwarding.clone()),
                ..receivable
            })
        }
        (Stage::Claimed {} | Stage::Disputed { .. }, Happened::Confirmed { on, confirmation }) => {
            Ok(answered(receivable, *on, Stage::Confirmed(confirmation.clone())))
        }
        (Stage::Claimed {}, Happened::Disputed { on, reasons }) => {
            let reasons = reasons.clone();
            Ok(answered(receivable, *on, Stage::Disputed { reasons }))
        }
        (Stage::Claimed {} | Stage::Disputed { .. }, Happened::Rejected { on, reasons }) => {
            let reasons = reasons.clone();
            Ok(answered(receivable, *on, Stage::Rejected { reasons }))
        }
        (Stage::Claimed {} | Stage::Disputed { .. }, Happened::Withdrawn { on }) => {
            Ok(answered(receivable, *on, Stage::Withdrawn {}))
        }
        (
            Stage::Claimed {}
            | Stage::Disputed { .. }
            | Stage::Confirmed(_)
            | Stage::Rejected { .. }
            | Stage::Withdrawn {},
            _,
        ) => Err(illegal(receivable.stage.name(), transition)),
    }
}

fn create(transition: &ReceivableTransition) -> Result<Receivable, IllegalTransition> {
    let (claim, rest_of, clock_stopped_on, stage) = match transition {
        ReceivableTransition::Claimed(claim) => (claim, None, None, ReceivableStage::Claimed {}),
        ReceivableTransition::Remained {
            rest_of,
            claim,
            reasons,
        } => {
            let reasons = reasons.clone();
            // The buyer has answered already: by leaving this part out.
            let disputed = ReceivableStage::Disputed { reasons };
            (claim, Some(*rest_of), Some(claim.claimed_on), disputed)
        }
        ReceivableTransition::Forwarded(_)
        | ReceivableTransition::Confirmed { .. }
        | ReceivableTransition::Disputed { .. }
        | ReceivableTransition::Rejected { .. }
        | ReceivableTransition::Withdrawn { .. } => return Err(illegal("nothing", transition)),
    };
    Ok(Receivable {
        claim: claim.as_ref().clone(),
        rest_of,
        forwarded: None,
        clock_stopped_on,
        stage,
    })
}

fn answered(receivable: Receivable, on: NaiveDate, stage: ReceivableStage) -> Receivable {
    Receivable {
        clock_stopped_on: receivable.clock_stopped_on.or(Some(on)),
        stage,
        ..receivable
    }
}

fn illegal(stage: &'static str, transition: &ReceivableTransition) -> IllegalTransition {
    IllegalTransition {
        aggregate: "receivable",
        stage,
        transition: transition.name(),
    }
}

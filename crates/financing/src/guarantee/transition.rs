//! What can happen to a guarantee.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{GuaranteeId, IllegalTransition, LoanId, Money, PartyId};

use super::state::{Guarantee, GuaranteeStage as Stage, GuaranteeTerms};

/// Something that happened to a guarantee.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum GuaranteeTransition {
    /// The guarantor offered it.
    Offered(Box<GuaranteeTerms>),
    /// The guarantor took the offer back.
    Withdrawn {},
    /// The offer's last moment passed.
    Lapsed {},
    /// The guarantor bound itself.
    Issued {
        /// To whom.
        bank: PartyId,
        /// For how much.
        amount: Money,
        /// The day.
        on: NaiveDate,
    },
    /// A loan relies on it.
    ReliedOn {
        /// The loan.
        loan: LoanId,
    },
    /// The bank asks for payment.
    Called {
        /// How much.
        amount: Money,
        /// The day.
        on: NaiveDate,
    },
    /// The guarantor paid.
    Paid {
        /// How much.
        amount: Money,
    },
    /// A payment was booked by mistake.
    PaymentReversed {
        /// How much.
        amount: Money,
    },
    /// The bank passed on what it received later.
    PassedOn {
        /// How much.
        amount: Money,
    },
    /// The guarantor is free.
    Released {},
}

impl GuaranteeTransition {
    /// The name under which it stands in the outcome.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Offered(_) => "offered",
            Self::Withdrawn {} => "withdrawn",
            Self::Lapsed {} => "lapsed",
            Self::Issued { .. } => "issued",
            Self::ReliedOn { .. } => "relied_on",
            Self::Called { .. } => "called",
            Self::Paid { .. } => "paid",
            Self::PaymentReversed { .. } => "payment_reversed",
            Self::PassedOn { .. } => "passed_on",
            Self::Released {} => "released",
        }
    }
}

/// Follows one arrow.
pub fn apply(
    before: Option<Guarantee>,
    transition: &GuaranteeTransition,
) -> Result<Guarantee, IllegalTransition> {
    let illegal = |stage| IllegalTransition {
        aggregate: GuaranteeId::KIND,
        stage,
        transition: transition.name(),
    };
    match (before, transition) {
        (None, GuaranteeTransition::Offered(terms)) => Ok(Guarantee {
            terms: (**terms).clone(),
            loan: None,
            stage: Stage::Offered {},
        }),
        (None, _) => Err(illegal("nothing")),
        (Some(mut guarantee), GuaranteeTransition::ReliedOn { loan })
            if matches!(guarantee.stage, Stage::Issued { .. }) && guarantee.loan.is_none() =>
        {
            guarantee.loan = Some(*loan);
            Ok(guarantee)
        }
        (Some(guarantee), _) => {
            let stage = guarantee.stage.name();
            let next = next_stage(&guarantee.stage, transition).ok_or_else(|| illegal(stage))?;
            Ok(Guarantee {
                stage: next,
                ..guarantee
            })
        }
    }
}

/// The stage that an arrow leads to; none where there is no such arrow, or where amounts do not fit.
fn next_stage(stage: &Stage, transition: &GuaranteeTransition) -> Option<Stage> {
    use GuaranteeTransition as Happened;
    match (stage, transition) {
        (Stage::Offered {}, Happened::Withdrawn {}) => Some(Stage::Withdrawn {}),
        (Stage::Offered {}, Happened::Lapsed {}) => Some(Stage::Lapsed {}),
        (Stage::Offered {}, Happened::Issued { bank, amount, on }) => Some(Stage::Issued {
            bank: *bank,
            amount: *amount,
            on: *on,
        }),
        (Stage::Issued { bank, amount, .. }, Happened::Called { amount: called, on }) => {
            Some(Stage::Called {
                bank: *bank,
                amount: *amount,
                called: *called,
                on: *on,
            })
        }
        // A bank fact is taken whether or not the bank asked before.
        (Stage::Issued { bank, amount, .. }, Happened::Paid { amount: paid }) => Some(Stage::Paid {
            bank: *bank,
            amount: *amount,
            called: Money::zero(paid.currency()),
            paid: *paid,
            passed_on: Money::zero(paid.currency()),
        }),
        (
            Stage::Called {
                bank, amount, called, ..
            },
            Happened::Paid { amount: paid },
        ) => Some(Stage::Paid {
            bank: *bank,
            amount: *amount,
            called: *called,
            paid: *paid,
            passed_on: Money::zero(paid.currency()),
        }),
        (Stage::Paid { .. }, _) => from_paid(stage, transition),
        (Stage::Issued { .. } | Stage::Called { .. }, Happened::Released {}) => Some(Stage::Released {}),
        _ => None,
    }
}

fn from_paid(stage: &Stage, transition: &GuaranteeTransition) -> Option<Stage> {
    let Stage::Paid {
        bank,
        amount,
        called,
        paid,
        passed_on,
    } = *stage
    else {
        return None;
    };
    let (paid, passed_on) = match transition {
        GuaranteeTransition::Released {} => return Some(Stage::Released {}),
        GuaranteeTransition::Paid { amount } => (paid.checked_add(*amount).ok()?, passed_on),
        GuaranteeTransition::PaymentReversed { amount } => (paid.checked_sub(*amount).ok()?, passed_on),
        GuaranteeTransition::PassedOn { amount } => (paid, passed_on.checked_add(*amount).ok()?),
        _ => return None,
    };
    (!paid.is_negative()).then_some(Stage::Paid {
        bank,
        amount,
        called,
        paid,
        passed_on,
    })
}

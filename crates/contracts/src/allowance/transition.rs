//! What can happen to an allowance.

use serde::{Deserialize, Serialize};
use tallystick_base::{CertificateId, ContractId, IllegalTransition, Money, ReceivableId};

use super::state::Allowance;

/// What happened to an allowance. `used` is always the total from there on, so that whoever reads one part reads
/// the standing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum AllowanceTransition {
    /// The contract was accepted; nothing is confirmed yet.
    Opened {
        /// The contract.
        contract: ContractId,
        /// The most that may be confirmed.
        limit: Money,
    },
    /// A receivable was confirmed.
    Used {
        /// The receivable.
        receivable: ReceivableId,
        /// For how much.
        amount: Money,
        /// The confirmed total from here on.
        used: Money,
    },
    /// A certificate was cancelled.
    Returned {
        /// The certificate.
        certificate: CertificateId,
        /// How much it gave back.
        amount: Money,
        /// The confirmed total from here on.
        used: Money,
    },
    /// An amendment raised the limit.
    Raised {
        /// The most that may be confirmed from here on.
        limit: Money,
    },
    /// An amendment lowered the limit, not under what is used.
    Lowered {
        /// The most that may be confirmed from here on.
        limit: Money,
    },
}

impl AllowanceTransition {
    /// The snake-case name.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Opened { .. } => "opened",
            Self::Used { .. } => "used",
            Self::Returned { .. } => "returned",
            Self::Raised { .. } => "raised",
            Self::Lowered { .. } => "lowered",
        }
    }
}

/// The allowance after a transition; an error where there is no such arrow.
pub fn apply(
    state: Option<Allowance>,
    transition: &AllowanceTransition,
) -> Result<Allowance, IllegalTransition> {
    match (state, transition) {
        (None, AllowanceTransition::Opened { contract, limit }) => Ok(Allowance {
            contract: *contract,
            limit: *limit,
            used: Money::zero(limit.currency()),
        }),
        (Some(allowance), AllowanceTransition::Used { amount, used, .. })
            if allowance.used.checked_add(*amount) == Ok(*used) =>
        {
            Ok(Allowance {
                used: *used,
                ..allowance
            })
        }
        (Some(allowance), AllowanceTransition::Returned { amount, used, .. })
            if allowance.used.checked_sub(*amount) == Ok(*used) =>
        {
            Ok(Allowance {
                used: *used,
                ..allowance
            })
        }
        // A stated total that is not the computed one: a fold must not lose a cent unnoticed.
        (Some(_), AllowanceTransition::Used { .. } | AllowanceTransition::Returned { .. }) => {
            Err(illegal("Open", transition))
        }
        (Some(allowance), AllowanceTransition::Raised { limit } | AllowanceTransition::Lowered { limit }) => {
            Ok(Allowance {
                limit: *limit,
                ..allowance
            })
        }
        (Some(_), AllowanceTransition::Opened { .. }) => Err(illegal("Open", transition)),
        (
            None,
            AllowanceTransition::Used { .. }
            | AllowanceTransition::Returned { .. }
            | AllowanceTransition::Raised { .. }
            | AllowanceTransition::Lowered { .. },
        ) => Err(illegal("nothing", transition)),
    }
}

const fn illegal(stage: &'static str, transition: &AllowanceTransition) -> IllegalTransition {
    IllegalTransition {
        aggregate: Allowance::KIND,
        stage,
        transition: transition.name(),
    }
}

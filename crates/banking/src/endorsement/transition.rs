//! What can happen to an endorsement.

use serde::{Deserialize, Serialize};
use tallystick_base::{CertificateId, IllegalTransition, Money};

use super::state::{EndorsementRecord, EndorsementStage, EndorsementUse};

/// Something that happened to an endorsement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum EndorsementTransition {
    /// The bank promised.
    Endorsed(Box<EndorsementRecord>),
    /// A certificate under it has ended.
    Released {
        /// The certificate.
        certificate: CertificateId,
        /// How much of the promise ended with it.
        amount: Money,
        /// What is still bound.
        bound: Money,
    },
    /// The bank kept its promise: it paid the holder and has the certificate.
    Honoured {
        /// The certificate.
        certificate: CertificateId,
        /// How much it paid.
        amount: Money,
    },
}

impl EndorsementTransition {
    /// The name under which it stands in the outcome.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Endorsed(_) => "endorsed",
            Self::Released { .. } => "released",
            Self::Honoured { .. } => "honoured",
        }
    }
}

/// Follows one arrow.
pub fn apply(
    before: Option<EndorsementUse>,
    transition: &EndorsementTransition,
) -> Result<EndorsementUse, IllegalTransition> {
    let illegal = |stage| IllegalTransition {
        aggregate: EndorsementUse::KIND,
        stage,
        transition: transition.name(),
    };
    match (before, transition) {
        (None, EndorsementTransition::Endorsed(record)) => Ok(EndorsementUse {
            bound: record.amount,
            record: (**record).clone(),
            counted: std::collections::BTreeSet::new(),
            honoured: std::collections::BTreeMap::new(),
            stage: EndorsementStage::Bound {},
        }),
        (None, _) => Err(illegal("nothing")),
        (Some(state), _) if state.stage != (EndorsementStage::Bound {}) => Err(illegal("Ended")),
        (
            Some(state),
            EndorsementTransition::Released {
                certificate,
                amount,
                bound,
            },
        ) => released(state, *certificate, *amount, *bound).ok_or_else(|| illegal("Bound")),
        (Some(state), EndorsementTransition::Honoured { certificate, amount }) => {
            honoured(state, *certificate, *amount).ok_or_else(|| illegal("Bound"))
        }
        (Some(_), EndorsementTransition::Endorsed(_)) => Err(illegal("Bound")),
    }
}

fn released(
    mut state: EndorsementUse,
    certificate: CertificateId,
    amount: Money,
    bound: Money,
) -> Option<EndorsementUse> {
    let left = state.bound.checked_sub(amount).ok()?;
    if left != bound || left.is_negative() || !state.counted.insert(certificate) {
        return None;
    }
    state.honoured.remove(&certificate);
    state.bound = left;
    if left.is_zero() {
        state.stage = EndorsementStage::Ended {};
    }
    Some(state)
}

/// Kept once on each certificate, and never for more than is bound.
fn honoured(mut state: EndorsementUse, certificate: CertificateId, amount: Money) -> Option<EndorsementUse> {
    let before = state.honoured.insert(certificate, amount).is_some();
    let all = Money::sum(amount.currency(), state.honoured.values().copied()).ok()?;
    let fits = amount.is_positive() && state.bound.compare(all).is_ok_and(std::cmp::Ordering::is_ge);
    (fits && !before && !state.counted.contains(&certificate)).then_some(state)
}

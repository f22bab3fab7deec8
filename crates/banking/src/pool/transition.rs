//! What can happen to a pool.

use serde::{Deserialize, Serialize};
use tallystick_base::{IllegalTransition, LoanId, PartyId, PoolId};
use tallystick_parties::ShortText;

use super::state::{Bought, Eligibility, Pool, PoolStage};

/// Something that happened to a pool.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum PoolTransition {
    /// The asset manager opened it.
    Opened {
        /// The pool.
        pool: PoolId,
        /// The asset manager.
        manager: PartyId,
        /// Its name.
        name: ShortText,
        /// Which loans it may buy.
        eligibility: Eligibility,
    },
    /// It bought a loan.
    Bought {
        /// The loan.
        loan: LoanId,
        /// How.
        bought: Bought,
    },
    /// It buys no more.
    Closed {},
}

impl PoolTransition {
    /// The name under which it stands in the outcome.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Opened { .. } => "opened",
            Self::Bought { .. } => "bought",
            Self::Closed {} => "closed",
        }
    }
}

/// Follows one arrow.
pub fn apply(before: Option<Pool>, transition: &PoolTransition) -> Result<Pool, IllegalTransition> {
    let illegal = |stage| IllegalTransition {
        aggregate: PoolId::KIND,
        stage,
        transition: transition.name(),
    };
    match (before, transition) {
        (
            None,
            PoolTransition::Opened {
                pool,
                manager,
                name,
                eligibility,
            },
        ) => Ok(Pool {
            id: *pool,
            manager: *manager,
            name: name.clone(),
            eligibility: eligibility.clone(),
            loans: std::collections::BTreeMap::new(),
            stage: PoolStage::Open {},
        }),
        (None, _) => Err(illegal("nothing")),
        (Some(pool), _) if pool.stage != (PoolStage::Open {}) => Err(illegal(pool.stage.name())),
        (Some(mut pool), PoolTransition::Bought { loan, bought }) => {
            if pool.loans.insert(*loan, *bought).is_some() {
                return Err(illegal("Open"));
            }
            Ok(pool)
        }
        (Some(pool), PoolTransition::Closed {}) => Ok(Pool {
            stage: PoolStage::Closed {},
            ..pool
        }),
        (Some(_), PoolTransition::Opened { .. }) => Err(illegal("Open")),
    }
}

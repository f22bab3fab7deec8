use serde::{Deserialize, Serialize};
use tallystick_base::{IllegalTransition, PartyId, Thumbprint};

use super::Ledger;
use crate::ShortText;

/// What happened to the ledger itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum LedgerTransition {
    /// It was opened.
    Opened {
        /// The operator's party.
        operator: PartyId,
        /// The operator's name.
        name: ShortText,
        /// The verifier keys of the log.
        log_keys: Vec<String>,
        /// The service's key.
        service_key: Thumbprint,
    },
}

impl LedgerTransition {
    /// The name of the transition.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Opened { .. } => "opened",
        }
    }
}

/// Applies a transition to the ledger itself: there is one opening.
pub fn apply(state: Option<Ledger>, transition: &LedgerTransition) -> Result<Ledger, IllegalTransition> {
    use LedgerTransition::Opened;
    match (state, transition) {
        (
            None,
            Opened {
                operator,
                name,
                log_keys,
                service_key,
            },
        ) => Ok(Ledger {
            operator: *operator,
            name: name.clone(),
            log_keys: log_keys.clone(),
            service_key: service_key.clone(),
        }),
        (Some(_), Opened { .. }) => Err(IllegalTransition {
            aggregate: "ledger",
            stage: "Open",
            transition: transition.name(),
        }),
    }
}

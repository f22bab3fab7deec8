use serde::{Deserialize, Serialize};
use tallystick_base::{PartyId, Subject, Thumbprint};

use crate::ShortText;
use crate::subjects::fixed_subject;

/// The ledger itself, as entry 0 opened it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ledger {
    /// The operator's party.
    pub operator: PartyId,
    /// The operator's name. Its party has no profile, for it takes part in no business.
    pub name: ShortText,
    /// The verifier keys of the log, Ed25519 then P-256, as C2SP texts.
    pub log_keys: Vec<String>,
    /// The key with which the service signs what falls due, as it was at the opening.
    pub service_key: Thumbprint,
}

impl Ledger {
    /// The subject of the opening, `ledger/0`.
    pub fn subject() -> Subject {
        fixed_subject("ledger", "0")
    }
}

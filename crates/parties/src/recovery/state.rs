use std::time::Duration;

use serde::{Deserialize, Serialize};
use tallystick_base::{Digest, MemberId, Millis, PartyId, Subject, Thumbprint, TimeError};

use crate::ShortText;
use crate::subjects::fixed_subject;

/// How long the party has to object before a key is added for it: 72 hours.
pub const VETO_WINDOW: Duration = Duration::from_hours(72);

/// The way back of a party that lost its keys. There is one a party, and it can be gone more than once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recovery {
    /// How far it is.
    pub stage: RecoveryStage,
}

/// How far a recovery is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum RecoveryStage {
    /// The operator announced a new key.
    Announced(Announcement),
    /// A member of the party, whose key was not lost after all, objected.
    Vetoed {
        /// Who.
        member: MemberId,
    },
    /// The announced key was added.
    Restored {
        /// The key.
        kid: Thumbprint,
    },
}

/// A key that the operator announced for a party that lost its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Announcement {
    /// The key to be added.
    pub kid: Thumbprint,
    /// The member who will hold it.
    pub member: MemberId,
    /// What happened to the keys.
    pub reason: ShortText,
    /// The SHA-256 of the papers by which the operator convinced itself.
    pub evidence: Digest,
    /// The time of the entry that announced it.
    pub announced: Millis,
}

impl Recovery {
    /// The subject of a party's recovery, `recovery/<id of the party>`.
    pub fn subject(party: PartyId) -> Subject {
        fixed_subject("recovery", &party.uuid().to_string())
    }
}

impl Announcement {
    /// The first moment at which the key may be added.
    pub fn restorable(&self) -> Result<Millis, TimeError> {
        self.announced.checked_add(VETO_WINDOW)
    }
}

impl RecoveryStage {
    /// The name of the stage.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Announced(_) => "Announced",
            Self::Vetoed { .. } => "Vetoed",
            Self::Restored { .. } => "Restored",
        }
    }
}

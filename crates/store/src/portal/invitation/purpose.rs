//! What an invitation is for.

use std::str::FromStr;

use serde::Serialize;

/// What the key of an invitation is made for, and so by which command it will be added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum InvitationPurpose {
    /// A first member of a party that the operator will register (`party.register`).
    NewParty,
    /// A further member of a party (`member.add` where the member is new, then `key.add`).
    NewMember,
    /// Another device of the very member who invites (`key.add`).
    OwnDevice,
    /// A member of a party that lost its keys (`key.recover`, then `key.restore`).
    Recovery,
}

impl InvitationPurpose {
    const ALL: [Self; 4] = [Self::NewParty, Self::NewMember, Self::OwnDevice, Self::Recovery];

    /// Its name, as it is stored and shown in JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NewParty => "new-party",
            Self::NewMember => "new-member",
            Self::OwnDevice => "own-device",
            Self::Recovery => "recovery",
        }
    }
}

impl FromStr for InvitationPurpose {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, &'static str> {
        let found = Self::ALL.into_iter().find(|purpose| purpose.as_str() == text);
        found.ok_or("an invitation is for none of the purposes that there are")
    }
}

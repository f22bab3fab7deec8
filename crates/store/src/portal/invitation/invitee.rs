//! Whom to invite, and the link that comes of it.

use std::fmt;

use tallystick_base::{MemberId, Millis, PartyId};

use super::{InvitationId, InvitationPurpose};

/// An invitation to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewInvitation {
    /// Whom it invites.
    pub invitee: Invitee,
    /// What the inviter calls the invited, in one line of at most 100 characters.
    pub label: String,
}

/// Whom an invitation invites.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Invitee {
    /// A first member of a party that is not registered yet.
    NewParty {
        /// The party's id, from an earlier invitation of another of its first members; none gives it one.
        party: Option<PartyId>,
    },
    /// A member of the inviter's own party.
    NewMember {
        /// One who is there already and has no key at hand; none for someone new.
        member: Option<MemberId>,
    },
    /// The inviter, on another device.
    OwnDevice,
    /// A member of a party that lost its keys.
    Recovery {
        /// The party.
        party: PartyId,
        /// The member.
        member: MemberId,
    },
}

/// An invitation that was made.
#[derive(Clone, PartialEq, Eq)]
pub struct Invited {
    /// Its id, for those who invite.
    pub id: InvitationId,
    /// What the link holds: 32 random bytes in base64url. It is kept nowhere else.
    pub secret: String,
    /// The party that is to own the key.
    pub party: PartyId,
    /// The member who is to hold it.
    pub member: MemberId,
    /// Until when it can be answered.
    pub expires: Millis,
}

/// Without the secret: whoever has it can answer.
impl fmt::Debug for Invited {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Invited")
            .field("id", &self.id)
            .field("party", &self.party)
            .field("member", &self.member)
            .field("expires", &self.expires)
            .finish_non_exhaustive()
    }
}

impl Invitee {
    /// What the invitation is for.
    pub const fn purpose(self) -> InvitationPurpose {
        match self {
            Self::NewParty { .. } => InvitationPurpose::NewParty,
            Self::NewMember { .. } => InvitationPurpose::NewMember,
            Self::OwnDevice => InvitationPurpose::OwnDevice,
            Self::Recovery { .. } => InvitationPurpose::Recovery,
        }
    }
}

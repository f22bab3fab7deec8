//! Why an invitation is not made, not answered, or not withdrawn.

use tallystick_base::{MemberId, Millis, PartyId, Subject, Thumbprint};
use tallystick_commands::parties::ShortTextError;
use tallystick_ledger::{LedgerId, Refusal};

use crate::StoreError;

/// Why an invitation is refused.
#[derive(Debug, thiserror::Error)]
pub enum InvitationRefusal {
    /// Only an admin invites members.
    #[error("members are invited by the admins of their party; ask one of them")]
    NotAnAdmin,
    /// Only the operator's signers invite parties, or help those that lost their keys.
    #[error(
        "new parties, and parties that lost their keys, are invited by members of the operator who may sign; ask the operator"
    )]
    NotTheOperator,
    /// A first member is invited for a party that there is already.
    #[error("{0} is registered already; its own admins invite further members")]
    PartyExists(PartyId),
    /// There is no such party.
    #[error("there is no party {0}, neither registered nor invited")]
    PartyNotFound(PartyId),
    /// There is no such member, or no longer.
    #[error("{member} is no member of {party}; invite a new member, or choose one who is there")]
    MemberNotFound {
        /// The member.
        member: MemberId,
        /// The party.
        party: PartyId,
    },
    /// A recovery of the operator's own keys.
    #[error("the operator cannot recover its own keys; another of its admins adds a key for the member")]
    OperatorHelpsItself,
    /// A text that is too long.
    #[error("{field} has at most {limit} characters; this one has {found}")]
    TooLong {
        /// Which.
        field: &'static str,
        /// The limit.
        limit: usize,
        /// How many it has.
        found: usize,
    },
    /// A text that is empty, or more than one line.
    #[error("{field}: {error}")]
    Text {
        /// Which.
        field: &'static str,
        /// What is wrong with it.
        error: ShortTextError,
    },
    /// More links are open than a party may have.
    #[error(
        "{limit} invitations of this party are open; withdraw those that are not needed, or wait until they expire"
    )]
    TooManyOpen {
        /// The limit.
        limit: u64,
    },
    /// No link has this secret, or no invitation that the viewer may withdraw has this id.
    #[error(
        "there is no such invitation; it may have been withdrawn. Ask whoever invited you for a new link"
    )]
    NotFound,
    /// The time for an answer is over.
    #[error("this invitation ended at {expired}; ask whoever invited you for a new link")]
    Expired {
        /// When.
        expired: Millis,
    },
    /// It was answered with another key.
    #[error(
        "this invitation was answered already, with the key {0}; if that was not you, say so and ask for a new link"
    )]
    Answered(Thumbprint),
    /// The key is in the ledger already.
    #[error("the key {0} is enrolled already; make a new one for this invitation")]
    KeyExists(Thumbprint),
    /// The key or its proof has another form.
    #[error(transparent)]
    Key(#[from] Refusal),
    /// The proof is not by this key, or for another ledger or party.
    #[error(
        "the proof of possession is not by the key {kid} for {party} in {ledger}; make it with that key, for these two"
    )]
    NoPossession {
        /// The key.
        kid: Thumbprint,
        /// The ledger that it must name.
        ledger: LedgerId,
        /// The party that it must name.
        party: Subject,
    },
    /// It is no fault of the caller.
    #[error(transparent)]
    Fault(#[from] StoreError),
}

impl InvitationRefusal {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotAnAdmin => "not-an-admin",
            Self::NotTheOperator => "not-the-operator",
            Self::PartyExists(_) => "party-exists",
            Self::PartyNotFound(_) => "party-not-found",
            Self::MemberNotFound { .. } => "member-not-found",
            Self::OperatorHelpsItself => "operator-helps-itself",
            Self::TooLong { .. } => "text-length",
            Self::Text { error, .. } => error.code(),
            Self::TooManyOpen { .. } => "too-many-invitations",
            Self::NotFound => "invitation-not-found",
            Self::Expired { .. } => "invitation-expired",
            Self::Answered(_) => "invitation-answered",
            Self::KeyExists(_) => "key-exists",
            Self::Key(refusal) => refusal.code(),
            Self::NoPossession { .. } => "no-possession",
            Self::Fault(error) => error.code(),
        }
    }
}

impl From<sea_orm::DbErr> for InvitationRefusal {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Fault(error.into())
    }
}

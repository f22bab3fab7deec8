//! Why nobody is signed in.

use tallystick_ledger::Refusal;

use crate::StoreError;

/// Why a sign-in is refused, or cannot be ended.
#[derive(Debug, thiserror::Error)]
pub enum SignInRefusal {
    /// What the browser sent is no access token for this ledger and moment, or not signed by the key that it names.
    #[error(transparent)]
    Token(#[from] Refusal),
    /// The key is not enrolled here, or its member left.
    #[error(
        "the key in this browser is not enrolled in this ledger; sign in with another one, or ask an admin of your party for an invitation"
    )]
    NotEnrolled,
    /// The key was revoked.
    #[error(
        "the key in this browser was revoked by entry {revoked}; sign in with another one, or ask an admin of your party for an invitation"
    )]
    RevokedKey {
        /// The entry.
        revoked: u64,
    },
    /// The token names another party than the one its key belongs to.
    #[error("the key in this browser belongs to another party than the one it speaks for; enrol it anew")]
    ForeignToken,
    /// A key that belongs to no member.
    #[error("signing in is for members; the service's own key signs what falls due, and nothing else")]
    NotAMember,
    /// It answers no challenge that is open.
    #[error("this sign-in took longer than two minutes, or was used already; sign in again")]
    UnknownChallenge,
    /// There is none that the viewer may end.
    #[error("there is no such sign-in of yours; it may have ended already")]
    NotFound,
    /// It is no fault of whoever signs in.
    #[error(transparent)]
    Fault(#[from] StoreError),
}

impl SignInRefusal {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Token(refusal) => refusal.code(),
            Self::NotEnrolled => "not-enrolled",
            Self::RevokedKey { .. } => "revoked-key",
            Self::ForeignToken => "foreign-token",
            Self::NotAMember => "not-a-member",
            Self::UnknownChallenge => "unknown-challenge",
            Self::NotFound => "sign-in-not-found",
            Self::Fault(error) => error.code(),
        }
    }
}

impl From<sea_orm::DbErr> for SignInRefusal {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Fault(error.into())
    }
}

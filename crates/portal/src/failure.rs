//! What a visitor is told instead of a page.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use tallystick_base::Capacity;
use tallystick_store::{InvitationRefusal, SignInRefusal, StoreError};

/// Why there is no page. A layer turns it into one, in the visitor's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Failure {
    /// Nothing stands at this address, or nothing that concerns the visitor.
    NotFound,
    /// The page is for members, and nobody is signed in.
    SignedOut,
    /// The page is for parties that act as one of these.
    NotFor(&'static [Capacity]),
    /// The act is the visitor's, and not open at present: somebody was faster, or its time is over.
    NotNow,
    /// The page is for members in other roles.
    NotYourRole,
    /// Another site sent the form.
    CrossSite,
    /// What was asked for cannot be done; the code is that of the refusal.
    Refused(&'static str),
    /// A part of the address says nothing that can be read.
    Address(String),
    /// The number was asked for too often in a short time.
    TooOften,
    /// The form is longer than any form here.
    TooLarge,
    /// What was sent did not arrive whole in time.
    TooSlow,
    /// As many requests as the service takes are running.
    TooBusy,
    /// The page took too long to write.
    TookTooLong,
    /// The database failed. The visitor is told no more than that.
    Fault,
}

impl Failure {
    pub(crate) const fn status(&self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::SignedOut => StatusCode::UNAUTHORIZED,
            Self::NotFor(_) | Self::NotYourRole | Self::CrossSite => StatusCode::FORBIDDEN,
            Self::NotNow | Self::Refused(_) => StatusCode::CONFLICT,
            Self::Address(_) => StatusCode::BAD_REQUEST,
            Self::TooOften => StatusCode::TOO_MANY_REQUESTS,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::TooBusy | Self::TookTooLong => StatusCode::SERVICE_UNAVAILABLE,
            Self::Fault => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The stable code, which is also the key of its words.
    pub(crate) const fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "not-found",
            Self::SignedOut => "signed-out",
            Self::NotFor(_) => "not-for",
            Self::NotNow => "not-now",
            Self::NotYourRole => "not-your-role",
            Self::CrossSite => "cross-site",
            Self::Refused(code) => code,
            Self::Address(_) => "address",
            Self::TooOften => "too-often",
            Self::TooLarge => "too-large",
            Self::TooSlow => "too-slow",
            Self::TooBusy => "too-busy",
            Self::TookTooLong => "took-too-long",
            Self::Fault => "fault",
        }
    }

    /// After how many seconds it is worth another try, where waiting is all that helps.
    pub(crate) const fn retry_after(&self) -> Option<u64> {
        match self {
            Self::TooBusy | Self::TooSlow => Some(1),
            Self::TookTooLong => Some(10),
            Self::NotFound
            | Self::SignedOut
            | Self::NotFor(_)
            | Self::NotNow
            | Self::NotYourRole
            | Self::CrossSite
            | Self::Refused(_)
            | Self::Address(_)
            | Self::TooOften
            | Self::TooLarge
            | Self::Fault => None,
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Cursor(text) => Self::Address(text),
            error => {
                tracing::error!(code = error.code(), "a page could not be read");
                Self::Fault
            }
        }
    }
}

impl From<InvitationRefusal> for Failure {
    fn from(refusal: InvitationRefusal) -> Self {
        match refusal {
            InvitationRefusal::Fault(error) => error.into(),
            InvitationRefusal::NotFound => Self::NotFound,
            InvitationRefusal::NotAnAdmin | InvitationRefusal::NotTheOperator => Self::NotYourRole,
            InvitationRefusal::MemberNotFound { .. } => Self::Refused("member-not-found"),
            InvitationRefusal::TooLong { .. } | InvitationRefusal::Text { .. } => Self::Refused("short-line"),
            InvitationRefusal::TooManyOpen { .. } => Self::Refused("too-many-invitations"),
            // None of these follows from what a page offers.
            InvitationRefusal::PartyExists(_)
            | InvitationRefusal::PartyNotFound(_)
            | InvitationRefusal::OperatorHelpsItself
            | InvitationRefusal::Expired { .. }
            | InvitationRefusal::Answered(_)
            | InvitationRefusal::KeyExists(_)
            | InvitationRefusal::Key(_)
            | InvitationRefusal::NoPossession { .. } => Self::Refused("refused"),
        }
    }
}

impl From<SignInRefusal> for Failure {
    fn from(refusal: SignInRefusal) -> Self {
        match refusal {
            SignInRefusal::Fault(error) => error.into(),
            SignInRefusal::NotFound => Self::NotFound,
            SignInRefusal::Token(_)
            | SignInRefusal::NotEnrolled
            | SignInRefusal::RevokedKey { .. }
            | SignInRefusal::ForeignToken
            | SignInRefusal::NotAMember
            | SignInRefusal::UnknownChallenge => Self::Refused("refused"),
        }
    }
}

impl From<askama::Error> for Failure {
    fn from(error: askama::Error) -> Self {
        tracing::error!(%error, "a page could not be written");
        Self::Fault
    }
}

/// A body-less answer that carries the failure for the layer that writes its page.
impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

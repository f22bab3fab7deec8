//! What this crate refuses by itself, before the ledger or a rule is asked.

use axum::http::StatusCode;
use tallystick_documents::{DocumentError, ExportError};

use crate::bank::OrderRefusal;

/// Why a request is not answered as asked, as far as HTTP itself goes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ApiRefusal {
    /// No such address.
    #[error("there is nothing at this address; /openapi.json lists every address, and /docs shows them")]
    NoRoute,
    /// The address exists, but not for this method.
    #[error("this address does not take {method}; the header Allow lists what it takes")]
    Method {
        /// The method.
        method: String,
    },
    /// None of the media types that the caller accepts is offered here.
    #[error("this address answers with {offered} only; the header Accept asks for something else")]
    NotAcceptable {
        /// What is offered.
        offered: &'static str,
    },
    /// The body is of another media type.
    #[error("the body's media type must be {expected}; the header Content-Type says {found:?}")]
    MediaType {
        /// What is taken here.
        expected: &'static str,
        /// What the header says; empty where there is none.
        found: String,
    },
    /// The body is too long.
    #[error("the body has more than {limit} bytes, which is the most that this address takes")]
    TooLarge {
        /// The most bytes taken.
        limit: usize,
    },
    /// The body did not arrive in time.
    #[error("the body did not arrive within {seconds} s; send it again, faster or in smaller pieces")]
    TooSlow {
        /// How long was waited.
        seconds: u64,
    },
    /// The body broke off.
    #[error("the body broke off before its end; send it again")]
    BrokenOff,
    /// The body is not the JSON that is asked for.
    #[error("the body is not what this address takes: {detail}")]
    Json {
        /// What is wrong, with line and column.
        detail: String,
        /// The line, from 1; 0 where the document as a whole is wrong.
        line: usize,
        /// The column, from 1.
        column: usize,
    },
    /// A part of the address is malformed.
    #[error("the address is malformed: {detail}")]
    Path {
        /// What is wrong.
        detail: String,
    },
    /// The query is malformed.
    #[error("the query is malformed: {detail}")]
    Query {
        /// What is wrong.
        detail: String,
    },
    /// A header is malformed.
    #[error("the header {name} is malformed: {detail}")]
    Header {
        /// Its name.
        name: &'static str,
        /// What is wrong.
        detail: &'static str,
    },
    /// No access token.
    #[error(
        "this address needs an access token: send Authorization: Bearer with a token that your enrolled key signed"
    )]
    NoToken,
    /// The token's key is not enrolled here.
    #[error("the key that signed the access token is not enrolled in this ledger")]
    NotEnrolled,
    /// The token names another party than the one its key belongs to.
    #[error("the access token is for another party than the one its key belongs to")]
    ForeignToken,
    /// The key was revoked.
    #[error("the key that signed the access token was revoked by entry {revoked}")]
    RevokedKey {
        /// The entry.
        revoked: u64,
    },
    /// A key that belongs to no member.
    #[error("this is for members; the service's own key signs what falls due, and nothing else")]
    NotAMember,
    /// A member who reads only.
    #[error("a member whose only role is viewer reads; makers, checkers and admins act")]
    ReadsOnly,
    /// It does not exist, or the caller may not see it.
    #[error("{what} does not exist, or is not yours to see")]
    NotFound {
        /// What was asked for.
        what: String,
    },
    /// Too many requests.
    #[error("more requests than the limit for {whom} allows; try again in {retry_after} s")]
    TooMany {
        /// Whose limit it is.
        whom: &'static str,
        /// Seconds until the next one is taken.
        retry_after: u64,
    },
    /// As many requests as the service takes are running.
    #[error("the service has as much to do as it takes at once; try again in a moment")]
    TooBusy,
    /// The answer took too long.
    #[error(
        "the answer took longer than {seconds} s; try again: what was submitted already is answered with its receipt"
    )]
    TookTooLong {
        /// How long was waited.
        seconds: u64,
    },
    /// A batch with too many lines.
    #[error("a batch has at most {limit} lines; send the rest in another one")]
    TooManyLines {
        /// The most lines.
        limit: usize,
    },
    /// More rows than a file has.
    #[error(
        "the list has more than {limit} rows, the most of a file; narrow it, or read it page by page as JSON"
    )]
    LongList {
        /// The most rows.
        limit: usize,
    },
    /// A list that cannot be written as the file that is asked for.
    #[error(transparent)]
    Table(ExportError),
    /// Something for banks, asked by another party.
    #[error("this is for banks, and your party is none; ask a bank that lends to it")]
    NotABank,
    /// A file that cannot be read as what it is sent as.
    #[error(transparent)]
    Document(DocumentError),
    /// An order to pay that cannot be given.
    #[error(transparent)]
    Order(OrderRefusal),
    /// A file without content.
    #[error("the file is empty")]
    EmptyFile,
    /// A kept file whose bytes are no longer those of its digest.
    #[error(
        "the kept file no longer has its digest; nothing is served in its place, and the operator is told"
    )]
    DamagedFile,
    /// The files cannot be reached.
    #[error("the files cannot be reached at the moment; try again later")]
    Files,
    /// A programming mistake.
    #[error("the service met a fault of its own; it is logged under the id in the header x-request-id")]
    Crashed,
}

impl ApiRefusal {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoRoute => "no-such-address",
            Self::Method { .. } => "method-not-allowed",
            Self::NotAcceptable { .. } => "not-acceptable",
            Self::MediaType { .. } => "media-type",
            Self::TooLarge { .. } => "too-large",
            Self::TooSlow { .. } => "too-slow",
            Self::BrokenOff => "broken-off",
            Self::Json { .. } => "malformed-json",
            Self::Path { .. } => "malformed-address",
            Self::Query { .. } => "malformed-query",
            Self::Header { .. } => "malformed-header",
            Self::NoToken => "no-token",
            Self::NotEnrolled => "not-enrolled",
            Self::ForeignToken => "foreign-token",
            Self::RevokedKey { .. } => "revoked-key",
            Self::NotAMember => "not-a-member",
            Self::ReadsOnly => "reads-only",
            Self::NotFound { .. } => "not-found",
            Self::TooMany { .. } => "too-many-requests",
            Self::TooBusy => "too-busy",
            Self::TookTooLong { .. } => "took-too-long",
            Self::TooManyLines { .. } => "too-many-lines",
            Self::LongList { .. } => "long-list",
            Self::Table(error) => error.code(),
            Self::NotABank => "not-a-bank",
            Self::Document(error) => error.code(),
            Self::Order(refusal) => refusal.code(),
            Self::EmptyFile => "empty-file",
            Self::DamagedFile => "damaged-file",
            Self::Files => "files-unreachable",
            Self::Crashed => "fault",
        }
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::BrokenOff
            | Self::Json { .. }
            | Self::Path { .. }
            | Self::Query { .. }
            | Self::Header { .. }
            | Self::EmptyFile => StatusCode::BAD_REQUEST,
            Self::NoToken | Self::NotEnrolled | Self::ForeignToken | Self::RevokedKey { .. } => {
                StatusCode::UNAUTHORIZED
            }
            Self::NotAMember | Self::ReadsOnly | Self::NotABank => StatusCode::FORBIDDEN,
            Self::NoRoute | Self::NotFound { .. } => StatusCode::NOT_FOUND,
            Self::Method { .. } => StatusCode::METHOD_NOT_ALLOWED,
            Self::NotAcceptable { .. } => StatusCode::NOT_ACCEPTABLE,
            Self::TooSlow { .. } => StatusCode::REQUEST_TIMEOUT,
            Self::TooLarge { .. }
            | Self::TooManyLines { .. }
            | Self::Document(DocumentError::TooLarge { .. }) => StatusCode::PAYLOAD_TOO_LARGE,
            Self::LongList { .. } | Self::Table(_) | Self::Document(_) | Self::Order(_) => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            Self::MediaType { .. } => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            Self::DamagedFile | Self::Crashed => StatusCode::INTERNAL_SERVER_ERROR,
            Self::TooBusy | Self::TookTooLong { .. } | Self::Files => StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}

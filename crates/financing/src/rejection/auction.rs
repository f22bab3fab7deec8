//! Why a command about an auction or a bid is refused.

use tallystick_base::{Digest, FinancingRequestId, Millis, RejectionClass, ReviewId};

/// Why a command about an auction or a bid is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AuctionRejection {
    /// No such auction.
    #[error("{request} has no auction; one begins with a request for sealed bids")]
    NotFound {
        /// The request.
        request: FinancingRequestId,
    },
    /// No such bid.
    #[error(
        "no bid is committed to under {review}; the bank commits to one with bid.commit before the deadline"
    )]
    BidNotFound {
        /// The review.
        review: ReviewId,
    },
    /// The bank is asked openly.
    #[error("the request of {review} asks for open offers, not for sealed bids; offer with review.offer")]
    NotSealed {
        /// The review.
        review: ReviewId,
    },
    /// It is over and recorded, or its request ended.
    #[error("the auction of {request} is {stage}; bids are made, opened and recorded only while it is Open")]
    Stage {
        /// The request.
        request: FinancingRequestId,
        /// Where it stands.
        stage: &'static str,
    },
    /// One bid a bank.
    #[error(
        "a bid is committed to under {review} already, and a commitment binds; open that bid after the deadline"
    )]
    AlreadyCommitted {
        /// The review.
        review: ReviewId,
    },
    /// After the last moment for commitments.
    #[error("bids could be committed to until {bids_until}; it is {now}, and no further bid is taken")]
    TooLateToCommit {
        /// The last moment.
        bids_until: Millis,
        /// The moment of the entry.
        now: Millis,
    },
    /// Before the deadline.
    #[error("bids stay sealed until {bids_until}; it is {now}; open yours after the deadline")]
    TooEarlyToReveal {
        /// The last moment for commitments.
        bids_until: Millis,
        /// The moment of the entry.
        now: Millis,
    },
    /// After the last moment for opening.
    #[error("bids could be opened until {reveal_until}; it is {now}, and a bid that was not opened loses")]
    TooLateToReveal {
        /// The last moment.
        reveal_until: Millis,
        /// The moment of the entry.
        now: Millis,
    },
    /// It is opened, or was not opened in time.
    #[error("the bid of {review} is {stage}; it is opened once, while it is Committed")]
    BidStage {
        /// The review.
        review: ReviewId,
        /// Where it stands.
        stage: &'static str,
    },
    /// Too long a file.
    #[error("a bid file has at most {most} bytes; this one has {found}, and cannot be opened")]
    FileTooLong {
        /// At most.
        most: usize,
        /// Its bytes.
        found: usize,
    },
    /// Another file.
    #[error(
        "the SHA-256 of this bid file is {found}, and the bank committed to {committed}; send the file that was \
         committed to, byte for byte"
    )]
    OtherFile {
        /// The digest committed to.
        committed: Digest,
        /// The digest of the file.
        found: Digest,
    },
    /// The right file, which is no bid.
    #[error(
        "the bid file does not read as a sealed bid, at line {line}, column {column}: {detail}; a file that does not \
         read cannot be opened"
    )]
    Malformed {
        /// The line, from 1.
        line: usize,
        /// The column, from 1; 0 where the line has none.
        column: usize,
        /// What is wrong.
        detail: String,
    },
    /// The right file, of another review.
    #[error(
        "the bid file names {found}, and this is the bid of {review}; a bid is opened where it was committed to"
    )]
    OtherReview {
        /// The review whose bid it is.
        review: ReviewId,
        /// The review that the file names.
        found: ReviewId,
    },
    /// An offer that would be over before the auction is.
    #[error(
        "a bid can be accepted after {reveal_until}, when all are opened; this one only until {valid_until}"
    )]
    ValidTooShort {
        /// Until when the bid stands.
        valid_until: Millis,
        /// The last moment for opening.
        reveal_until: Millis,
    },
    /// Its time is not over.
    #[error(
        "the auction of {request} goes on until every bid is opened after {bids_until}, and at the latest until \
         {reveal_until}; it is {now}"
    )]
    NotOver {
        /// The request.
        request: FinancingRequestId,
        /// The last moment for commitments.
        bids_until: Millis,
        /// The last moment for opening.
        reveal_until: Millis,
        /// The moment of the entry.
        now: Millis,
    },
}

impl AuctionRejection {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotFound { .. } => "auction-not-found",
            Self::BidNotFound { .. } => "bid-not-found",
            Self::NotSealed { .. } => "bids-not-sealed",
            Self::Stage { .. } => "auction-stage",
            Self::AlreadyCommitted { .. } => "bid-already-committed",
            Self::TooLateToCommit { .. } => "bid-deadline-passed",
            Self::TooEarlyToReveal { .. } => "bid-still-sealed",
            Self::TooLateToReveal { .. } => "bid-opened-too-late",
            Self::BidStage { .. } => "bid-stage",
            Self::FileTooLong { .. } => "bid-file-too-long",
            Self::OtherFile { .. } => "bid-file-differs",
            Self::Malformed { .. } => "bid-file-malformed",
            Self::OtherReview { .. } => "bid-of-another-review",
            Self::ValidTooShort { .. } => "bid-valid-too-short",
            Self::NotOver { .. } => "auction-not-over",
        }
    }

    /// Of which kind it is.
    pub const fn status(&self) -> RejectionClass {
        match self {
            Self::NotFound { .. } | Self::BidNotFound { .. } => RejectionClass::NotFound,
            Self::NotSealed { .. }
            | Self::Stage { .. }
            | Self::AlreadyCommitted { .. }
            | Self::TooLateToCommit { .. }
            | Self::TooEarlyToReveal { .. }
            | Self::TooLateToReveal { .. }
            | Self::BidStage { .. }
            | Self::NotOver { .. } => RejectionClass::Conflict,
            Self::FileTooLong { .. }
            | Self::OtherFile { .. }
            | Self::Malformed { .. }
            | Self::OtherReview { .. }
            | Self::ValidTooShort { .. } => RejectionClass::Unprocessable,
        }
    }
}

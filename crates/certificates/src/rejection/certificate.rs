//! Why a command about a certificate, or its cancellation, is refused.

use chrono::NaiveDate;
use tallystick_base::{CancellationId, CertificateId, Millis, Money, PartyId, RejectionClass};
use tallystick_parties::ShortText;

/// Why a command about a certificate, or its cancellation, is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CertificateRejection {
    /// No such certificate.
    #[error("{certificate} does not exist; a buyer issues one with receivable.confirm")]
    NotFound {
        /// The certificate.
        certificate: CertificateId,
    },
    /// No such proposal.
    #[error("{cancellation} does not exist; debtor or holder creates one with cancellation.propose")]
    CancellationNotFound {
        /// The proposal.
        cancellation: CancellationId,
    },
    /// The id is taken.
    #[error("{certificate} exists already; make a new id")]
    ChildExists {
        /// The certificate.
        certificate: CertificateId,
    },
    /// The id is taken.
    #[error("{cancellation} exists already; make a new id")]
    CancellationExists {
        /// The proposal.
        cancellation: CancellationId,
    },
    /// Somebody else has a right on it, or it has ended.
    #[error("{certificate} is {stage}; this is possible only while it is Free")]
    NotFree {
        /// The certificate.
        certificate: CertificateId,
        /// Where it stands.
        stage: &'static str,
    },
    /// It has ended.
    #[error("{certificate} is {stage} and has ended; nothing is owed on it any more")]
    Ended {
        /// The certificate.
        certificate: CertificateId,
        /// Where it stands.
        stage: &'static str,
    },
    /// There is no offer.
    #[error("{certificate} is not offered to anyone; there is nothing to answer or to take back")]
    NotOffered {
        /// The certificate.
        certificate: CertificateId,
    },
    /// The offer's last moment has passed.
    #[error("the offer of {certificate} ended at {until}; the holder can offer it again")]
    OfferExpired {
        /// The certificate.
        certificate: CertificateId,
        /// The last moment.
        until: Millis,
    },
    /// The offer still stands.
    #[error("the offer of {certificate} stands until {until}; its lapse is recorded after that")]
    OfferStands {
        /// The certificate.
        certificate: CertificateId,
        /// The last moment.
        until: Millis,
    },
    /// A court froze it.
    #[error(
        "{certificate} is frozen under the court order {order}; until that is lifted only payment is possible"
    )]
    Frozen {
        /// The certificate.
        certificate: CertificateId,
        /// The number of the order.
        order: ShortText,
    },
    /// No court froze it.
    #[error("{certificate} is not frozen; there is nothing to lift")]
    NotFrozen {
        /// The certificate.
        certificate: CertificateId,
    },
    /// It does not circulate.
    #[error(
        "{certificate} was issued as not transferable (Order 802 article 11); it can be paid, pledged or assigned, not passed on or split"
    )]
    NotTransferable {
        /// The certificate.
        certificate: CertificateId,
    },
    /// It fell due.
    #[error("{certificate} fell due on {due_on}; after that it is paid, not passed on or split")]
    PastDue {
        /// The certificate.
        certificate: CertificateId,
        /// The due date.
        due_on: NaiveDate,
    },
    /// To oneself.
    #[error("a certificate is offered to another party; this offer is to the holder itself")]
    OfferToHolder,
    /// To the debtor.
    #[error("an offer to the debtor would end the debt, not pass it on; use cancellation.propose for that")]
    OfferToDebtor,
    /// To a party that cannot hold it.
    #[error("certificates pass between suppliers; {to} does not act as one")]
    OfferToOther {
        /// The party.
        to: PartyId,
    },
    /// The offer would end before it begins, or after the due date.
    #[error(
        "an offer ends after the moment of its entry and not after the due date {due_on}; {until} does not"
    )]
    OfferUntil {
        /// The last moment given.
        until: Millis,
        /// The due date.
        due_on: NaiveDate,
    },
    /// Too few or too many children.
    #[error("a split makes from 2 to {most} certificates; this one makes {found}")]
    SplitCount {
        /// How many there may be.
        most: u32,
        /// How many there are.
        found: usize,
    },
    /// Too many levels.
    #[error(
        "at most {most} splits lie between a certificate and its root; {certificate} is that deep already"
    )]
    SplitDepth {
        /// The certificate.
        certificate: CertificateId,
        /// How many there may be.
        most: u32,
    },
    /// One id for two children.
    #[error("{certificate} stands twice among the children; each has an id of its own")]
    ChildTwice {
        /// The certificate.
        certificate: CertificateId,
    },
    /// The children are more or less than the parent.
    #[error("the children make exactly what is outstanding; {outstanding} is, and they make {sum}")]
    SplitSum {
        /// What is outstanding.
        outstanding: Money,
        /// What the children make.
        sum: Money,
    },
    /// Nothing to mark, or too much at once.
    #[error("from 1 to {most} certificates are marked at once, none twice; these are {found}")]
    MarkCount {
        /// How many there may be.
        most: usize,
        /// How many different ones there are.
        found: usize,
    },
    /// Somebody else owes on it.
    #[error("{certificate} is not owed by {buyer}; each buyer has a record of its own")]
    OtherDebtor {
        /// The certificate.
        certificate: CertificateId,
        /// The buyer named.
        buyer: PartyId,
    },
    /// It is not overdue.
    #[error("{certificate} is due on {due_on}; payment is late from the day after")]
    NotPastDue {
        /// The certificate.
        certificate: CertificateId,
        /// The due date.
        due_on: NaiveDate,
    },
    /// Marked before.
    #[error("{certificate} has been marked as overdue since {since}")]
    AlreadyMarked {
        /// The certificate.
        certificate: CertificateId,
        /// Since when.
        since: NaiveDate,
    },
    /// The proposal was answered.
    #[error("{cancellation} is {stage}; only a proposal without an answer can be answered or taken back")]
    CancellationAnswered {
        /// The proposal.
        cancellation: CancellationId,
        /// Where it stands.
        stage: &'static str,
    },
    /// The certificate has another holder now.
    #[error(
        "{cancellation} was between the debtor and an earlier holder; propose it anew between debtor and present holder"
    )]
    CancellationOutdated {
        /// The proposal.
        cancellation: CancellationId,
    },
}

impl CertificateRejection {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotFound { .. } => "certificate-not-found",
            Self::CancellationNotFound { .. } => "cancellation-not-found",
            Self::ChildExists { .. } => "certificate-exists",
            Self::CancellationExists { .. } => "cancellation-exists",
            Self::NotFree { .. } => "certificate-not-free",
            Self::Ended { .. } => "certificate-ended",
            Self::NotOffered { .. } => "certificate-not-offered",
            Self::OfferExpired { .. } => "offer-expired",
            Self::OfferStands { .. } => "offer-stands",
            Self::Frozen { .. } => "certificate-frozen",
            Self::NotFrozen { .. } => "certificate-not-frozen",
            Self::NotTransferable { .. } => "certificate-not-transferable",
            Self::PastDue { .. } => "certificate-past-due",
            Self::OfferToHolder => "offer-to-holder",
            Self::OfferToDebtor => "offer-to-debtor",
            Self::OfferToOther { .. } => "offer-to-no-supplier",
            Self::OfferUntil { .. } => "offer-until",
            Self::SplitCount { .. } => "split-count",
            Self::SplitDepth { .. } => "split-depth",
            Self::ChildTwice { .. } => "split-child-twice",
            Self::SplitSum { .. } => "split-sum",
            Self::MarkCount { .. } => "mark-count",
            Self::OtherDebtor { .. } => "certificate-of-another-debtor",
            Self::NotPastDue { .. } => "certificate-not-past-due",
            Self::AlreadyMarked { .. } => "certificate-already-marked",
            Self::CancellationAnswered { .. } => "cancellation-answered",
            Self::CancellationOutdated { .. } => "cancellation-outdated",
        }
    }

    /// Of which kind it is.
    pub const fn status(&self) -> RejectionClass {
        match self {
            Self::NotFound { .. } | Self::CancellationNotFound { .. } => RejectionClass::NotFound,
            Self::ChildExists { .. }
            | Self::CancellationExists { .. }
            | Self::NotFree { .. }
            | Self::Ended { .. }
            | Self::NotOffered { .. }
            | Self::OfferExpired { .. }
            | Self::OfferStands { .. }
            | Self::Frozen { .. }
            | Self::NotFrozen { .. }
            | Self::PastDue { .. }
            | Self::SplitDepth { .. }
            | Self::NotPastDue { .. }
            | Self::AlreadyMarked { .. }
            | Self::CancellationAnswered { .. }
            | Self::CancellationOutdated { .. } => RejectionClass::Conflict,
            Self::NotTransferable { .. }
            | Self::OfferToHolder
            | Self::OfferToDebtor
            | Self::OfferToOther { .. }
            | Self::OfferUntil { .. }
            | Self::SplitCount { .. }
            | Self::ChildTwice { .. }
            | Self::SplitSum { .. }
            | Self::MarkCount { .. }
            | Self::OtherDebtor { .. } => RejectionClass::Unprocessable,
        }
    }
}

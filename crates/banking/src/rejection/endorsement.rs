//! Why a command about an endorsement is refused.

use tallystick_base::{CertificateId, RejectionClass};

/// Why a command about an endorsement is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EndorsementRejection {
    /// No such thing.
    #[error("{certificate} has no bank's promise on it; a bank puts one on with certificate.endorse")]
    NotFound {
        /// The certificate.
        certificate: CertificateId,
    },
    /// One promise is enough.
    #[error("a bank has promised to pay {certificate}; one promise goes with a certificate and its parts")]
    Endorsed {
        /// The certificate.
        certificate: CertificateId,
    },
    /// A promise to oneself, or of what one owes anyway.
    #[error("a promise on {certificate} is made by a bank that neither owes nor holds it")]
    OwnCertificate {
        /// The certificate.
        certificate: CertificateId,
    },
    /// The bank has it.
    #[error(
        "the bank holds {certificate} itself, so there is no holder to pay; the debtor owes it to the bank"
    )]
    HeldByBank {
        /// The certificate.
        certificate: CertificateId,
    },
    /// The debtor still owes on it.
    #[error(
        "{certificate} is {stage}; a promise ends when the certificate is Split, Discharged or Cancelled"
    )]
    NotEnded {
        /// The certificate.
        certificate: CertificateId,
        /// Where it stands.
        stage: &'static str,
    },
    /// Recorded before.
    #[error("the end of {certificate} has been recorded; it is counted once")]
    Counted {
        /// The certificate.
        certificate: CertificateId,
    },
    /// Nothing is bound.
    #[error("nothing of the promise on {certificate} is bound any more; there is nothing to free")]
    Ended {
        /// The certificate on which the promise was put.
        certificate: CertificateId,
    },
}

impl EndorsementRejection {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotFound { .. } => "endorsement-not-found",
            Self::Endorsed { .. } => "certificate-endorsed",
            Self::OwnCertificate { .. } => "endorsement-of-own",
            Self::HeldByBank { .. } => "endorsement-held-by-bank",
            Self::NotEnded { .. } => "endorsement-stands",
            Self::Counted { .. } => "endorsement-counted",
            Self::Ended { .. } => "endorsement-ended",
        }
    }

    /// Of which kind it is.
    pub const fn status(&self) -> RejectionClass {
        match self {
            Self::NotFound { .. } => RejectionClass::NotFound,
            Self::OwnCertificate { .. } => RejectionClass::Forbidden,
            Self::Endorsed { .. }
            | Self::HeldByBank { .. }
            | Self::NotEnded { .. }
            | Self::Counted { .. }
            | Self::Ended { .. } => RejectionClass::Conflict,
        }
    }
}

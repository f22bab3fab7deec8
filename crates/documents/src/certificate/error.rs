//! Why a certificate document is not written, or not read.

/// Why a certificate document is not written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CertificateDocumentError {
    /// More evidence than is embedded.
    #[error(
        "the bundle has {size} bytes and at most {limit} are embedded in a document; hand it out as a file beside it"
    )]
    BundleTooLarge {
        /// Its size in bytes.
        size: usize,
        /// The largest size embedded, in bytes.
        limit: usize,
    },
    /// An address that a code of a readable size cannot hold.
    #[error(
        "the address of the check has {length} bytes and the code holds at most {MOST_ADDRESS}; shorten it"
    )]
    Address {
        /// Its length in bytes.
        length: usize,
    },
    /// The page breaks a rule of PDF/A-3.
    #[error("the page cannot be written as PDF/A-3: {reason}")]
    Pdf {
        /// The rules, in the words of the library.
        reason: String,
    },
}

/// The longest address, in bytes: more would make the modules of the code too small to be read from paper.
pub(super) const MOST_ADDRESS: usize = 400;

impl CertificateDocumentError {
    /// The stable code of this error.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::BundleTooLarge { .. } => "certificate-bundle-too-large",
            Self::Address { .. } => "certificate-address-too-long",
            Self::Pdf { .. } => "certificate-pdf",
        }
    }
}

/// Why no bundle is taken out of a PDF.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EmbeddedBundleError {
    /// Not a PDF.
    #[error("the file does not begin as a PDF does, with %PDF-")]
    NotAPdf,
    /// More bytes than are read.
    #[error("the PDF has {size} bytes and at most {limit} are read; no certificate document is as large")]
    TooLarge {
        /// Its size in bytes.
        size: usize,
        /// The largest size read, in bytes.
        limit: usize,
    },
    /// A PDF without evidence.
    #[error(
        "the PDF has no bundle embedded: it is no certificate document, or another program wrote it anew; take the file \
         as it was issued"
    )]
    Missing,
    /// More than one bundle.
    #[error(
        "the PDF has more than one bundle embedded, and a certificate document has one; take the file as it was issued"
    )]
    Several,
    /// A bundle that cannot be unpacked.
    #[error("the bundle embedded in the PDF is damaged: {reason}; take the file as it was issued")]
    Damaged {
        /// What is wrong with it.
        reason: &'static str,
    },
    /// A bundle that unpacks to more than is read.
    #[error(
        "the bundle embedded in the PDF unpacks to more than {limit} bytes, which no bundle in a document does"
    )]
    TooLargeUnpacked {
        /// The most bytes unpacked.
        limit: usize,
    },
}

impl EmbeddedBundleError {
    /// The stable code of this refusal.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotAPdf => "pdf-none",
            Self::TooLarge { .. } => "pdf-too-large",
            Self::Missing => "pdf-bundle-missing",
            Self::Several => "pdf-bundle-several",
            Self::Damaged { .. } => "pdf-bundle-damaged",
            Self::TooLargeUnpacked { .. } => "pdf-bundle-too-large",
        }
    }
}

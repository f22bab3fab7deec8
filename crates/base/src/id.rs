//! Typed ids: one newtype over UUID v7 for each kind of subject that a client creates.

use uuid::{Builder, Uuid, Variant, Version};

use crate::subject::{self, Subject, SubjectError};

/// Why a text is not the id of this kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// Not even a subject.
    #[error(transparent)]
    Subject(#[from] SubjectError),
    /// The subject of another kind.
    #[error("a subject of kind {expected} is needed here; this one is of kind {found}")]
    Kind {
        /// The kind needed.
        expected: &'static str,
        /// The kind found.
        found: String,
    },
    /// Not a UUID in its one accepted form.
    #[error("the id of a {kind} is a UUID in lower case with hyphens, 36 characters; {found:?} is not")]
    NotUuid {
        /// The kind of the id.
        kind: &'static str,
        /// The id part of the text.
        found: String,
    },
    /// A UUID of another version or variant.
    #[error("the id of a {kind} is a UUID of version 7 (RFC 9562); {found} is not")]
    NotVersion7 {
        /// The kind of the id.
        kind: &'static str,
        /// The UUID.
        found: Uuid,
    },
}

impl IdError {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Subject(error) => error.code(),
            Self::Kind { .. } => "id-kind",
            Self::NotUuid { .. } => "id-not-uuid",
            Self::NotVersion7 { .. } => "id-not-version-7",
        }
    }
}

/// Makes a UUID of version 7 (RFC 9562, section 5.7).
fn uuid_from_parts(unix_ms: u64, random: [u8; 10]) -> Uuid {
    Builder::from_unix_timestamp_millis(unix_ms, &random).into_uuid()
}

fn check_version(kind: &'static str, uuid: Uuid) -> Result<Uuid, IdError> {
    if uuid.get_version() == Some(Version::SortRand) && uuid.get_variant() == Variant::RFC4122 {
        Ok(uuid)
    } else {
        Err(IdError::NotVersion7 { kind, found: uuid })
    }
}

/// The UUID of a subject of the kind `expected`, given in its halves.
fn uuid_of(expected: &'static str, (kind, id): (&str, &str)) -> Result<Uuid, IdError> {
    if kind != expected {
        return Err(IdError::Kind {
            expected,
            found: kind.to_owned(),
        });
    }
    // The UUID parser also takes capitals, braces and no hyphens; only one of these texts is the id.
    match Uuid::try_parse(id) {
        Ok(uuid) if uuid.hyphenated().encode_lower(&mut Uuid::encode_buffer()) == id => {
            check_version(expected, uuid)
        }
        Ok(_) | Err(_) => Err(IdError::NotUuid {
            kind: expected,
            found: id.to_owned(),
        }),
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $kind:literal;)+) => {$(
        $(#[$doc])*
        ///
        /// A UUID of version 7. The text form, in JSON too, is the subject: kind, slash, hyphenated lower-case UUID.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Uuid);

        impl $name {
            /// The kind of the subject that this id names.
            pub const KIND: &'static str = $kind;

            /// Makes an id from a time in milliseconds since the Unix epoch, of which the low 48 bits are kept
            /// (they last until the year 10889), and randomness, of which 74 bits are kept.
            pub fn from_parts(unix_ms: u64, random: [u8; 10]) -> Self {
                Self(uuid_from_parts(unix_ms, random))
            }

            /// Takes a UUID if it is of version 7.
            pub fn from_uuid(uuid: Uuid) -> Result<Self, IdError> {
                check_version(Self::KIND, uuid).map(Self)
            }

            /// The UUID without its kind.
            pub const fn uuid(self) -> Uuid {
                self.0
            }

            /// The subject that this id names.
            pub fn subject(self) -> Subject {
                Subject::of_fixed_kind(Self::KIND, self.0.hyphenated().encode_lower(&mut Uuid::encode_buffer()))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}/{}", Self::KIND, self.0)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{self}")
            }
        }

        impl std::str::FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                uuid_of(Self::KIND, subject::halves(text)?).map(Self)
            }
        }

        impl TryFrom<&Subject> for $name {
            type Error = IdError;

            fn try_from(subject: &Subject) -> Result<Self, IdError> {
                uuid_of(Self::KIND, (subject.kind(), subject.id())).map(Self)
            }
        }

        impl From<$name> for Subject {
            fn from(id: $name) -> Subject {
                id.subject()
            }
        }

        crate::text::serde_as_text!($name);
    )+};
}

ids! {
    /// An organisation.
    PartyId = "party";
    /// A person acting for a party.
    MemberId = "member";
    /// A registered trade contract.
    ContractId = "contract";
    /// What a buyer owes under a contract.
    ReceivableId = "receivable";
    /// The evidence of a confirmed receivable.
    CertificateId = "certificate";
    /// A request for financing against certificates.
    FinancingRequestId = "financing-request";
    /// One bank's look at a financing request.
    ReviewId = "review";
    /// A bank's financing product.
    ProductId = "product";
    /// An agreed limit at a bank.
    CreditLineId = "credit-line";
    /// Money lent against certificates.
    LoanId = "loan";
    /// A guarantor's promise for a loan.
    GuaranteeId = "guarantee";
    /// A payment that one party reports to another.
    PaymentId = "payment";
    /// A proposal to cancel a certificate.
    CancellationId = "cancellation";
    /// A proposal to amend a contract.
    AmendmentId = "amendment";
    /// An asset pool that buys loans.
    PoolId = "pool";
    /// A loan that a bank offers to a pool.
    SaleId = "sale";
    /// A filing in the registry of security interests.
    FilingId = "filing";
    /// The notice of an assignment to the debtor.
    NoticeId = "notice";
}

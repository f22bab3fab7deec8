//! The file in which a bank keeps its bid until it opens it.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use tallystick_base::{Digest, Millis, ReviewId, Salt};

use crate::review::OfferTerms;

/// A bid, as the bank keeps it. What is committed to is the SHA-256 of this file's bytes, whatever their order and spacing; its
/// salt keeps the terms from being guessed from the digest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SealedBid {
    /// 128 random bits.
    pub salt: Salt,
    /// The review it belongs to.
    pub review: ReviewId,
    /// The terms.
    pub terms: OfferTerms,
    /// The last moment at which the offer can be accepted.
    pub valid_until: Millis,
}

impl SealedBid {
    /// The digest of a bid file, to which a bank commits.
    pub fn digest_of(file: &str) -> Digest {
        Digest::from_bytes(Sha256::digest(file.as_bytes()).into())
    }

    /// Reads a bid file. Unknown members are refused.
    pub fn read(file: &str) -> serde_json::Result<Self> {
        serde_json::from_str(file)
    }
}

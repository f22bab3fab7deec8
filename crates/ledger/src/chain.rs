//! The chain that links entries, with SHA3-256.

use std::fmt;

use serde::{Deserialize, Serialize};
use sha3::{Digest as _, Sha3_256};

use crate::encoding::array_from_hex;
use crate::{LedgerId, Refusal};

/// The value of the chain after one entry; it commits to every entry up to there. Text form: lower-case hexadecimal.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ChainValue([u8; 32]);

impl ChainValue {
    /// C(−1): where the chain of this ledger begins.
    pub fn genesis(ledger: &LedgerId) -> Self {
        Self(separated("tallystick-genesis/v1", ledger.as_str().as_bytes()))
    }

    /// C(i), for the leaf of entry i. The leaf itself holds C(i − 1).
    pub fn of_leaf(leaf: &[u8]) -> Self {
        Self(separated("tallystick-chain/v1", leaf))
    }

    /// The value from its 32 bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The value's 32 bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Reads 64 lower-case hexadecimal digits.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        array_from_hex("chain value", text).map(Self)
    }
}

/// SHA3-256 over a purpose, a zero byte and the content, so that no two purposes share a hash.
pub(crate) fn separated(purpose: &str, content: &[u8]) -> [u8; 32] {
    Sha3_256::new()
        .chain_update(purpose)
        .chain_update([0])
        .chain_update(content)
        .finalize()
        .into()
}

impl fmt::Display for ChainValue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for ChainValue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "ChainValue({self})")
    }
}

impl TryFrom<String> for ChainValue {
    type Error = Refusal;

    fn try_from(text: String) -> Result<Self, Refusal> {
        Self::parse(&text)
    }
}

impl From<ChainValue> for String {
    fn from(value: ChainValue) -> Self {
        value.to_string()
    }
}

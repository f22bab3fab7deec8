//! The bundle: offline evidence on one subject, as one JSON document.

use serde::{Deserialize, Serialize};
use tallystick_base::{Digest, Subject, Thumbprint};

use crate::keys::Jwk;
use crate::{Refusal, VerifierKey, json};

/// The first member of every bundle.
const FORMAT: &str = "tallystick-bundle/v1";

/// The evidence on one subject, with everything needed to check it offline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bundle {
    #[serde(rename = "bundle")]
    format: Format,
    /// The subject that it is about.
    pub subject: Subject,
    /// The verifier keys of the log: Ed25519, then P-256.
    pub vkeys: Vec<VerifierKey>,
    /// The signed checkpoint, verbatim.
    pub checkpoint: String,
    /// Every key that signed one of the entries.
    pub keys: Vec<BundleKey>,
    /// The entries, in ascending order.
    pub entries: Vec<BundleEntry>,
    /// Files that go with the subject.
    pub documents: Vec<BundleDocument>,
    /// A finding aid: which subject was split from which. It is trusted for nothing.
    pub lineage: Vec<Lineage>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Format {
    #[serde(rename = "tallystick-bundle/v1")]
    Version1,
}

/// A key that signed an entry of the bundle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BundleKey {
    /// The key's thumbprint.
    pub kid: Thumbprint,
    /// The party that owns it.
    pub party: Subject,
    /// The key.
    pub jwk: Jwk,
    /// The entry that added it; it is in the bundle.
    pub added: u64,
}

/// An entry with its proof and what is disclosed of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BundleEntry {
    /// The entry's number.
    pub seq: u64,
    /// Its leaf.
    pub leaf: String,
    /// The proof of inclusion: base64 hashes from the leaf's sibling upward.
    pub proof: Vec<String>,
    /// The statement's body, where disclosed.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "json::present"
    )]
    pub body: Option<String>,
    /// The digests of all parts, where at least one part is disclosed.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "json::present"
    )]
    pub outcome: Option<Vec<BundlePart>>,
}

/// One part of an outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BundlePart {
    /// SHA-256 of the part.
    pub digest: Digest,
    /// The part, where disclosed.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "json::present"
    )]
    pub part: Option<String>,
}

/// A file that goes with the subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BundleDocument {
    /// Its name.
    pub name: String,
    /// Its media type.
    pub media_type: String,
    /// Its size in bytes.
    pub size: u64,
    /// SHA-256 of its bytes.
    pub digest: Digest,
}

/// A subject with the one that it was split from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lineage {
    /// The subject.
    pub subject: Subject,
    /// What it was split from, if anything.
    pub parent: Option<Subject>,
}

impl Bundle {
    /// A bundle that holds nothing yet but its subject and the head that its proofs lead to.
    pub fn new(subject: Subject, vkeys: Vec<VerifierKey>, checkpoint: String) -> Self {
        Self {
            format: Format::Version1,
            subject,
            vkeys,
            checkpoint,
            keys: Vec::new(),
            entries: Vec::new(),
            documents: Vec::new(),
            lineage: Vec::new(),
        }
    }

    /// Whether a file begins as a bundle does: used to tell the kinds of files apart.
    pub fn is_likely(bytes: &[u8]) -> bool {
        bytes.trim_ascii_start().starts_with(b"{")
            && bytes.windows(FORMAT.len()).any(|w| w == FORMAT.as_bytes())
    }

    /// Reads a bundle.
    pub fn parse(bytes: &[u8]) -> Result<Self, Refusal> {
        json::read("bundle", bytes)
    }

    /// The bundle as JSON, for people's eyes too.
    pub fn to_json(&self) -> Result<String, Refusal> {
        serde_json::to_string_pretty(self)
            .map(|text| text + "\n")
            .map_err(|error| Refusal::Json {
                document: "bundle",
                detail: error.to_string(),
            })
    }
}

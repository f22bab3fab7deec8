//! Evidence files: kept outside the ledger under their digests.

use bytes::Bytes;
use serde::Deserialize;
use serde_json::Value;
use sha2::{Digest as _, Sha256};
use tallystick_base::{Digest, Subject};
use tallystick_ledger::Refusal;

use crate::http::{self, Call, malformed};
use crate::{ClientError, Member};

/// A file that the service keeps.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct StoredFile {
    /// The SHA-256 of its bytes, which were those that were sent.
    pub digest: Digest,
    /// The number of its bytes.
    pub size: u64,
    /// Its media type.
    pub media_type: String,
    /// What it was read as, where it was.
    #[serde(default)]
    pub reading: Option<Reading>,
}

/// What a file was read as.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct Reading {
    /// The format; `unreadable` for XML that is no invoice.
    pub format: String,
    /// What does not add up in it.
    #[serde(default)]
    pub findings: Vec<FileFinding>,
    /// The invoice as its issuer wrote it, in the terms of EN 16931.
    #[serde(default)]
    pub invoice: Option<Value>,
    /// Why it could not be read, where it could not.
    #[serde(default)]
    pub problem: Option<String>,
}

/// A remark on a file.
#[derive(Debug, Clone, PartialEq, Deserialize)]
pub struct FileFinding {
    /// What kind of remark it is; stable.
    pub code: String,
    /// The remark.
    pub sentence: String,
    /// How much it matters: `note`, `warning` or `serious`.
    pub severity: String,
}

impl Member {
    /// Hands a file to the service, which keeps it for whoever may see what cites it. Sending it twice does no harm.
    pub async fn upload(&self, bytes: impl Into<Bytes>, media_type: &str) -> Result<StoredFile, ClientError> {
        let bytes = bytes.into();
        let digest = digest(&bytes);
        let call = Call::post("v1/files", media_type, bytes).repeatable();
        let stored: StoredFile = self.client().json(&call).await?;
        if stored.digest == digest {
            Ok(stored)
        } else {
            Err(malformed(
                &call,
                format!("it keeps {} and was sent {digest}", stored.digest),
            ))
        }
    }

    /// Fetches a file that this member may see: its party uploaded it, or `subject` cites it and the member sees that. The bytes
    /// are those of the digest, or it is an error.
    pub async fn download(&self, digest: &Digest, subject: Option<&Subject>) -> Result<Bytes, ClientError> {
        let call = Call::get(format!("v1/files/{digest}"))
            .accept("*/*")
            .with_some("subject", subject);
        let bytes = http::read_bytes(&call, self.client().call(&call).await?).await?;
        if self::digest(&bytes) == *digest {
            Ok(bytes)
        } else {
            Err(ClientError::Refusal {
                about: "the digest of the file",
                refusal: Refusal::BodyMismatch,
            })
        }
    }
}

fn digest(bytes: &[u8]) -> Digest {
    Digest::from_bytes(Sha256::digest(bytes).into())
}

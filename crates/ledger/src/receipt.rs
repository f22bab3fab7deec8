//! Receipts: the answer to a statement that was taken.

use serde::{Deserialize, Serialize};
use tallystick_base::{Digest, Millis};

use crate::{Checkpoint, Entry, InclusionProof, Refusal, Sealed, VerifierKey, json};

/// What the service answers when a statement has become an entry: where it stands, and the proof of it.
///
/// Whoever holds it can show, without the service, that the statement is in the ledger of the signed checkpoint.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// The entry's number.
    pub seq: u64,
    /// When the statement was received, in milliseconds since the epoch.
    pub received: Millis,
    /// The statement's id.
    pub statement: Digest,
    /// The entry's leaf.
    pub leaf: String,
    /// The proof that the leaf stands there, with the checkpoint.
    pub proof: InclusionProof,
}

impl Receipt {
    /// The receipt for an entry that was sealed.
    pub fn new(sealed: &Sealed, proof: InclusionProof) -> Result<Self, Refusal> {
        let leaf = str::from_utf8(&sealed.leaf).map_err(|_| Refusal::EntryForm("text (UTF-8)"))?;
        Ok(Self {
            seq: sealed.entry.sequence,
            received: sealed.entry.received,
            statement: sealed.entry.statement.id()?,
            leaf: leaf.to_owned(),
            proof,
        })
    }

    /// Reads a receipt.
    pub fn parse(bytes: &[u8]) -> Result<Self, Refusal> {
        json::read("receipt", bytes)
    }

    /// Checks that this is the receipt for the statement of this id, and that its entry stands in the ledger of a checkpoint that
    /// every one of these keys has signed. Returns that checkpoint, which is worth keeping: the next statement can name it as observed.
    pub fn verify(&self, statement: &Digest, vkeys: &[VerifierKey]) -> Result<Checkpoint, Refusal> {
        let entry = Entry::parse(self.leaf.as_bytes())?;
        let id = entry.statement.id()?;
        if id != *statement || id != self.statement {
            return Err(Refusal::ReceiptDiffers("statement"));
        }
        if entry.sequence != self.seq || self.proof.index != self.seq {
            return Err(Refusal::ReceiptDiffers("number"));
        }
        if entry.received != self.received {
            return Err(Refusal::ReceiptDiffers("time"));
        }
        let checkpoint = self.proof.verify(self.leaf.as_bytes(), vkeys)?;
        let ledger = &entry.statement.claims().ledger;
        if *ledger != checkpoint.origin {
            return Err(Refusal::WrongLedger {
                expected: checkpoint.origin.to_string(),
                found: ledger.to_string(),
            });
        }
        Ok(checkpoint)
    }
}

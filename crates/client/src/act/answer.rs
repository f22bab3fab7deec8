//! What became of a submitted statement.

use serde::Deserialize;
use tallystick_base::Digest;
use tallystick_ledger::{Checkpoint, Receipt};

use super::Proposal;
use crate::{Client, ClientError};

/// What became of a submitted statement.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// It stands in the ledger; the receipt was verified.
    Appended {
        /// The proof.
        receipt: Box<Receipt>,
        /// The checkpoint that the proof leads to.
        checkpoint: Checkpoint,
        /// Whether it stood there before: the same statement was submitted twice.
        known: bool,
    },
    /// It waits for further signatures of its party.
    Waiting(Box<Proposal>),
}

impl Answer {
    /// The number of the entry, where there is one.
    pub fn seq(&self) -> Option<u64> {
        match self {
            Self::Appended { receipt, .. } => Some(receipt.seq),
            Self::Waiting(_) => None,
        }
    }

    /// The proposal, where further signatures are needed.
    pub fn proposal(&self) -> Option<&Proposal> {
        match self {
            Self::Appended { .. } => None,
            Self::Waiting(proposal) => Some(proposal),
        }
    }
}

/// Receipt or proposal, as the service writes it.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Outcome {
    Receipt(Box<Receipt>),
    Proposal(Box<Proposal>),
}

impl Client {
    /// Believes an outcome after checking it: the receipt must prove that this very statement was sealed.
    pub(super) async fn believe(
        &self,
        statement: &Digest,
        known: bool,
        outcome: Outcome,
    ) -> Result<Answer, ClientError> {
        match outcome {
            Outcome::Receipt(receipt) => {
                let checkpoint = receipt
                    .verify(statement, self.vkeys().await?)
                    .map_err(ClientError::refused("the receipt"))?;
                self.note(&checkpoint)?;
                Ok(Answer::Appended {
                    receipt,
                    checkpoint,
                    known,
                })
            }
            Outcome::Proposal(proposal) => Ok(Answer::Waiting(proposal)),
        }
    }
}

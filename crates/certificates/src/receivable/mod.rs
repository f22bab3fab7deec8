//! What a buyer owes under a contract, from its claim to the buyer's answer.

mod evidence_document;
mod reason;
mod state;
mod transition;

pub use evidence_document::{ClaimedDocument, EvidenceDocument, EvidenceKind};
pub use reason::{Deduction, Reason, ReasonCode};
pub use state::{Claim, Confirmation, Defence, Forwarding, Receivable, ReceivableStage};
pub use transition::{ReceivableTransition, apply};

//! Receipts.

use serde::Serialize;
use tallystick_base::{Digest, Millis};
use utoipa::ToSchema;

/// The answer to a statement that was taken: with it anyone shows, without the service, that the statement is in the ledger.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Receipt)]
pub(crate) struct ReceiptSchema {
    /// The number of its entry.
    seq: u64,
    /// When it was received.
    received: Millis,
    /// The id of the statement.
    statement: Digest,
    /// The entry's leaf.
    leaf: String,
    /// A C2SP tlog-proof: where the leaf stands, and the signed checkpoint.
    proof: String,
}

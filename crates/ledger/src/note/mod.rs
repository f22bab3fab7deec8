//! Signed notes, verifier keys, checkpoints and proofs, in the forms of C2SP.

mod checkpoint;
mod signed;
mod tlog_proof;
mod vkey;

pub use checkpoint::{Checkpoint, LogKeys, verify_checkpoint, verify_own_checkpoint};
pub use tlog_proof::InclusionProof;
pub use vkey::VerifierKey;

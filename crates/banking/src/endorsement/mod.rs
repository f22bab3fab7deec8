//! A bank's promise on a certificate, 保兑: what it uses of the bank's lines until the certificate, or whatever it was split
//! into, has ended.

mod state;
mod transition;

pub use state::{EndorsementRecord, EndorsementStage, EndorsementUse};
pub use transition::{EndorsementTransition, apply};

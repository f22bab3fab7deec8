//! Acting: from a command to the receipt that proves that it was sealed.

mod answer;
mod batch;
mod check;
mod draft;
mod mismatch;
mod prepare;
mod proposal;
mod sentences;
mod submit;

pub use self::answer::Answer;
pub use self::draft::Draft;
pub use self::mismatch::Mismatch;
pub use self::prepare::{Finding, Needed, Prepared, Signed};
pub use self::proposal::{Proposal, ProposalSignature, ProposalStage, Review};
pub use self::sentences::Sentences;

//! A loan: its approval, the money out, the money back, and its end. What is owed on it is computed from the facts, never
//! kept: see [`account`].

pub mod account;
mod arrows;
mod fact;
mod state;
mod terms;
mod transition;

pub use arrows::apply;
pub use fact::{CertificatePayment, Conflict, Fact, PaidBy};
pub use state::{Approval, LineShare, Loan, LoanStage, OverdueMark, RecourseClaim, WriteOff};
pub use terms::LoanTerms;
pub use transition::LoanTransition;

//! The certificate: the evidence of a confirmation, with one holder and one controller at any time.

mod arrows;
mod availability;
mod number;
mod stage;
mod state;
mod transition;

pub use arrows::apply;
pub use number::{CertificateNumber, CertificateNumberError};
pub use stage::{CertificateStage, Recourse};
pub use state::{Certificate, Endorsement, FormerPayee, Freeze, Issue, ReceivedPayment};
pub use transition::{CertificateTransition, SplitChild};

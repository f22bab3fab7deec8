//! Lists: rows of the read model, as far as the viewer may see what they stand for.
//!
//! Whom a subject concerns is written down once, in `commands`; the conditions here say the same in the words of a database, and a
//! test holds the two together, subject by subject and party by party.

mod amendments;
mod arms;
mod cancellations;
mod certificates;
mod contracts;
mod parties;
mod payments;
#[cfg(test)]
mod plans;
mod receivables;
mod row;

pub use amendments::{AmendmentFilter, ListedAmendment};
pub use cancellations::{CancellationFilter, ListedCancellation};
pub use certificates::{CertificateFilter, ListedCertificate};
pub use contracts::{ContractFilter, ListedContract};
pub use parties::{ListedKey, ListedMember, ListedParty, PartyFilter};
pub use payments::{ListedPayment, PaymentFilter};
pub use receivables::{ListedReceivable, ReceivableFilter};

use serde::Serialize;

/// In which order a list of what falls due comes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// The newest first, by the time in its id.
    #[default]
    Newest,
    /// What is due first comes first.
    Due,
}

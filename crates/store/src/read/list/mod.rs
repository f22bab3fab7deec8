//! Lists: rows of the read model, as far as the viewer may see what they stand for.
//!
//! Whom a subject concerns is written down once, in `commands`; the conditions here say the same in the words of a database, and a
//! test holds the two together, subject by subject and party by party.

mod amendments;
mod arms;
mod backing;
mod bank_entries;
mod cancellations;
mod certificates;
mod contracts;
mod credit_lines;
mod endorsements;
mod filings;
mod guarantees;
mod late;
mod loans;
mod notices;
mod parties;
mod payable;
mod payments;
#[cfg(test)]
mod plans;
mod pools;
mod products;
mod receivables;
mod requests;
mod reviews;
pub(super) mod row;
mod sales;
mod search;
mod waiting;

pub use amendments::{AmendmentFilter, ListedAmendment};
pub use bank_entries::{BankEntryFilter, ListedBankEntry};
pub use cancellations::{CancellationFilter, ListedCancellation};
pub use certificates::{CertificateFilter, ListedCertificate};
pub use contracts::{ContractFilter, ListedContract};
pub use credit_lines::{CreditLineFilter, ListedCreditLine};
pub use endorsements::{EndorsementFilter, ListedEndorsement};
pub use filings::{FilingFilter, ListedFiling};
pub use guarantees::{GuaranteeFilter, ListedGuarantee};
pub use loans::{ListedLoan, LoanFilter};
pub use notices::{ListedNotice, NoticeFilter};
pub use parties::{ListedKey, ListedMember, ListedParty, PartyFilter};
pub use payable::{PayableCertificate, PayableDay, PayableSum};
pub use payments::{ListedPayment, PaymentFilter};
pub use pools::{ListedPool, PoolFilter};
pub use products::{ListedProduct, ProductFilter};
pub use receivables::{ListedReceivable, ReceivableFilter};
pub use requests::{ListedRequest, RequestFilter};
pub use reviews::{ListedReview, ReviewCount, ReviewFilter};
pub use sales::{ListedSale, SaleFilter};
pub use search::{Found, FoundMember, Hits, Sought};
pub use waiting::{Among, Desk, WaitingSum};

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

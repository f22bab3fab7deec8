//! Queries. Each takes the viewer first and shows what that viewer may see; there is no other way to what is stored.

mod auditor;
mod bank_lines;
mod bundle;
mod due;
mod entry;
mod history;
mod item;
mod list;
mod number;
mod page;
mod present;
mod sight;
mod states;
mod timeline;
mod viewer;

pub use auditor::{FrequentSplit, SplitWindow, SuspectKey};
pub use bank_lines::BankBook;
pub use bundle::{CertificateBundle, Paper};
pub use entry::{EntryView, MovedView, Signer};
pub use item::Seen;
pub use list::{
    AmendmentFilter, CancellationFilter, CertificateFilter, ContractFilter, ListedAmendment,
    ListedCancellation, ListedCertificate, ListedContract, ListedKey, ListedMember, ListedParty,
    ListedPayment, ListedReceivable, Order, PartyFilter, PaymentFilter, ReceivableFilter,
};
pub use number::PublicCheck;
pub use page::{Cursor, MAX_PAGE, Page, Paging};
pub use timeline::TimelineEntry;
pub use viewer::Viewer;

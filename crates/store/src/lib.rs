//! The only room with a database: append, read model, queries, rebuild, audit.
//!
//! What is written goes through [`Store::submit`] and nothing else; what is read takes a [`Viewer`] first. The ledger's
//! tables are written by one function, in one transaction a batch; every other table follows from them.

mod ambient;
mod append;
mod audit;
mod bulk;
mod database;
mod entity;
mod error;
mod keys;
mod log;
mod prepare;
mod proposal;
mod read;
mod rows;
mod store;
mod sweep;
mod upgrade;

pub use ambient::Ambient;
pub use append::{Answer, Submission};
pub use audit::{AuditReport, Difference, Progress, audit, backup, check_read_model, rebuild};
pub use database::DatabaseUrl;
pub use error::{ProposalRefusal, Refused, StoreError};
pub use keys::{Pepper, ServiceKeys};
pub use prepare::{Needed, PrepareRequest, Prepared};
pub use proposal::{Proposal, ProposalFilter, ProposalSignature, ProposalStage};
pub use read::{
    AmendmentFilter, BankBook, BankEntryFilter, BankStatistics, BorrowingBase, BuyerStatistics,
    CancellationFilter, CertificateBundle, CertificateFilter, CertificateOnBase, ContractFilter,
    CreditLineFilter, Cursor, EndorsementFilter, EntryView, Exposure, FilingFilter, FrequentSplit,
    GuaranteeFilter, LineMovement, ListedAmendment, ListedBankEntry, ListedCancellation, ListedCertificate,
    ListedContract, ListedCreditLine, ListedEndorsement, ListedFiling, ListedGuarantee, ListedKey,
    ListedLoan, ListedMember, ListedNotice, ListedParty, ListedPayment, ListedPool, ListedProduct,
    ListedReceivable, ListedRequest, ListedReview, ListedSale, LoanFilter, LoanStatement, MAX_PAGE, Maturity,
    MovedView, NoticeFilter, Order, OverdueBucket, Page, Paging, Paper, PartyFilter, PaymentFilter,
    PoolFilter, Portfolio, ProductBase, ProductFilter, ProgrammeStatistics, PublicCheck, ReceivableFilter,
    RecordedLine, RequestFilter, ReviewFilter, SaleFilter, Seen, Signer, SplitWindow, SuspectKey,
    TimelineEntry, Turnover, Unavailable, Viewer,
};
pub use store::{KeyInForce, Settings, Store};
pub use sweep::SweepReport;

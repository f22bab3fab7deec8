//! Queries. Each takes the viewer first and shows what that viewer may see; there is no other way to what is stored.

mod auditor;
mod bank_lines;
mod bundle;
mod due;
mod entry;
mod finance;
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
pub use bank_lines::{BankBook, RecordedLine};
pub use bundle::{CertificateBundle, Paper};
pub use entry::{EntryView, MovedView, Signer};
pub use finance::{
    BankStatistics, BorrowingBase, BuyerStatistics, CertificateOnBase, Exposure, LineMovement, LoanStatement,
    Maturity, OverdueBucket, Portfolio, ProductBase, ProgrammeStatistics, Turnover, Unavailable,
};
pub use item::Seen;
pub use list::{
    AmendmentFilter, BankEntryFilter, CancellationFilter, CertificateFilter, ContractFilter,
    CreditLineFilter, EndorsementFilter, FilingFilter, GuaranteeFilter, ListedAmendment, ListedBankEntry,
    ListedCancellation, ListedCertificate, ListedContract, ListedCreditLine, ListedEndorsement, ListedFiling,
    ListedGuarantee, ListedKey, ListedLoan, ListedMember, ListedNotice, ListedParty, ListedPayment,
    ListedPool, ListedProduct, ListedReceivable, ListedRequest, ListedReview, ListedSale, LoanFilter,
    NoticeFilter, Order, PartyFilter, PaymentFilter, PoolFilter, ProductFilter, ReceivableFilter,
    RequestFilter, ReviewFilter, SaleFilter,
};
pub use number::PublicCheck;
pub use page::{Cursor, MAX_PAGE, Page, Paging};
pub(crate) use states::read_state;
pub use timeline::TimelineEntry;
pub use viewer::Viewer;

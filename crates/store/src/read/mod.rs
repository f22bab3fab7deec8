//! Queries. Each takes the viewer first and shows what that viewer may see; there is no other way to what is stored.

mod as_of;
mod auditor;
mod bank_lines;
mod bundle;
mod called;
mod complaint;
mod counts;
mod due;
mod entry;
mod finance;
mod history;
mod item;
mod list;
mod names;
mod number;
mod page;
mod papers;
mod partial;
mod present;
mod sight;
mod states;
mod timeline;
mod viewer;

pub use auditor::{FrequentSplit, RestoredKey, SplitWindow, SuspectKey};
pub use bank_lines::{BankBook, RecordedLine};
pub use bundle::{CertificateBundle, Paper};
pub use counts::Counts;
pub use entry::{EntryView, MovedView, Signer};
pub use finance::{
    AnsweredMonth, AskingSide, BankStatistics, BidClock, BorrowingBase, BorrowingSums, BuyerRecord,
    BuyerStatistics, CentreRecord, CertificateOnBase, DebtorRecord, Exposure, GuaranteeGround, HeldSum,
    KnownPool, LineMovement, LoanStatement, Maturity, OfferedLoan, OverdueBucket, PoolStanding, Portfolio,
    ProductBase, ProgrammeStatistics, Relying, StageSum, Turnover, Unavailable,
};
pub use item::Seen;
pub use list::{
    AmendmentFilter, Among, BankEntryFilter, CancellationFilter, CertificateFilter, ContractFilter,
    CreditLineFilter, Desk, EndorsementFilter, FilingFilter, Found, FoundMember, GuaranteeFilter, Hits,
    ListedAmendment, ListedBankEntry, ListedCancellation, ListedCertificate, ListedContract,
    ListedCreditLine, ListedEndorsement, ListedFiling, ListedGuarantee, ListedKey, ListedLoan, ListedMember,
    ListedNotice, ListedParty, ListedPayment, ListedPool, ListedProduct, ListedReceivable, ListedRequest,
    ListedReview, ListedSale, LoanFilter, NoticeFilter, Order, PartyFilter, PayableCertificate, PayableDay,
    PayableSum, PaymentFilter, PoolFilter, ProductFilter, ReceivableFilter, RequestFilter, ReviewCount,
    ReviewFilter, SaleFilter, Sought, WaitingSum,
};
pub use names::KnownParty;
pub use number::{NamedByOrder, PublicCheck, ShownByHolder};
pub use page::{Cursor, MAX_PAGE, Page, Paging};
pub use papers::InvoicesInShort;
pub(crate) use states::read_state;
pub use timeline::TimelineEntry;
pub use viewer::Viewer;

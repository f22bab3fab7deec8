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
mod instances;
mod keys;
mod log;
mod portal;
mod prepare;
mod proposal;
mod read;
mod rows;
mod store;
mod sweep;
mod upgrade;
mod wal;

pub use ambient::Ambient;
pub use append::{Answer, Submission};
pub use audit::{AuditReport, Difference, Progress, audit, backup, check_read_model, rebuild};
pub use database::DatabaseUrl;
pub use error::{ProposalRefusal, Refused, StoreError};
pub use instances::{INSTANCE_KEPT, Instance};
pub use keys::{Pepper, ServiceKeys};
pub use portal::{
    CHALLENGE_LASTS, Invitation, InvitationAnswer, InvitationId, InvitationPurpose, InvitationRefusal,
    InvitationStage, Invited, Invitee, LINK_LASTS, ListedInvitation, ListedSignIn, MOST_OPEN_INVITATIONS,
    NewInvitation, OwnSignIn, SIGN_IN_IDLE, SIGN_IN_LASTS, SignInRefusal, SignedIn, sign_in_id,
};
pub use prepare::{Needed, PrepareRequest, Prepared};
pub use proposal::{Proposal, ProposalFilter, ProposalSignature, ProposalStage};
pub use read::{
    AmendmentFilter, Among, AnsweredMonth, AskingSide, BankBook, BankEntryFilter, BankStatistics, BidClock,
    BorrowingBase, BorrowingSums, BuyerRecord, BuyerStatistics, CancellationFilter, CentreRecord,
    CertificateBundle, CertificateFilter, CertificateOnBase, ContractFilter, Counts, CreditLineFilter,
    Cursor, DebtorRecord, Desk, EndorsementFilter, EntryView, Exposure, FilingFilter, Found, FoundMember,
    FrequentSplit, GuaranteeFilter, GuaranteeGround, HeldSum, Hits, InvoicesInShort, KnownParty, KnownPool,
    LineMovement, ListedAmendment, ListedBankEntry, ListedCancellation, ListedCertificate, ListedContract,
    ListedCreditLine, ListedEndorsement, ListedFiling, ListedGuarantee, ListedKey, ListedLoan, ListedMember,
    ListedNotice, ListedParty, ListedPayment, ListedPool, ListedProduct, ListedReceivable, ListedRequest,
    ListedReview, ListedSale, LoanFilter, LoanStatement, MAX_PAGE, Maturity, MovedView, NamedByOrder,
    NoticeFilter, OfferedLoan, Order, OverdueBucket, Page, Paging, Paper, PartyFilter, PayableCertificate,
    PayableDay, PayableSum, PaymentFilter, PoolFilter, PoolStanding, Portfolio, ProductBase, ProductFilter,
    ProgrammeStatistics, PublicCheck, ReceivableFilter, RecordedLine, Relying, RequestFilter, RestoredKey,
    ReviewCount, ReviewFilter, SaleFilter, Seen, ShownByHolder, Signer, Sought, SplitWindow, StageSum,
    SuspectKey, TimelineEntry, Turnover, Unavailable, Viewer, WaitingSum,
};
pub use store::{KeyInForce, Settings, Store};
pub use sweep::SweepReport;

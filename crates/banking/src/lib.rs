//! How a bank lends and is repaid: credit lines, assessment and approval, loans, filings and notices, guarantees called,
//! endorsements, pools.
//!
//! The service holds no money. A disbursement is an instruction and its outcome; a repayment is a line of a bank statement.
//! What is owed on a loan is not kept but computed, from its terms and from what happened in money, each at its value date:
//! see [`loan::account`].
//!
//! # What this crate is not
//!
//! It reads no bank messages and writes none: it is given lines and ids. It judges no borrower: a bank says what it saw and
//! what it made of it. It keeps no registry: it records what a bank says of the public one.
//!
//! # Stages
//!
//! ```text
//! credit line   Open ── suspended ──▶ Suspended ── resumed ──▶ Open      Open, Suspended ── closed ──▶ Closed
//!
//! loan          Approved ── instructed ──▶ Instructed ── disbursed ──▶ Active ── closed ──▶ Closed
//!               Instructed ── disbursement failed ──▶ Approved
//!               Approved ── cancelled, lapsed ──▶ Cancelled, Lapsed
//!               Closed ── reopened ──▶ Active
//!               Approved, Cancelled, Lapsed ── disbursed ──▶ Active: a bank fact, flagged
//!               beside the stage: filed, overdue, recourse claimed, written off, pooled, conflicts
//!
//! bank entry    Unmatched ── booked ──▶ Booked ── reversed ──▶ Unmatched
//!
//! filing        Filed ── discharged ──▶ Discharged
//!
//! notice        Arrived ── acknowledged ──▶ Acknowledged
//!
//! pool          Open ── closed ──▶ Closed
//!
//! sale          Proposed ── accepted, declined, withdrawn ──▶ Accepted, Declined, Withdrawn
//!
//! endorsement   Bound ── released ──▶ Ended, when nothing is left
//! ```
//!
//! A line's use and a bank's book of lines have one stage.

pub mod bank_entry;
mod case;
mod command;
pub mod credit_line;
mod decide;
pub mod disclosure;
mod due;
pub mod endorsement;
pub mod filing;
pub mod line_book;
pub mod line_use;
pub mod loan;
pub mod notice;
pub mod pool;
pub mod priority;
mod rejection;
pub mod sale;
mod subjects;
mod transition;

pub use bank_entry::{BankEntry, BankEntryStage, BankEntryTransition, EntryLine};
pub use case::Case;
pub use command::{
    AcceptSale, AcknowledgeNotice, AmendLine, ApproveLoan, AssessRequest, AssignRepayment, BookRepayment,
    CallGuarantee, CancelLoan, ChargeLoan, ClaimRecourse, CloseLine, ClosePool, Command, DeclineSale,
    DischargeFiling, EndorseCertificate, ExpireGuarantee, FailDisbursement, HonourEndorsement, InstructLoan,
    LapseLoan, MarkLoanOverdue, NotifyDebtor, OpenLine, OpenPool, PaySurplus, ProposeSale, RecordEntry,
    RecordFiling, ReleaseEndorsement, ReleaseGuarantee, ResumeLine, ReverseRepayment, SettleDisbursement,
    SuspendLine, WithdrawSale, WriteOffLoan,
};
pub use credit_line::{CreditLine, CreditLineTransition, LineScope, LineStage, LineTerms};
pub use decide::{decide, lines_for};
pub use due::due;
pub use endorsement::{EndorsementTransition, EndorsementUse};
pub use filing::{Filing, FilingStage, FilingTransition};
pub use line_book::{LineBook, LineBookTransition};
pub use line_use::{LineUse, LineUseTransition};
pub use loan::{Conflict, Fact, LineShare, Loan, LoanStage, LoanTerms, LoanTransition, PaidBy};
pub use notice::{Notice, NoticeStage, NoticeTransition};
pub use pool::{Pool, PoolStage, PoolTransition};
pub use rejection::{
    ApprovalRejection, AssessmentRejection, CallRejection, EndorsementRejection, EntryRejection,
    FilingRejection, LineRejection, LoanRejection, Part, PoolRejection, Rejection, ServicingRejection,
};
pub use sale::{Sale, SaleStage, SaleTransition};
pub use subjects::{keyed_names, subjects};
pub use transition::{Step, Transition};

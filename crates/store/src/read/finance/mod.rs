//! What financing and banking are asked for beyond lists: sums, statements, movements, and what a supplier may borrow on.

mod applying;
mod asked;
mod base;
mod bids;
mod centre;
mod days;
mod debtor;
mod disclosure;
mod guaranteed;
mod lines;
mod movements;
mod pools;
mod portfolio;
mod record;
mod statement;
mod statistics;
mod turnover;

pub use base::{
    AskingSide, BorrowingBase, BorrowingSums, CertificateOnBase, HeldSum, ProductBase, Unavailable,
};
pub(in crate::read) use base::{LIVE, offer_lapsed, on_base};
pub use bids::BidClock;
pub use centre::CentreRecord;
pub use debtor::DebtorRecord;
pub use guaranteed::{GuaranteeGround, Relying};
pub(in crate::read) use lines::LineStanding;
pub use movements::LineMovement;
pub use pools::{KnownPool, OfferedLoan, PoolStanding};
pub use portfolio::{Exposure, Maturity, OverdueBucket, Portfolio};
pub use record::{AnsweredMonth, BuyerRecord, StageSum};
pub use statement::LoanStatement;
pub use statistics::{BankStatistics, BuyerStatistics, ProgrammeStatistics};
pub use turnover::Turnover;

//! What callers are shown: one shape for each kind of thing, made from its state.
//!
//! A shape is not the state itself. It names the stage in one word that lists can filter by, and puts what a stage holds
//! beside it, so that a later stage adds a member and breaks no reader.

mod amendment;
mod bank_message;
mod cancellation;
mod certificate;
mod contract;
mod entry;
mod lending;
mod listed;
mod party;
mod payment;
mod proposal;
mod receipt;
mod receivable;
mod stage;
mod tabled;

use serde::Serialize;
use tallystick_store::Seen;
use utoipa::ToSchema;

pub(crate) use amendment::AmendmentView;
pub(crate) use bank_message::BankMessageView;
pub(crate) use cancellation::CancellationView;
pub(crate) use certificate::CertificateView;
pub(crate) use contract::ContractView;
pub(crate) use entry::{EntryItem, TimelineItem};
pub(crate) use lending::{
    BankEntryItem, CreditLineItem, EndorsementItem, FilingItem, GuaranteeItem, LineMovementItem, LoanItem,
    NoticeItem, PoolItem, ProductItem, RequestItem, ReviewItem, SaleItem,
};
pub(crate) use listed::{
    AmendmentItem, CancellationItem, CertificateItem, ContractItem, KeyItem, MemberItem, PartyItem,
    PaymentItem, ReceivableItem,
};
pub(crate) use party::PartyView;
pub(crate) use payment::PaymentView;
pub(crate) use proposal::{ProposalView, Summary};
pub(crate) use receipt::ReceiptSchema;
pub(crate) use receivable::ReceivableView;
pub(crate) use stage::{
    AmendmentStage, CancellationStage, CertificateStage, ContractStage, PartyStage, PaymentStage,
    ReceivableStage,
};
pub(crate) use tabled::{Cells, Tabled};

/// Where in the ledger the shown state stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Stamp {
    /// The version of the subject: what the next statement about it adds one to.
    pub(crate) version: u64,
    /// The entry that made this version.
    pub(crate) seq: u64,
}

impl Stamp {
    pub(crate) const fn of<T>(seen: &Seen<T>) -> Self {
        Self {
            version: seen.version,
            seq: seen.seq,
        }
    }
}

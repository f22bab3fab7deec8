//! The rules of trade contracts: their registration by one side and acceptance by the other, their amendment and end,
//! and the total that may be confirmed under each.
//!
//! ```text
//!               accept                amend
//! Registered ──────────▶ Accepted ───────────┐
//!   │    │                │    │   ▲         │
//!   │    │ reject         │    │   └─────────┘
//!   │    └──▶ Rejected    │    └──────▶ Terminated
//!   │ withdraw            │ close
//!   └──▶ Withdrawn        └──▶ Closed
//!
//! amendment:  Proposed ──▶ Accepted | Rejected | Withdrawn
//! number:     Taken ◀──▶ Free
//! ```
//!
//! A contract fixes at signing what later decisions rely on: the payment period with its clock, and whether
//! Order 802 of the State Council (保障中小企业款项支付条例) protects the supplier. [`Contract::due_date`],
//! [`Contract::answer_by`] and [`Contract::late_rate`] read it. [`Allowance`] is the running total, a subject of its
//! own, so that confirmations do not make signed terms stale; only the confirmation and cancellation of certificates
//! move it, and those are decided in a later crate through [`Allowance::take`] and [`Allowance::give_back`].
//!
//! # What this crate is not
//!
//! It claims and confirms nothing, and computes no late interest; it says which rate applies. It does not compare a
//! contract with its papers: they are kept elsewhere, under the digests that stand here.

pub mod allowance;
pub mod amendment;
mod case;
mod command;
pub mod contract;
pub mod contract_number;
mod decide;
mod due;
mod law;
mod rejection;
mod subjects;
mod transition;

pub use allowance::{Allowance, AllowanceTransition};
pub use amendment::{Amendment, AmendmentStage, AmendmentTransition, Changes};
pub use case::Case;
pub use command::{
    AcceptAmendment, AcceptContract, CloseContract, Command, PaymentClause, ProposeAmendment,
    RegisterContract, RejectAmendment, RejectContract, TerminateContract, WithdrawAmendment,
    WithdrawContract,
};
pub use contract::{
    AnswerBy, ClockStart, Contract, ContractDocument, ContractStage, ContractTransition, CountedFrom,
    DueDate, DueDateError, Events, LateRate, PaymentPeriod, Procurement, Protection, Side, Terms,
};
pub use contract_number::{ContractNumber, ContractNumberStage, ContractNumberTransition};
pub use decide::decide;
pub use due::{Reminder, reminders};
pub use law::protection;
pub use rejection::Rejection;
pub use subjects::{keyed_names, subjects};
pub use transition::{Step, Transition};

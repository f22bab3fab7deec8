//! What a buyer owes and acknowledges: receivables, their confirmation, and the life of the certificate that it issues.
//!
//! A supplier claims a receivable under a contract, on invoices that back one live claim each. The buyer confirms it,
//! in whole or in part, disputes it or rejects it. A confirmation issues a certificate, which is passed on, split, paid,
//! taken back, or held for a bank. [`decide`] says who may do which of these, when, and for how much.
//!
//! # What this crate is not
//!
//! It does not lend. That a certificate is reserved, pledged, assigned, returned or endorsed is known here, with all
//! that it blocks; who may do it is decided in financing and banking, which take these arrows. It keeps no papers, only
//! their digests, and it moves no money: a payment counts when the one it is owed to says that it came. It does not
//! judge a dispute.
//!
//! # Stages
//!
//! ```text
//! receivable    Claimed ── confirmed ──▶ Confirmed        Claimed ── disputed ──▶ Disputed
//!               Claimed ── rejected ──▶ Rejected          Disputed leaves as Claimed does
//!               Claimed ── withdrawn ──▶ Withdrawn        beside the stage: forwarded
//!               what a partial confirmation leaves begins as Disputed
//!
//! evidence      Free ◀── freed ── claimed ──▶ Claimed
//!
//! certificate   Free ── offered ──▶ Offered ── transferred, declined, withdrawn, lapsed ──▶ Free
//!               Free ── reserved ──▶ Reserved ── pledged ──▶ Pledged ── assigned ──▶ Assigned
//!               Reserved ── assigned ──▶ Assigned         Reserved, Pledged ── released ──▶ Free
//!               Assigned ── returned ──▶ Free
//!               Free ── split ──▶ Split                   Free ── cancelled ──▶ Cancelled
//!               any of these but the last two ── discharged ──▶ Discharged
//!               beside the stage: overdue, frozen, endorsed
//!
//! payment       Reported ── acknowledged ──▶ Acknowledged
//!               Reported ── rejected ──▶ Rejected
//!
//! cancellation  Proposed ── accepted, declined, withdrawn ──▶ Accepted, Declined, Withdrawn
//! ```
//!
//! A buyer's record holds its overdue certificates and counts its lapses. A lapse of the time to answer is recorded once,
//! as a subject of its own.

pub mod cancellation;
mod case;
pub mod certificate;
mod command;
pub mod confirmation_lapse;
mod decide;
mod due;
pub mod evidence;
mod late;
mod matching;
pub mod payment;
pub mod payment_record;
pub mod receivable;
mod rejection;
mod subjects;
mod transition;

pub use cancellation::{Cancellation, CancellationStage, CancellationTransition};
pub use case::Case;
pub use certificate::{
    Certificate, CertificateNumber, CertificateNumberError, CertificateStage, CertificateTransition,
    Recourse, SplitChild,
};
pub use command::{
    AcceptCancellation, AcceptCertificate, AcknowledgePayment, ClaimReceivable, Command, ConfirmReceivable,
    DeclineCancellation, DeclineCertificate, DisputeReceivable, ForwardReceivable, FreezeCertificate,
    LapseCertificateOffer, LapseConfirmation, MarkOverdue, OfferCertificate, ProposeCancellation,
    RejectPayment, RejectReceivable, ReportPayment, SplitCertificate, UnfreezeCertificate,
    WithdrawCancellation, WithdrawCertificateOffer, WithdrawReceivable,
};
pub use confirmation_lapse::{ConfirmationLapse, ConfirmationLapseTransition};
pub use decide::decide;
pub use due::{Reminder, due, reminders};
pub use evidence::{Evidence, EvidenceStage, EvidenceTransition};
pub use late::{
    ComplaintFile, ComplaintParty, LateBasis, LateInterestOwed, LateLine, complaint_file, late_interest_owed,
};
pub use matching::Mismatch;
pub use payment::{Payment, PaymentStage, PaymentTransition};
pub use payment_record::{PaymentRecord, PaymentRecordTransition};
pub use receivable::{
    Deduction, Defence, EvidenceDocument, EvidenceKind, Reason, ReasonCode, Receivable, ReceivableStage,
    ReceivableTransition,
};
pub use rejection::{CertificateRejection, Part, PaymentRejection, ReceivableRejection, Rejection};
pub use subjects::{keyed_names, subjects};
pub use transition::{Step, Transition};

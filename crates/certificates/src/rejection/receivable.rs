//! Why a command about a receivable is refused.

use chrono::NaiveDate;
use tallystick_base::{CertificateId, ContractId, Digest, Money, PartyId, ReceivableId, RejectionClass};
use tallystick_parties::ShortText;

/// Why a command about a receivable is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReceivableRejection {
    /// No such receivable.
    #[error("{receivable} does not exist; a supplier creates one with receivable.claim")]
    NotFound {
        /// The receivable.
        receivable: ReceivableId,
    },
    /// The id is taken.
    #[error("{receivable} exists already; make a new id")]
    Exists {
        /// The receivable.
        receivable: ReceivableId,
    },
    /// The stage does not allow it.
    #[error("{receivable} is {stage}; this is possible only while it is {needed}")]
    Stage {
        /// The receivable.
        receivable: ReceivableId,
        /// Where it stands.
        stage: &'static str,
        /// Where it would have to stand.
        needed: &'static str,
    },
    /// The centre has passed it on before.
    #[error("{receivable} was forwarded on {on}; once is enough")]
    AlreadyForwarded {
        /// The receivable.
        receivable: ReceivableId,
        /// When.
        on: NaiveDate,
    },
    /// One invoice, one live claim.
    #[error(
        "invoice {number} backs a live claim already; one invoice has one live claim, and is free again when that is rejected or withdrawn or its certificate cancelled"
    )]
    InvoiceClaimed {
        /// The number of the invoice.
        number: ShortText,
    },
    /// Two papers with one invoice number.
    #[error("invoice {number} stands twice in this claim; name each invoice once")]
    InvoiceTwice {
        /// The number of the invoice.
        number: ShortText,
    },
    /// A number without any letter or digit.
    #[error("an invoice number has at least one letter or digit; {number} has none")]
    InvoiceNumber {
        /// The number as given.
        number: ShortText,
    },
    /// Nothing that could keep the debt from being claimed twice.
    #[error("a claim names at least one invoice, for one invoice has one live claim; this one names none")]
    NoInvoice,
    /// Too many papers or fields.
    #[error("{what} are at most {most} here; these are {found}")]
    TooMany {
        /// What there is too much of.
        what: &'static str,
        /// How many there may be.
        most: usize,
        /// How many there are.
        found: usize,
    },
    /// Delivery, acceptance or settlement lies ahead.
    #[error("a receivable is claimed for what has happened; {event} on {on} lies ahead of {today}")]
    Ahead {
        /// What has not happened.
        event: &'static str,
        /// Its date.
        on: NaiveDate,
        /// The day of the entry.
        today: NaiveDate,
    },
    /// Acceptance or settlement before delivery, or due before it.
    #[error("{event} on {on} is before the delivery on {delivered_on}; correct one of the two")]
    BeforeDelivery {
        /// What comes too early.
        event: &'static str,
        /// Its date.
        on: NaiveDate,
        /// The delivery.
        delivered_on: NaiveDate,
    },
    /// An account that the profile does not show.
    #[error(
        "payment is made to an account in the profile of {party}; this one is not there, so add it with profile.update first"
    )]
    PayeeNotInProfile {
        /// The party that is to be paid.
        party: PartyId,
    },
    /// The party named as centre is none.
    #[error("{centre} does not act as confirmation centre; name one that does, or none")]
    NoCentre {
        /// The party named.
        centre: PartyId,
    },
    /// More than is claimed.
    #[error("{claimed} is claimed, and {confirmed} is more; confirm at most what is claimed")]
    AboveClaim {
        /// What is claimed.
        claimed: Money,
        /// What was to be confirmed.
        confirmed: Money,
    },
    /// Confirmed and left out do not make what is claimed.
    #[error(
        "what is confirmed and what is left out make what is claimed; {confirmed} and {deducted} do not make {claimed}"
    )]
    DeductionsDoNotAddUp {
        /// What is claimed.
        claimed: Money,
        /// What was to be confirmed.
        confirmed: Money,
        /// The sum of the deductions.
        deducted: Money,
    },
    /// No id for what is left.
    #[error(
        "{left} is left out and becomes a receivable of its own (Order 802 article 15); give its id as rest"
    )]
    RestMissing {
        /// What is left.
        left: Money,
    },
    /// An id for nothing.
    #[error("all of the claim is confirmed, so nothing is left for {rest}; leave rest out")]
    RestForNothing {
        /// The id given.
        rest: ReceivableId,
    },
    /// No reason, or too many.
    #[error("from 1 to {most} reasons are given here; these are {found}")]
    Reasons {
        /// How many there may be.
        most: usize,
        /// How many there are.
        found: usize,
    },
    /// OTH alone says nothing.
    #[error("reason OTH states in a note what it is; add the note")]
    NoteMissing,
    /// The text shown is not one that is valid.
    #[error(
        "on {on} no text for confirming is valid under the digest {digest}; show the signers a text of the published rules and sign its digest"
    )]
    LegalText {
        /// The digest in the body.
        digest: Digest,
        /// The day of the entry.
        on: NaiveDate,
    },
    /// Later than it is owed.
    #[error(
        "under the contract this falls due by {latest}; confirming {given} would lengthen the term (Order 802 article 11), so confirm {latest} or earlier"
    )]
    DueLater {
        /// The due date in the body.
        given: NaiveDate,
        /// The latest the contract allows.
        latest: NaiveDate,
    },
    /// Farther ahead than the cap.
    #[error(
        "a certificate issued today falls due by {latest} at the latest (银发〔2025〕77号 article 11); {given} is beyond it"
    )]
    DueBeyondCap {
        /// The due date in the body.
        given: NaiveDate,
        /// The last day allowed.
        latest: NaiveDate,
    },
    /// Farther ahead than usual, without a reason.
    #[error(
        "a due date after {usual} is unusually late (银发〔2025〕77号 article 11); state why in longer_due_reason"
    )]
    DueReasonMissing {
        /// The last usual day.
        usual: NaiveDate,
    },
    /// The contract does not agree vouchers.
    #[error(
        "{contract} does not agree payment by electronic vouchers, so its certificates are not transferable (Order 802 article 11); confirm without transferable, or amend the contract first"
    )]
    VouchersNotAgreed {
        /// The contract.
        contract: ContractId,
    },
    /// The buyer has missed payments.
    #[error(
        "a buyer with {overdue} unpaid certificates past their due date issues no transferable ones (银发〔2025〕77号 article 15); pay them, or confirm without transferable"
    )]
    IssueStopped {
        /// How many are overdue.
        overdue: usize,
    },
    /// The certificate id is taken.
    #[error("{certificate} exists already; make a new id")]
    CertificateExists {
        /// The certificate.
        certificate: CertificateId,
    },
    /// The buyer still has time, or answered in time.
    #[error(
        "the time to answer for {receivable} did not run out before {today}; a lapse is recorded only after it has"
    )]
    NotLapsed {
        /// The receivable.
        receivable: ReceivableId,
        /// The day of the entry.
        today: NaiveDate,
    },
    /// Recorded before.
    #[error("the lapse of {receivable} is recorded already")]
    LapseRecorded {
        /// The receivable.
        receivable: ReceivableId,
    },
}

impl ReceivableRejection {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotFound { .. } => "receivable-not-found",
            Self::Exists { .. } => "receivable-exists",
            Self::Stage { .. } => "receivable-stage",
            Self::AlreadyForwarded { .. } => "receivable-already-forwarded",
            Self::InvoiceClaimed { .. } => "invoice-claimed",
            Self::InvoiceTwice { .. } => "invoice-twice",
            Self::InvoiceNumber { .. } => "invoice-number",
            Self::NoInvoice => "no-invoice",
            Self::TooMany { .. } => "claim-too-long",
            Self::Ahead { .. } => "event-ahead",
            Self::BeforeDelivery { .. } => "before-delivery",
            Self::PayeeNotInProfile { .. } => "payee-not-in-profile",
            Self::NoCentre { .. } => "no-confirmation-centre",
            Self::AboveClaim { .. } => "confirmed-above-claim",
            Self::DeductionsDoNotAddUp { .. } => "deductions-do-not-add-up",
            Self::RestMissing { .. } => "rest-missing",
            Self::RestForNothing { .. } => "rest-for-nothing",
            Self::Reasons { .. } => "reason-count",
            Self::NoteMissing => "reason-note-missing",
            Self::LegalText { .. } => "legal-text-not-valid",
            Self::DueLater { .. } => "due-later-than-contract",
            Self::DueBeyondCap { .. } => "due-beyond-cap",
            Self::DueReasonMissing { .. } => "due-reason-missing",
            Self::VouchersNotAgreed { .. } => "vouchers-not-agreed",
            Self::IssueStopped { .. } => "issue-stopped",
            Self::CertificateExists { .. } => "certificate-exists",
            Self::NotLapsed { .. } => "confirmation-not-lapsed",
            Self::LapseRecorded { .. } => "lapse-recorded",
        }
    }

    /// Of which kind it is.
    pub const fn status(&self) -> RejectionClass {
        match self {
            Self::NotFound { .. } => RejectionClass::NotFound,
            Self::Exists { .. }
            | Self::Stage { .. }
            | Self::AlreadyForwarded { .. }
            | Self::InvoiceClaimed { .. }
            | Self::IssueStopped { .. }
            | Self::CertificateExists { .. }
            | Self::NotLapsed { .. }
            | Self::LapseRecorded { .. } => RejectionClass::Conflict,
            Self::InvoiceTwice { .. }
            | Self::InvoiceNumber { .. }
            | Self::NoInvoice
            | Self::TooMany { .. }
            | Self::Ahead { .. }
            | Self::BeforeDelivery { .. }
            | Self::PayeeNotInProfile { .. }
            | Self::NoCentre { .. }
            | Self::AboveClaim { .. }
            | Self::DeductionsDoNotAddUp { .. }
            | Self::RestMissing { .. }
            | Self::RestForNothing { .. }
            | Self::Reasons { .. }
            | Self::NoteMissing
            | Self::LegalText { .. }
            | Self::DueLater { .. }
            | Self::DueBeyondCap { .. }
            | Self::DueReasonMissing { .. }
            | Self::VouchersNotAgreed { .. } => RejectionClass::Unprocessable,
        }
    }
}

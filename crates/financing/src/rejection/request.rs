//! Why a command about a request is refused.

use chrono::NaiveDate;
use tallystick_base::{
    CertificateId, FinancingRequestId, Millis, Money, PartyId, ProductId, RejectionClass, ReviewId,
};

/// Why a command about a request is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RequestRejection {
    /// No such thing.
    #[error("{request} does not exist; a borrower creates one with request.submit")]
    NotFound {
        /// Its id.
        request: FinancingRequestId,
    },
    /// The id is taken.
    #[error("{request} exists already; make a new id")]
    Exists {
        /// The request.
        request: FinancingRequestId,
    },
    /// Not at this stage.
    #[error("{request} is {stage}; this is possible only while it is {needed}")]
    Stage {
        /// The request.
        request: FinancingRequestId,
        /// Where it stands.
        stage: &'static str,
        /// Where it would have to stand.
        needed: &'static str,
    },
    /// Its last moment has passed.
    #[error(
        "the time of {request} ran out at {until}; its certificates are free once that is recorded; submit anew"
    )]
    Expired {
        /// The request.
        request: FinancingRequestId,
        /// The last moment.
        until: Millis,
    },
    /// Its last moment has not passed.
    #[error("{request} has time until {until}; that it ran out is recorded after that")]
    NotExpired {
        /// The request.
        request: FinancingRequestId,
        /// The last moment.
        until: Millis,
    },
    /// None, or too many.
    #[error("a request is on from 1 to {most} certificates; this one is on {found}")]
    CertificateCount {
        /// How many there may be.
        most: usize,
        /// How many there are.
        found: usize,
    },
    /// One certificate twice.
    #[error("{certificate} stands twice in the request; name each once")]
    CertificateTwice {
        /// The certificate.
        certificate: CertificateId,
    },
    /// Due too soon.
    #[error("{certificate} is due on {due_on}; money is lent on what is due after {today}")]
    CertificateDue {
        /// The certificate.
        certificate: CertificateId,
        /// When it is due.
        due_on: NaiveDate,
        /// The day of the entry.
        today: NaiveDate,
    },
    /// Somebody else holds it.
    #[error(
        "{certificate} is not held by the holder that the request names; ask for another one in another request"
    )]
    OtherHolder {
        /// The certificate.
        certificate: CertificateId,
    },
    /// Somebody else owes on it.
    #[error(
        "all certificates of a request have one debtor; {certificate} has another one; ask for it in another request"
    )]
    SeveralDebtors {
        /// The certificate.
        certificate: CertificateId,
    },
    /// More than is owed.
    #[error(
        "{outstanding} is outstanding on the certificates, and {amount} is asked for; ask for at most that"
    )]
    AboveOutstanding {
        /// What is outstanding.
        outstanding: Money,
        /// What is asked for.
        amount: Money,
    },
    /// Paid or split since the request was submitted.
    #[error(
        "{submitted} was outstanding on {certificate} when the request was submitted, and {now} is; submit anew"
    )]
    OutstandingChanged {
        /// The certificate.
        certificate: CertificateId,
        /// What was outstanding then.
        submitted: Money,
        /// What is now.
        now: Money,
    },
    /// A day that has passed.
    #[error("money cannot be drawn on {draw_on}, for it is {today}; name today or a later day")]
    DrawPast {
        /// The day named.
        draw_on: NaiveDate,
        /// The day of the entry.
        today: NaiveDate,
    },
    /// Paid back before it is drawn.
    #[error("money drawn on {draw_on} is paid back on a later day; {matures_on} is none")]
    MaturesBeforeDraw {
        /// The day of drawing.
        draw_on: NaiveDate,
        /// The day of paying back.
        matures_on: NaiveDate,
    },
    /// A day on which banks are closed.
    #[error("{matures_on} is not a working day; the next one is {next}")]
    MaturesOnHoliday {
        /// The day named.
        matures_on: NaiveDate,
        /// The next working day.
        next: NaiveDate,
    },
    /// Passed already, after the money is needed, or too far ahead.
    #[error(
        "the last moment of a request is after its entry at {now}, at the latest on {draw_on}, when the money is needed, \
         and at most {most_days} days ahead; {until} is not"
    )]
    Until {
        /// The last moment given.
        until: Millis,
        /// The moment of the entry.
        now: Millis,
        /// The day of drawing.
        draw_on: NaiveDate,
        /// How many days ahead it may be.
        most_days: u64,
    },
    /// No time to bid, to open bids, or to accept one.
    #[error(
        "bids are taken until after the entry at {now}, and opened within {reveal_hours} hours and before the request \
         ends at {until}; with {bids_until} they are not"
    )]
    BidsUntil {
        /// The last moment for bids given.
        bids_until: Millis,
        /// The moment of the entry.
        now: Millis,
        /// How many hours there are for opening.
        reveal_hours: u32,
        /// The last moment of the request.
        until: Millis,
    },
    /// Nobody, or too many.
    #[error("a request asks from 1 to {most} banks; this one asks {found}")]
    BankCount {
        /// How many there may be.
        most: usize,
        /// How many there are.
        found: usize,
    },
    /// One bank twice.
    #[error("{bank} is asked twice; ask it once, under the product that suits best")]
    BankTwice {
        /// The bank.
        bank: PartyId,
    },
    /// Not a bank.
    #[error("{bank} does not act as a bank; ask one that does")]
    NoBank {
        /// The party.
        bank: PartyId,
    },
    /// Too many guarantors.
    #[error("a request asks at most {most} guarantors; this one asks {found}")]
    GuarantorCount {
        /// How many there may be.
        most: usize,
        /// How many there are.
        found: usize,
    },
    /// Not a guarantor.
    #[error("{guarantor} does not act as a guarantor; ask one that does")]
    NoGuarantor {
        /// The party.
        guarantor: PartyId,
    },
    /// A bank that is itself debtor or holder.
    #[error("{bank} owes or holds these certificates itself; ask another bank")]
    BankInvolved {
        /// The bank.
        bank: PartyId,
    },
    /// The id is taken.
    #[error("{review} exists already, or stands twice here; make a new id for each review")]
    ReviewExists {
        /// The review.
        review: ReviewId,
    },
    /// Another bank's product.
    #[error("{product} is not a product of {bank}; name one of its own")]
    ProductOfAnother {
        /// The product.
        product: ProductId,
        /// The bank that is asked.
        bank: PartyId,
    },
    /// Not for these parties.
    #[error("{product} is not for this debtor, or not for this holder; choose one that is for both")]
    NotEligible {
        /// The product.
        product: ProductId,
    },
    /// Too short or too long.
    #[error("under {product} money is lent for {least} to {most} days; here it is {found}")]
    Tenor {
        /// The product.
        product: ProductId,
        /// At least.
        least: u32,
        /// At most.
        most: u32,
        /// How many it would be.
        found: i64,
    },
    /// More than the bank lends on them.
    #[error("under {product} at most {most} is lent on these certificates; {amount} is asked for")]
    AboveAdvance {
        /// The product.
        product: ProductId,
        /// At most.
        most: Money,
        /// What is asked for.
        amount: Money,
    },
    /// Nowhere to pay to.
    #[error("a holder who borrows says where the money is paid to; name one of the accounts in its profile")]
    PayToMissing,
    /// Not the borrower's to say.
    #[error(
        "where the debtor borrows, the holder says where the money is paid to when it joins; leave the account out"
    )]
    PayToOfHolder,
    /// Not one of the party's accounts.
    #[error(
        "the money is paid to an account in the profile of the party that it is paid to; this one is not there"
    )]
    PayToNotInProfile,
    /// Nothing to join.
    #[error("{request} is the holder's own; only a request of the debtor is joined")]
    NoJoining {
        /// The request.
        request: FinancingRequestId,
    },
    /// Joined before.
    #[error("the holder joined {request} on {on}; it does so once")]
    AlreadyJoined {
        /// The request.
        request: FinancingRequestId,
        /// The day.
        on: NaiveDate,
    },
    /// The holder has not joined.
    #[error(
        "the holder has not joined {request}, so its certificates are not reserved; accept an offer after request.join"
    )]
    NotJoined {
        /// The request.
        request: FinancingRequestId,
    },
    /// Of another request.
    #[error("{review} is not a review of {request}; name one of its own")]
    OtherReview {
        /// The review.
        review: ReviewId,
        /// The request.
        request: FinancingRequestId,
    },
    /// Another bid won.
    #[error("the auction of {request} was won by another bid than that of {review}; accept the one that won")]
    NotAwarded {
        /// The request.
        request: FinancingRequestId,
        /// The review.
        review: ReviewId,
    },
}

impl RequestRejection {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotFound { .. } => "request-not-found",
            Self::Exists { .. } => "request-exists",
            Self::Stage { .. } => "request-stage",
            Self::Expired { .. } => "request-expired",
            Self::NotExpired { .. } => "request-not-expired",
            Self::CertificateCount { .. } => "request-certificate-count",
            Self::CertificateTwice { .. } => "request-certificate-twice",
            Self::CertificateDue { .. } => "request-certificate-due",
            Self::OtherHolder { .. } => "request-other-holder",
            Self::SeveralDebtors { .. } => "request-several-debtors",
            Self::AboveOutstanding { .. } => "request-above-outstanding",
            Self::OutstandingChanged { .. } => "request-outstanding-changed",
            Self::DrawPast { .. } => "request-draw-past",
            Self::MaturesBeforeDraw { .. } => "request-matures-before-draw",
            Self::MaturesOnHoliday { .. } => "request-matures-on-holiday",
            Self::Until { .. } => "request-until",
            Self::BidsUntil { .. } => "request-bids-until",
            Self::BankCount { .. } => "request-bank-count",
            Self::BankTwice { .. } => "request-bank-twice",
            Self::NoBank { .. } => "request-no-bank",
            Self::GuarantorCount { .. } => "guarantor-count",
            Self::NoGuarantor { .. } => "request-no-guarantor",
            Self::BankInvolved { .. } => "request-bank-involved",
            Self::ReviewExists { .. } => "review-exists",
            Self::ProductOfAnother { .. } => "product-of-another-bank",
            Self::NotEligible { .. } => "product-not-eligible",
            Self::Tenor { .. } => "request-tenor",
            Self::AboveAdvance { .. } => "request-above-advance",
            Self::PayToMissing => "pay-to-missing",
            Self::PayToOfHolder => "pay-to-of-holder",
            Self::PayToNotInProfile => "pay-to-not-in-profile",
            Self::NoJoining { .. } => "request-no-joining",
            Self::AlreadyJoined { .. } => "request-already-joined",
            Self::NotJoined { .. } => "request-not-joined",
            Self::OtherReview { .. } => "review-of-another-request",
            Self::NotAwarded { .. } => "review-not-awarded",
        }
    }

    /// Of which kind it is.
    pub const fn status(&self) -> RejectionClass {
        match self {
            Self::NotFound { .. } => RejectionClass::NotFound,
            Self::Exists { .. }
            | Self::Stage { .. }
            | Self::Expired { .. }
            | Self::NotExpired { .. }
            | Self::CertificateDue { .. }
            | Self::OtherHolder { .. }
            | Self::OutstandingChanged { .. }
            | Self::ReviewExists { .. }
            | Self::NoJoining { .. }
            | Self::AlreadyJoined { .. }
            | Self::NotJoined { .. }
            | Self::NotAwarded { .. } => RejectionClass::Conflict,
            Self::CertificateCount { .. }
            | Self::CertificateTwice { .. }
            | Self::SeveralDebtors { .. }
            | Self::AboveOutstanding { .. }
            | Self::DrawPast { .. }
            | Self::MaturesBeforeDraw { .. }
            | Self::MaturesOnHoliday { .. }
            | Self::Until { .. }
            | Self::BidsUntil { .. }
            | Self::BankCount { .. }
            | Self::BankTwice { .. }
            | Self::NoBank { .. }
            | Self::GuarantorCount { .. }
            | Self::NoGuarantor { .. }
            | Self::BankInvolved { .. }
            | Self::ProductOfAnother { .. }
            | Self::NotEligible { .. }
            | Self::Tenor { .. }
            | Self::AboveAdvance { .. }
            | Self::PayToMissing
            | Self::PayToOfHolder
            | Self::PayToNotInProfile
            | Self::OtherReview { .. } => RejectionClass::Unprocessable,
        }
    }
}

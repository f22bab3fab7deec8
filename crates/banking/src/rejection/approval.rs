//! Why an approval or an instruction is refused.

use chrono::NaiveDate;
use tallystick_base::{
    CertificateId, FinancingRequestId, GuaranteeId, LoanId, Millis, Money, RejectionClass, ReviewId,
};
use tallystick_parties::ShortText;

/// Why an approval or an instruction is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ApprovalRejection {
    /// The id is taken.
    #[error("{loan} exists already; make a new id")]
    Exists {
        /// The loan.
        loan: LoanId,
    },
    /// No offer was taken.
    #[error("{request} is {stage}; a loan is approved once the borrower has accepted an offer")]
    NotAccepted {
        /// The request.
        request: FinancingRequestId,
        /// Where it stands.
        stage: &'static str,
    },
    /// The time of the request ran out.
    #[error("{request} ended at {until}; the borrower can ask again")]
    RequestExpired {
        /// The request.
        request: FinancingRequestId,
        /// Its last moment.
        until: Millis,
    },
    /// Nobody looked.
    #[error("{review} was not assessed; record what was seen with review.assess first")]
    NotAssessed {
        /// The review.
        review: ReviewId,
    },
    /// A check failed.
    #[error("a check of {review} failed; assess it anew, override the check with a reason, or decline")]
    CheckFailed {
        /// The review.
        review: ReviewId,
    },
    /// A lease that is over, or too long.
    #[error(
        "credit is leased until a moment after now, at most {days} days ahead; {until} is not, and now is {now}"
    )]
    Lease {
        /// The moment given.
        until: Millis,
        /// The time of the entry.
        now: Millis,
        /// How many days at most.
        days: u64,
    },
    /// A certificate is not held for it.
    #[error("{certificate} is {stage}, and not held for this loan; nothing is lent on what is not held")]
    NotHeld {
        /// The certificate.
        certificate: CertificateId,
        /// Where it stands.
        stage: &'static str,
    },
    /// A certificate is due.
    #[error("{certificate} was due on {due_on}; collect it instead of lending on it")]
    PastDue {
        /// The certificate.
        certificate: CertificateId,
        /// The due date.
        due_on: NaiveDate,
    },
    /// More than the product's share of what is outstanding now.
    #[error(
        "{outstanding} is outstanding now, on which the product lends {most}; {amount} is more, so let the borrower ask for less"
    )]
    AboveAdvance {
        /// What is outstanding.
        outstanding: Money,
        /// The most that is lent on it.
        most: Money,
        /// What was offered.
        amount: Money,
    },
    /// The guarantee does not bind yet.
    #[error(
        "the offer relies on {guarantee}, which is {stage}; the guarantor issues it with guarantee.issue first"
    )]
    GuaranteeNotIssued {
        /// The guarantee.
        guarantee: GuaranteeId,
        /// Where it stands.
        stage: &'static str,
    },
    /// Nobody said where to pay to.
    #[error("{request} does not say where the money is paid to; the holder says so when it joins")]
    NoPayTo {
        /// The request.
        request: FinancingRequestId,
    },
    /// The stage does not allow it.
    #[error("{loan} is {stage}; this is possible only while it is {needed}")]
    Stage {
        /// The loan.
        loan: LoanId,
        /// Where it stands.
        stage: &'static str,
        /// Where it would have to stand.
        needed: &'static str,
    },
    /// The approval is over.
    #[error("the approval of {loan} ended at {until}; the borrower can ask again")]
    Lapsed {
        /// The loan.
        loan: LoanId,
        /// The last moment.
        until: Millis,
    },
    /// The approval is not over.
    #[error("the approval of {loan} stands until {until}; its lapse is recorded after that")]
    Stands {
        /// The loan.
        loan: LoanId,
        /// The last moment.
        until: Millis,
    },
    /// An id that not every bank carries.
    #[error(
        "an end-to-end id has at most {most} letters, digits, spaces and / - ? : ( ) . , ' +; {end_to_end} does not"
    )]
    EndToEnd {
        /// The id given.
        end_to_end: ShortText,
        /// How many characters at most.
        most: usize,
    },
    /// An id of an earlier attempt.
    #[error(
        "{end_to_end} was used for an earlier attempt, whose outcome must not be taken for this one's; use another"
    )]
    EndToEndUsed {
        /// The id given.
        end_to_end: ShortText,
    },
    /// A day that no payment is made for.
    #[error("a payment is instructed for a day from {today} to {latest}; {value_on} is not one")]
    ValueDay {
        /// The day given.
        value_on: NaiveDate,
        /// The day of the entry.
        today: NaiveDate,
        /// The last day.
        latest: NaiveDate,
    },
    /// Nothing was filed.
    #[error(
        "{loan} is secured by a pledge, which arises with its registration (Civil Code article 445); record the filing with filing.record first"
    )]
    FilingMissing {
        /// The loan.
        loan: LoanId,
    },
}

impl ApprovalRejection {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Exists { .. } => "loan-exists",
            Self::NotAccepted { .. } => "request-not-accepted",
            Self::RequestExpired { .. } => "approval-request-expired",
            Self::NotAssessed { .. } => "review-not-assessed",
            Self::CheckFailed { .. } => "check-failed",
            Self::Lease { .. } => "approval-lease",
            Self::NotHeld { .. } => "certificate-not-held",
            Self::PastDue { .. } => "approval-past-due",
            Self::AboveAdvance { .. } => "approval-above-advance",
            Self::GuaranteeNotIssued { .. } => "guarantee-not-issued",
            Self::NoPayTo { .. } => "approval-pay-to-missing",
            Self::Stage { .. } => "loan-stage",
            Self::Lapsed { .. } => "approval-lapsed",
            Self::Stands { .. } => "approval-stands",
            Self::EndToEnd { .. } => "end-to-end-form",
            Self::EndToEndUsed { .. } => "end-to-end-used",
            Self::ValueDay { .. } => "value-day",
            Self::FilingMissing { .. } => "filing-missing",
        }
    }

    /// Of which kind it is.
    pub const fn status(&self) -> RejectionClass {
        match self {
            Self::Exists { .. }
            | Self::NotAccepted { .. }
            | Self::RequestExpired { .. }
            | Self::NotAssessed { .. }
            | Self::CheckFailed { .. }
            | Self::NotHeld { .. }
            | Self::PastDue { .. }
            | Self::AboveAdvance { .. }
            | Self::GuaranteeNotIssued { .. }
            | Self::NoPayTo { .. }
            | Self::Stage { .. }
            | Self::Lapsed { .. }
            | Self::Stands { .. }
            | Self::EndToEndUsed { .. }
            | Self::FilingMissing { .. } => RejectionClass::Conflict,
            Self::Lease { .. } | Self::EndToEnd { .. } | Self::ValueDay { .. } => {
                RejectionClass::Unprocessable
            }
        }
    }
}

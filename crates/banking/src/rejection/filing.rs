//! Why a command about a filing or a notice is refused.

use chrono::NaiveDate;
use tallystick_base::{CertificateId, FilingId, LoanId, Millis, NoticeId, RejectionClass};

/// Why a command about a filing or a notice is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FilingRejection {
    /// No such thing.
    #[error("{filing} does not exist; a bank records one with filing.record")]
    NotFound {
        /// Its id.
        filing: FilingId,
    },
    /// The id is taken.
    #[error("{filing} exists; record this filing under a new id")]
    Exists {
        /// Its id.
        filing: FilingId,
    },
    /// Nothing is owed or can be owed any more.
    #[error(
        "{loan} is {stage}; a filing is recorded while its loan is Approved, Instructed or Active, for security without a debt is none"
    )]
    LoanEnded {
        /// The loan.
        loan: LoanId,
        /// Where it stands.
        stage: &'static str,
    },
    /// One loan, one filing.
    #[error("{loan} has a filing, {filing}; what is renewed or amended in the registry keeps it")]
    LoanFiled {
        /// The loan.
        loan: LoanId,
        /// Its filing.
        filing: FilingId,
    },
    /// A certificate of the loan is not held for it.
    #[error(
        "{certificate} is {stage} and not held for {loan}; a filing gives a rank only on what is held: clear that first"
    )]
    NotHeld {
        /// The certificate.
        certificate: CertificateId,
        /// Where it stands.
        stage: &'static str,
        /// The loan.
        loan: LoanId,
    },
    /// A registration that is to come.
    #[error(
        "it was registered at {registered_at}, and now it is {now}; record a filing once the registry has it"
    )]
    RegisteredAhead {
        /// When it was registered, as stated.
        registered_at: Millis,
        /// The moment of the entry.
        now: Millis,
    },
    /// A filing that has run out.
    #[error("it stands in the registry until {until}, and today is {today}; renew it there, then record it")]
    Passed {
        /// Its last day.
        until: NaiveDate,
        /// The day of the entry.
        today: NaiveDate,
    },
    /// The debt stands.
    #[error("{loan} is {stage}; a filing is discharged after its loan is Closed, Cancelled or Lapsed")]
    LoanStands {
        /// The loan.
        loan: LoanId,
        /// Where it stands.
        stage: &'static str,
    },
    /// Done before.
    #[error("{filing} was discharged on {on}; there is nothing left to take out")]
    Discharged {
        /// The filing.
        filing: FilingId,
        /// The day.
        on: NaiveDate,
    },
    /// A discharge that is to come.
    #[error("it was discharged on {on}, and today is {today}; record it once it is done")]
    DischargeAhead {
        /// The day, as stated.
        on: NaiveDate,
        /// The day of the entry.
        today: NaiveDate,
    },
    /// A discharge before there was anything to discharge.
    #[error(
        "it was discharged on {on}, and registered on {registered_on}; state the day on which it was taken out"
    )]
    DischargeBeforeFiling {
        /// The day, as stated.
        on: NaiveDate,
        /// The day of its registration.
        registered_on: NaiveDate,
    },
    /// No such thing.
    #[error("{notice} does not exist; a bank gives one with assignment.notify")]
    NoticeNotFound {
        /// Its id.
        notice: NoticeId,
    },
    /// The id is taken.
    #[error("{notice} exists; give this notice under a new id")]
    NoticeExists {
        /// Its id.
        notice: NoticeId,
    },
    /// No money is out.
    #[error("{loan} is {stage}; notice is given while money is out on it, which is while it is Active")]
    LoanNotActive {
        /// The loan.
        loan: LoanId,
        /// Where it stands.
        stage: &'static str,
    },
    /// Too many, or none.
    #[error("a notice is about 1 to {most} certificates; this one is about {found}: divide it")]
    NoticeCount {
        /// The most.
        most: usize,
        /// How many there are.
        found: usize,
    },
    /// The same certificate twice.
    #[error("{certificate} is named twice; name each certificate once")]
    NoticeTwice {
        /// The certificate.
        certificate: CertificateId,
    },
    /// A certificate of another loan.
    #[error("{certificate} is not one of those that {loan} was approved on; give notice of those")]
    NotOfLoan {
        /// The certificate.
        certificate: CertificateId,
        /// The loan.
        loan: LoanId,
    },
    /// The bank has no right on it.
    #[error(
        "{certificate} is {stage}; notice is given of what is assigned to the bank for this loan, or pledged to the bank"
    )]
    NotSecured {
        /// The certificate.
        certificate: CertificateId,
        /// Where it stands.
        stage: &'static str,
    },
    /// The debtor knows.
    #[error(
        "the debtor of {certificate} has notice of this account and pays to it; give notice only of another one"
    )]
    NoticeRepeated {
        /// The certificate.
        certificate: CertificateId,
    },
    /// Signed before.
    #[error("the debtor signed at {at} that {notice} arrived; once is enough")]
    Acknowledged {
        /// The notice.
        notice: NoticeId,
        /// When.
        at: Millis,
    },
}

impl FilingRejection {
    /// The stable code.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotFound { .. } => "filing-not-found",
            Self::Exists { .. } => "filing-exists",
            Self::LoanEnded { .. } => "filing-loan-ended",
            Self::LoanFiled { .. } => "filing-repeated",
            Self::NotHeld { .. } => "filing-certificate-not-held",
            Self::RegisteredAhead { .. } => "filing-ahead",
            Self::Passed { .. } => "filing-until-passed",
            Self::LoanStands { .. } => "filing-loan-stands",
            Self::Discharged { .. } => "filing-discharged",
            Self::DischargeAhead { .. } => "discharge-ahead",
            Self::DischargeBeforeFiling { .. } => "discharge-before-filing",
            Self::NoticeNotFound { .. } => "notice-not-found",
            Self::NoticeExists { .. } => "notice-exists",
            Self::LoanNotActive { .. } => "notice-loan-not-active",
            Self::NoticeCount { .. } => "notice-count",
            Self::NoticeTwice { .. } => "notice-certificate-twice",
            Self::NotOfLoan { .. } => "notice-certificate-not-of-loan",
            Self::NotSecured { .. } => "notice-certificate-not-secured",
            Self::NoticeRepeated { .. } => "notice-repeated",
            Self::Acknowledged { .. } => "notice-acknowledged",
        }
    }

    /// Of which kind it is.
    pub const fn status(&self) -> RejectionClass {
        match self {
            Self::NotFound { .. } | Self::NoticeNotFound { .. } => RejectionClass::NotFound,
            Self::Exists { .. }
            | Self::LoanEnded { .. }
            | Self::LoanFiled { .. }
            | Self::NotHeld { .. }
            | Self::LoanStands { .. }
            | Self::Discharged { .. }
            | Self::NoticeExists { .. }
            | Self::LoanNotActive { .. }
            | Self::NotSecured { .. }
            | Self::NoticeRepeated { .. }
            | Self::Acknowledged { .. } => RejectionClass::Conflict,
            Self::RegisteredAhead { .. }
            | Self::Passed { .. }
            | Self::DischargeAhead { .. }
            | Self::DischargeBeforeFiling { .. }
            | Self::NoticeCount { .. }
            | Self::NoticeTwice { .. }
            | Self::NotOfLoan { .. } => RejectionClass::Unprocessable,
        }
    }
}

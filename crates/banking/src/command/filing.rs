//! Bodies of the commands on filings and notices.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{CertificateId, FilingId, LoanId, Millis, NoticeId, Salt};
use tallystick_parties::{BankAccount, ShortText};

/// A bank records its filing in the registry, `filing.record/1`; a pledge arises with it (Civil Code article 445).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordFiling {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The id of the new filing.
    pub filing: FilingId,
    /// The loan.
    pub loan: LoanId,
    /// The number that the registry gave.
    pub number: ShortText,
    /// When it was registered.
    pub registered_at: Millis,
    /// Until when it stands in the registry.
    pub until: NaiveDate,
}

/// A bank records that it took a filing out of the registry, `filing.discharge/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DischargeFiling {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The filing.
    pub filing: FilingId,
    /// The day; not ahead.
    pub on: NaiveDate,
}

/// A bank gives the debtor notice, `assignment.notify/1` (Civil Code articles 546 and 768): from now on only payment to its account counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NotifyDebtor {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The id of the new notice.
    pub notice: NoticeId,
    /// The loan.
    pub loan: LoanId,
    /// The certificates of the loan that it is about: from 1 to 50, none twice.
    pub certificates: Vec<CertificateId>,
    /// Where the debtor pays to: one of the accounts in the bank's profile.
    pub payee: BankAccount,
}

/// The debtor signs that the notice arrived, `assignment.acknowledge/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AcknowledgeNotice {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The notice.
    pub notice: NoticeId,
}

//! Bodies of the commands on payments.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{CertificateId, Money, PaymentId, Salt};
use tallystick_parties::{BankAccount, ShortText};

/// The debtor reports a payment, `payment.report/1`. It counts when it is acknowledged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportPayment {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The id of the new report.
    pub payment: PaymentId,
    /// The certificate.
    pub certificate: CertificateId,
    /// How much; at most what is outstanding.
    pub amount: Money,
    /// The day of payment.
    pub paid_on: NaiveDate,
    /// The account it was paid to. After notice of a transfer only the new one counts (Civil Code article 546).
    pub account: BankAccount,
    /// The reference of the debtor's bank.
    pub reference: ShortText,
}

/// The one it is owed to received the payment, `payment.acknowledge/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AcknowledgePayment {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The report.
    pub payment: PaymentId,
}

/// The one it is owed to did not receive the payment, `payment.reject/1`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RejectPayment {
    /// What keeps the body from being guessed.
    pub salt: Salt,
    /// The report.
    pub payment: PaymentId,
    /// Why it does not count.
    pub reason: ShortText,
}

//! What happened in money. A bank fact is never refused for a business reason: it is booked, and what does not fit is
//! flagged.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{CertificateId, CreditLineId, GuaranteeId, Money, PartyId, Subject};
use tallystick_parties::ShortText;

/// What of a receipt a debtor paid on one certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CertificatePayment {
    /// The certificate.
    pub certificate: CertificateId,
    /// How much.
    pub amount: Money,
}

/// Who paid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum PaidBy {
    /// The borrower; no certificate is paid by it.
    Borrower {},
    /// The debtor, on certificates of the loan: what is outstanding on them goes down.
    Debtor {
        /// Which, and how much on each.
        certificates: Vec<CertificatePayment>,
    },
    /// A guarantor; no certificate is paid by it, and it has the bank's claim from then on.
    Guarantor {
        /// The guarantee.
        guarantee: GuaranteeId,
    },
}

/// Something that happened in money, in the order in which it was recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Fact {
    /// Money went out.
    Disbursed {
        /// The end-to-end id of the instruction.
        end_to_end: ShortText,
        /// How much.
        amount: Money,
        /// From when interest runs.
        value_on: NaiveDate,
    },
    /// Money came in.
    Received {
        /// The line of the bank statement.
        entry: Subject,
        /// Who paid, and for what.
        source: PaidBy,
        /// The party that paid.
        by: PartyId,
        /// How much.
        amount: Money,
        /// The day from which it counts.
        value_on: NaiveDate,
    },
    /// The bank had costs of collecting.
    Charged {
        /// For what.
        what: ShortText,
        /// How much.
        amount: Money,
        /// The day from which they are owed.
        on: NaiveDate,
    },
    /// The bank passed on what was left over.
    SurplusPaid {
        /// To whom.
        to: PartyId,
        /// How much.
        amount: Money,
        /// The day.
        on: NaiveDate,
    },
}

/// What does not fit between a bank fact and the record. It is shown to auditors, and never stops the booking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Conflict {
    /// Money went out without an instruction, or after the approval had ended.
    NotInstructed {
        /// Where the loan stood.
        stage: ShortText,
    },
    /// Another amount went out than was instructed.
    AmountOther {
        /// What was instructed.
        instructed: Money,
        /// What went out.
        paid: Money,
    },
    /// Money went out a second time.
    PaidTwice {
        /// The end-to-end id of the second.
        end_to_end: ShortText,
        /// How much.
        amount: Money,
    },
    /// A certificate of the loan was not held for it any more.
    CertificateGone {
        /// The certificate.
        certificate: CertificateId,
    },
    /// A line had no room for what was drawn; so much is drawn beyond it, and is not on the line.
    CreditExceeded {
        /// The line.
        line: CreditLineId,
        /// By how much.
        by: Money,
    },
    /// Money came in before any went out.
    ReceivedBeforeDisbursed {
        /// The line of the bank statement.
        entry: Subject,
    },
    /// A debtor paid more on a certificate than was outstanding.
    CertificateOverpaid {
        /// The certificate.
        certificate: CertificateId,
        /// By how much.
        by: Money,
    },
    /// Money came in on a loan that had ended.
    ReceivedAfterEnd {
        /// The line of the bank statement.
        entry: Subject,
    },
    /// A booking was reversed after the loan had been closed by it; its certificates had gone back.
    ReversedAfterClosing {
        /// The line of the bank statement.
        entry: Subject,
    },
    /// A debtor's payment was booked by mistake, and stands on a certificate that has ended or gone back.
    PaymentStands {
        /// The certificate.
        certificate: CertificateId,
        /// How much.
        amount: Money,
    },
    /// A guarantor paid on a guarantee that did not bind it.
    GuaranteeNotBinding {
        /// The guarantee.
        guarantee: GuaranteeId,
    },
}

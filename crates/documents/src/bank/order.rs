//! Orders to pay as values.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{Millis, Money};

use super::account::{AccountId, Institution};
use super::order_error::PaymentOrderError;
use super::pain001;

/// An order to a bank to pay from one account on one day (pain.001, `CstmrCdtTrfInitn`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaymentOrder {
    /// Its id, at most 35 characters; also the id of its one group of payments (`GrpHdr/MsgId`, `PmtInf/PmtInfId`).
    pub message_id: String,
    /// When it was made (`GrpHdr/CreDtTm`), written in UTC.
    pub created: Millis,
    /// Who sends it, at most 140 characters (`GrpHdr/InitgPty/Nm`).
    pub initiating_party: String,
    /// Who pays, at most 140 characters (`PmtInf/Dbtr/Nm`).
    pub debtor_name: String,
    /// The account that pays (`PmtInf/DbtrAcct/Id`).
    pub debtor_account: AccountId,
    /// The bank that keeps it (`PmtInf/DbtrAgt/FinInstnId`).
    pub debtor_bank: Institution,
    /// The day on which the bank is to pay (`PmtInf/ReqdExctnDt`).
    pub execution_day: NaiveDate,
    /// The payments, at least one, in one currency, each with an end-to-end id of its own (`PmtInf/CdtTrfTxInf`).
    pub payments: Vec<Payment>,
}

/// One payment of an order (`CdtTrfTxInf`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Payment {
    /// The id by which its outcome is found again, at most 35 characters (`PmtId/EndToEndId`).
    pub end_to_end: String,
    /// The amount, above zero (`Amt/InstdAmt`).
    pub amount: Money,
    /// Who is paid, at most 140 characters (`Cdtr/Nm`).
    pub creditor_name: String,
    /// The account that is paid (`CdtrAcct/Id`).
    pub creditor_account: AccountId,
    /// The bank that keeps it (`CdtrAgt/FinInstnId`). An IBAN says it by itself.
    pub creditor_bank: Option<Institution>,
    /// What the payment is for, at most 140 characters (`RmtInf/Ustrd`).
    pub remittance: Option<String>,
}

/// The versions of pain.001 that are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PaymentOrderVersion {
    /// pain.001.001.03, of 2009, which most banks take.
    #[serde(rename = "pain.001.001.03")]
    V3,
    /// pain.001.001.09, of 2019.
    #[serde(rename = "pain.001.001.09")]
    V9,
}

impl PaymentOrderVersion {
    /// The name of the message: `pain.001.001.09`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::V3 => "pain.001.001.03",
            Self::V9 => "pain.001.001.09",
        }
    }
}

impl PaymentOrder {
    /// Writes the order as XML in UTF-8. The same order gives the same bytes.
    ///
    /// The payments are to be booked one by one (`BtchBookg` false), so that each shows its end-to-end id on the statement. A
    /// text that is too long for its element is refused and never cut.
    pub fn to_xml(&self, version: PaymentOrderVersion) -> Result<String, PaymentOrderError> {
        pain001::write(self, version)
    }
}

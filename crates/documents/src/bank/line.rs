//! One booking.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::Money;

use super::account::{AccountId, Institution};

/// One booking of a statement or notification: an entry (`Ntry`), or one transaction (`TxDtls`) of an entry that has
/// several.
///
/// Within an account, a line is named by its servicer reference and ordinal or, where it has no reference, by day,
/// direction, amount and ordinal. Loading the same file twice gives the same names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BankLine {
    /// The number of the entry in its statement, counted from 1.
    pub entry: u32,
    /// The number of the transaction in its entry, counted from 1; none where the line is the whole entry.
    pub transaction: Option<u32>,
    /// The amount, never below zero (`Amt`). Of a whole entry it is what was booked, in the currency of the account.
    pub amount: Money,
    /// Which way the money went (`CdtDbtInd`).
    pub direction: Direction,
    /// Whether it takes an earlier booking back (`RvslInd`). The direction is that of this booking, not of the earlier one.
    pub reversal: bool,
    /// Whether it is booked (`Sts`).
    pub status: LineStatus,
    /// The day on which it was booked, in the zone of the bank (`BookgDt`).
    pub booking_date: Option<NaiveDate>,
    /// The day from which it bears interest (`ValDt`).
    pub value_date: Option<NaiveDate>,
    /// The bank's own reference (`AcctSvcrRef` of the transaction, else of the entry).
    pub servicer_reference: Option<String>,
    /// The bank's own reference of the entry that the line is or belongs to (`Ntry/AcctSvcrRef`). One message may show an entry
    /// as a whole and another its transactions: by this both are seen to be one.
    pub entry_servicer_reference: Option<String>,
    /// Tells lines of one name apart: counted from 1 in file order over the whole message, among the lines of the same account
    /// and servicer reference or, without one, of the same account, day, direction and amount. Lines that are booked and
    /// lines that are not are counted apart, so that a pending line changes no name.
    pub ordinal: u32,
    /// The reference of the entry within the statement (`NtryRef`).
    pub entry_reference: Option<String>,
    /// The end-to-end id (`Refs/EndToEndId`); `NOTPROVIDED` is none.
    pub end_to_end: Option<String>,
    /// The id of the instruction (`Refs/InstrId`).
    pub instruction_id: Option<String>,
    /// The id of the group of payments (`Refs/PmtInfId`, else `Btch/PmtInfId`).
    pub payment_group_id: Option<String>,
    /// The id of the message that ordered it (`Refs/MsgId`, else `Btch/MsgId`).
    pub order_message_id: Option<String>,
    /// The id that banks gave the transaction (`Refs/TxId`).
    pub transaction_id: Option<String>,
    /// What was instructed, in the currency of the instruction (`AmtDtls/InstdAmt`).
    pub instructed: Option<Money>,
    /// Who is on the other side; none where the message does not say.
    pub counterparty: Option<Counterparty>,
    /// What the money is for.
    pub remittance: Remittance,
    /// What kind of booking it is (`BkTxCd` of the transaction, else of the entry).
    pub code: TransactionCode,
    /// Why a payment came back (`RtrInf/Rsn`): a code such as `AC01`, or the bank's own word.
    pub return_reason: Option<String>,
    /// Free text of the bank (`AddtlTxInf`, else `AddtlNtryInf`).
    pub information: Option<String>,
}

impl BankLine {
    /// Whether it is booked. Any other line is news of what may come and must never be counted.
    pub fn is_booked(&self) -> bool {
        self.status == LineStatus::Booked
    }

    /// The day it counts for: the booking date, else the value date.
    pub fn day(&self) -> Option<NaiveDate> {
        self.booking_date.or(self.value_date)
    }
}

/// Which way money went, seen from the account (`CreditDebitCode`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// Into the account (`CRDT`).
    Credit,
    /// Out of the account (`DBIT`).
    Debit,
}

/// Whether an entry is booked (`EntryStatus2Code`, since version 8 `ExternalEntryStatus1Code`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(tag = "status", content = "code", rename_all = "kebab-case")]
pub enum LineStatus {
    /// Booked (`BOOK`).
    Booked,
    /// Not booked yet (`PDNG`).
    Pending,
    /// For information only (`INFO`).
    Information,
    /// To be booked on a later day (`FUTR`, since version 8).
    Future,
    /// Any other code or word of the bank, since version 8.
    Other(String),
}

/// Who is on the other side of a booking (`RltdPties`, `RltdAgts`): the debtor of money that came in, the creditor of money
/// that went out; where a booking is taken back (`RvslInd`) or a payment returned (`RtrInf`), as in the first booking.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Counterparty {
    /// The name (`Dbtr` or `Cdtr`: `Nm`, since version 8 `Pty/Nm` or `Agt/FinInstnId/Nm`).
    pub name: Option<String>,
    /// The account (`DbtrAcct` or `CdtrAcct`).
    pub account: Option<AccountId>,
    /// The bank (`DbtrAgt` or `CdtrAgt`).
    pub bank: Option<Institution>,
}

/// What money is for (`RmtInf`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remittance {
    /// Free text (`Ustrd`).
    pub text: Vec<String>,
    /// References that the creditor gave (`Strd/CdtrRefInf/Ref`).
    pub references: Vec<String>,
    /// Numbers of the documents that are paid (`Strd/RfrdDocInf/Nb`).
    pub documents: Vec<String>,
    /// More text on them (`Strd/AddtlRmtInf`).
    pub additional: Vec<String>,
}

/// What kind of booking it is (`BankTransactionCodeStructure4`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TransactionCode {
    /// Such as `PMNT` (`Domn/Cd`).
    pub domain: Option<String>,
    /// Such as `RCDT` (`Domn/Fmly/Cd`).
    pub family: Option<String>,
    /// Such as `DMCT` (`Domn/Fmly/SubFmlyCd`).
    pub sub_family: Option<String>,
    /// The bank's own code (`Prtry/Cd`).
    pub own: Option<String>,
}

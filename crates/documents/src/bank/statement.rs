//! Statements and notifications as values.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{Currency, Digest, Money};

use super::account::{AccountId, Institution};
use super::line::BankLine;
use crate::finding::Finding;

/// A message about what was booked: camt.053 (`BkToCstmrStmt`) or camt.054 (`BkToCstmrDbtCdtNtfctn`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BankStatement {
    /// Which of the two it is.
    pub kind: StatementKind,
    /// The version of the message: 8 for camt.053.001.08.
    pub version: u8,
    /// The id of the message (`GrpHdr/MsgId`).
    pub message_id: String,
    /// The day on which it was made, in the zone of the bank (`GrpHdr/CreDtTm`).
    pub created_on: NaiveDate,
    /// One for each account and period (`Stmt`, `Ntfctn`), at least one.
    pub statements: Vec<AccountStatement>,
    /// SHA-256 of the exact bytes of the file.
    pub digest: Digest,
    /// The number of those bytes.
    pub size: u64,
    /// What does not add up. Never a reason to refuse the file: what a bank says has happened.
    pub findings: Vec<Finding>,
}

/// What a message about bookings is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StatementKind {
    /// camt.053: a statement with balances.
    Statement,
    /// camt.054: a notification of single bookings, without balances.
    Notification,
}

/// What was booked on one account (`Stmt`, `Ntfctn`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountStatement {
    /// Its id (`Id`).
    pub id: String,
    /// The account (`Acct/Id`).
    pub account: AccountId,
    /// The currency of the account (`Acct/Ccy`); where that is absent, the currency of the first balance, else of the first
    /// entry.
    pub currency: Option<Currency>,
    /// The bank that keeps the account (`Acct/Svcr`).
    pub servicer: Option<Institution>,
    /// The first day it covers, in the zone of the bank (`FrToDt/FrDtTm`).
    pub from: Option<NaiveDate>,
    /// The last day it covers, in the zone of the bank (`FrToDt/ToDtTm`).
    pub to: Option<NaiveDate>,
    /// Whether it says of itself that it is a copy or a duplicate (`CpyDplctInd`: `COPY`, `DUPL` or `CODU`).
    pub copy: Option<String>,
    /// Which page it is, where it or its message says so (`StmtPgntn`, `NtfctnPgntn`, `MsgPgntn`).
    pub page: Option<Page>,
    /// The booked balance before the first entry (`Bal` of type `OPBD`, else `PRCD`).
    pub opening: Option<Balance>,
    /// The booked balance after the last entry (`Bal` of type `CLBD`).
    pub closing: Option<Balance>,
    /// All other balances, in file order.
    pub other_balances: Vec<Balance>,
    /// One line for each booking, in file order (`Ntry`, or `TxDtls` of a batch).
    pub entries: Vec<BankLine>,
}

/// A page of a message (`Pagination`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Page {
    /// Its number, counted from 1, as written (`PgNb`).
    pub number: String,
    /// Whether it is the last one (`LastPgInd`).
    pub last: bool,
}

impl Page {
    /// Whether there is no other page.
    pub fn is_whole(&self) -> bool {
        self.last && self.number.trim_start_matches('0') == "1"
    }
}

/// A balance (`Bal`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Balance {
    /// Its type: a code such as `OPBD` or `CLAV` (`Tp/CdOrPrtry/Cd`), or the bank's own word (`Tp/CdOrPrtry/Prtry`).
    pub kind: String,
    /// Whether it is an intermediate one, on a page between the first and the last (`Tp/SubTp`: `INTM`).
    pub intermediate: bool,
    /// The balance, below zero where the account is overdrawn (`Amt`, with the sign of `CdtDbtInd`).
    pub amount: Money,
    /// Its day (`Dt`).
    pub day: NaiveDate,
}

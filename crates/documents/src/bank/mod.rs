//! Messages between a bank and its customer (ISO 20022).
//!
//! | message | way | here |
//! |---|---|---|
//! | pain.001 `CustomerCreditTransferInitiation` | to the bank | [`PaymentOrder`], written in versions 3 and 9 |
//! | pain.002 `CustomerPaymentStatusReport` | from the bank | [`PaymentReport`], version 3 and later |
//! | camt.053 `BankToCustomerStatement` | from the bank | [`BankStatement`], version 2 and later |
//! | camt.054 `BankToCustomerDebitCreditNotification` | from the bank | [`BankStatement`], version 2 and later |

mod account;
mod camt;
mod detect;
mod field;
mod iban;
mod line;
mod order;
mod order_error;
mod pain001;
mod pain002;
mod report;
mod statement;
mod status;

pub use account::{AccountId, Institution};
pub use detect::{BankMessage, read_bank_message};
pub use line::{BankLine, Counterparty, Direction, LineStatus, Remittance, TransactionCode};
pub use order::{Payment, PaymentOrder, PaymentOrderVersion};
pub use order_error::PaymentOrderError;
pub use report::{PaymentGroup, PaymentOutcome, PaymentReport, StatusReason};
pub use statement::{AccountStatement, Balance, BankStatement, Page, StatementKind};
pub use status::PaymentStatus;

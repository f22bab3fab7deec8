//! Files that come in: e-invoices, tables of claims, messages from banks. Files that go out: orders to banks, lists.
//!
//! Everything here goes from bytes to values or back and touches nothing else: no file, no clock, no network. A file that cannot
//! be read is refused as a whole with a [`DocumentError`] that names the place and the field. A file that can be read but
//! contradicts itself is read, and each contradiction becomes a [`Finding`], because the buyer who confirms must see the
//! invoice as it is, and what a bank says has happened.
//!
//! | function | reads |
//! |---|---|
//! | [`read_invoice`] | 数电票 XML (`EInvoice`), UBL 2.1 Invoice and CreditNote in the meaning of EN 16931 |
//! | [`read_claims`] | rows of claims from CSV or XLSX, with a result for each row |
//! | [`read_bank_message`] | ISO 20022: statements (camt.053), notifications (camt.054), reports on payments (pain.002) |
//!
//! | function | writes |
//! |---|---|
//! | [`PaymentOrder::to_xml`] | ISO 20022: an order to pay (pain.001), version 3 or 9 |
//! | [`write_csv`], [`write_xlsx`] | any list, for spreadsheets |
//! | [`certificate_document`] | the certificate document (确权证明): a page as PDF/A-3 with the bundle embedded, which [`embedded_bundle`] takes out again |

// The samples of certificates serve tests inside and outside.
#[cfg(test)]
extern crate self as tallystick_documents;

mod amount;
mod arithmetic;
mod bank;
mod capitals;
mod certificate;
mod claims;
mod codes;
mod date;
mod dates;
mod detect;
mod einvoice;
mod encoding;
mod error;
mod export;
mod finding;
mod invoice;
mod node;
mod number;
mod position;
mod ubl;
mod xlsx;
pub mod xml;

pub use bank::{
    AccountId, AccountStatement, Balance, BankLine, BankMessage, BankStatement, Counterparty, Direction,
    Institution, LineStatus, Page, Payment, PaymentGroup, PaymentOrder, PaymentOrderError,
    PaymentOrderVersion, PaymentOutcome, PaymentReport, PaymentStatus, Remittance, StatementKind,
    StatusReason, TransactionCode, read_bank_message,
};
pub use certificate::{
    AsOf, CertificateDocumentError, CertificateFacts, ConfirmationSigner, EmbeddedBundleError, EndorsingBank,
    FreezingOrder, MAX_EMBEDDED_BYTES, NamedContract, NamedParty, OfferedRecourse, PayeeAccount, Standing,
    WaivedDefence, certificate_document, embedded_bundle,
};
pub use claims::{
    CellError, CellProblem, ClaimColumn, ClaimFormat, ClaimRow, ClaimSheet, RowOutcome, SheetRow, read_claims,
};
pub use detect::read_invoice;
pub use encoding::MAX_FILE_BYTES;
pub use error::DocumentError;
pub use export::{ExportCell, ExportError, TableFormat, TableWriter, write_csv, write_xlsx};
pub use invoice::{
    Address, AllowanceCharge, BankAccount, Classification, CodeReading, Contact, Finding, FindingCode,
    Invoice, InvoiceFormat, InvoiceKind, InvoiceLine, InvoiceParty, PartyCode, PrecedingInvoice, References,
    Severity, TaxSubtotal, Totals,
};
pub use position::Position;

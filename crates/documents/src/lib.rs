//! Files that come in: e-invoices, and tables of claims.
//!
//! Everything here goes from bytes to values and touches nothing else: no file, no clock, no network. A file that cannot
//! be read is refused as a whole with a [`DocumentError`] that names the place and the field. A file that can be read but
//! contradicts itself is read, and each contradiction becomes a [`Finding`], because the buyer who confirms must see the
//! invoice as it is.
//!
//! | function | reads |
//! |---|---|
//! | [`read_invoice`] | 数电票 XML (`EInvoice`), UBL 2.1 Invoice and CreditNote in the meaning of EN 16931 |
//! | [`read_claims`] | rows of claims from CSV or XLSX, with a result for each row |

mod amount;
mod arithmetic;
mod capitals;
mod claims;
mod codes;
mod date;
mod dates;
mod detect;
mod einvoice;
mod encoding;
mod error;
mod invoice;
mod node;
mod number;
mod position;
mod ubl;
mod xlsx;
pub mod xml;

pub use claims::{
    CellError, CellProblem, ClaimColumn, ClaimFormat, ClaimRow, ClaimSheet, RowOutcome, SheetRow, read_claims,
};
pub use detect::read_invoice;
pub use encoding::MAX_FILE_BYTES;
pub use error::DocumentError;
pub use invoice::{
    Address, AllowanceCharge, BankAccount, Classification, CodeReading, Contact, Finding, FindingCode,
    Invoice, InvoiceFormat, InvoiceKind, InvoiceLine, InvoiceParty, PartyCode, PrecedingInvoice, References,
    Severity, TaxSubtotal, Totals,
};
pub use position::Position;

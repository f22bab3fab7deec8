//! The one value that every invoice format is read into.

mod line;
mod party;
mod references;
mod totals;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use tallystick_base::{Currency, Digest};

pub(crate) use crate::finding::Findings;
pub use crate::finding::{Finding, FindingCode, Severity};
pub use line::{AllowanceCharge, Classification, InvoiceLine};
pub use party::{Address, BankAccount, CodeReading, Contact, InvoiceParty, PartyCode};
pub use references::{PrecedingInvoice, References};
pub use totals::{TaxSubtotal, Totals};

/// An invoice as its issuer wrote it. Numbers in brackets are business terms of EN 16931-1.
///
/// Nothing is invented: what the file does not say is `None` or empty, the due date above all. Amounts keep their
/// sign, so a red-letter invoice has negative totals while a UBL credit note has positive ones; [`InvoiceKind`] says
/// which way they count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Invoice {
    /// The format it was read from.
    pub format: InvoiceFormat,
    /// What it does to the debt.
    pub kind: InvoiceKind,
    /// The issuer's own code for its type (BT-3, UNTDID 1001; for a 数电票 the label codes of `EInvoiceType` and
    /// `GeneralOrSpecialVAT` with a hyphen between).
    pub type_code: Option<String>,
    /// The type in words, where the file has them.
    pub type_name: Option<String>,
    /// Its number (BT-1).
    pub number: String,
    /// The date of issue (BT-2).
    pub issue_date: NaiveDate,
    /// The currency of every amount in it (BT-5).
    pub currency: Currency,
    /// The date payment is due (BT-9). A 数电票 never has one.
    pub due_date: Option<NaiveDate>,
    /// The payment terms as written (BT-20).
    pub payment_terms: Vec<String>,
    /// What the payer should write on the payment (BT-83).
    pub payment_references: Vec<String>,
    /// The date of delivery (BT-72).
    pub delivery_date: Option<NaiveDate>,
    /// The first day of the invoiced period (BT-73).
    pub period_start: Option<NaiveDate>,
    /// The last day of the invoiced period (BT-74).
    pub period_end: Option<NaiveDate>,
    /// Who sells and is owed (BG-4).
    pub seller: InvoiceParty,
    /// Who buys and owes (BG-7).
    pub buyer: InvoiceParty,
    /// Who is to be paid where it is not the seller (BG-10).
    pub payee: Option<InvoiceParty>,
    /// The totals (BG-22).
    pub totals: Totals,
    /// Allowances and charges on the whole document (BG-20, BG-21).
    pub allowances_and_charges: Vec<AllowanceCharge>,
    /// Tax by category and rate (BG-23).
    pub tax_breakdown: Vec<TaxSubtotal>,
    /// The lines (BG-25).
    pub lines: Vec<InvoiceLine>,
    /// Other documents it names.
    pub references: References,
    /// Free text (BT-22; the remarks of a 数电票).
    pub notes: Vec<String>,
    /// SHA-256 of the exact bytes of the file.
    pub digest: Digest,
    /// The number of those bytes.
    pub size: u64,
    /// What does not add up or looks wrong, in the order of the document's rules. Never a reason to refuse the file: it
    /// is shown to the buyer who confirms.
    pub findings: Vec<Finding>,
}

/// The file formats an invoice is read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InvoiceFormat {
    /// 数电票: China's fully digitalized e-invoice, delivered as XML.
    CnEinvoice,
    /// OASIS UBL 2.1 `Invoice`, as EN 16931 uses it.
    UblInvoice,
    /// OASIS UBL 2.1 `CreditNote`, as EN 16931 uses it.
    UblCreditNote,
}

/// What the document does to the debt.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InvoiceKind {
    /// It asks for payment.
    Invoice,
    /// It takes something back; its amounts are written positive.
    CreditNote,
    /// 红字发票: it takes something back; its amounts are written negative.
    RedLetter,
}

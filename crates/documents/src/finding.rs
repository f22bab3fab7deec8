//! What a careful clerk would remark on.

use std::fmt;

use serde::{Deserialize, Serialize};

/// One remark on a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Finding {
    /// What kind of remark it is; stable.
    pub code: FindingCode,
    /// How much it matters.
    pub severity: Severity,
    /// The path of the field it is about.
    pub field: String,
    /// The remark: the rule, the numbers, what to look at.
    pub sentence: String,
    /// What the rule asks for, as text.
    pub expected: Option<String>,
    /// What the file has, as text.
    pub found: Option<String>,
}

/// How much a finding matters to the one who confirms or lends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// Worth knowing; common in sound documents.
    Note,
    /// Unusual; ask whoever issued the document.
    Warning,
    /// The document contradicts itself; a sound system would not have issued it so.
    Serious,
}

macro_rules! finding_codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $code:literal,)+) => {
        /// The kinds of findings. The names in the rules of EN 16931-1 stand in brackets.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[non_exhaustive]
        pub enum FindingCode {
            $($(#[doc = $doc])+ #[serde(rename = $code)] $variant,)+
        }

        impl FindingCode {
            /// Every code, in the order of declaration.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The stable text of this code.
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)+
                }
            }
        }
    };
}

finding_codes! {
    /// The lines do not add up to their total (BR-CO-10).
    LineSum = "totals-lines",
    /// The document's allowances do not add up to their total (BR-CO-11).
    AllowanceSum = "totals-allowances",
    /// The document's charges do not add up to their total (BR-CO-12).
    ChargeSum = "totals-charges",
    /// Lines less allowances plus charges is not the total without tax (BR-CO-13).
    NetTotal = "totals-net",
    /// The taxes by category (of a 数电票: by line) do not add up to the total tax (BR-CO-14).
    TaxSum = "totals-tax",
    /// Total without tax plus tax is not the total with tax (BR-CO-15; 金额加税额等于价税合计).
    GrossTotal = "totals-gross",
    /// Total with tax less prepaid plus rounding is not the amount due (BR-CO-16).
    PayableTotal = "totals-payable",
    /// The tax of a category is not its base times its rate (BR-CO-17).
    SubtotalTax = "tax-subtotal",
    /// The base of a category is not what its lines, allowances and charges give (BR-S-08 and its sisters).
    SubtotalBase = "tax-subtotal-base",
    /// The net amount of a line is not quantity times price, less allowances, plus charges.
    LineNet = "line-net",
    /// The tax of a line is not its amount times its rate.
    LineTax = "line-tax",
    /// Amount and tax of a line are not its amount with tax.
    LineGross = "line-gross",
    /// The total in Chinese capitals is another amount than the total in digits.
    Capitals = "capitals-differ",
    /// The total in Chinese capitals cannot be read as an amount.
    CapitalsUnreadable = "capitals-unreadable",
    /// A tax id fails its form or check digit (GB 32100-2015).
    TaxIdCheck = "tax-id-check",
    /// A VAT id does not begin with a country code (BR-CO-09).
    TaxIdPrefix = "tax-id-prefix",
    /// The buyer has no tax id.
    TaxIdMissing = "tax-id-missing",
    /// A registration number fails the check of the scheme it names.
    LegalIdCheck = "legal-id-check",
    /// The number of a 数电票 is not 20 digits.
    NumberForm = "invoice-number-form",
    /// The header of a 数电票 names another number than the tax bureau gave.
    HeaderNumber = "invoice-number-header",
    /// The type code is not one that EN 16931 knows (UNTDID 1001 subset).
    TypeCode = "type-code-unknown",
    /// The due date is before the date of issue.
    DueBeforeIssue = "due-before-issue",
    /// The file has several due dates, so none is taken.
    DueDatesDiffer = "due-dates-differ",
    /// An amount is due and there is neither due date nor payment terms (BR-CO-25).
    PaymentTermMissing = "payment-term-missing",
    /// The delivery is after the date of issue.
    DeliveryAfterIssue = "delivery-after-issue",
    /// The file has several delivery dates, so none is taken.
    DeliveryDatesDiffer = "delivery-dates-differ",
    /// The invoiced period ends before it begins (BR-29).
    PeriodReversed = "period-reversed",
    /// A preceding invoice is dated after this one.
    PrecedingAfterIssue = "preceding-after-issue",
    /// The invoice was requested on another day than it was issued.
    RequestDate = "request-date-differs",
    /// The mark for red letter and the sign of the total contradict each other.
    RedLetterSign = "red-letter-sign",
    /// A red-letter invoice does not name the invoice that it takes back.
    RedLetterReference = "red-letter-reference",
    /// A reference was found in the remarks, in words and not in a field.
    ReferenceFromRemark = "reference-from-remark",
    /// The opening balance and the booked entries do not give the closing balance (camt.053 `Bal`, `Ntry`).
    BalanceSum = "balance-sum",
    /// A statement has no opening or no closing balance of booked entries (camt.053 `Bal`).
    BalanceMissing = "balance-missing",
    /// Balances or booked entries are in several currencies, so they cannot be added up.
    BalanceCurrency = "balance-currency",
    /// Several balances of one kind contradict each other.
    BalancesDiffer = "balances-differ",
    /// The statement is one page of several, so its balances are not compared (`StmtPgntn`, `MsgPgntn`).
    StatementPage = "statement-page",
    /// Number or sum of the entries is not what the summary says (`TxsSummry`).
    EntrySummary = "entry-summary",
    /// An entry is in another currency than its account.
    EntryCurrency = "entry-currency",
    /// A booked entry has no booking date (`BookgDt`).
    BookingDateMissing = "booking-date-missing",
    /// The transactions of a batch do not add up to their entry (`TxDtls`, `Ntry`).
    BatchSum = "batch-sum",
    /// The transactions of a batch are in another currency than their entry.
    BatchCurrency = "batch-currency",
    /// A batch has a transaction without amount, so the entry stays one line.
    BatchUndivided = "batch-undivided",
    /// The one transaction of an entry has another amount than the entry.
    TransactionAmount = "transaction-amount",
    /// A transaction goes the other way than its entry (`CdtDbtInd`).
    TransactionDirection = "transaction-direction",
    /// Several lines of one account have the same reference of the servicer (`AcctSvcrRef`).
    ReferenceRepeated = "reference-repeated",
    /// The check digits of an IBAN are wrong (ISO 13616).
    IbanCheck = "iban-check",
    /// The status of the whole and the status of a payment in it contradict each other (pain.002 `GrpSts`, `TxSts`).
    StatusDiffers = "status-differs",
    /// A payment has two states in one report (pain.002 `OrgnlEndToEndId`).
    PaymentRepeated = "payment-repeated",
}

impl fmt::Display for FindingCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The findings while they are gathered.
#[derive(Debug, Default)]
pub(crate) struct Findings(Vec<Finding>);

impl Findings {
    pub(crate) fn into_vec(self) -> Vec<Finding> {
        self.0
    }

    /// A remark without two values to compare.
    pub(crate) fn remark(
        &mut self,
        code: FindingCode,
        severity: Severity,
        field: impl Into<String>,
        sentence: String,
    ) {
        self.0.push(Finding {
            code,
            severity,
            field: field.into(),
            sentence,
            expected: None,
            found: None,
        });
    }

    /// A remark on two values that differ.
    pub(crate) fn differ(
        &mut self,
        code: FindingCode,
        severity: Severity,
        field: impl Into<String>,
        sentence: String,
        (expected, found): (impl fmt::Display, impl fmt::Display),
    ) {
        self.0.push(Finding {
            code,
            severity,
            field: field.into(),
            sentence,
            expected: Some(expected.to_string()),
            found: Some(found.to_string()),
        });
    }
}

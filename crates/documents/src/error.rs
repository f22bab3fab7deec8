//! Why a whole file is not read. A single bad row of a table is not here: see [`CellError`](crate::CellError).

use crate::position::Position;

/// A file that is refused as a whole: the rule, where it was broken, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DocumentError {
    /// No bytes at all.
    #[error("the file is empty; send it as the system that made it delivered it")]
    Empty,
    /// More bytes than are read.
    #[error("the file has {size} bytes and at most {limit} are read; send one document a file")]
    TooLarge {
        /// Its size in bytes.
        size: usize,
        /// The largest size read, in bytes.
        limit: usize,
    },
    /// Another kind of file, seen by its first bytes.
    #[error("the file is {found}; invoices are read as XML: send the .xml that was delivered with it")]
    Unsupported {
        /// What it is, with its article.
        found: &'static str,
    },
    /// Another kind of file than a bank sends, seen by its first bytes.
    #[error(
        "the file is {found}; bank messages are read as XML: have the bank export camt.053, camt.054 or pain.002"
    )]
    NotABankFile {
        /// What it is, with its article.
        found: &'static str,
    },
    /// Text in an encoding that is not read.
    #[error("the file is encoded in {found} and only UTF-8 is read; save it again as UTF-8")]
    Encoding {
        /// The encoding it is in or says it is in.
        found: String,
    },
    /// Bytes that are not UTF-8 although nothing else was declared.
    #[error("at {at} the bytes are not UTF-8 (GBK perhaps); save the file again as UTF-8")]
    NotUtf8 {
        /// Where the first such byte stands.
        at: Position,
    },
    /// Not well-formed XML 1.0.
    #[error("the file is not well-formed XML: at {at}, {reason}; send the file unchanged")]
    Malformed {
        /// Where it breaks.
        at: Position,
        /// What breaks, in the words of the XML rule.
        reason: String,
    },
    /// A document type declaration.
    #[error("at {at} a document type declaration begins; they are refused because they can define entities")]
    Doctype {
        /// Where it begins.
        at: Position,
    },
    /// A reference to an entity that XML does not define by itself.
    #[error("at {at} the entity &{name}; is used; only &lt; &gt; &amp; &apos; &quot; and numbers are read")]
    UnknownEntity {
        /// Where it is used.
        at: Position,
        /// Its name.
        name: String,
    },
    /// Elements nested too deeply.
    #[error("at {at} elements are nested more than {limit} deep, which no document read here does")]
    TooDeep {
        /// The start tag that is one too deep.
        at: Position,
        /// The deepest nesting read.
        limit: usize,
    },
    /// Too many elements and attributes.
    #[error("at {at} the file exceeds {limit} elements and attributes; split it")]
    TooManyNodes {
        /// Where the limit was passed.
        at: Position,
        /// The most elements and attributes read.
        limit: usize,
    },
    /// Too many attributes on one element.
    #[error("the element at {at} has more than {limit} attributes, which no document read here has")]
    TooManyAttributes {
        /// The start tag.
        at: Position,
        /// The most attributes of one element.
        limit: usize,
    },
    /// A root element that no reader is for.
    #[error(
        "the document is {found}; what is read: EInvoice (数电票), UBL 2.1 Invoice and UBL 2.1 CreditNote with \
         their namespaces"
    )]
    WrongRoot {
        /// Where the root element stands.
        at: Position,
        /// Its name and namespace.
        found: String,
    },
    /// A message that no reader is for, or in a version that is not read.
    #[error(
        "the document is {found}; what is read of ISO 20022: statements (camt.053.001.02 and later), notifications \
         (camt.054.001.02 and later) and reports on payments (pain.002.001.03 and later)"
    )]
    WrongMessage {
        /// Where the root element stands.
        at: Position,
        /// What it is.
        found: String,
    },
    /// A required field is absent or empty.
    #[error(
        "{field} is missing in the element at {at}; the standard requires it: ask the issuer for a complete file"
    )]
    MissingField {
        /// The element in which it should stand.
        at: Position,
        /// The path of the field.
        field: String,
    },
    /// A field that may stand once stands twice.
    #[error("{field} stands a second time at {at} (first at {first}); it may stand once")]
    RepeatedField {
        /// The second one.
        at: Position,
        /// The first one.
        first: Position,
        /// The path of the field.
        field: String,
    },
    /// An element with elements in it where a value belongs.
    #[error("{field} at {at} contains other elements where a plain value belongs")]
    NotText {
        /// Where it stands.
        at: Position,
        /// The path of the field.
        field: String,
    },
    /// A text longer than any such field.
    #[error("{field} at {at} has {length} characters; at most {limit} are read")]
    TooLong {
        /// Where it stands.
        at: Position,
        /// The path of the field.
        field: String,
        /// Its length in characters.
        length: usize,
        /// The longest one read.
        limit: usize,
    },
    /// Not a number in plain digits.
    #[error("{field} at {at} is {found:?}; a number has digits, one decimal point, perhaps a sign")]
    NotANumber {
        /// Where it stands.
        at: Position,
        /// The path of the field.
        field: String,
        /// What stands there.
        found: String,
    },
    /// An amount that the currency cannot express or that is beyond what is counted.
    #[error("{field} at {at} is {found:?}: {reason}")]
    NotAnAmount {
        /// Where it stands.
        at: Position,
        /// The path of the field.
        field: String,
        /// What stands there.
        found: String,
        /// The rule of the currency that it breaks.
        reason: String,
    },
    /// Not a calendar date.
    #[error("{field} at {at} is {found:?}; a date is written 2026-03-31")]
    NotADate {
        /// Where it stands.
        at: Position,
        /// The path of the field.
        field: String,
        /// What stands there.
        found: String,
    },
    /// Not a currency code.
    #[error("{field} at {at} is {found:?}; a currency is an ISO 4217 code such as CNY")]
    NotACurrency {
        /// Where it stands.
        at: Position,
        /// The path of the field.
        field: String,
        /// What stands there.
        found: String,
    },
    /// An amount in another currency than the document's.
    #[error("{field} at {at} is in {found} and the document is in {expected}; one document has one currency")]
    CurrencyMismatch {
        /// Where it stands.
        at: Position,
        /// The path of the field.
        field: String,
        /// The currency of the document.
        expected: String,
        /// The currency of the amount.
        found: String,
    },
    /// Not a truth value.
    #[error("{field} at {at} is {found:?}; it is true or false")]
    NotAFlag {
        /// Where it stands.
        at: Position,
        /// The path of the field.
        field: String,
        /// What stands there.
        found: String,
    },
    /// Not one of the codes that may stand there.
    #[error("{field} at {at} is {found:?}; it is one of {expected}")]
    NotACode {
        /// Where it stands.
        at: Position,
        /// The path of the field.
        field: String,
        /// What stands there.
        found: String,
        /// The codes.
        expected: &'static str,
    },
    /// A table without a column that every row needs.
    #[error("the table has no column {column} ({chinese}); put the column names into the first row")]
    MissingColumn {
        /// The English name.
        column: &'static str,
        /// The Chinese name.
        chinese: &'static str,
    },
    /// Two columns for one thing.
    #[error("the columns {first:?} and {second:?} both stand for {column}; keep one")]
    RepeatedColumn {
        /// The English name.
        column: &'static str,
        /// The heading of the first.
        first: String,
        /// The heading of the second.
        second: String,
    },
    /// More rows than are read.
    #[error("the table has more than {limit} rows; split it")]
    TooManyRows {
        /// The most rows read, the heading not counted.
        limit: usize,
    },
    /// Only a heading, or not even that.
    #[error("the table has no rows below its heading")]
    NoRows,
    /// Not a CSV file.
    #[error("the file is not CSV: on line {line}, {reason}")]
    NotCsv {
        /// The line, counted from 1.
        line: u64,
        /// What is wrong there.
        reason: String,
    },
    /// Not an XLSX workbook.
    #[error("the file is not an XLSX workbook: {reason}; save it as .xlsx without a password")]
    NotAWorkbook {
        /// What is wrong with it.
        reason: String,
    },
    /// A workbook that unpacks to more than is read.
    #[error("the workbook unpacks to more than {limit} bytes; keep only the table")]
    TooLargeUnpacked {
        /// The most bytes unpacked.
        limit: u64,
    },
}

impl DocumentError {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Empty => "document-empty",
            Self::TooLarge { .. } => "document-too-large",
            Self::Unsupported { .. } => "document-unsupported",
            Self::NotABankFile { .. } => "document-not-a-bank-file",
            Self::Encoding { .. } => "document-encoding",
            Self::NotUtf8 { .. } => "document-not-utf8",
            Self::Malformed { .. } => "xml-malformed",
            Self::Doctype { .. } => "xml-doctype",
            Self::UnknownEntity { .. } => "xml-entity",
            Self::TooDeep { .. } => "xml-too-deep",
            Self::TooManyNodes { .. } => "xml-too-many-nodes",
            Self::TooManyAttributes { .. } => "xml-too-many-attributes",
            Self::WrongRoot { .. } => "document-root",
            Self::WrongMessage { .. } => "document-message",
            Self::MissingField { .. } => "field-missing",
            Self::RepeatedField { .. } => "field-repeated",
            Self::NotText { .. } => "field-not-text",
            Self::TooLong { .. } => "field-too-long",
            Self::NotANumber { .. } => "field-not-a-number",
            Self::NotAnAmount { .. } => "field-not-an-amount",
            Self::NotADate { .. } => "field-not-a-date",
            Self::NotACurrency { .. } => "field-not-a-currency",
            Self::CurrencyMismatch { .. } => "field-currency",
            Self::NotAFlag { .. } => "field-not-a-flag",
            Self::NotACode { .. } => "field-not-a-code",
            Self::MissingColumn { .. } => "table-column-missing",
            Self::RepeatedColumn { .. } => "table-column-repeated",
            Self::TooManyRows { .. } => "table-too-many-rows",
            Self::NoRows => "table-empty",
            Self::NotCsv { .. } => "table-not-csv",
            Self::NotAWorkbook { .. } => "table-not-xlsx",
            Self::TooLargeUnpacked { .. } => "table-too-large-unpacked",
        }
    }
}

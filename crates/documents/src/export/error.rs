//! Why a list is not written.

/// Why a list is not written as a table: the rule, the numbers, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    /// A row with more or fewer cells than there are columns.
    #[error("row {row} has {found} cells and there are {expected} columns; each row has one cell a column")]
    RowUneven {
        /// The number of the row, counted from 1 below the heading.
        row: usize,
        /// The number of columns.
        expected: usize,
        /// The number of its cells.
        found: usize,
    },
    /// More columns than a worksheet has.
    #[error("the list has {found} columns and a worksheet has {limit}; write it as CSV")]
    TooManyColumns {
        /// The most columns of a worksheet.
        limit: usize,
        /// The number of columns.
        found: usize,
    },
    /// More rows than a worksheet has.
    #[error("the list has more than {limit} rows, the most of a worksheet; narrow it, or write it as CSV")]
    TooManyRows {
        /// The most rows of a worksheet, the heading not counted.
        limit: usize,
    },
    /// A text longer than a cell of a worksheet takes.
    #[error(
        "a text in row {row} has {length} characters and a cell of a worksheet takes {limit}; write the list as CSV"
    )]
    TextTooLong {
        /// The number of the row, counted from 1 below the heading; 0 is the heading.
        row: usize,
        /// The most UTF-16 units of a cell.
        limit: usize,
        /// The length of the text in UTF-16 units.
        length: usize,
    },
    /// More than fits into a part of a workbook.
    #[error("the list takes more than {limit} bytes as a worksheet; narrow it, or write it as CSV")]
    TooLarge {
        /// The most bytes of a worksheet.
        limit: usize,
    },
}

impl ExportError {
    /// The stable code of this refusal.
    pub fn code(&self) -> &'static str {
        match self {
            Self::RowUneven { .. } => "export-row-uneven",
            Self::TooManyColumns { .. } => "export-too-many-columns",
            Self::TooManyRows { .. } => "export-too-many-rows",
            Self::TextTooLong { .. } => "export-text-too-long",
            Self::TooLarge { .. } => "export-too-large",
        }
    }
}

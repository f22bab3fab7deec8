//! The columns of a table of claims.

use serde::{Deserialize, Serialize};

use super::{Cell, RawRow};
use crate::error::DocumentError;
use crate::xml::clip;

/// A column. In a heading case, spaces, hyphens and underscores do not matter, nor does a mark of what is required
/// (`*`, 必填, 选填) or the unit 元 in brackets behind the name; another unit, such as 万元, makes it another column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimColumn {
    /// `contract_number`, 合同编号, 合同号. Required.
    ContractNumber,
    /// `invoice_number`, 发票号码, 发票号. Required.
    InvoiceNumber,
    /// `invoice_date`, 开票日期, 发票日期. Required.
    InvoiceDate,
    /// `amount`, 金额, 确权金额, 申请确权金额, 应收账款金额. Required, above zero.
    Amount,
    /// `currency`, 币种. Required: an ISO 4217 code, or 人民币.
    Currency,
    /// `delivery_date`, 交付日期, 交货日期. Required.
    DeliveryDate,
    /// `acceptance_date`, 验收日期. The column is required, a cell may be empty: acceptance may be open.
    AcceptanceDate,
    /// `due_date`, 到期日, 到期日期, 付款到期日. Optional.
    DueDate,
    /// `note`, 备注. Optional.
    Note,
}

impl ClaimColumn {
    /// Every column, in the order in which a template has them.
    pub const ALL: [Self; 9] = [
        Self::ContractNumber,
        Self::InvoiceNumber,
        Self::InvoiceDate,
        Self::Amount,
        Self::Currency,
        Self::DeliveryDate,
        Self::AcceptanceDate,
        Self::DueDate,
        Self::Note,
    ];

    /// The English name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ContractNumber => "contract_number",
            Self::InvoiceNumber => "invoice_number",
            Self::InvoiceDate => "invoice_date",
            Self::Amount => "amount",
            Self::Currency => "currency",
            Self::DeliveryDate => "delivery_date",
            Self::AcceptanceDate => "acceptance_date",
            Self::DueDate => "due_date",
            Self::Note => "note",
        }
    }

    /// The Chinese names, the preferred one first.
    pub const fn chinese(self) -> &'static [&'static str] {
        match self {
            Self::ContractNumber => &["合同编号", "合同号"],
            Self::InvoiceNumber => &["发票号码", "发票号"],
            Self::InvoiceDate => &["开票日期", "发票日期"],
            Self::Amount => &["金额", "确权金额", "申请确权金额", "应收账款金额"],
            Self::Currency => &["币种"],
            Self::DeliveryDate => &["交付日期", "交货日期"],
            Self::AcceptanceDate => &["验收日期"],
            Self::DueDate => &["到期日", "到期日期", "付款到期日"],
            Self::Note => &["备注"],
        }
    }

    /// Whether a table without this column is refused.
    pub const fn is_required(self) -> bool {
        !matches!(self, Self::DueDate | Self::Note)
    }

    fn of(heading: &str) -> Option<Self> {
        let plain: String = heading
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '_' | '-' | '*' | '＊'))
            .map(|c| c.to_ascii_lowercase())
            .map(|c| match c {
                '（' => '(',
                '）' => ')',
                other => other,
            })
            .collect();
        // The unit stands next to the name, so it is taken off last.
        let plain = ["(必填)", "(选填)", "(元)"]
            .iter()
            .fold(plain.as_str(), |text, mark| {
                text.strip_suffix(mark).unwrap_or(text)
            });
        Self::ALL
            .into_iter()
            .find(|column| column.name().replace('_', "") == plain || column.chinese().contains(&plain))
    }
}

/// Which column stands where.
#[derive(Debug)]
pub(super) struct Heading {
    columns: Vec<(Option<ClaimColumn>, String)>,
    pub(super) ignored: Vec<String>,
}

impl Heading {
    pub(super) fn read(row: &RawRow) -> Result<Self, DocumentError> {
        let mut columns: Vec<(Option<ClaimColumn>, String)> = Vec::new();
        let mut ignored = Vec::new();
        for cell in &row.cells {
            let heading = match cell {
                Cell::Text(text) => clip(text),
                Cell::Number(text) | Cell::Broken(text) => clip(text),
                Cell::Date(date) => date.to_string(),
                Cell::Empty => String::new(),
            };
            let column = ClaimColumn::of(&heading);
            if let Some(column) = column
                && let Some((_, first)) = columns.iter().find(|(known, _)| *known == Some(column))
            {
                let (first, second) = (first.clone(), heading);
                return Err(DocumentError::RepeatedColumn {
                    column: column.name(),
                    first,
                    second,
                });
            }
            if column.is_none() && !heading.is_empty() {
                ignored.push(heading.clone());
            }
            columns.push((column, heading));
        }
        for column in ClaimColumn::ALL.into_iter().filter(|column| column.is_required()) {
            if !columns.iter().any(|(known, _)| *known == Some(column)) {
                let chinese = column.chinese().first().copied().unwrap_or_default();
                return Err(DocumentError::MissingColumn {
                    column: column.name(),
                    chinese,
                });
            }
        }
        Ok(Self { columns, ignored })
    }

    /// The place of a column and its heading, if the table has it.
    pub(super) fn place(&self, column: ClaimColumn) -> Option<(usize, &str)> {
        let at = self
            .columns
            .iter()
            .position(|(known, _)| *known == Some(column))?;
        self.columns.get(at).map(|(_, heading)| (at, heading.as_str()))
    }

    /// How many columns there are, ignored ones included.
    pub(super) fn width(&self) -> usize {
        self.columns.len()
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Contract Number", Some(ClaimColumn::ContractNumber))]
    #[case("invoice-number *", Some(ClaimColumn::InvoiceNumber))]
    #[case("金额（元）", Some(ClaimColumn::Amount))]
    #[case("金额（元）（必填）", Some(ClaimColumn::Amount))]
    #[case("验收日期(选填)", Some(ClaimColumn::AcceptanceDate))]
    #[case("金额（万元）", None)]
    #[case("amount (thousands)", None)]
    #[case("序号", None)]
    #[case("", None)]
    fn headings_are_matched_by_name_and_never_by_guess(
        #[case] heading: &str,
        #[case] expected: Option<ClaimColumn>,
    ) {
        assert_eq!(ClaimColumn::of(heading), expected);
    }
}

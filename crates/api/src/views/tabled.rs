//! The items of lists as rows of a table, for files that spreadsheets read.
//!
//! A row has a cell for each member of an item, in their order; an amount has two, one for its currency. A set stands in one cell,
//! its members apart by `; `. Exact texts that are signed or sealed are no cells: they are read as JSON.

use std::collections::BTreeSet;
use std::fmt::Display;

use chrono::NaiveDate;
use tallystick_base::{
    AmendmentId, CancellationId, Capacity, CertificateId, ContractId, CreditLineId, Digest, FilingId,
    FinancingRequestId, GuaranteeId, LoanId, MemberId, Millis, Money, NoticeId, PartyId, PaymentId, PoolId,
    ProductId, Rate, Ratio, ReceivableId, ReviewId, SaleId, Subject, Term, Thumbprint,
};
use tallystick_commands::certificates::CertificateNumber;
use tallystick_commands::parties::ShortText;
use tallystick_documents::ExportCell;

/// What is one row of a table.
pub(crate) trait Tabled {
    /// The headings of its columns.
    fn headings() -> Vec<String>;

    /// Its cells, one for each heading.
    fn cells(&self) -> Vec<ExportCell>;
}

/// What takes one or more cells of a row.
pub(crate) trait Cells {
    /// The headings of its columns, made from the name of the member.
    fn headings(name: &str) -> Vec<String> {
        vec![name.to_owned()]
    }

    /// Adds its cells to a row.
    fn add(&self, row: &mut Vec<ExportCell>);
}

/// Types that stand in a cell as their text.
macro_rules! texts {
    ($($type:ty,)+) => {$(
        impl Cells for $type {
            fn add(&self, row: &mut Vec<ExportCell>) {
                row.push(ExportCell::Text(self.to_string()));
            }
        }
    )+};
}

texts! {
    AmendmentId, CancellationId, Capacity, CertificateId, CertificateNumber, ContractId, CreditLineId, Digest,
    FilingId, FinancingRequestId, GuaranteeId, LoanId, MemberId, NoticeId, PartyId, PaymentId, PoolId, ProductId,
    Rate, Ratio, ReceivableId, ReviewId, SaleId, ShortText, String, Subject, Term, Thumbprint, bool,
}

impl Cells for u64 {
    fn add(&self, row: &mut Vec<ExportCell>) {
        let count = i64::try_from(*self).map(ExportCell::Count);
        row.push(count.unwrap_or_else(|_| ExportCell::Text(self.to_string())));
    }
}

impl Cells for u32 {
    fn add(&self, row: &mut Vec<ExportCell>) {
        row.push(ExportCell::Count(i64::from(*self)));
    }
}

impl Cells for NaiveDate {
    fn add(&self, row: &mut Vec<ExportCell>) {
        row.push(ExportCell::Day(*self));
    }
}

impl Cells for Millis {
    fn add(&self, row: &mut Vec<ExportCell>) {
        row.push(ExportCell::Time(*self));
    }
}

impl Cells for Money {
    fn headings(name: &str) -> Vec<String> {
        vec![name.to_owned(), format!("{name}_currency")]
    }

    fn add(&self, row: &mut Vec<ExportCell>) {
        row.push(ExportCell::Amount(*self));
        row.push(ExportCell::Text(self.currency().to_string()));
    }
}

impl<T: Cells> Cells for Option<T> {
    fn headings(name: &str) -> Vec<String> {
        T::headings(name)
    }

    fn add(&self, row: &mut Vec<ExportCell>) {
        match self {
            Some(there) => there.add(row),
            None => row.extend(T::headings("").iter().map(|_| ExportCell::Empty)),
        }
    }
}

impl<T: Display> Cells for Vec<T> {
    fn add(&self, row: &mut Vec<ExportCell>) {
        row.push(joined(self));
    }
}

impl<T: Display> Cells for BTreeSet<T> {
    fn add(&self, row: &mut Vec<ExportCell>) {
        row.push(joined(self));
    }
}

/// Several things in one cell.
fn joined<T: Display>(all: impl IntoIterator<Item = T>) -> ExportCell {
    let texts: Vec<String> = all.into_iter().map(|one| one.to_string()).collect();
    if texts.is_empty() {
        return ExportCell::Empty;
    }
    ExportCell::Text(texts.join("; "))
}

/// Makes a row of these members of a type.
macro_rules! tabled {
    ($name:ident { $($member:ident: $type:ty,)+ }) => {
        impl $crate::views::Tabled for $name {
            fn headings() -> Vec<String> {
                let mut headings = Vec::new();
                $(headings.extend(<$type as $crate::views::Cells>::headings(stringify!($member)));)+
                headings
            }

            fn cells(&self) -> Vec<tallystick_documents::ExportCell> {
                let mut row = Vec::new();
                $($crate::views::Cells::add(&self.$member, &mut row);)+
                row
            }
        }
    };
}

pub(super) use tabled;

#[cfg(test)]
mod tests {
    use tallystick_base::Currency;

    use super::*;

    struct Line {
        name: String,
        amount: Money,
        paid: Option<Money>,
        roles: Vec<String>,
        seq: u64,
    }

    tabled! {
        Line {
            name: String,
            amount: Money,
            paid: Option<Money>,
            roles: Vec<String>,
            seq: u64,
        }
    }

    #[test]
    fn a_row_has_a_cell_for_each_heading() {
        let amount = Money::from_minor(1_050, Currency::CNY);
        let line = Line {
            name: "a".to_owned(),
            amount,
            paid: None,
            roles: vec!["maker".to_owned(), "checker".to_owned()],
            seq: u64::MAX,
        };
        let headings = [
            "name",
            "amount",
            "amount_currency",
            "paid",
            "paid_currency",
            "roles",
            "seq",
        ];
        assert_eq!(Line::headings(), headings);
        let text = |text: &str| ExportCell::Text(text.to_owned());
        let cells = [
            text("a"),
            ExportCell::Amount(amount),
            text("CNY"),
            ExportCell::Empty,
            ExportCell::Empty,
            text("maker; checker"),
            text("18446744073709551615"),
        ];
        assert_eq!(line.cells(), cells);
    }
}

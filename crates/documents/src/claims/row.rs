//! From a row to a claim, or to all its mistakes at once.

use std::collections::HashMap;

use chrono::NaiveDate;
use tallystick_base::{Currency, Money};

use super::cell::{self, CellError};
use super::column::Heading;
use super::{Cell, CellProblem, ClaimColumn, ClaimRow, RawRow, RowOutcome, SheetRow};

/// Reads row after row and remembers the invoices.
pub(super) struct Reader<'h> {
    heading: &'h Heading,
    invoices: HashMap<String, u32>,
}

impl<'h> Reader<'h> {
    pub(super) fn new(heading: &'h Heading) -> Self {
        Self {
            heading,
            invoices: HashMap::new(),
        }
    }

    pub(super) fn row(&mut self, row: &RawRow) -> SheetRow {
        let mut cells = Cells {
            heading: self.heading,
            row,
            problems: Vec::new(),
        };
        let claim = cells.claim();
        cells.beyond_heading();
        let mut problems = cells.problems;
        if let Some(claim) = &claim {
            let first = *self
                .invoices
                .entry(claim.invoice_number.clone())
                .or_insert(row.number);
            if first != row.number {
                let heading = self
                    .heading
                    .place(ClaimColumn::InvoiceNumber)
                    .map_or("", |(_, heading)| heading);
                problems.push(CellProblem {
                    column: Some(ClaimColumn::InvoiceNumber),
                    heading: heading.to_owned(),
                    error: CellError::CellRepeated { first },
                });
            }
        }
        let outcome = match claim {
            Some(claim) if problems.is_empty() => RowOutcome::Claim(Box::new(claim)),
            Some(_) | None => RowOutcome::Problems(problems),
        };
        SheetRow {
            number: row.number,
            outcome,
        }
    }
}

/// One row while it is read.
struct Cells<'a> {
    heading: &'a Heading,
    row: &'a RawRow,
    problems: Vec<CellProblem>,
}

impl Cells<'_> {
    /// Every column is read before any is found wanting, so that one upload shows all mistakes.
    fn claim(&mut self) -> Option<ClaimRow> {
        let contract_number = self.required(ClaimColumn::ContractNumber, cell::document_number);
        let invoice_number = self.required(ClaimColumn::InvoiceNumber, cell::document_number);
        let invoice_date = self.required(ClaimColumn::InvoiceDate, cell::date);
        let currency = self.required(ClaimColumn::Currency, cell::currency);
        let amount = self.amount(currency);
        let delivery_date = self.required(ClaimColumn::DeliveryDate, cell::date);
        let acceptance_date = self.optional_date(ClaimColumn::AcceptanceDate);
        let due_date = self.optional_date(ClaimColumn::DueDate);
        let note = self.optional(ClaimColumn::Note, cell::note);
        Some(ClaimRow {
            contract_number: contract_number?,
            invoice_number: invoice_number?,
            invoice_date: invoice_date?,
            amount: amount?,
            delivery_date: delivery_date?,
            acceptance_date,
            due_date,
            note,
        })
    }

    /// Without a currency the amount cannot be judged; then only the currency is reported.
    fn amount(&mut self, currency: Option<Currency>) -> Option<Money> {
        let currency = currency?;
        self.required(ClaimColumn::Amount, |cell| cell::money(cell, currency))
    }

    fn optional_date(&mut self, column: ClaimColumn) -> Option<NaiveDate> {
        self.optional(column, cell::date)
    }

    fn optional<T>(
        &mut self,
        column: ClaimColumn,
        read: impl FnOnce(&Cell) -> Result<Option<T>, CellError>,
    ) -> Option<T> {
        let (at, heading) = self.heading.place(column)?;
        match read(self.row.cells.get(at).unwrap_or(&Cell::Empty)) {
            Ok(value) => value,
            Err(error) => {
                self.problems.push(CellProblem {
                    column: Some(column),
                    heading: heading.to_owned(),
                    error,
                });
                None
            }
        }
    }

    fn required<T>(
        &mut self,
        column: ClaimColumn,
        read: impl FnOnce(&Cell) -> Result<Option<T>, CellError>,
    ) -> Option<T> {
        self.optional(column, |cell| read(cell)?.ok_or(CellError::CellEmpty).map(Some))
    }

    /// A comma within an unquoted value pushes the rest of the row to the right.
    fn beyond_heading(&mut self) {
        let beyond = self
            .row
            .cells
            .iter()
            .skip(self.heading.width())
            .find(|cell| **cell != Cell::Empty);
        if let Some(cell) = beyond {
            let error = CellError::CellBeyondHeading {
                found: cell::shown(cell),
            };
            self.problems.push(CellProblem {
                column: None,
                heading: String::new(),
                error,
            });
        }
    }
}

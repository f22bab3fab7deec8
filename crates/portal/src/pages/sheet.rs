//! A table that stands on a page and is given as a file: the same rows.

use axum::response::Response;
use chrono::NaiveDate;
use tallystick_base::{Currency, Money};
use tallystick_documents::{ExportCell, ExportError, TableFormat, TableWriter};

use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::certificates::attached::attached;

/// A table.
pub(super) struct Sheet {
    pub(super) heads: Vec<Head>,
    pub(super) rows: Vec<Vec<Cell>>,
}

/// The head of a column.
pub(super) struct Head {
    pub(super) name: String,
    /// Whether it holds figures.
    pub(super) figures: bool,
}

/// What stands in a cell.
pub(super) enum Cell {
    /// A name, and the page of what it names.
    Link(String, String),
    Text(String),
    Count(u64),
    /// Days; none where nothing was counted.
    Days(Option<u32>),
    /// One amount for each currency.
    Money(Vec<Money>),
    Day(NaiveDate),
}

/// A column of names or days.
pub(super) fn words(name: String) -> Head {
    Head { name, figures: false }
}

/// A column of figures.
pub(super) fn figures(name: String) -> Head {
    Head { name, figures: true }
}

/// The name and the format of a file, such as `banks.xlsx`.
pub(super) fn named(file: &str) -> Option<(&str, TableFormat)> {
    let (name, extension) = file.rsplit_once('.')?;
    let format = [TableFormat::Csv, TableFormat::Xlsx]
        .into_iter()
        .find(|format| format.extension() == extension)?;
    Some((name, format))
}

impl Cell {
    /// What a page shows.
    pub(super) fn text(&self) -> String {
        match self {
            Self::Link(name, _) | Self::Text(name) => name.clone(),
            Self::Count(count) => count.to_string(),
            Self::Days(days) => days.map_or_else(|| "—".to_owned(), |days| days.to_string()),
            // Of nothing there is no currency; what people read is the money of the country.
            Self::Money(sums) if sums.is_empty() => Money::zero(Currency::CNY).grouped_text(),
            Self::Money(sums) => {
                let sums: Vec<String> = sums.iter().map(|sum| sum.grouped_text()).collect();
                sums.join(" + ")
            }
            Self::Day(day) => day.to_string(),
        }
    }

    pub(super) fn link(&self) -> Option<&str> {
        match self {
            Self::Link(_, address) => Some(address),
            Self::Text(_) | Self::Count(_) | Self::Days(_) | Self::Money(_) | Self::Day(_) => None,
        }
    }

    fn exported(&self) -> ExportCell {
        match self {
            Self::Link(name, _) | Self::Text(name) => ExportCell::Text(name.clone()),
            Self::Count(count) => ExportCell::Count(i64::try_from(*count).unwrap_or(i64::MAX)),
            Self::Days(days) => days.map_or(ExportCell::Empty, |days| ExportCell::Count(days.into())),
            Self::Money(sums) => match sums.as_slice() {
                [] => ExportCell::Empty,
                [sum] => ExportCell::Amount(*sum),
                _ => ExportCell::Text(self.text()),
            },
            Self::Day(day) => ExportCell::Day(*day),
        }
    }

    fn currencies(&self) -> Vec<String> {
        match self {
            Self::Money(sums) => sums.iter().map(|sum| sum.currency().to_string()).collect(),
            Self::Link(..) | Self::Text(_) | Self::Count(_) | Self::Days(_) | Self::Day(_) => Vec::new(),
        }
    }
}

impl Sheet {
    /// The rows with the heads of their columns, for a template.
    pub(super) fn lines(&self) -> impl Iterator<Item = Vec<(&Head, &Cell)>> {
        self.rows.iter().map(|row| self.heads.iter().zip(row).collect())
    }

    /// The table as a file. The currencies of a row stand in a column of their own.
    pub(super) fn file(
        &self,
        frame: &Frame<'_>,
        name: &str,
        format: TableFormat,
    ) -> Result<Response, Failure> {
        let mut heads: Vec<String> = self.heads.iter().map(|head| head.name.clone()).collect();
        heads.push(frame.say("certificates-currency"));
        let mut table = TableWriter::begin(format, &heads).map_err(|error| unwritten(&error))?;
        for row in &self.rows {
            let mut currencies: Vec<String> = row.iter().flat_map(Cell::currencies).collect();
            currencies.sort();
            currencies.dedup();
            let mut cells: Vec<ExportCell> = row.iter().map(Cell::exported).collect();
            cells.push(ExportCell::Text(currencies.join(" ")));
            table.row(&cells).map_err(|error| unwritten(&error))?;
        }
        let name = format!("{name}.{}", format.extension());
        Ok(attached(&name, format.media_type(), table.finish()))
    }
}

fn unwritten(error: &ExportError) -> Failure {
    tracing::error!(%error, "a table could not be written");
    Failure::Fault
}

//! Tables as CSV.

use super::{ExportCell, begins_formula};

/// The byte order mark by which Excel sees that a file is UTF-8.
const UTF8_MARK: &[u8] = b"\xEF\xBB\xBF";

const IN_MEMORY: &str = "bytes in memory take what is written, and every record has the same length";

/// A CSV file in the making.
#[derive(Debug)]
pub(super) struct Delimited(csv::Writer<Vec<u8>>);

impl Delimited {
    pub(super) fn begin(columns: &[&str]) -> Self {
        let mut file = Self(
            csv::WriterBuilder::new()
                .terminator(csv::Terminator::CRLF)
                .from_writer(UTF8_MARK.to_vec()),
        );
        file.record(columns.iter().map(|heading| inert(heading)));
        file
    }

    /// One more row, of as many cells as there are columns.
    pub(super) fn row(&mut self, cells: &[ExportCell]) {
        self.record(cells.iter().map(text));
    }

    pub(super) fn finish(self) -> Vec<u8> {
        self.0.into_inner().expect(IN_MEMORY)
    }

    fn record(&mut self, fields: impl Iterator<Item = String>) {
        self.0.write_record(fields).expect(IN_MEMORY);
    }
}

fn text(cell: &ExportCell) -> String {
    match cell {
        ExportCell::Empty => String::new(),
        ExportCell::Text(text) => inert(text),
        ExportCell::Amount(amount) => amount.value_text(),
        ExportCell::Day(day) => day.format("%Y-%m-%d").to_string(),
        ExportCell::Time(time) => time.to_string(),
        ExportCell::Count(count) => count.to_string(),
    }
}

/// The text as no formula.
fn inert(text: &str) -> String {
    if begins_formula(text) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

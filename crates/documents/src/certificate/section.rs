//! Sections: a heading, and below it rows with a label and what it says.

use super::length::Length;
use super::reading::{Piece, Role};
use super::sheet::{Column, LEFT, Language, RIGHT, Shade, Sheets, Style};
use super::wording::Both;

/// From the left margin to what a row says.
const LABELS: Length = Length::points(104);
/// Between two lines of text and the hairline.
const PADDING: Length = Length::mils(2_900);
const HAIRLINE: Length = Length::mils(350);
/// What keeps a heading together with the row below it.
const WITH_A_ROW: Length = Length::points(76);

pub(super) const HEADING: Style = style(10_500, 15_000, Shade::Accent, Language::Chinese);
pub(super) const HEADING_ENGLISH: Style = style(8_000, 15_000, Shade::Soft, Language::English);
const LABEL: Style = style(9_000, 11_500, Shade::Soft, Language::Chinese);
const LABEL_ENGLISH: Style = style(6_800, 8_600, Shade::Soft, Language::English);
pub(super) const SAID: Style = style(9_500, 12_500, Shade::Ink, Language::Chinese);
const ADDED: Style = style(7_600, 9_800, Shade::Soft, Language::English);
/// As what is added, in Chinese or in both.
pub(super) const NOTED: Style = style(7_600, 9_800, Shade::Soft, Language::Chinese);

pub(super) const fn style(size: i64, leading: i64, shade: Shade, language: Language) -> Style {
    Style {
        size: Length::mils(size),
        leading: Length::mils(leading),
        shade,
        language,
    }
}

/// A line of a cell: printable text, and how it looks.
pub(super) type Line = (String, Style);

impl Sheets<'_> {
    /// Begins a section; its rows go into the table that is returned.
    pub(super) fn section(&mut self, chinese: &str, english: &str) -> Piece {
        self.down += Length::points(7);
        self.make_room(WITH_A_ROW);
        let heading = Role::Heading {
            first: false,
            says: format!("{chinese} {english}"),
        };
        let heading = self.reading.add(heading, None);
        let beside = self.face.width(chinese, HEADING.size) + Length::points(6);
        let down = self.down;
        self.down = self.set(heading, chinese, HEADING, Column::whole(), down);
        let column = Column {
            left: LEFT + beside,
            width: RIGHT - LEFT - beside,
        };
        self.set(heading, english, HEADING_ENGLISH, column, down);
        self.rule(Length::mils(700), Shade::Accent);
        self.reading.add(Role::Table, None)
    }

    /// A row with its label.
    pub(super) fn row(&mut self, table: Piece, label: [&str; 2], said: &[Line]) {
        let [chinese, english] = label;
        let head = [(chinese.to_owned(), LABEL), (english.to_owned(), LABEL_ENGLISH)];
        let labels = Column {
            left: LEFT,
            width: LABELS - Length::points(8),
        };
        let values = Column {
            left: LEFT + LABELS,
            width: RIGHT - LEFT - LABELS,
        };
        self.cells(
            table,
            &[(Role::RowHead, labels, &head), (Role::Cell, values, said)],
        );
    }

    /// A row of cells side by side, with a hairline below.
    pub(super) fn cells(&mut self, table: Piece, cells: &[(Role, Column, &[Line])]) {
        let heights = cells
            .iter()
            .map(|(_, column, lines)| self.tall(lines, column.width));
        let height = heights.max().unwrap_or(Length::ZERO);
        self.make_room(PADDING + height + PADDING);
        let row = self.reading.add(Role::Row, Some(table));
        for (role, column, lines) in cells {
            let cell = self.reading.add(role.clone(), Some(row));
            let mut down = self.down + PADDING;
            for (text, style) in *lines {
                down = self.set(cell, text, *style, *column, down);
            }
        }
        self.down += PADDING + height + PADDING;
        self.rule(HAIRLINE, Shade::Faint);
    }

    fn tall(&self, lines: &[Line], width: Length) -> Length {
        lines.iter().fold(Length::ZERO, |tall, (text, style)| {
            tall + self.height(text, *style, width)
        })
    }

    /// A line as it is said, for a name that comes from outside.
    pub(super) fn said(&self, text: &str) -> Line {
        (self.face.printable(text), SAID)
    }

    /// A line that completes the one above it.
    pub(super) fn noted(&self, text: &str) -> Line {
        (self.face.printable(text), NOTED)
    }

    /// Both languages, one below the other.
    pub(super) fn in_both(&self, both: &Both) -> [Line; 2] {
        [
            self.said(&both.chinese),
            (self.face.printable(&both.english), ADDED),
        ]
    }
}

//! Sheets of A4 that fill from top to bottom: marks at places, before anything is drawn.

use super::face::Face;
use super::length::Length;
use super::lines::lines;
use super::reading::{Piece, Reading, Role};

/// A4 upright: 210 by 297 mm.
pub(super) const WIDTH: Length = Length::mils(595_276);
pub(super) const HEIGHT: Length = Length::mils(841_890);
/// The margins at both sides are 20 mm.
pub(super) const LEFT: Length = Length::mils(56_693);
pub(super) const RIGHT: Length = Length::mils(595_276 - 56_693);
pub(super) const TOP: Length = Length::points(44);
/// Below this only the foot of the page stands.
const BOTTOM: Length = Length::points(796);

/// How dark something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shade {
    /// What is said.
    Ink,
    /// What explains it.
    Soft,
    /// The one colour: ink blue.
    Accent,
    /// Hairlines.
    Faint,
}

/// The language of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    Chinese,
    English,
}

/// How a text looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Style {
    pub(super) size: Length,
    /// From one baseline to the next.
    pub(super) leading: Length,
    pub(super) shade: Shade,
    pub(super) language: Language,
}

/// One thing on a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    /// The piece it belongs to; none for what is only decoration.
    pub(super) piece: Option<Piece>,
    pub(super) left: Length,
    /// For a text its baseline, for everything else its upper edge; from the upper edge of the sheet.
    pub(super) down: Length,
    pub(super) shape: Shape,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shape {
    /// One line of printable text.
    Text(String, Style),
    /// A rule of a width and a thickness.
    Rule(Length, Length, Shade),
    /// The code that opens the check, of a side, with the address it leads to.
    Code(Length, String),
}

/// The sheets, and how far the last one is filled.
pub(super) struct Sheets<'f> {
    pub(super) face: &'f Face,
    pub(super) pages: Vec<Vec<Mark>>,
    pub(super) reading: Reading,
    /// Where the next thing goes.
    pub(super) down: Length,
}

impl<'f> Sheets<'f> {
    pub(super) fn new(face: &'f Face) -> Self {
        Self {
            face,
            pages: vec![Vec::new()],
            reading: Reading::default(),
            down: TOP,
        }
    }

    /// Begins a new sheet if something so high does not go on this one.
    pub(super) fn make_room(&mut self, height: Length) {
        if self.down + height > BOTTOM && self.down > TOP {
            self.pages.push(Vec::new());
            self.down = TOP;
        }
    }

    pub(super) fn mark(&mut self, mark: Mark) {
        if let Some(sheet) = self.pages.last_mut() {
            sheet.push(mark);
        }
    }

    /// Sets a text in a column whose upper edge is `down`, and gives its lower edge. The text must be printable, and
    /// there must be room.
    pub(super) fn set(
        &mut self,
        piece: Piece,
        text: &str,
        style: Style,
        column: Column,
        down: Length,
    ) -> Length {
        let mut down = down;
        for line in lines(self.face, text, style.size, column.width) {
            down += style.leading;
            self.mark(Mark {
                piece: Some(piece),
                left: column.left,
                // Noto's ideographs stand on 88 parts in a hundred of their size.
                down: down - style.leading.thousandths(250),
                shape: Shape::Text(line, style),
            });
        }
        down
    }

    /// How high a text is in a column so wide.
    pub(super) fn height(&self, text: &str, style: Style, width: Length) -> Length {
        let count = lines(self.face, text, style.size, width).len();
        style
            .leading
            .times(i64::try_from(count).unwrap_or(i64::MAX / 1_000_000))
    }

    /// A rule from margin to margin, at the present place.
    pub(super) fn rule(&mut self, thickness: Length, shade: Shade) {
        self.mark(Mark {
            piece: None,
            left: LEFT,
            down: self.down,
            shape: Shape::Rule(RIGHT - LEFT, thickness, shade),
        });
    }

    /// Sets a paragraph from margin to margin.
    pub(super) fn paragraph(&mut self, text: &str, style: Style) {
        let column = Column::whole();
        self.make_room(self.height(text, style, column.width));
        let piece = self.reading.add(Role::Paragraph, None);
        self.down = self.set(piece, text, style, column, self.down);
    }
}

/// Where text is set: its left edge and how wide it may become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) left: Length,
    pub(super) width: Length,
}

impl Column {
    /// From margin to margin.
    pub(super) fn whole() -> Self {
        Self {
            left: LEFT,
            width: RIGHT - LEFT,
        }
    }
}

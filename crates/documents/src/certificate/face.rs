//! The font: which characters it has, how wide they are, and their glyphs.

use std::fmt::Write as _;

use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::charmap::Charmap;
use skrifa::raw::TableProvider as _;
use skrifa::raw::tables::hmtx::Hmtx;
use skrifa::{FontRef, MetadataProvider as _};

use super::length::Length;

/// Noto Sans SC, cut: see `assets/README.md`.
static NOTO_SANS_SC: &[u8] = include_bytes!("../../assets/NotoSansSC-Regular.ttf");

const IN_THE_PROGRAM: &str = "the font is part of the program, and the tests read it";

/// The one font of the document. Every character has one glyph, and glyphs stand side by side as they come: neither
/// Chinese nor the few European words need more.
pub(super) struct Face {
    font: Font,
    glyphs: Charmap<'static>,
    widths: Hmtx<'static>,
}

impl Face {
    pub(super) fn load() -> Self {
        let tables = FontRef::new(NOTO_SANS_SC).expect(IN_THE_PROGRAM);
        Self {
            font: Font::new(NOTO_SANS_SC.into(), 0).expect(IN_THE_PROGRAM),
            glyphs: tables.charmap(),
            widths: tables.hmtx().expect(IN_THE_PROGRAM),
        }
    }

    /// The font for the library that draws.
    pub(super) fn font(&self) -> Font {
        self.font.clone()
    }

    /// The text with nothing in it that cannot be printed: a character that the font lacks becomes its code,
    /// 〔U+2B81A〕, and so do marks that would print nothing or turn the direction of writing.
    pub(super) fn printable(&self, text: &str) -> String {
        let mut printable = String::with_capacity(text.len());
        for character in text.chars() {
            if matches!(character, '\t' | '\n' | '\r' | '\u{A0}') {
                printable.push(' ');
            } else if self.glyphs.map(character).is_some() {
                printable.push(character);
            } else {
                let _ = write!(printable, "〔U+{:04X}〕", u32::from(character));
            }
        }
        printable
    }

    /// How wide a character is at a size.
    pub(super) fn width_of(&self, character: char, size: Length) -> Length {
        let (_, advance) = self.glyph(character);
        size.thousandths(i64::from(advance))
    }

    /// How wide a line is at a size.
    pub(super) fn width(&self, line: &str, size: Length) -> Length {
        line.chars().fold(Length::ZERO, |width, character| {
            width + self.width_of(character, size)
        })
    }

    /// The glyphs of a line of printable text.
    pub(super) fn line(&self, line: &str) -> Vec<KrillaGlyph> {
        line.char_indices()
            .map(|(at, character)| {
                let (glyph, advance) = self.glyph(character);
                let advance = Length::mils(i64::from(advance)).drawn();
                let range = at..at + character.len_utf8();
                KrillaGlyph::new(GlyphId::new(glyph), advance, 0.0, 0.0, 0.0, range, None)
            })
            .collect()
    }

    /// A glyph and its width in thousandths of the size.
    fn glyph(&self, character: char) -> (u32, u16) {
        let glyph = self.glyphs.map(character).unwrap_or_default();
        (glyph.to_u32(), self.widths.advance(glyph).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[test]
    fn the_font_counts_in_thousandths() {
        let head = FontRef::new(NOTO_SANS_SC).unwrap().head().unwrap();
        assert_eq!(head.units_per_em(), 1_000);
    }

    #[test]
    fn all_digits_are_of_one_width() {
        let (face, size) = (Face::load(), Length::points(10));
        for digit in '0'..='9' {
            assert_eq!(face.width_of(digit, size), Length::mils(5_550));
        }
        assert_eq!(face.width("中文", size), Length::points(20));
    }

    #[rstest]
    #[case::in_every_table("冀中商业银行石门支行", "冀中商业银行石门支行")]
    #[case::names_outside_gb2312("朱镕堃、喆琪、李珺", "朱镕堃、喆琪、李珺")]
    #[case::latin("Müller & Søn — “AB”, №7", "Müller & Søn — “AB”, №7")]
    #[case::rare("𫠚氏商行", "〔U+2B81A〕氏商行")]
    #[case::another_script("Ωmega Россия 한국", "Ωmega Россия 〔U+D55C〕〔U+AD6D〕")]
    #[case::turned_around("abc\u{202E}cba", "abc〔U+202E〕cba")]
    #[case::nothing_to_see("冀\u{200B}中\u{AD}行", "冀〔U+200B〕中〔U+00AD〕行")]
    #[case::lines("一\n二\t三", "一 二 三")]
    fn what_the_font_lacks_is_printed_as_its_code(#[case] text: &str, #[case] printed: &str) {
        assert_eq!(Face::load().printable(text), printed);
    }
}

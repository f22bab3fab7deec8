//! Breaking a text into lines.

use super::face::Face;
use super::length::Length;

/// Marks that do not begin a line.
const NOT_FIRST: &str = "，。、；：？！）〕】》」』”’…—％·,.;:!?)]}%";
/// Marks that do not end a line.
const NOT_LAST: &str = "（〔【《「『“‘([{";
/// Marks after which a long address may go on in the next line.
const JOINTS: &str = "-/?&=";

/// The lines of a printable text, none wider than `width`: between ideographs, at spaces, after the joints of an
/// address, and inside a word that is longer than a line. At least one line.
pub(super) fn lines(face: &Face, text: &str, size: Length, width: Length) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = Line::default();
    let mut before = None;
    for character in text.chars() {
        if before.is_some_and(|before| may_part(before, character)) {
            line.parts_at = Some(line.text.len());
        }
        before = Some(character);
        let wide = face.width_of(character, size);
        while line.width + wide > width && character != ' ' && !line.text.is_empty() {
            lines.push(line.end(face, size));
        }
        if character != ' ' || !line.text.is_empty() {
            line.text.push(character);
            line.width += wide;
        }
    }
    if lines.is_empty() || !line.text.is_empty() {
        lines.push(line.text.trim_end().to_owned());
    }
    lines
}

/// The line that is being filled.
struct Line {
    text: String,
    width: Length,
    /// The last place at which it may part.
    parts_at: Option<usize>,
}

impl Default for Line {
    fn default() -> Self {
        Self {
            text: String::new(),
            width: Length::ZERO,
            parts_at: None,
        }
    }
}

impl Line {
    /// Ends the line where it may part, and keeps the rest for the next.
    fn end(&mut self, face: &Face, size: Length) -> String {
        let at = self.parts_at.take().filter(|at| *at > 0);
        let rest = self.text.split_off(at.unwrap_or(self.text.len()));
        let ended = std::mem::replace(&mut self.text, rest.trim_start().to_owned());
        self.width = face.width(&self.text, size);
        ended.trim_end().to_owned()
    }
}

/// Whether a line may end between two characters.
fn may_part(before: char, after: char) -> bool {
    if after == ' ' || NOT_FIRST.contains(after) || NOT_LAST.contains(before) {
        return false;
    }
    before == ' ' || is_ideographic(before) || is_ideographic(after) || JOINTS.contains(before)
}

/// Ideographs, kana, and the marks that stand among them.
fn is_ideographic(character: char) -> bool {
    u32::from(character) >= 0x2E80
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    /// Lines of so many ideographs.
    fn broken(text: &str, ideographs: i64) -> Vec<String> {
        let size = Length::points(10);
        lines(&Face::load(), text, size, size.times(ideographs))
    }

    #[rstest]
    #[case::short("石门市", 5, &["石门市"])]
    #[case::empty("", 5, &[""])]
    #[case::ideographs("石门市第一人民医院", 5, &["石门市第一", "人民医院"])]
    #[case::no_mark_first("石门市医院，采购", 5, &["石门市医", "院，采购"])]
    #[case::no_bracket_last("石门市医（采购）", 5, &["石门市医", "（采购）"])]
    #[case::words("one two three", 4, &["one two", "three"])]
    #[case::spaces_at_the_edge("abcdefg   hij", 4, &["abcdefg", "hij"])]
    #[case::mixed("批次AB12号", 3, &["批次", "AB12", "号"])]
    #[case::an_address("https://a.example/check/AB", 6, &["https://", "a.example/", "check/AB"])]
    #[case::a_long_word("0123456789", 2, &["012", "345", "678", "9"])]
    fn a_text_parts_where_it_may(#[case] text: &str, #[case] ideographs: i64, #[case] expected: &[&str]) {
        assert_eq!(broken(text, ideographs), expected);
    }

    #[test]
    fn no_line_is_too_wide_and_nothing_is_lost() {
        let text = "冀中医药供应链管理有限公司 Hebei Pharmaceutical (Supply-Chain) 2026年第3批次，含税";
        let (face, size) = (Face::load(), Length::points(10));
        for ideographs in 2..40 {
            let broken = broken(text, ideographs);
            for line in &broken {
                assert!(face.width(line, size) <= size.times(ideographs), "{line}");
            }
            let joined: String = broken.concat().split_whitespace().collect();
            assert_eq!(joined, text.split_whitespace().collect::<String>());
        }
    }
}

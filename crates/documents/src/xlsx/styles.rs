//! Which cell styles show a number as a date.

use std::collections::HashSet;

use super::{children, tree};
use crate::error::DocumentError;

/// For each style of a workbook, whether it is a date.
#[derive(Debug, Default)]
pub(super) struct Styles(Vec<bool>);

impl Styles {
    pub(super) fn read(text: &str) -> Result<Self, DocumentError> {
        let root = tree(text)?;
        let own: HashSet<u32> = children(&root, "numFmts")
            .flat_map(|formats| children(formats, "numFmt"))
            .filter(|format| format.attribute("", "formatCode").is_some_and(is_date_code))
            .filter_map(|format| format.attribute("", "numFmtId")?.parse().ok())
            .collect();
        let styles = children(&root, "cellXfs").flat_map(|styles| children(styles, "xf"));
        let is_date = |id: u32| is_built_in_date(id) || own.contains(&id);
        let id = |style: &crate::xml::Element| style.attribute("", "numFmtId")?.parse().ok();
        Ok(Self(styles.map(|style| id(style).is_some_and(is_date)).collect()))
    }

    /// Whether a number in that style is a date; without a style it is not.
    pub(super) fn is_date(&self, style: Option<&str>) -> bool {
        let index: Option<usize> = style.and_then(|style| style.parse().ok());
        index
            .and_then(|index| self.0.get(index).copied())
            .unwrap_or(false)
    }
}

/// The built-in formats with a day or a month and year (ECMA-376 part 1, section 18.8.30, with those of Chinese systems);
/// times alone are not among them.
fn is_built_in_date(id: u32) -> bool {
    matches!(id, 14..=17 | 22 | 27..=31 | 36 | 50..=54 | 57 | 58)
}

/// Whether a format shows a year or a day, outside quotes, brackets and escapes.
fn is_date_code(code: &str) -> bool {
    let mut characters = code.chars();
    while let Some(character) = characters.next() {
        let closing = match character {
            'y' | 'Y' | 'd' | 'D' => return true,
            '\\' | '_' | '*' => {
                characters.next();
                continue;
            }
            '"' => '"',
            '[' => ']',
            ';' => return false,
            _ => continue,
        };
        for inner in characters.by_ref() {
            if inner == closing {
                break;
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("yyyy-mm-dd", true)]
    #[case("[$-804]yyyy\"年\"m\"月\"d\"日\"", true)]
    #[case("0.00", false)]
    #[case("[Red]0.00;\"day\"", false)]
    #[case("\"yuan\" 0", false)]
    #[case("\\d0", false)]
    #[case("hh:mm", false)]
    fn date_formats_are_told_from_others(#[case] code: &str, #[case] expected: bool) {
        assert_eq!(is_date_code(code), expected);
    }
}

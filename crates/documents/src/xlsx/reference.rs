//! Cell references such as `C7`.

/// The last column of a sheet, XFD, counted from 0.
const LAST_COLUMN: usize = 16_383;
/// The last row of a sheet, counted from 1.
const LAST_ROW: u32 = 1_048_576;

/// The column counted from 0 and the row counted from 1; `None` for what no sheet has.
pub(super) fn parse(text: &str) -> Option<(usize, u32)> {
    let split = text.find(|c: char| !c.is_ascii_uppercase())?;
    let (letters, digits) = text.split_at_checked(split)?;
    let mut column = 0_usize;
    for letter in letters.bytes() {
        column = column
            .checked_mul(26)?
            .checked_add(usize::from(letter - b'A'))?
            .checked_add(1)?;
    }
    let column = column.checked_sub(1).filter(|column| *column <= LAST_COLUMN)?;
    Some((column, row(digits)?))
}

/// A row number.
pub(super) fn row(text: &str) -> Option<u32> {
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    text.parse().ok().filter(|row| (1..=LAST_ROW).contains(row))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("A1", Some((0, 1)))]
    #[case("AB12", Some((27, 12)))]
    #[case("XFD1048576", Some((16_383, 1_048_576)))]
    #[case("XFE1", None)]
    #[case("A0", None)]
    #[case("A1048577", None)]
    #[case("AAAAAAAAAAAAAAAAAAAAAAAA1", None)]
    #[case("1", None)]
    #[case("A", None)]
    #[case("A+1", None)]
    fn references_stay_within_a_sheet(#[case] text: &str, #[case] expected: Option<(usize, u32)>) {
        assert_eq!(parse(text), expected);
    }
}

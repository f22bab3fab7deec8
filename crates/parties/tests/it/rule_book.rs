//! The tables of the rule book are those of the code.

/// Refuses a table that `docs/domain/parties.md` does not show as it is.
#[track_caller]
pub(crate) fn check_shown(table: &str) {
    let rule_book = include_str!("../../../../docs/domain/parties.md");
    assert!(
        rule_book.contains(table),
        "docs/domain/parties.md shows another table than\n{table}"
    );
}

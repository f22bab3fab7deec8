//! The tables of the rule book are those of the code.

/// Refuses a table that `docs/domain/contracts.md` does not show as it is.
#[track_caller]
pub(crate) fn check_shown(table: &str) {
    let rule_book = include_str!("../../../../docs/domain/contracts.md");
    assert!(
        rule_book.contains(table),
        "docs/domain/contracts.md shows another table than\n{table}"
    );
}

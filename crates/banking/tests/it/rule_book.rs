//! The tables of the rule book are those of the code.

const RULE_BOOK: &str = include_str!("../../../../docs/domain/banking.md");

/// Refuses a table that `docs/domain/banking.md` does not show as it is.
#[track_caller]
pub(crate) fn check_shown(table: &str) {
    assert!(
        RULE_BOOK.contains(table),
        "docs/domain/banking.md shows another table than\n{table}"
    );
}

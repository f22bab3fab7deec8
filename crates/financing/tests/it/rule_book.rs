//! The tables of the rule book are those of the code.

const RULE_BOOK: &str = include_str!("../../../../docs/domain/financing.md");

/// Refuses a table that `docs/domain/financing.md` does not show as it is.
#[track_caller]
pub(crate) fn check_shown(table: &str) {
    assert!(
        RULE_BOOK.contains(table),
        "docs/domain/financing.md shows another table than\n{table}"
    );
}

#[test]
fn every_refusal_of_this_crate_is_named_in_the_rule_book() {
    for code in crate::rejections::codes() {
        let is_named = RULE_BOOK.contains(&format!("`{code}`")) || RULE_BOOK.contains(&format!(" {code} |"));
        assert!(is_named, "{code}");
    }
}

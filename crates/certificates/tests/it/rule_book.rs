//! The tables of the rule book are those of the code.

use std::collections::BTreeSet;

const RULE_BOOK: &str = include_str!("../../../../docs/domain/certificates.md");

/// Refuses a table that `docs/domain/certificates.md` does not show as it is.
#[track_caller]
pub(crate) fn check_shown(table: &str) {
    assert!(
        RULE_BOOK.contains(table),
        "docs/domain/certificates.md shows another table than\n{table}"
    );
}

#[test]
fn every_refusal_of_this_crate_is_named_in_the_rule_book() {
    let codes: BTreeSet<_> = crate::rejections::codes();
    for code in &codes {
        assert!(
            RULE_BOOK.contains(&format!("`{code}`")) || RULE_BOOK.contains(&format!(" {code} |")),
            "{code}"
        );
    }
}

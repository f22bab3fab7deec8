//! What an audit finds where somebody edits a loan behind the service's back.

use rstest::rstest;
use tallystick_testbed::Engine;

use super::told;
use crate::audit::each_is_found;

/// Edits by hand, with the table and the column that the audit names; `-` where it names a whole row.
const EDITS: &[(&str, &str, &str)] = &[
    (
        "UPDATE loans SET open_principal = open_principal - 1",
        "loans",
        "open_principal",
    ),
    ("UPDATE loans SET stage = 'closed'", "loans", "stage"),
    ("DELETE FROM relied_on", "relied_on", "-"),
    (
        "UPDATE certificate_sums SET outstanding = outstanding + 1",
        "certificate_sums",
        "outstanding",
    ),
    (
        "UPDATE papers SET number = 'x' WHERE kind = 'order'",
        "papers",
        "-",
    ),
    ("UPDATE line_uses SET drawn = 0", "line_uses", "drawn"),
    (
        "UPDATE credit_lines SET credit_limit = credit_limit * 2",
        "credit_lines",
        "credit_limit",
    ),
    (
        "UPDATE bank_entries SET amount = 1 WHERE stage = 'unmatched'",
        "bank_entries",
        "amount",
    ),
    ("UPDATE guarantees SET at_most = 1", "guarantees", "at_most"),
    ("UPDATE reviews SET rate = '0.0100'", "reviews", "rate"),
    ("UPDATE requests SET borrower = debtor", "requests", "borrower"),
    (
        "INSERT INTO asked VALUES ('financing-request/x', 'party/x')",
        "asked",
        "-",
    ),
    ("UPDATE filings SET number = 'x'", "filings", "number"),
    ("UPDATE notices SET arrived_at = 1", "notices", "arrived_at"),
    ("UPDATE sales SET price = 1", "sales", "price"),
    ("UPDATE pools SET name = 'x'", "pools", "name"),
    ("UPDATE products SET name = 'x'", "products", "name"),
    // A movement of a line, and what happened to a loan, stand in the ledger's own parts.
    (
        "UPDATE outcome_parts SET part = (SELECT part FROM outcome_parts WHERE seq = 0 AND place = 1) \
         WHERE subject LIKE 'line-use/%' AND version = 2",
        "outcome_parts",
        "part",
    ),
    (
        "UPDATE outcome_parts SET part = (SELECT part FROM outcome_parts WHERE seq = 0 AND place = 1) \
         WHERE subject LIKE 'loan/%' AND version = 2",
        "outcome_parts",
        "part",
    ),
    (
        "UPDATE subjects SET state = replace(state, '480000.00', '480000.01') WHERE subject LIKE 'loan/%'",
        "subjects",
        "state",
    ),
];

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn every_edit_by_hand_is_found(#[case] engine: Engine) {
    let (world, _, _) = told(engine).await;
    each_is_found(&world, engine, EDITS).await;
}

//! An auditor on the page of audits: a row that somebody changed by hand in the database is found and named.

use sea_orm::{ConnectionTrait as _, Database};
use tallystick_testbed::browser::Language;
use tokio::runtime::Runtime;

use crate::acting::{apart, examined, id_in, link, seated};

/// Changes the database behind the back of the service that has it open, as whoever has the file can; gives how many rows.
fn tampered(statement: &str) -> u64 {
    let key = apart().key("auditor-1");
    let file = key.ancestors().nth(2).unwrap().join("tallystick.db");
    Runtime::new().unwrap().block_on(async {
        let address = format!("sqlite://{}", file.display());
        let database = Database::connect(address).await.unwrap();
        let changed = database.execute_unprepared(statement).await.unwrap();
        database.close().await.unwrap();
        changed.rows_affected()
    })
}

#[test]
fn an_audit_on_the_page_names_the_row_that_was_changed_by_hand() {
    // Given a served ledger, and a certificate whose row says another amount than was confirmed.
    let auditor = seated(apart(), "auditor-1", Language::En);
    auditor.open("/certificates?stage=discharged");
    let certificate = id_in(&link(&auditor, "table.list a[href^='/certificates/']"));
    let subject = format!("certificate/{certificate}");
    let raised = format!("UPDATE certificates SET amount = amount + 1 WHERE subject = '{subject}'");
    assert_eq!(tampered(&raised), 1);

    // When the auditor begins an audit, and watches it to its end,
    auditor.open("/audits");
    auditor.click("form[action='/audits'] button");
    let found = auditor.text("[data-refresh] .alert");

    // then the page names table, row and column, and leads to the certificate.
    for words in [
        "A value is not what follows from the entries.",
        "follows from the entries",
    ] {
        assert!(found.contains(words), "{words}: {found}");
    }
    assert_eq!(
        auditor.texts("[data-refresh] .alert dl.facts code"),
        ["certificates", subject.as_str(), "amount"]
    );
    let page = link(&auditor, "[data-refresh] .alert dl.facts a");
    assert_eq!(page, format!("/certificates/{certificate}"));
    examined(&auditor, "/audits");
    auditor.wait_for("[data-refresh] .tag-refused");
}

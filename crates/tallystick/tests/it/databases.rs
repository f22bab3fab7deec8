//! The whole of operating a ledger, on either database.

use std::fs;

use rstest::rstest;
use serde_json::Value;
use tallystick_testbed::Engine;

use crate::program::{command, run};
use crate::service::{Ledger, Service, on_free_ports};

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
fn a_ledger_is_opened_served_audited_and_backed_up(#[case] engine: Engine) {
    let (ledger, database) = (Ledger::none(), engine.fresh());
    let place = ["--data", &ledger.path(""), "--database", database.url()];
    let on = |words: &[&str]| run(&[words, &place].concat());

    let opened = on(&["init", "--origin", "ledger.example.org"]);
    assert_eq!(opened.code, 0, "{}", opened.complained);
    let again = on(&[
        "init",
        "--origin",
        "ledger.example.org",
        "--keys",
        &ledger.path("k"),
        "--out",
        &ledger.path("o"),
    ]);
    assert_eq!(again.code, 2, "{}", again.said);

    let mut serve = command(&[&["serve"], &place[..]].concat());
    on_free_ports(&mut serve);
    let service = Service::start(serve);
    assert!(
        service
            .get("/log/checkpoint")
            .body
            .starts_with("ledger.example.org\n2\n")
    );
    for words in [&["audit"][..], &["rebuild", "--check"]] {
        let checked = on(words);
        assert_eq!(checked.code, 0, "{}{}", checked.said, checked.complained);
    }

    let to = ledger.path("backup");
    let made = on(&["backup", "--to", &to]);
    assert_eq!(made.code, 0, "{}", made.complained);
    let manifest = fs::read_to_string(format!("{to}/backup.json")).unwrap();
    let manifest: Value = serde_json::from_str(&manifest).unwrap();
    assert_eq!(manifest["entries"], 2);
    match engine {
        Engine::Sqlite => assert_eq!(manifest["database"], "tallystick.db"),
        Engine::Postgres => {
            assert_eq!(manifest["database"], Value::Null);
            assert!(made.said.contains("pg_dump"), "{}", made.said);
        }
    }
    assert_eq!(service.stop().code, 0);
}

//! The whole of operating a ledger, on either database.

use std::fs;

use rstest::rstest;
use serde_json::Value;
use tallystick_testbed::{Engine, Fresh};

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

    let (table, id, column) = edited_by_hand(&database);
    for words in [&["audit", "--json"][..], &["rebuild", "--check", "--json"]] {
        let checked = on(words);
        assert_eq!(checked.code, 1, "{}{}", checked.said, checked.complained);
        let report = checked.json();
        let named = &report["difference"];
        assert_eq!(
            (&report["clean"], &named["table"], &named["column"]),
            (&false.into(), &table.into(), &column.into()),
            "{report}"
        );
        assert!(named["id"].as_str().unwrap().starts_with(id), "{report}");
    }
    let told = on(&["audit"]);
    assert_eq!(told.code, 1);
    assert!(
        told.said
            .starts_with("Not clean: ledger ledger.example.org: table "),
        "{}",
        told.said
    );
}

/// Changes the database behind the back of the service. Gives the table, the beginning of the row's key and the column.
fn edited_by_hand(database: &Fresh) -> (&'static str, &'static str, &'static str) {
    if let Some(server) = database.server() {
        server.psql("UPDATE parties SET version = 9").unwrap();
        return ("parties", "party/", "version");
    }
    // With no program at all: a letter of the body of entry 0, in the file.
    let file = database.file().unwrap();
    let mut bytes = fs::read(file).unwrap();
    let word = b"\"log_keys\"";
    let places: Vec<usize> = (0..bytes.len() - word.len())
        .filter(|place| bytes[*place..].starts_with(word))
        .collect();
    assert!(!places.is_empty());
    for place in places {
        bytes[place + 1] = b'L';
    }
    fs::write(file, bytes).unwrap();
    ("bodies", "0", "body")
}

//! `tallystick audit` and `tallystick rebuild`.

use std::fs;

use crate::service::Ledger;

#[test]
fn a_fresh_ledger_is_clean() {
    let ledger = Ledger::open();
    let audited = ledger.run(&["audit", "--json"]);
    assert_eq!(audited.code, 0, "{}{}", audited.said, audited.complained);
    let report = audited.json();
    assert_eq!(
        (&report["clean"], &report["ledger"], &report["entries"]),
        (&true.into(), &"ledger.example.org".into(), &2.into())
    );
    let checked = ledger.run(&["rebuild", "--check", "--json"]);
    assert_eq!((checked.code, &checked.json()["clean"]), (0, &true.into()));
    assert!(audited.complained.is_empty() && checked.complained.is_empty());
}

#[test]
fn a_ledger_is_audited_beside_the_service() {
    let ledger = Ledger::open();
    let service = ledger.serve(&[]);
    let audited = ledger.run(&["audit"]);
    assert_eq!(audited.code, 0, "{}{}", audited.said, audited.complained);
    assert!(
        audited
            .said
            .starts_with("Clean: ledger ledger.example.org, 2 entries"),
        "{}",
        audited.said
    );
    assert_eq!(service.stop().code, 0);
}

#[test]
fn the_read_model_is_written_anew() {
    let ledger = Ledger::open();
    let written = ledger.run(&["rebuild", "--write"]);
    assert_eq!(written.code, 0, "{}{}", written.said, written.complained);
    assert_eq!(ledger.run(&["audit"]).code, 0);
}

#[test]
fn nothing_is_left_of_an_audit() {
    let ledger = Ledger::open();
    let names = || {
        let mut names: Vec<_> = fs::read_dir(ledger.data())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| !name.starts_with("tallystick.db-"))
            .collect();
        names.sort();
        names
    };
    let before = names();
    assert_eq!(ledger.run(&["audit"]).code, 0);
    assert_eq!(names(), before);
}

#[test]
fn an_auditor_needs_nothing_but_the_pepper() {
    let ledger = Ledger::open();
    let keys = ledger.folder().join("auditor");
    fs::create_dir(&keys).unwrap();
    fs::copy(ledger.path("keys/pepper.hex"), keys.join("pepper.hex")).unwrap();
    let audited = ledger.run(&["audit", "--keys", keys.to_str().unwrap()]);
    assert_eq!(audited.code, 0, "{}{}", audited.said, audited.complained);
}

#[test]
fn the_pepper_of_another_ledger_is_not_clean() {
    let (ledger, other) = (Ledger::open(), Ledger::open());
    let audited = ledger.run(&["audit", "--keys", &other.path("keys")]);
    assert_eq!(audited.code, 1, "{}{}", audited.said, audited.complained);
    assert!(audited.said.starts_with("Not clean: "), "{}", audited.said);
}

#[test]
fn where_there_is_no_ledger_none_is_made() {
    let ledger = Ledger::none();
    fs::create_dir(ledger.data()).unwrap();
    for words in [&["audit"][..], &["rebuild", "--check"]] {
        let ended = ledger.run(words);
        assert_eq!(ended.code, 2);
        assert!(
            ended.complained.contains("there is no database"),
            "{}",
            ended.complained
        );
    }
    assert!(fs::read_dir(ledger.data()).unwrap().next().is_none());
}

#[test]
fn a_rebuild_says_whether_it_compares_or_writes() {
    let ledger = Ledger::open();
    assert_eq!(ledger.run(&["rebuild"]).code, 2);
    assert_eq!(ledger.run(&["rebuild", "--check", "--write"]).code, 2);
}

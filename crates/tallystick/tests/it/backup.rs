//! `tallystick backup`, and restoring from it.

use std::fs;

use serde_json::Value;

use crate::program::run;
use crate::service::{Ledger, get};

/// A backup of a ledger that is being served, with one evidence file.
fn backed_up() -> (Ledger, String) {
    let ledger = Ledger::open();
    let service = ledger.serve(&[]);
    fs::create_dir_all(ledger.path("files/ab")).unwrap();
    fs::write(ledger.path("files/ab/abcd"), "an invoice").unwrap();
    let to = ledger.path("backup");
    let made = ledger.run(&["backup", "--to", &to]);
    assert_eq!(made.code, 0, "{}", made.complained);
    assert_eq!(service.get("/ready").status, 200);
    assert_eq!(service.stop().code, 0);
    (ledger, to)
}

#[test]
fn a_backup_holds_database_files_and_log_and_no_key() {
    let (_ledger, to) = backed_up();
    let mut names: Vec<_> = fs::read_dir(&to)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["backup.json", "files", "ledger.tlog", "tallystick.db"]);
    let manifest: Value =
        serde_json::from_str(&fs::read_to_string(format!("{to}/backup.json")).unwrap()).unwrap();
    assert_eq!(
        (&manifest["ledger"], &manifest["entries"], &manifest["files"]),
        (&"ledger.example.org".into(), &2.into(), &1.into())
    );
    assert_eq!(
        fs::read_to_string(format!("{to}/files/ab/abcd")).unwrap(),
        "an invoice"
    );
}

#[test]
fn the_log_in_it_is_valid_for_a_stranger() {
    let (ledger, to) = backed_up();
    let verified = run(&[
        "verify",
        &format!("{to}/ledger.tlog"),
        "--vkeys",
        &ledger.path("keys/vkeys.txt"),
    ]);
    assert_eq!(verified.code, 0, "{}{}", verified.said, verified.complained);
}

#[test]
fn a_restored_ledger_is_clean_and_served() {
    let (ledger, to) = backed_up();
    let keys = ledger.path("keys");
    let restored = ["--data", &to, "--keys", &keys];
    let audited = run(&[&["audit"], &restored[..]].concat());
    assert_eq!(audited.code, 0, "{}{}", audited.said, audited.complained);
    let before = ledger.serve(&[]).get("/log/checkpoint").body;
    let mut serve = crate::program::command(&[&["serve"], &restored[..]].concat());
    crate::service::on_free_ports(&mut serve);
    let service = crate::service::Service::start(serve);
    assert_eq!(get(&service.address, "/log/checkpoint").body, before);
}

#[test]
fn a_folder_that_exists_is_not_touched() {
    let (ledger, to) = backed_up();
    let again = ledger.run(&["backup", "--to", &to]);
    assert_eq!(again.code, 2);
    assert!(
        again.complained.contains("name a folder that does not"),
        "{}",
        again.complained
    );
}

#[test]
fn an_interrupted_backup_is_told_and_a_failed_one_leaves_nothing() {
    let (ledger, other) = (Ledger::open(), Ledger::open());
    let to = ledger.path("backup");
    let failed = ledger.run(&["backup", "--to", &to, "--keys", &other.path("keys")]);
    assert_eq!(failed.code, 2);
    assert!(
        failed.complained.contains("no backup was made"),
        "{}",
        failed.complained
    );
    assert!(!fs::exists(&to).unwrap() && !fs::exists(format!("{to}.part")).unwrap());

    fs::create_dir(format!("{to}.part")).unwrap();
    let interrupted = ledger.run(&["backup", "--to", &to]);
    assert_eq!(interrupted.code, 2);
    assert!(
        interrupted.complained.contains("was interrupted; remove it"),
        "{}",
        interrupted.complained
    );
}

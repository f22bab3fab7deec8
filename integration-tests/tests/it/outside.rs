//! An outsider's checker, which shares no code with the service, reads its ledger while the parties go on working.

use std::env;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;

use rstest::rstest;
use serde_json::Value;
use tallystick_testbed::Engine;

use crate::book::Book;
use crate::cast::Cast;
use crate::chance::Chance;
use crate::house::House;
use crate::load::Load;

/// Entries before the checker begins; full tiles are tried where they cost less.
const ENOUGH: usize = 40;

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn an_independent_checker_agrees_while_the_ledger_grows(#[case] engine: Engine) {
    let mut chance = Chance::announced(&format!("checking from outside on {engine:?}"));
    let house = House::open(engine);
    let server = house.serve().await;
    let cast = Arc::new(Cast::enrol(&house, &server, &mut chance).await);
    let book = Book::new();
    let load = Load::start(&house, &cast, &book, &[&server], 8, &mut chance);
    book.has(ENOUGH).await;

    let folder = tempfile::tempdir().unwrap();
    let key = folder.path().join("member.pem");
    fs::write(&key, house.operator_keys[0].to_pem().unwrap().as_bytes()).unwrap();
    let url = server.url();
    let checked = tokio::task::spawn_blocking(move || check(&url, &key))
        .await
        .unwrap();
    load.abandon().await;

    let said = String::from_utf8_lossy(&checked.stdout);
    let complained = String::from_utf8_lossy(&checked.stderr);
    assert!(checked.status.success(), "{said}{complained}");
    let report: Value = serde_json::from_str(&said).unwrap();
    let not_ok: Vec<&Value> = report["rules"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|rule| rule["state"] != "ok")
        .collect();
    // Parts are shown to those who are entitled, and not in the log.
    assert_eq!(not_ok.len(), 1, "{not_ok:?}");
    assert_eq!(not_ok[0]["rule"], "outcomes");
    server.stop().await;
}

fn check(url: &str, key: &Path) -> Output {
    let python = env::var_os("TALLYSTICK_PYTHON").unwrap_or_else(|| "python3".into());
    let checker = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures/ledger/check.py");
    let mut command = Command::new(python);
    command.arg(checker).arg(url).arg("--key").arg(key).arg("--json");
    command.output().unwrap()
}

//! Every test has a database of its own.

use std::process::Command;
use std::thread;

use rstest::rstest;
use tallystick_testbed::{Engine, Postgres};

#[test]
fn a_database_is_empty_and_its_own() {
    let postgres = Postgres::shared().unwrap();
    let (first, second) = (postgres.database().unwrap(), postgres.database().unwrap());
    assert_ne!(first.url(), second.url());
    first
        .psql("CREATE TABLE mark (one int); INSERT INTO mark VALUES (1), (2)")
        .unwrap();
    assert_eq!(first.psql("SELECT one FROM mark ORDER BY one").unwrap(), "1\n2");
    let refused = second.psql("SELECT one FROM mark").unwrap_err().to_string();
    assert!(refused.contains("relation \"mark\" does not exist"), "{refused}");

    let url = postgres.database().unwrap().url();
    let next = postgres.database().unwrap().url();
    assert_ne!(next, url, "no other test gets it again");
}

#[test]
fn the_address_is_that_of_an_ordinary_role_which_may_make_tables() {
    let database = Postgres::shared().unwrap().database().unwrap();
    let ask = |question: &str| {
        let output = Command::new("psql")
            .args([&database.url(), "--quiet", "--tuples-only", "--no-align"])
            .arg(format!("--command={question}"))
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    };
    assert_eq!(ask("CREATE TABLE made (one int); SELECT count(*) FROM made"), "0");
    assert_eq!(
        ask("SELECT rolname, rolsuper FROM pg_roles WHERE rolname = current_user"),
        "tallystick|f"
    );
}

#[rstest]
#[case::fsync("fsync", "on")]
#[case::synchronous_commit("synchronous_commit", "on")]
#[case::full_page_writes("full_page_writes", "on")]
#[case::listens_here_only("listen_addresses", "127.0.0.1")]
fn the_cluster_is_durable_and_private(#[case] setting: &str, #[case] value: &str) {
    let database = Postgres::shared().unwrap().database().unwrap();
    assert_eq!(database.psql(&format!("SHOW {setting}")).unwrap(), value);
}

#[test]
fn text_sorts_as_a_language_does_so_that_a_query_must_ask_for_bytes() {
    let database = Postgres::shared().unwrap().database().unwrap();
    let sorted = |collation: &str| {
        let query = format!(
            "SELECT string_agg(t, ' ' ORDER BY t {collation}) FROM (VALUES ('a'), ('B'), ('c')) v(t)"
        );
        database.psql(&query).unwrap()
    };
    assert_eq!(sorted(""), "a B c");
    assert_eq!(sorted("COLLATE \"C\""), "B a c");
}

#[test]
fn databases_can_be_had_at_the_same_time() {
    let ask = || Engine::Postgres.fresh().url().to_owned();
    let mut urls: Vec<String> = thread::scope(|scope| {
        let running: Vec<_> = (0..4).map(|_| scope.spawn(ask)).collect();
        running.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    urls.sort();
    urls.dedup();
    assert_eq!(urls.len(), 4);
}

#[rstest]
#[case::sqlite(Engine::Sqlite, "sqlite:/")]
#[case::postgres(Engine::Postgres, "postgres://tallystick:")]
fn either_engine_gives_an_address_of_its_kind(#[case] engine: Engine, #[case] begins: &str) {
    let fresh = engine.fresh();
    assert_eq!(fresh.engine(), engine);
    assert!(fresh.url().starts_with(begins), "{}", fresh.url());
    assert_eq!(fresh.file().is_some(), engine == Engine::Sqlite);
    assert_eq!(fresh.server().is_some(), engine == Engine::Postgres);
}

#[test]
fn an_sqlite_file_goes_with_its_folder() {
    let fresh = Engine::Sqlite.fresh();
    let file = fresh.file().unwrap().to_owned();
    assert!(!file.exists());
    std::fs::write(&file, "rows").unwrap();
    drop(fresh);
    assert!(!file.parent().unwrap().exists());
}

//! What people use today: one table in PostgreSQL, a row that everybody locks, and each row with the SHA-256 of the one before.
//!
//! `pgbench` is the client, which costs less than any of ours would; nothing is signed, checked or decided.

use std::fs;
use std::process::Command;

use anyhow::{Context as _, ensure};
use tallystick_testbed::{Engine, Fresh};

/// About as many bytes as an entry of the ledger has, with its body and its outcome.
const CONTENT: usize = 2_000;

const TABLES: &str = "
    CREATE TABLE chain_head (id integer PRIMARY KEY, seq bigint NOT NULL, hash bytea NOT NULL);
    CREATE TABLE chain (seq bigint PRIMARY KEY, content bytea NOT NULL, hash bytea NOT NULL);
    INSERT INTO chain_head VALUES (0, 0, sha256(''));
    GRANT ALL ON chain_head, chain TO PUBLIC;
";

const APPEND: &str = "\
BEGIN;
SELECT seq + 1 AS seq, sha256(hash || convert_to(:content, 'UTF8')) AS hash FROM chain_head WHERE id = 0 FOR UPDATE \\gset
INSERT INTO chain VALUES (:seq, convert_to(:content, 'UTF8'), :hash);
UPDATE chain_head SET seq = :seq, hash = :hash WHERE id = 0;
COMMIT;
";

/// A chain of rows, empty at first.
pub(super) struct RowLock {
    database: Fresh,
}

impl RowLock {
    pub(super) fn prepare() -> anyhow::Result<Self> {
        let database = Engine::Postgres.fresh();
        let server = database.server().context("PostgreSQL is a server")?;
        server.psql(TABLES)?;
        Ok(Self { database })
    }

    /// How many rows it takes a second of so many clients, measured for so many seconds.
    pub(super) fn rate(&self, clients: usize, seconds: u64) -> anyhow::Result<u64> {
        let folder = tempfile::tempdir().context("cannot make a temporary folder")?;
        let script = folder.path().join("append.sql");
        fs::write(&script, APPEND)?;
        let output = Command::new("pgbench")
            .args(["--no-vacuum", "--protocol=prepared", "--jobs=2"])
            .args([format!("--client={clients}"), format!("--time={seconds}")])
            .arg(format!("--define=content={}", "x".repeat(CONTENT)))
            .arg("--file")
            .arg(&script)
            .arg(self.database.url())
            .output()
            .context("cannot start `pgbench`, which comes with PostgreSQL")?;
        let said = String::from_utf8_lossy(&output.stdout);
        let complaint = String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "pgbench failed: {complaint}");
        transactions_a_second(&said).with_context(|| format!("pgbench did not tell its rate: {said}"))
    }
}

/// From the line `tps = 1234.567890 (without initial connection time)`.
fn transactions_a_second(said: &str) -> Option<u64> {
    let rate = said.lines().find_map(|line| line.strip_prefix("tps = "))?;
    rate.split(['.', ' ']).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_takes_rows_and_chains_them() {
        let row_lock = RowLock::prepare().unwrap();
        assert!(row_lock.rate(16, 1).unwrap() > 0);
        let server = row_lock.database.server().unwrap();
        let broken = "SELECT count(*) FROM chain JOIN chain AS before ON before.seq = chain.seq - 1
            WHERE chain.hash <> sha256(before.hash || chain.content)";
        assert_eq!(server.psql(broken).unwrap(), "0");
        assert_eq!(server.psql("SELECT max(seq) = count(*) FROM chain").unwrap(), "t");
    }

    #[test]
    fn the_rate_is_read_from_what_pgbench_says() {
        let said = "latency average = 3.1 ms\ntps = 1612.345 (without initial connection time)\n";
        assert_eq!(transactions_a_second(said), Some(1_612));
        assert_eq!(transactions_a_second("pgbench: error"), None);
    }
}

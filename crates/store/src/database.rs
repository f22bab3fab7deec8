//! Where the data is: one SQLite file, or a PostgreSQL database that several instances share.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    AccessMode, ConnectOptions, ConnectionTrait, Database as SeaOrm, DatabaseConnection, DatabaseTransaction,
    DbBackend, DbErr, IsolationLevel, SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};

use crate::StoreError;

/// How long a writer on PostgreSQL waits for the head's row, and how long it may hold it without doing anything.
const LOCK_TIMEOUT: &str = "SET lock_timeout = '10s'; SET idle_in_transaction_session_timeout = '15s'";
/// A receipt is a promise: where the server would answer before a commit is on the disk, this service has it wait.
const FLUSHED: &str = "SELECT set_config('synchronous_commit', 'on', false) \
                       WHERE current_setting('synchronous_commit') = 'off'";
/// The oldest version of PostgreSQL that the ledger runs on.
const OLDEST_SERVER: u32 = 15;
/// How long a database has to answer at all, and how long a request waits for a connection that others use.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(8);
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
/// Statements are written in a few sizes of chunks for each table, so that all of them stay prepared.
const STATEMENT_CACHE: usize = 400;

/// The address of a database. Shown without its password.
#[derive(Clone, PartialEq, Eq)]
pub enum DatabaseUrl {
    /// A file, made when it is missing.
    Sqlite(PathBuf),
    /// A database of a PostgreSQL cluster.
    Postgres(String),
}

impl FromStr for DatabaseUrl {
    type Err = StoreError;

    fn from_str(text: &str) -> Result<Self, StoreError> {
        if let Some(path) = text.strip_prefix("sqlite:") {
            let path = path.strip_prefix("//").unwrap_or(path);
            if path.is_empty() || path.starts_with('?') {
                return Err(StoreError::Address("sqlite: needs the path of a file".into()));
            }
            Ok(Self::Sqlite(path.into()))
        } else if text.starts_with("postgres://") || text.starts_with("postgresql://") {
            Ok(Self::Postgres(text.to_owned()))
        } else {
            let advice = "it begins with sqlite: (and the path of a file) or postgres://";
            Err(StoreError::Address(advice.into()))
        }
    }
}

impl fmt::Display for DatabaseUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Sqlite(path) => write!(formatter, "sqlite:{}", path.display()),
            Self::Postgres(url) => formatter.write_str(&without_password(url)),
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else {
        return "postgres://".into();
    };
    // Options may hold a password too.
    let rest = rest.split_once('?').map_or(rest, |(address, _)| address);
    match rest.rsplit_once('@') {
        Some((user, host)) => {
            let name = user.split_once(':').map_or(user, |(name, _)| name);
            format!("{scheme}://{name}@{host}")
        }
        None => format!("{scheme}://{rest}"),
    }
}

/// The connections: one writer at a time, and a pool of readers.
#[derive(Debug, Clone)]
pub(crate) struct Database {
    pub(crate) writer: DatabaseConnection,
    pub(crate) reader: DatabaseConnection,
}

impl Database {
    pub(crate) async fn connect(url: &DatabaseUrl, readers: u32) -> Result<Self, StoreError> {
        let writer = SeaOrm::connect(options(url, 1)).await?;
        refuse_old_server(&writer).await?;
        let reader = SeaOrm::connect(options(url, readers.max(1))).await?;
        Ok(Self { writer, reader })
    }

    /// Begins a transaction that writes. On SQLite it takes the write lock at once: one that reads first would fail as soon as it
    /// wants to write behind another writer.
    pub(crate) async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        begin(&self.writer).await
    }

    /// One moment of the whole database, to be read for as long as it takes.
    pub(crate) async fn snapshot(&self) -> Result<DatabaseTransaction, DbErr> {
        if self.reader.get_database_backend() == DbBackend::Postgres {
            self.reader
                .execute_unprepared("SET idle_in_transaction_session_timeout = 0")
                .await?;
        }
        moment(&self.reader).await
    }

    pub(crate) async fn close(self) -> Result<(), DbErr> {
        self.reader.close().await?;
        self.writer.close().await
    }
}

async fn refuse_old_server(connection: &DatabaseConnection) -> Result<(), StoreError> {
    if connection.get_database_backend() != DbBackend::Postgres {
        return Ok(());
    }
    let question = Statement::from_string(
        DbBackend::Postgres,
        "SELECT current_setting('server_version_num') AS version",
    );
    let row = connection.query_one_raw(question).await?;
    let version: Option<String> = row.map(|row| row.try_get("", "version")).transpose()?;
    check_server(&version.unwrap_or_default())
}

/// Takes a version as a server gives it: the major one times 10,000, and the minor one.
fn check_server(version: &str) -> Result<(), StoreError> {
    match version.parse::<u32>().map(|number| number / 10_000) {
        Ok(major) if major >= OLDEST_SERVER => Ok(()),
        Ok(major) => Err(StoreError::OldServer(major.to_string())),
        Err(_) => Err(StoreError::OldServer(version.to_owned())),
    }
}

/// Begins a transaction whose reads all see the same moment, however many they are.
pub(crate) async fn moment(connection: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    let (level, access) = match connection.get_database_backend() {
        DbBackend::Postgres => (Some(IsolationLevel::RepeatableRead), Some(AccessMode::ReadOnly)),
        // A transaction of SQLite reads what was there at its first read.
        _ => (None, None),
    };
    connection.begin_with_config(level, access).await
}

pub(crate) async fn begin(connection: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    let postgres = connection.get_database_backend() == DbBackend::Postgres;
    let options = TransactionOptions {
        isolation_level: postgres.then_some(IsolationLevel::ReadCommitted),
        access_mode: None,
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
    };
    connection.begin_with_options(options).await
}

fn options(url: &DatabaseUrl, connections: u32) -> ConnectOptions {
    let mut options = match url {
        DatabaseUrl::Sqlite(path) => sqlite(path.clone(), connections),
        DatabaseUrl::Postgres(url) => postgres(url, connections),
    };
    options
        .connect_timeout(CONNECT_TIMEOUT)
        .acquire_timeout(ACQUIRE_TIMEOUT);
    options
}

fn sqlite(path: PathBuf, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new("sqlite://");
    options.max_connections(connections).sqlx_logging(false);
    options.map_sqlx_sqlite_opts(move |options| {
        options
            .filename(&path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            // A receipt is a promise: what was committed is on the disk before it is answered.
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(BUSY_TIMEOUT)
            .statement_cache_capacity(STATEMENT_CACHE)
            .pragma("cache_size", "-65536")
            .pragma("mmap_size", "268435456")
            .pragma("temp_store", "MEMORY")
            // A page that many batches change is copied into the file once for all of them.
            .pragma("wal_autocheckpoint", "16384")
    });
    options
}

fn postgres(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .sqlx_logging(false)
        .map_sqlx_postgres_opts(|options| {
            options
                .application_name("tallystick")
                .statement_cache_capacity(STATEMENT_CACHE)
        })
        .after_connect(|connection| {
            Box::pin(async move {
                connection.execute_unprepared(LOCK_TIMEOUT).await?;
                connection.execute_unprepared(FLUSHED).await?;
                Ok(())
            })
        });
    options
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use tallystick_testbed::Engine;

    use super::*;

    #[rstest]
    #[case::twelve("120022", Some("12"))]
    #[case::the_one_before("140017", Some("14"))]
    #[case::the_oldest("150000", None)]
    #[case::later("170005", None)]
    #[case::no_number("devel", Some("devel"))]
    fn a_server_is_of_version_15_or_newer(#[case] version: &str, #[case] refused: Option<&str>) {
        let checked = check_server(version);
        match refused {
            None => checked.unwrap(),
            Some(named) => {
                let error = checked.unwrap_err();
                assert_eq!(error.code(), "old-database-server");
                assert!(
                    error.to_string().contains(&format!("PostgreSQL {named},")),
                    "{error}"
                );
            }
        }
    }

    /// Whoever asks for less than the disk does not get it; any other value is kept.
    #[rstest]
    #[case::off("off", "on")]
    #[case::local("local", "local")]
    #[case::on("on", "on")]
    #[tokio::test]
    async fn a_commit_is_on_the_disk_whatever_the_database_says(#[case] set: &str, #[case] used: &str) {
        let fresh = Engine::Postgres.fresh();
        let alter = format!(
            "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = {set}', current_database()); END $$"
        );
        fresh.server().unwrap().psql(&alter).unwrap();
        let url = fresh.url().parse().unwrap();
        let database = Database::connect(&url, 1).await.unwrap();
        for connection in [&database.writer, &database.reader] {
            let question = Statement::from_string(DbBackend::Postgres, "SHOW synchronous_commit");
            let row = connection.query_one_raw(question).await.unwrap().unwrap();
            let found: String = row.try_get("", "synchronous_commit").unwrap();
            assert_eq!(found, used);
        }
        database.close().await.unwrap();
    }

    #[test]
    fn an_address_is_shown_without_its_password() {
        let url: DatabaseUrl = "postgres://tally:s%40cret@db.example:5432/ledger?password=other"
            .parse()
            .unwrap();
        assert_eq!(
            format!("{url} {url:?}"),
            "postgres://tally@db.example:5432/ledger postgres://tally@db.example:5432/ledger"
        );
        let url: DatabaseUrl = "sqlite:data/tallystick.db".parse().unwrap();
        assert_eq!(url.to_string(), "sqlite:data/tallystick.db");
    }

    #[test]
    fn other_addresses_are_refused() {
        for text in ["", "mysql://host/db", "sqlite:", "data.db"] {
            assert_eq!(
                text.parse::<DatabaseUrl>().unwrap_err().code(),
                "database-address"
            );
        }
    }
}

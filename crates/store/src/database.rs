//! Where the data is: one SQLite file, or a PostgreSQL database that several instances share.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    AccessMode, ConnectOptions, ConnectionTrait, Database as SeaOrm, DatabaseConnection, DatabaseTransaction,
    DbBackend, DbErr, IsolationLevel, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};

use crate::StoreError;

/// How long a writer on PostgreSQL waits for the head's row, and how long it may hold it without doing anything.
const LOCK_TIMEOUT: &str = "SET lock_timeout = '10s'; SET idle_in_transaction_session_timeout = '15s'";
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
                Ok(())
            })
        });
    options
}

#[cfg(test)]
mod tests {
    use super::*;

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

//! A database with something in it, copied for one test after the other.

use std::fs;

use crate::database::TestDatabase;
use crate::engine::{Fresh, fail};

/// What the copies begin with.
pub(crate) enum Template {
    /// The bytes of an `SQLite` file.
    File(Vec<u8>),
    /// A database of the cluster that nobody is connected to.
    Server(TestDatabase),
}

impl Template {
    /// A copy, of its own for whoever asks.
    pub(crate) fn copy(&self) -> Fresh {
        match self {
            Self::File(bytes) => {
                let fresh = Fresh::sqlite();
                let written = fresh.file().map(|file| fs::write(file, bytes));
                if let Some(Err(error)) = written {
                    fail(&format!("cannot write a database: {error}"));
                }
                fresh
            }
            Self::Server(database) => {
                Fresh::on_server(database.copy().unwrap_or_else(|error| fail(&error.to_string())))
            }
        }
    }
}

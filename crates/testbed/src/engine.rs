//! Either database, so that a test is written once.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::database::TestDatabase;
use crate::postgres::Postgres;
use crate::template::Template;

/// A kind of database that the service runs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Embedded, in one file.
    Sqlite,
    /// A server, from version 15.
    Postgres,
}

/// A database for one test. A file goes with this value; one on the server stays with its cluster, unused.
pub struct Fresh {
    url: String,
    place: Place,
}

/// Where it is.
enum Place {
    Folder { file: PathBuf, _folder: TempDir },
    Server(TestDatabase),
}

impl Engine {
    /// Both engines.
    pub const BOTH: [Self; 2] = [Self::Sqlite, Self::Postgres];

    /// An empty database of this kind.
    ///
    /// # Panics
    /// When there can be none, with the sentence of [`crate::Unavailable`]: a test that cannot run has failed.
    pub fn fresh(self) -> Fresh {
        match self {
            Self::Sqlite => Fresh::sqlite(),
            Self::Postgres => Fresh::postgres(),
        }
    }
}

impl Fresh {
    pub(crate) fn sqlite() -> Self {
        let folder = tempfile::Builder::new().prefix("tallystick-").tempdir();
        let folder = folder.unwrap_or_else(|error| fail(&format!("cannot make a temporary folder: {error}")));
        let file = folder.path().join("ledger.sqlite");
        Self {
            url: format!("sqlite:{}", file.display()),
            place: Place::Folder {
                file,
                _folder: folder,
            },
        }
    }

    fn postgres() -> Self {
        let shared = Postgres::shared().unwrap_or_else(|error| fail(&error.to_string()));
        Self::on_server(shared.database().unwrap_or_else(|error| fail(&error.to_string())))
    }

    pub(crate) fn on_server(database: TestDatabase) -> Self {
        Self {
            url: database.url(),
            place: Place::Server(database),
        }
    }

    /// What it holds, to make others of. Whoever had it open has closed it.
    pub(crate) fn into_template(self) -> Template {
        match self.place {
            Place::Folder { file, .. } => {
                let bytes = fs::read(&file);
                Template::File(
                    bytes.unwrap_or_else(|error| fail(&format!("cannot read a database: {error}"))),
                )
            }
            Place::Server(database) => Template::Server(database),
        }
    }

    /// Its address: `sqlite:PATH` of a file that does not exist yet, or `postgres://…`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The kind of database.
    pub fn engine(&self) -> Engine {
        match self.place {
            Place::Folder { .. } => Engine::Sqlite,
            Place::Server(_) => Engine::Postgres,
        }
    }

    /// The `SQLite` file.
    pub fn file(&self) -> Option<&Path> {
        match &self.place {
            Place::Folder { file, .. } => Some(file),
            Place::Server(_) => None,
        }
    }

    /// The database on the server.
    pub fn server(&self) -> Option<&TestDatabase> {
        match &self.place {
            Place::Folder { .. } => None,
            Place::Server(database) => Some(database),
        }
    }
}

#[expect(
    clippy::panic,
    reason = "a test without its database fails, with the sentence that says why"
)]
pub(crate) fn fail(sentence: &str) -> ! {
    panic!("{sentence}")
}

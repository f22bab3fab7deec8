//! Where a ledger lives: what every command on it has to know.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, ensure};
use tallystick_store::{DatabaseUrl, Settings};
use tempfile::TempDir;

use super::file::FileSettings;

/// Relative to where the program runs.
const DATA: &str = "data";

/// Where the ledger is, as typed.
#[derive(Debug, clap::Args)]
pub(crate) struct PlaceArgs {
    /// The folder with the ledger's data [default: ./data].
    #[arg(long, env = "TALLYSTICK_DATA", value_name = "DIR")]
    data: Option<PathBuf>,
    /// The database: `sqlite:PATH` or `postgres://USER:PASSWORD@HOST/NAME` [default: tallystick.db in the data folder].
    #[arg(long, env = "TALLYSTICK_DATABASE", value_name = "URL", hide_env_values = true)]
    database: Option<String>,
    /// The folder with the service's keys [default: keys in the data folder].
    #[arg(long, env = "TALLYSTICK_KEYS", value_name = "DIR")]
    keys: Option<PathBuf>,
    /// A TOML file with settings, each under the name of its flag. Flags and environment go before it.
    #[arg(long, env = "TALLYSTICK_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
}

/// Where the ledger is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) data: PathBuf,
    pub(crate) database: DatabaseUrl,
    pub(crate) keys: PathBuf,
}

impl PlaceArgs {
    /// Reads the settings file, where one is named, for what was not typed.
    pub(crate) fn resolve(self) -> anyhow::Result<Place> {
        Ok(self.resolve_with_file()?.0)
    }

    /// The place, and the settings file for whatever else it settles.
    pub(super) fn resolve_with_file(self) -> anyhow::Result<(Place, FileSettings)> {
        let mut file = FileSettings::read(self.config.as_deref())?;
        let data = self
            .data
            .or_else(|| file.data.take())
            .unwrap_or_else(|| PathBuf::from(DATA));
        let mut place = Place::in_folder(data);
        if let Some(url) = self.database.or_else(|| file.database.take()) {
            place.database = url.parse().context("--database")?;
        }
        if let Some(keys) = self.keys.or_else(|| file.keys.take()) {
            place.keys = keys;
        }
        Ok((place, file))
    }
}

impl Place {
    /// Everything in one folder, where nothing else was said.
    pub(crate) fn in_folder(data: PathBuf) -> Self {
        Self {
            database: DatabaseUrl::Sqlite(data.join("tallystick.db")),
            keys: data.join("keys"),
            data,
        }
    }

    /// Refuses where no ledger can be. Connecting to a file that is not there would make an empty one.
    pub(crate) fn refuse_missing(&self) -> anyhow::Result<()> {
        ensure!(
            self.data.is_dir(),
            "there is no data folder {}; `tallystick init` makes one, --data names another",
            self.data.display()
        );
        if let Some(file) = self.database_file() {
            ensure!(
                file.exists(),
                "there is no database {}; `tallystick init` opens a ledger, --data or --database names another",
                file.display()
            );
        }
        Ok(())
    }

    /// How to open the store here, with so many connections for reading.
    pub(crate) fn settings(&self, readers: u32) -> Settings {
        Settings {
            database: self.database.clone(),
            readers,
        }
    }

    /// An empty folder on the disk of the data, which has room for it; removed when dropped.
    pub(crate) fn scratch(&self) -> anyhow::Result<TempDir> {
        tempfile::Builder::new()
            .prefix(".scratch-")
            .tempdir_in(&self.data)
            .with_context(|| {
                format!(
                    "this user cannot write to the data folder {}",
                    self.data.display()
                )
            })
    }

    /// The folder with evidence files.
    pub(crate) fn files(&self) -> PathBuf {
        self.data.join("files")
    }

    /// The file of the database, where it is one.
    pub(crate) fn database_file(&self) -> Option<&Path> {
        match &self.database {
            DatabaseUrl::Sqlite(path) => Some(path),
            DatabaseUrl::Postgres(_) => None,
        }
    }
}

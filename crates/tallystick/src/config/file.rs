//! The settings file, in TOML.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use serde::Deserialize;

use super::serve::{LogForm, MetricsAddress};

/// Every setting, under the name of its flag. Paths are relative to where the program runs, as on the command line.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct FileSettings {
    pub(super) data: Option<PathBuf>,
    pub(super) database: Option<String>,
    pub(super) keys: Option<PathBuf>,
    pub(super) readers: Option<u32>,
    pub(super) listen: Option<SocketAddr>,
    pub(super) address: Option<String>,
    pub(super) metrics: Option<MetricsAddress>,
    pub(super) tls_cert: Option<PathBuf>,
    pub(super) tls_key: Option<PathBuf>,
    pub(super) public_entries: Option<bool>,
    pub(super) connections: Option<usize>,
    pub(super) stop_within: Option<u64>,
    pub(super) log: Option<LogForm>,
    pub(super) log_level: Option<String>,
}

impl FileSettings {
    /// Reads the file, where one is named.
    pub(super) fn read(path: Option<&Path>) -> anyhow::Result<Self> {
        let Some(path) = path else {
            return Ok(Self::default());
        };
        let text = fs::read_to_string(path)
            .with_context(|| format!("the settings file {} cannot be read", path.display()))?;
        // The error would show the line it stands in, which may hold the password of the database.
        toml::from_str(&text).map_err(|error| {
            let before = error.span().and_then(|span| text.get(..span.start));
            let line = before.map(|before| before.matches('\n').count().saturating_add(1));
            let place = line.map_or_else(String::new, |line| format!(", line {line}"));
            anyhow::anyhow!("the settings file {}{place}: {}", path.display(), error.message())
        })
    }
}

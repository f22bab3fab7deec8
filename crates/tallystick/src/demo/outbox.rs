//! The folder with messages to and from banks, so that whoever ran the demo can look at them.

use std::fs;
use std::path::PathBuf;

use anyhow::Context as _;

use crate::private;

/// Where messages are left, a file each.
#[derive(Debug)]
pub(super) struct Outbox(PathBuf);

impl Outbox {
    /// Makes the folder.
    pub(super) fn at(folder: PathBuf) -> anyhow::Result<Self> {
        private::make_folder(&folder)?;
        Ok(Self(folder))
    }

    /// Leaves a message under a name, such as `pain.001-JB-E2E-0001.xml`.
    pub(super) fn leave(&self, name: &str, message: &str) -> anyhow::Result<()> {
        let file = self.0.join(name);
        fs::write(&file, message).with_context(|| format!("{} cannot be written", file.display()))
    }
}

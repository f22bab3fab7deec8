//! The tests of the portal's scripts, which run outside a browser.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context as _, ensure};

use crate::workspace::Workspace;

const FOLDER: &str = "crates/portal/tests/js";
const TEST: &str = ".test.mjs";

/// Runs all of them. Their files are named one by one: versions of node disagree on what a folder or a pattern means.
pub(super) fn run(workspace: &Workspace) -> anyhow::Result<()> {
    let files = files(workspace)?;
    ensure!(!files.is_empty(), "no file of {FOLDER} ends in {TEST}");
    let status = workspace
        .command("node")
        .arg("--test")
        .args(files)
        .status()
        .context("cannot start node")?;
    ensure!(status.success(), "the tests of the scripts ended with {status}");
    Ok(())
}

fn files(workspace: &Workspace) -> anyhow::Result<Vec<PathBuf>> {
    let folder = workspace.root().join(FOLDER);
    let entries = fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let paths: Result<Vec<PathBuf>, _> = entries.map(|entry| entry.map(|entry| entry.path())).collect();
    let mut paths = paths?;
    paths.retain(|path| path.to_string_lossy().ends_with(TEST));
    paths.sort();
    Ok(paths)
}

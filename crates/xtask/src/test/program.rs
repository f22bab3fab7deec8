//! The binary that the integration tests start.

use std::env;
use std::ffi::OsString;

use anyhow::{Context as _, ensure};

use crate::workspace::Workspace;

/// The variable that tells the tests which binary to start.
pub(super) const VARIABLE: &str = "TALLYSTICK_PROGRAM";

/// Beside this one, where cargo puts every binary of the profile. The step of the tests, or whoever asks, builds it.
pub(super) fn path() -> anyhow::Result<OsString> {
    let own = env::current_exe().context("the path of this program is not known")?;
    let name = format!("tallystick{}", env::consts::EXE_SUFFIX);
    Ok(own.with_file_name(name).into_os_string())
}

/// Builds it, for commands that no tests have run before.
pub(super) fn build(workspace: &Workspace) -> anyhow::Result<()> {
    let mut cargo = workspace.command("cargo");
    // With this program beside it, cargo builds it of the same crates as the tests do.
    cargo.args([
        "build",
        "--locked",
        "--package",
        "tallystick",
        "--package",
        "tallystick-xtask",
    ]);
    if !cfg!(debug_assertions) {
        cargo.arg("--release");
    }
    let status = cargo.status().context("cannot start cargo")?;
    ensure!(status.success(), "the program does not build");
    Ok(())
}

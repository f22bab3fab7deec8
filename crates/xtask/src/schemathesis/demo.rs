//! The service that is asked: a demo on a fresh database, with business in it and the keys of all parties at hand.

use std::env;
use std::fs;
use std::io::{BufRead as _, BufReader, Lines};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Stdio};

use anyhow::{Context as _, ensure};

use crate::test;
use crate::workspace::Workspace;

/// How the demo begins the line that says where it goes on serving.
const SERVING: &str = "Still serving ";

/// A running demo; ended when dropped.
pub(super) struct Demo {
    child: Child,
    /// Kept open, for the demo writes to it.
    _said: Lines<BufReader<ChildStdout>>,
    url: String,
    data: PathBuf,
}

impl Demo {
    /// Starts the program on an empty folder, and waits until the story is told.
    pub(super) fn start(workspace: &Workspace, folder: &Path) -> anyhow::Result<Self> {
        let data = folder.join("ledger");
        if data.exists() {
            fs::remove_dir_all(&data)?;
        }
        let program = PathBuf::from(test::program()?);
        let mut command = workspace.command(&program.display().to_string());
        for (name, _) in env::vars_os() {
            // Settings of a service of the developer's own.
            if name.to_string_lossy().starts_with("TALLYSTICK_") {
                command.env_remove(name);
            }
        }
        command
            .args(["demo", "--listen", "127.0.0.1:0", "--data"])
            .arg(&data);
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot start the demo")?;
        let output = child.stdout.take().context("the demo's output is a pipe")?;
        let mut said = BufReader::new(output).lines();
        let url = said
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| address(&line));
        let mut demo = Self {
            child,
            _said: said,
            url: String::new(),
            data,
        };
        demo.url = url.context("the demo ended before it served; `cargo run -- demo` shows why")?;
        Ok(demo)
    }

    pub(super) fn url(&self) -> &str {
        &self.url
    }

    /// The file with a member's key.
    pub(super) fn key(&self, name: &str) -> PathBuf {
        self.data.join("members").join(name)
    }

    /// Whether nothing brought it down.
    pub(super) fn still_serves(&mut self) -> anyhow::Result<()> {
        let ended = self.child.try_wait()?;
        ensure!(ended.is_none(), "the service ended while it was asked");
        Ok(())
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        // It may have ended of itself; there is nothing more to do then.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Builds the program.
pub(super) fn build(workspace: &Workspace) -> anyhow::Result<()> {
    let mut cargo = workspace.command("cargo");
    cargo.args(["build", "--locked", "--package", "tallystick"]);
    if !cfg!(debug_assertions) {
        cargo.arg("--release");
    }
    let status = cargo.status().context("cannot start cargo")?;
    ensure!(status.success(), "the program does not build");
    Ok(())
}

/// The address in `Still serving http://127.0.0.1:40123, by the real clock. …`.
fn address(line: &str) -> Option<String> {
    let (url, _) = line.strip_prefix(SERVING)?.split_once(',')?;
    Some(url.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_stands_in_the_line_that_says_so() {
        let line = "Still serving http://127.0.0.1:40123, by the real clock. Its API is shown at …";
        assert_eq!(address(line).as_deref(), Some("http://127.0.0.1:40123"));
        assert_eq!(address("  #32  2026-11-23 05:29  Acknowledge receipt"), None);
    }
}

//! The Python environment that schemathesis runs in: made when it is missing or its list of packages has changed.
#![expect(
    clippy::disallowed_methods,
    reason = "a program that is stuck is ended after a time; nothing else depends on the clock"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail, ensure};

use super::SETTINGS;
use crate::test;
use crate::workspace::Workspace;

/// How long the packages may take to arrive, in seconds.
const INSTALLING: u64 = 600;
/// How often a running program is looked at.
const GLANCE: Duration = Duration::from_millis(200);

/// A folder with a Python of its own.
pub(super) struct Venv {
    folder: PathBuf,
}

impl Venv {
    /// The environment in this folder, with the packages of `requirements.txt`.
    pub(super) fn at(folder: PathBuf, workspace: &Workspace) -> anyhow::Result<Self> {
        let requirements = workspace.root().join(SETTINGS).join("requirements.txt");
        let wanted = fs::read_to_string(&requirements)?;
        let venv = Self { folder };
        let installed = venv.folder.join("installed.txt");
        if fs::read_to_string(&installed).is_ok_and(|found| found == wanted) {
            return Ok(venv);
        }
        println!("      installing {}", wanted.trim_end().replace('\n', ", "));
        venv.make(&requirements).with_context(|| {
            format!(
                "schemathesis is missing. It comes from PyPI: `python3 -m venv {0}`, then `{0}/bin/pip install -r {1}`. \
                 On Debian the first needs the package python3-venv",
                venv.folder.display(),
                requirements.display()
            )
        })?;
        fs::write(installed, wanted)?;
        Ok(venv)
    }

    fn make(&self, requirements: &Path) -> anyhow::Result<()> {
        let mut make = Command::new(test::python()?);
        make.args(["-m", "venv", "--clear"]).arg(&self.folder);
        finish(make, INSTALLING)?;
        let mut install = Command::new(self.program("python"));
        install.args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--requirement",
        ]);
        install.arg(requirements);
        finish(install, INSTALLING)
    }

    /// The path of one of its programs.
    pub(super) fn program(&self, name: &str) -> String {
        self.folder.join("bin").join(name).display().to_string()
    }
}

/// Runs a program to its end, which must be a good one and must come within so many seconds.
pub(super) fn finish(mut command: Command, seconds: u64) -> anyhow::Result<()> {
    let name = command.get_program().display().to_string();
    let started = Instant::now();
    let mut child = command
        .spawn()
        .with_context(|| format!("cannot start `{name}`"))?;
    loop {
        if let Some(status) = child.try_wait()? {
            ensure!(status.success(), "`{name}` ended with {status}");
            return Ok(());
        }
        if started.elapsed() > Duration::from_secs(seconds) {
            child.kill()?;
            child.wait()?;
            bail!("`{name}` did not end within {seconds} s");
        }
        thread::sleep(GLANCE);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(words: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", words]);
        command
    }

    #[test]
    fn a_program_that_ends_well_is_no_error_and_one_that_fails_is() {
        finish(shell("true"), 10).unwrap();
        let error = finish(shell("exit 3"), 10).unwrap_err().to_string();
        assert!(error.contains("exit status: 3"), "{error}");
    }

    #[test]
    fn a_program_that_is_stuck_is_ended() {
        let error = finish(shell("exec sleep 60"), 0).unwrap_err().to_string();
        assert_eq!(error, "`sh` did not end within 0 s");
    }
}

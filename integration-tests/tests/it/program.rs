//! The binary under test, run to its end.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;

use serde_json::Value;

/// The binary that `cargo xtask test` names, or one that cargo builds now.
static PROGRAM: LazyLock<PathBuf> = LazyLock::new(|| {
    env::var_os("TALLYSTICK_PROGRAM").map_or_else(build, |named| {
        let path = PathBuf::from(named);
        assert!(
            path.is_file(),
            "TALLYSTICK_PROGRAM names {}, which is not there",
            path.display()
        );
        path
    })
});

/// How a run ended, and what it said.
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) said: String,
    pub(crate) complained: String,
}

impl Ended {
    /// What it said, of a run that ended well.
    #[track_caller]
    pub(crate) fn well(self) -> Self {
        assert_eq!(self.code, Some(0), "{}\n{}", self.said, self.complained);
        self
    }

    /// The JSON on standard output.
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.said).unwrap_or_else(|error| panic!("{error}: {}", self.said))
    }
}

/// The program, without settings that the person who runs the tests may have made for a server of their own.
pub(crate) fn command() -> Command {
    let mut command = Command::new(PROGRAM.as_path());
    for (name, _) in env::vars_os() {
        if name.to_string_lossy().starts_with("TALLYSTICK_") {
            command.env_remove(name);
        }
    }
    command.stdin(Stdio::null());
    command
}

/// Runs it to its end.
pub(crate) fn run(words: &[&str]) -> Ended {
    let output: Output = command().args(words).output().unwrap();
    Ended {
        code: output.status.code(),
        said: String::from_utf8(output.stdout).unwrap(),
        complained: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Builds it in the profile of this test, beside which cargo then puts it.
fn build() -> PathBuf {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command
        .args(["build", "--quiet", "--locked", "--package", "tallystick"])
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap());
    if !cfg!(debug_assertions) {
        command.arg("--release");
    }
    assert!(
        command.status().unwrap().success(),
        "the binary under test does not build"
    );
    let own = env::current_exe().unwrap();
    let profile = own
        .ancestors()
        .nth(2)
        .expect("a test lies in target/<profile>/deps");
    profile.join(format!("tallystick{}", env::consts::EXE_SUFFIX))
}

//! The Python that runs the independent checkers: one that can import `cryptography`.

use std::ffi::OsString;
use std::process::{Command, Stdio};

use anyhow::Context as _;

/// The variable that tells the tests which interpreter to start.
pub(super) const VARIABLE: &str = "TALLYSTICK_PYTHON";

/// First whatever the developer has chosen, then Debian's own, for which a package can be installed.
const CANDIDATES: [&str; 2] = ["python3", "/usr/bin/python3"];

/// Imports what the checkers import, because an empty folder of the package's name can be imported too.
const PROBE: &str =
    "import sys; from cryptography.hazmat.primitives.asymmetric import ec, ed25519; print(sys.executable)";

/// The interpreter by its full path: a name on the path may be a shim that picks another one in another folder.
pub(super) fn find() -> anyhow::Result<OsString> {
    CANDIDATES
        .iter()
        .find_map(|candidate| interpreter(candidate))
        .with_context(|| format!("neither {} can import `cryptography`", CANDIDATES.join(" nor ")))
}

/// Whether it can make environments with pip in them, which Debian packages apart.
pub(super) fn has_venv() -> bool {
    let probe = |python: OsString| {
        Command::new(python)
            .args(["-c", "import ensurepip, venv"])
            .status()
    };
    find()
        .ok()
        .and_then(|python| probe(python).ok())
        .is_some_and(|status| status.success())
}

fn interpreter(candidate: &str) -> Option<OsString> {
    let output = Command::new(candidate)
        .args(["-c", PROBE])
        .stderr(Stdio::null())
        .output()
        .ok()?;
    let path = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    (output.status.success() && !path.is_empty()).then(|| path.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_candidate_that_does_not_exist_or_fails_is_passed_over() {
        assert_eq!(interpreter("no-such-python"), None);
        assert_eq!(interpreter("false"), None);
    }

    #[test]
    fn a_candidate_that_says_nothing_is_passed_over() {
        assert_eq!(interpreter("true"), None);
    }
}

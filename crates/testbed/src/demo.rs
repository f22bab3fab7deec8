//! A running demo: the real binary on a fresh database, with business in it and the keys of all parties at hand.

use std::net::TcpStream;
use std::path::{Path, PathBuf};

use crate::guard::Guarded;
use crate::program;
use crate::unavailable::Unavailable;

/// How the demo begins the line that says where it goes on serving.
const SERVING: &str = "Still serving ";

/// A running demo; ended when dropped, and at the latest with this process.
pub struct Demo {
    _process: Guarded,
    url: String,
    data: PathBuf,
}

impl Demo {
    /// Starts the program on a free port with its data in this folder, where no ledger may be yet, and waits until the
    /// stories are told.
    pub fn start(program: &Path, data: &Path) -> Result<Self, Unavailable> {
        Self::guarded(program, data, None)
    }

    /// The same in a temporary folder, which is removed in the end.
    pub fn temporary(program: &Path) -> Result<Self, Unavailable> {
        let folder = temporary_folder()?;
        Self::guarded(program, &folder, Some(&folder))
    }

    fn guarded(program: &Path, data: &Path, removed: Option<&Path>) -> Result<Self, Unavailable> {
        let mut command = program::command(program);
        command
            .args(["demo", "--listen", "127.0.0.1:0", "--data"])
            .arg(data);
        let mut process = Guarded::start(&command, removed)?;
        let url = process.hear(address).map_err(|said| Unavailable::Failed {
            program: "tallystick demo".to_owned(),
            said,
        })?;
        Ok(Self {
            _process: process,
            url,
            data: data.to_owned(),
        })
    }

    /// Where it serves, as `http://127.0.0.1:40123`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The file with a member's key, such as `city-bank-1`.
    pub fn key(&self, member: &str) -> PathBuf {
        self.data.join("members").join(format!("{member}.pem"))
    }

    /// Whether nothing brought it down.
    pub fn still_serves(&self) -> bool {
        self.url
            .strip_prefix("http://")
            .is_some_and(|address| TcpStream::connect(address).is_ok())
    }
}

/// A folder of its own, to be removed by a guard.
pub(crate) fn temporary_folder() -> Result<PathBuf, Unavailable> {
    let folder = tempfile::Builder::new().prefix("tallystick-").tempdir();
    let folder = folder.map_err(|error| Unavailable::File("make", std::env::temp_dir(), error))?;
    Ok(folder.keep())
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

    #[test]
    fn a_demo_that_does_not_serve_is_an_error_with_what_it_said() {
        let folder = tempfile::tempdir().unwrap();
        let error = Demo::start(Path::new("echo"), folder.path()).err().unwrap();
        assert!(
            error
                .to_string()
                .starts_with("`tallystick demo` failed: demo --listen"),
            "{error}"
        );
    }
}

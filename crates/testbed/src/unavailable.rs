//! Why there is no `PostgreSQL`, demo or browser to test with.

use std::path::PathBuf;
use std::{fmt, io};

/// Why something to test on cannot be had.
#[derive(thiserror::Error)]
pub enum Unavailable {
    /// No `initdb` where it would be.
    #[error(
        "PostgreSQL is not installed: found no `initdb` under /usr/lib/postgresql nor on the path. Tests run on both \
         databases and skip neither. Install it with `apt-get install postgresql` (as root), or let `cargo xtask test` do so"
    )]
    NotInstalled,
    /// `initdb` refuses root, and there is nobody else to be.
    #[error(
        "PostgreSQL does not run as root, and there is no `postgres` in /etc/passwd to run it as; make one with \
         `useradd --system postgres`, or run the tests as somebody else"
    )]
    NobodyToRunAs,
    /// No chromedriver on the path.
    #[error(
        "Chromium cannot be driven: found no `chromedriver` on the path. Pages are tested in a browser and not skipped. Install \
         both with `apt-get install chromium chromium-driver fonts-noto-cjk` (as root), or let `cargo xtask test` do so"
    )]
    NoBrowser,
    /// The folder of the cluster is somebody else's.
    #[error("{} belongs to somebody else, who could then read and change what is tested; delete it", .0.display())]
    ForeignFolder(PathBuf),
    /// A file or folder could not be read or written.
    #[error("cannot {0} {path}: {2}", path = .1.display())]
    File(&'static str, PathBuf, #[source] io::Error),
    /// A program could not be started.
    #[error("cannot start `{program}`: {1}", program = .0.display())]
    NotStarted(PathBuf, #[source] io::Error),
    /// A program ended badly; what it said, or the end of its log.
    #[error("`{program}` failed: {said}")]
    Failed {
        /// Its name.
        program: String,
        /// What it said.
        said: String,
    },
}

/// The sentence, because `unwrap` in a test prints this.
impl fmt::Debug for Unavailable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_installed_is_named_with_the_command_that_installs_it() {
        let sentence = format!("{:?}", Unavailable::NotInstalled);
        assert!(sentence.starts_with("PostgreSQL is not installed"), "{sentence}");
        assert!(sentence.contains("`apt-get install postgresql`"), "{sentence}");
    }

    #[test]
    fn a_file_that_cannot_be_used_is_named_with_what_was_tried() {
        let full = io::Error::other("no space left on device");
        let error = Unavailable::File("write", PathBuf::from("/tmp/a"), full);
        assert_eq!(error.to_string(), "cannot write /tmp/a: no space left on device");
    }
}

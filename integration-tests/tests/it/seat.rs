//! Somebody at the command line.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cast::Desk;
use crate::program::{self, Ended};

/// A member at the command line: the address of the service, and the file with the key.
pub(crate) struct Seat<'s> {
    url: &'s str,
    key: PathBuf,
}

impl<'s> Seat<'s> {
    pub(crate) fn take(url: &'s str, desk: &Desk, folder: &Path) -> Self {
        let key = folder.join(format!("{}.pem", desk.code));
        fs::write(&key, desk.key_file(0)).unwrap();
        Self { url, key }
    }

    pub(crate) fn runs(&self, words: &[&str]) -> Ended {
        let seat = ["--url", self.url, "--key", self.key.to_str().unwrap()];
        program::run(&[words, &seat].concat())
    }
}

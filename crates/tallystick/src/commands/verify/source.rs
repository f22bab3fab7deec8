//! Where the bytes come from, and which kind of file they are.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::Path;

use anyhow::Context as _;

/// Enough to tell the kinds apart.
const HEAD: u64 = 64;

/// A large buffer: a log is read from its first byte to its last.
const BUFFER: usize = 256 * 1024;

/// What a file is, by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// An exported log.
    Log,
    /// A JSON document: perhaps a bundle.
    Json,
    /// A proof of inclusion.
    Proof,
    /// A PDF: perhaps a certificate document.
    Pdf,
    /// None of ours.
    Unknown,
}

impl Kind {
    fn of(head: &[u8]) -> Self {
        if head.starts_with(b"tallystick-log/v1\n") {
            Self::Log
        } else if head.starts_with(b"c2sp.org/tlog-proof@v1\n") {
            Self::Proof
        } else if head.starts_with(b"%PDF-") {
            Self::Pdf
        } else if head.trim_ascii_start().starts_with(b"{") {
            Self::Json
        } else {
            Self::Unknown
        }
    }
}

/// Opens the file, or standard input for `-`, and looks at its beginning.
pub(super) fn open(path: &Path) -> anyhow::Result<(Kind, Box<dyn BufRead>)> {
    let cannot = || format!("{} cannot be read", name(path));
    let mut source: Box<dyn BufRead> = if is_standard_input(path) {
        Box::new(BufReader::with_capacity(BUFFER, io::stdin()))
    } else {
        let file = File::open(path).with_context(cannot)?;
        Box::new(BufReader::with_capacity(BUFFER, file))
    };
    // A pipe may give its first bytes one by one, so they are read for good and put in front again.
    let mut head = Vec::new();
    source
        .by_ref()
        .take(HEAD)
        .read_to_end(&mut head)
        .with_context(cannot)?;
    let kind = Kind::of(&head);
    Ok((kind, Box::new(Cursor::new(head).chain(source))))
}

/// Reads to the end; a file over `limit` bytes is refused before it fills the memory.
pub(super) fn read_all(source: impl Read, limit: u64) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    source.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    anyhow::ensure!(
        u64::try_from(bytes.len())? <= limit,
        "it is longer than {limit} bytes, which no file of its kind is"
    );
    Ok(bytes)
}

/// The file's name, for sentences.
pub(super) fn name(path: &Path) -> String {
    if is_standard_input(path) {
        "standard input".to_owned()
    } else {
        path.display().to_string()
    }
}

fn is_standard_input(path: &Path) -> bool {
    path.as_os_str() == "-"
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("tallystick-log/v1\nvkeys 2\n", Kind::Log)]
    #[case("tallystick-log/v2\nvkeys 2\n", Kind::Unknown)]
    #[case("c2sp.org/tlog-proof@v1\nindex 7\n", Kind::Proof)]
    #[case("\n  {\"bundle\":", Kind::Json)]
    #[case("%PDF-1.7\n", Kind::Pdf)]
    #[case(" %PDF-1.7\n", Kind::Unknown)]
    #[case("", Kind::Unknown)]
    #[case("-----BEGIN PRIVATE KEY-----", Kind::Unknown)]
    fn a_kind_is_told_by_the_first_bytes(#[case] text: &str, #[case] kind: Kind) {
        assert_eq!(Kind::of(text.as_bytes()), kind);
    }

    #[test]
    fn a_file_over_the_limit_is_refused() {
        assert_eq!(read_all(b"abc".as_slice(), 3).unwrap(), b"abc");
        assert!(read_all(b"abcd".as_slice(), 3).is_err());
    }
}

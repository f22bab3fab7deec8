//! How long the disk takes to keep what it was given. The row lock waits for it once a row, a batch of statements once for all of
//! them: without it, figures of two machines cannot be compared.

use std::fs::OpenOptions;
use std::io::{Seek as _, SeekFrom, Write as _};
use std::time::Duration;

use crate::bench::stopwatch::{median, time};

/// As many bytes as PostgreSQL writes at once at least.
const PAGE: [u8; 8_192] = [7; 8_192];
const TIMES: usize = 200;

/// How long it takes to write one page over and have it on the disk where databases of benchmarks are, the middle one of many.
pub(super) fn flush() -> anyhow::Result<Duration> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("page");
    let mut file = OpenOptions::new().create_new(true).write(true).open(path)?;
    file.write_all(&PAGE)?;
    file.sync_all()?;
    let mut times = Vec::new();
    for _ in 0..TIMES {
        let (took, kept) = time(|| {
            file.seek(SeekFrom::Start(0))?;
            file.write_all(&PAGE)?;
            file.sync_data()
        });
        kept?;
        times.push(took);
    }
    Ok(median(times))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flush_takes_some_time() {
        assert!(flush().unwrap() > Duration::ZERO);
    }
}

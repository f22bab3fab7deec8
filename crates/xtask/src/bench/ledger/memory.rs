//! How the memory of a verification grows with the log: two logs, each verified from its file by a process of its own.

use std::fs::{self, File};
use std::io::BufReader;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, ensure};
use tallystick_ledger::{LogReader, verify_log};

use super::written::Written;
use crate::bench::figure::{Figure, Target};
use crate::workspace::Workspace;

/// What the format needs: 32 bytes for each root, and about 100 for each subject in a table that is never full.
const LIMIT: u64 = 250;
/// The small log is this many times smaller.
const TIMES: u64 = 10;

/// The growth from a small log to the large one, for each entry with the subjects that it makes.
pub(super) fn measure(large: &Written, workspace: &Workspace) -> anyhow::Result<Figure> {
    let entries = large.preamble.entries;
    let small = Written::with_entries((entries / TIMES).max(100))?;
    let folder = workspace.root().join("target/bench");
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let mut peaks = Vec::new();
    for log in [&small, large] {
        let path = folder.join(format!("{}.tlog", log.preamble.entries));
        fs::write(&path, log.export()?)?;
        peaks.push(peak_elsewhere(&path)?);
        fs::remove_file(&path)?;
    }
    let grown = match peaks.as_slice() {
        [small, large] => large.saturating_sub(*small),
        _ => 0,
    };
    let more = entries.saturating_sub(small.preamble.entries).max(1);
    let what = "memory of verification, growth an entry";
    Ok(Figure::judged(
        what,
        grown.div_ceil(more),
        "bytes",
        Target::AtMost(LIMIT),
    ))
}

/// Asks a process of its own, whose memory holds nothing else.
fn peak_elsewhere(log: &Path) -> anyhow::Result<u64> {
    let program = std::env::current_exe().context("cannot find this program")?;
    let output = Command::new(program)
        .args(["bench", "ledger", "--peak-memory-of"])
        .arg(log)
        .output()
        .context("cannot start this program again")?;
    let text = String::from_utf8_lossy(&output.stdout);
    ensure!(
        output.status.success(),
        "the process that verifies a log failed: {text}"
    );
    text.trim()
        .parse()
        .with_context(|| format!("`{}` is no number of bytes", text.trim()))
}

/// Verifies a log from its file and tells the most memory that this process had, in bytes.
pub(super) fn peak_of(log: &Path) -> anyhow::Result<u64> {
    let report = verify_log(LogReader::open(BufReader::new(File::open(log)?))?, None, |_| ())?;
    ensure!(report.is_valid(), "the log is not valid");
    let status =
        fs::read_to_string("/proc/self/status").context("the peak of memory is read where Linux tells it")?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .context("the kernel does not tell the peak of memory")?;
    let kibibytes: u64 = line
        .trim()
        .trim_end_matches(" kB")
        .parse()
        .context("the peak of memory is a number")?;
    Ok(kibibytes * 1024)
}

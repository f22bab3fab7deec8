//! Files and folders that only their owner can read.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::Path;

use anyhow::{Context as _, ensure};

/// The bits of a mode that speak of users who are neither owner nor of the group.
const EVERYBODY: u32 = 0o007;

/// Writes a new file that only its owner can read, and has it on the disk before this returns. A file that exists already is
/// never overwritten.
pub(crate) fn write_new(path: &Path, content: &[u8]) -> anyhow::Result<()> {
    let mut file = create(path)?;
    let written = file.write_all(content).and_then(|()| file.sync_all());
    if let Err(error) = written {
        // Half a secret helps nobody, and would stand in the way of the next attempt.
        let _ = fs::remove_file(path);
        return Err(error).with_context(|| format!("{} cannot be written", path.display()));
    }
    Ok(())
}

fn create(path: &Path) -> anyhow::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    owner_only(&mut options);
    options.open(path).with_context(|| {
        if path.exists() {
            format!(
                "{} exists, and a key is never overwritten; name another file",
                path.display()
            )
        } else {
            format!("{} cannot be made", path.display())
        }
    })
}

/// Makes a folder, and those above it, that only its owner can enter. One that exists stays as it is.
pub(crate) fn make_folder(path: &Path) -> anyhow::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    if let Some(above) = path.parent().filter(|above| !above.as_os_str().is_empty()) {
        fs::create_dir_all(above).with_context(|| format!("{} cannot be made", above.display()))?;
    }
    create_folder(path).with_context(|| format!("{} cannot be made", path.display()))
}

/// Has the names in a folder on the disk, so that a crash does not lose a file that was written.
pub(crate) fn sync_folder(path: &Path) -> anyhow::Result<()> {
    sync(path).with_context(|| format!("{} cannot be written", path.display()))
}

/// Refuses a secret that everybody on this machine can read. That its group can is how some hosts hand out secrets.
pub(crate) fn refuse_if_public(path: &Path) -> anyhow::Result<()> {
    let mode = mode(path).with_context(|| format!("{} cannot be read", path.display()))?;
    ensure!(
        mode & EVERYBODY == 0,
        "every user of this machine can reach {} (mode {:03o}); take that away with `chmod o= {}`",
        path.display(),
        mode & 0o777,
        path.display()
    );
    Ok(())
}

#[cfg(unix)]
fn owner_only(options: &mut OpenOptions) {
    use std::os::unix::fs::OpenOptionsExt as _;
    options.mode(0o600);
}

/// Elsewhere the folder decides who may read the file.
#[cfg(not(unix))]
fn owner_only(_: &mut OpenOptions) {}

#[cfg(unix)]
fn create_folder(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    fs::DirBuilder::new().mode(0o700).create(path)
}

#[cfg(not(unix))]
fn create_folder(path: &Path) -> io::Result<()> {
    fs::create_dir(path)
}

#[cfg(unix)]
fn sync(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

/// Elsewhere a folder cannot be opened as a file, and its names are written with it.
#[cfg(not(unix))]
fn sync(_: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(unix)]
fn mode(path: &Path) -> io::Result<u32> {
    use std::os::unix::fs::PermissionsExt as _;
    Ok(fs::metadata(path)?.permissions().mode())
}

#[cfg(not(unix))]
fn mode(path: &Path) -> io::Result<u32> {
    fs::metadata(path).map(|_| 0)
}

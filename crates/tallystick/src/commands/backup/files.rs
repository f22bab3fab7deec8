//! Copies of evidence files.

use std::fs::{self, File};
use std::path::Path;

use anyhow::Context as _;

use crate::private;

/// Copies a folder with everything below it; returns the number of files. A folder that is not there has none.
pub(super) fn copy(from: &Path, to: &Path) -> anyhow::Result<u64> {
    private::make_folder(to)?;
    if !from.is_dir() {
        return Ok(0);
    }
    let cannot = || format!("{} cannot be read", from.display());
    let mut files = 0_u64;
    for entry in fs::read_dir(from).with_context(cannot)? {
        let entry = entry.with_context(cannot)?;
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        let kind = entry.file_type().with_context(cannot)?;
        if kind.is_dir() {
            files = files.saturating_add(copy(&source, &target)?);
        } else if kind.is_file() {
            files = files.saturating_add(u64::from(copy_file(&source, &target)?));
        }
    }
    private::sync_folder(to)?;
    Ok(files)
}

/// Whether the file was there to be copied: an upload that is under way has a name that goes away.
fn copy_file(from: &Path, to: &Path) -> anyhow::Result<bool> {
    match fs::copy(from, to) {
        Ok(_) => {}
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && !from.exists() => return Ok(false),
        Err(error) => return Err(error).with_context(|| format!("{} cannot be copied", from.display())),
    }
    File::open(to)
        .and_then(|file| file.sync_all())
        .with_context(|| format!("{} cannot be written", to.display()))?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_below_a_folder_is_copied() {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (folder.path().join("from"), folder.path().join("to"));
        fs::create_dir_all(from.join("ab/cd")).unwrap();
        fs::write(from.join("ab/cd/abcd"), "one").unwrap();
        fs::write(from.join("ab/abef"), "two").unwrap();
        assert_eq!(copy(&from, &to).unwrap(), 2);
        assert_eq!(fs::read_to_string(to.join("ab/cd/abcd")).unwrap(), "one");
        assert_eq!(fs::read_to_string(to.join("ab/abef")).unwrap(), "two");
    }

    #[test]
    fn a_folder_that_is_not_there_has_no_files() {
        let folder = tempfile::tempdir().unwrap();
        let to = folder.path().join("to");
        assert_eq!(copy(&folder.path().join("none"), &to).unwrap(), 0);
        assert!(to.is_dir());
    }
}

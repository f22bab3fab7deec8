//! axe-core, which looks at pages for what hinders people who see or hear differently. It is nobody's to ship with the
//! project (MPL-2.0): it is fetched once, kept with everything else that is made, and loaded by the browser tests alone.

use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ring::digest::{SHA512, digest};

use crate::workspace::Workspace;

/// The variable that tells the tests where the file is.
const VARIABLE: &str = "TALLYSTICK_AXE";
const FOLDER: &str = "target/tools/axe-core";
const PACKAGE: &str = "axe-core@4.14.1";
const ARCHIVE: &str = "axe-core-4.14.1.tgz";
/// Of the archive, as `npm view axe-core@4.14.1 dist.integrity` gives it after `sha512-`.
const SHA_512: &str =
    "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==";
/// In the archive.
const SCRIPT: &str = "package/axe.min.js";

/// Fetches it where it is missing, and names it to the tests.
pub(super) fn provide(workspace: &Workspace) -> anyhow::Result<(&'static str, OsString)> {
    let folder = workspace.root().join(FOLDER);
    let archive = folder.join(ARCHIVE);
    fs::create_dir_all(&folder)?;
    if !archive.is_file() {
        println!("      fetching {PACKAGE} from npm");
        finish(
            Command::new("npm").args(["pack", PACKAGE, "--silent", "--pack-destination", "."]),
            &folder,
        )?;
    }
    check(&archive, SHA_512)?;
    // Each time anew from the archive that was checked, which costs less than to know whether it was changed.
    finish(Command::new("tar").args(["-xzf", ARCHIVE, SCRIPT]), &folder)?;
    Ok((VARIABLE, folder.join(SCRIPT).into_os_string()))
}

fn check(archive: &Path, expected: &str) -> anyhow::Result<()> {
    let bytes = fs::read(archive).with_context(|| format!("there is no {}", archive.display()))?;
    let found = STANDARD.encode(digest(&SHA512, &bytes));
    ensure!(
        found == expected,
        "{} is not what it was when this was written: SHA-512 {found} instead of {expected}; delete it, and it is fetched again",
        archive.display()
    );
    Ok(())
}

fn finish(command: &mut Command, folder: &Path) -> anyhow::Result<()> {
    let name = command.get_program().display().to_string();
    let status = command
        .current_dir(folder)
        .status()
        .with_context(|| format!("cannot start `{name}`"))?;
    ensure!(
        status.success(),
        "`{name}` ended with {status} in {}",
        folder.display()
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_archive_under_the_name_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let archive = folder.path().join(ARCHIVE);
        assert!(
            check(&archive, SHA_512)
                .unwrap_err()
                .to_string()
                .starts_with("there is no")
        );
        fs::write(&archive, "abc").unwrap();
        // FIPS 180-4, the example of SHA-512 with one block.
        let abc = "3a81oZNherrMQXNJriBBMRLm+k6JqX6iCp7u5ktV05ohkpkqJ0/BqDa6PCOj/uu9RU1EI2Q86A4qmslPpUyknw==";
        check(&archive, abc).unwrap();
        let error = check(&archive, SHA_512).unwrap_err().to_string();
        assert!(error.contains("is not what it was"), "{error}");
    }

    #[test]
    fn package_and_archive_are_of_one_version() {
        assert_eq!(format!("{}.tgz", PACKAGE.replace('@', "-")), ARCHIVE);
    }
}

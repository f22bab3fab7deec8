//! Where the project lies on disk, and which files belong to it.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, ensure};

/// The checkout this command was built from.
pub(crate) struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// The workspace two folders above this crate's manifest.
    pub(crate) fn find() -> anyhow::Result<Self> {
        let manifest_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = manifest_folder
            .ancestors()
            .nth(2)
            .context("xtask lies in `crates/xtask` of the workspace")?;
        ensure!(
            root.join("Cargo.lock").is_file(),
            "no workspace at {}: this binary was built from a checkout that has moved; build it again",
            root.display()
        );
        Ok(Self::at(root))
    }

    /// The workspace whose root is this folder.
    pub(crate) fn at(root: &Path) -> Self {
        Self {
            root: root.to_owned(),
        }
    }

    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// A process that will start in the root.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        command
    }

    /// Every file that is tracked, or would be after `git add --all`; relative, sorted, with `/` between folders.
    pub(crate) fn files(&self) -> anyhow::Result<Vec<String>> {
        // The safe folder is named because in a container the checkout often belongs to another user.
        let output = self
            .command("git")
            .args([
                "-c",
                "safe.directory=*",
                "ls-files",
                "-z",
                "--cached",
                "--others",
                "--exclude-standard",
            ])
            .output()
            .context("cannot start `git`, which says which files belong to the project; install git")?;
        ensure!(
            output.status.success(),
            "`git ls-files` failed in {}: {}",
            self.root.display(),
            String::from_utf8_lossy(&output.stderr).trim()
        );
        let listing =
            String::from_utf8(output.stdout).context("a file name is not UTF-8; rename the file")?;
        let mut paths: Vec<String> = listing
            .split('\0')
            .filter(|path| !path.is_empty() && self.root.join(path).is_file())
            .map(str::to_owned)
            .collect();
        paths.sort();
        paths.dedup();
        Ok(paths)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn git(workspace: &Workspace, arguments: &[&str]) {
        let status = workspace.command("git").args(arguments).status().unwrap();
        assert!(status.success(), "git {arguments:?}");
    }

    #[test]
    fn new_files_belong_to_the_project_and_ignored_or_deleted_ones_do_not() {
        let folder = tempfile::tempdir().unwrap();
        let workspace = Workspace::at(folder.path());
        git(&workspace, &["init", "--quiet"]);
        for (name, text) in [
            (".gitignore", "/target\n"),
            ("确权.md", "a\n"),
            ("gone.md", "b\n"),
        ] {
            fs::write(folder.path().join(name), text).unwrap();
        }
        git(&workspace, &["add", "--all"]);
        fs::remove_file(folder.path().join("gone.md")).unwrap();
        fs::write(folder.path().join("new.md"), "c\n").unwrap();
        fs::create_dir(folder.path().join("target")).unwrap();
        fs::write(folder.path().join("target/out"), "d\n").unwrap();

        assert_eq!(workspace.files().unwrap(), [".gitignore", "new.md", "确权.md"]);
    }

    #[test]
    fn a_folder_without_a_repository_is_named_in_the_error() {
        let folder = tempfile::tempdir().unwrap();
        let error = Workspace::at(folder.path()).files().unwrap_err().to_string();
        assert!(error.contains(&folder.path().display().to_string()), "{error}");
    }
}

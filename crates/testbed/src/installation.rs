//! The installed programs of `PostgreSQL`, and as whom they run.

use std::ffi::OsStr;
use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use crate::unavailable::Unavailable;

/// Where Debian puts every version it has installed: `/usr/lib/postgresql/15/bin`.
const DEBIAN: &str = "/usr/lib/postgresql";

/// The programs of one version, and who runs the server's part of them.
pub(crate) struct Installation {
    programs: PathBuf,
    us: u32,
    server: Option<Account>,
}

/// Somebody to run the server as, where we are root.
struct Account {
    user: u32,
    group: u32,
}

impl Installation {
    /// The newest version installed.
    pub(crate) fn find() -> Result<Self, Unavailable> {
        let newest = newest_under(Path::new(DEBIAN));
        let programs = newest
            .or_else(|| on_path(env::var_os("PATH").as_deref()?))
            .ok_or(Unavailable::NotInstalled)?;
        let us = we_are()?;
        let server = if us == 0 {
            let accounts = read_accounts()?;
            Some(account("postgres", &accounts).ok_or(Unavailable::NobodyToRunAs)?)
        } else {
            None
        };
        Ok(Self { programs, us, server })
    }

    /// The number of whoever owns what the server writes.
    pub(crate) fn owner(&self) -> u32 {
        self.server.as_ref().map_or(self.us, |account| account.user)
    }

    /// Gives the folder to the server's account.
    pub(crate) fn hand_over(&self, folder: &Path) -> Result<(), Unavailable> {
        let Some(account) = &self.server else {
            return Ok(());
        };
        chown(folder, Some(account.user), Some(account.group))
            .map_err(|error| Unavailable::File("hand over", folder.to_owned(), error))
    }

    /// A program that talks to a server, as whoever runs the tests.
    pub(crate) fn client(&self, name: &str) -> Command {
        let mut command = Command::new(self.programs.join(name));
        command.stdin(Stdio::null());
        command
    }

    /// A program that touches the server's files, as the server's account, in a folder that it may enter.
    pub(crate) fn server(&self, name: &str, folder: &Path) -> Command {
        let mut command = self.client(name);
        command.current_dir(folder);
        if let Some(account) = &self.server {
            command.uid(account.user).gid(account.group);
        }
        command
    }
}

/// Runs the program to its end and gives back what it printed.
pub(crate) fn run(mut command: Command) -> Result<String, Unavailable> {
    let program = PathBuf::from(command.get_program());
    let output = command
        .output()
        .map_err(|error| Unavailable::NotStarted(program.clone(), error))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    Err(Unavailable::Failed {
        program: name_of(&program),
        said: String::from_utf8_lossy(&output.stderr).trim().to_owned(),
    })
}

pub(crate) fn name_of(program: &Path) -> String {
    let name = program.file_name().unwrap_or(program.as_os_str());
    name.to_string_lossy().into_owned()
}

fn newest_under(folder: &Path) -> Option<PathBuf> {
    let versions = fs::read_dir(folder).ok()?.flatten();
    let numbered = versions.filter_map(|entry| {
        let version: u32 = entry.file_name().to_str()?.parse().ok()?;
        let programs = entry.path().join("bin");
        programs.join("initdb").is_file().then_some((version, programs))
    });
    numbered
        .max_by_key(|(version, _)| *version)
        .map(|(_, programs)| programs)
}

fn on_path(path: &OsStr) -> Option<PathBuf> {
    env::split_paths(path).find(|folder| folder.join("initdb").is_file())
}

/// The number of whoever runs the tests; 0 is root.
pub(crate) fn we_are() -> Result<u32, Unavailable> {
    let mut id = Command::new("id");
    id.arg("-u");
    let said = run(id)?;
    said.trim().parse().map_err(|_| Unavailable::Failed {
        program: "id -u".to_owned(),
        said,
    })
}

fn read_accounts() -> Result<String, Unavailable> {
    let path = Path::new("/etc/passwd");
    fs::read_to_string(path).map_err(|error| Unavailable::File("read", path.to_owned(), error))
}

/// The account of this name among the lines `name:password:user:group:…`.
fn account(name: &str, accounts: &str) -> Option<Account> {
    accounts.lines().find_map(|line| {
        let mut fields = line.split(':');
        if fields.next() != Some(name) {
            return None;
        }
        let user = fields.nth(1)?.parse().ok()?;
        let group = fields.next()?.parse().ok()?;
        Some(Account { user, group })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_version_is_the_highest_number_that_has_the_programs() {
        let folder = tempfile::tempdir().unwrap();
        for version in ["9", "15", "16", "common"] {
            fs::create_dir_all(folder.path().join(version).join("bin")).unwrap();
        }
        for version in ["9", "15", "common"] {
            fs::write(folder.path().join(version).join("bin/initdb"), "").unwrap();
        }
        assert_eq!(newest_under(folder.path()), Some(folder.path().join("15/bin")));
    }

    #[test]
    fn without_a_folder_of_versions_the_path_decides() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(newest_under(&folder.path().join("none")), None);
        fs::write(folder.path().join("initdb"), "").unwrap();
        let path = env::join_paths([Path::new("/nowhere"), folder.path()]).unwrap();
        assert_eq!(on_path(&path), Some(folder.path().to_owned()));
        assert_eq!(on_path(OsStr::new("/nowhere")), None);
    }

    #[test]
    fn an_account_is_found_by_its_whole_name() {
        let accounts =
            "root:x:0:0:root:/root:/bin/bash\npostgres2:x:7:8::/:/bin/sh\npostgres:x:104:112::/:/bin/sh\n";
        let found = account("postgres", accounts).unwrap();
        assert_eq!((found.user, found.group), (104, 112));
        assert!(account("post", accounts).is_none());
    }

    #[test]
    fn a_program_that_fails_is_quoted() {
        let mut shell = Command::new("/bin/sh");
        shell.args(["-c", "echo no space left >&2; exit 3"]);
        assert_eq!(run(shell).unwrap_err().to_string(), "`sh` failed: no space left");
    }
}

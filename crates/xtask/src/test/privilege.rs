//! Whether this run may install Debian packages, and how.

use std::process::{Command, Stdio};

/// The right to install packages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Privilege {
    /// Running as root, with `apt-get` at hand.
    Root,
    /// `sudo` asks for no password, and `apt-get` is at hand.
    Sudo,
    /// Neither: someone has to be asked.
    None,
}

impl Privilege {
    pub(super) fn of_this_run() -> Self {
        if !succeeds("apt-get", &["--version"]) {
            Self::None
        } else if user_id().as_deref() == Some("0") {
            Self::Root
        } else if succeeds("sudo", &["-n", "true"]) {
            Self::Sudo
        } else {
            Self::None
        }
    }

    /// `apt-get` with these arguments, as words; nothing where packages may not be installed.
    pub(super) fn apt_get(self, arguments: &[&'static str]) -> Option<Vec<&'static str>> {
        let before: &[&str] = match self {
            Self::Root => &[],
            Self::Sudo => &["sudo", "-n"],
            Self::None => return None,
        };
        let program = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get"];
        Some([before, program.as_slice(), arguments].concat())
    }
}

/// Whether the program exists and ends well; what it prints is dropped.
pub(super) fn succeeds(program: &str, arguments: &[&str]) -> bool {
    Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

fn user_id() -> Option<String> {
    let output = Command::new("id").arg("-u").output().ok()?;
    String::from_utf8(output.stdout)
        .ok()
        .map(|text| text.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn root_and_sudo_differ_only_in_the_words_before() {
        let expected = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "update"];
        assert_eq!(Privilege::Root.apt_get(&["update"]).unwrap(), expected);
        assert_eq!(
            Privilege::Sudo.apt_get(&["update"]).unwrap(),
            [&["sudo", "-n"], &expected[..]].concat()
        );
    }

    #[test]
    fn without_the_right_there_is_no_command() {
        assert_eq!(Privilege::None.apt_get(&["update"]), None);
    }

    #[test]
    fn a_program_succeeds_when_it_exists_and_ends_well() {
        assert!(succeeds("true", &[]));
        assert!(!succeeds("false", &[]));
        assert!(!succeeds("no-such-program-anywhere", &[]));
    }
}

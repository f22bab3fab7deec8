//! Asking a person before a key is used.

use std::io::{self, BufRead as _, IsTerminal as _, Write as _};

use anyhow::{Context as _, ensure};

/// Whether the person at the terminal wants to sign what was shown.
pub(super) fn to_sign() -> anyhow::Result<bool> {
    ensure!(
        io::stdin().is_terminal(),
        "nobody can be asked here; look at it at a terminal, or say --yes"
    );
    write!(io::stderr(), "Sign this? [y/N] ").context("nobody can be asked here")?;
    io::stderr().flush()?;
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    Ok(is_yes(&line))
}

/// Anything but a plain yes is a no.
fn is_yes(line: &str) -> bool {
    ["y", "yes", "是"]
        .iter()
        .any(|yes| line.trim().eq_ignore_ascii_case(yes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_plain_yes_is_one() {
        for line in ["y\n", "Y\r\n", " yes\n", "是\n"] {
            assert!(is_yes(line), "{line:?}");
        }
        for line in ["", "\n", "n\n", "yes please\n", "yy\n"] {
            assert!(!is_yes(line), "{line:?}");
        }
    }
}

//! Files that are committed but written by a command: each must be what that command would write today.

use anyhow::ensure;

use crate::workspace::Workspace;
use crate::{commands_page, fixtures, openapi};

/// A command that writes committed files.
pub(crate) struct Generator {
    /// What it writes, in a word or two.
    pub(crate) name: &'static str,
    /// The command that writes the files again.
    pub(crate) write: &'static str,
    /// The files that differ from what the command would write, relative to the root.
    pub(crate) stale: fn(&Workspace) -> anyhow::Result<Vec<String>>,
}

/// Every generator; a new one is one line here.
pub(crate) const GENERATORS: &[Generator] = &[
    Generator {
        name: "the writer of the ledger's golden bytes",
        write: "cargo xtask fixtures --write",
        stale: fixtures::stale,
    },
    Generator {
        name: "the writer of the page of commands",
        write: "cargo xtask fixtures --write",
        stale: commands_page::stale,
    },
    Generator {
        name: "the writer of the API document",
        write: "cargo xtask openapi",
        stale: openapi::stale,
    },
];

/// Fails when a committed file is not what its generator would write.
pub(crate) fn check(generators: &[Generator], workspace: &Workspace) -> anyhow::Result<()> {
    let mut complaints = Vec::new();
    for generator in generators {
        for path in (generator.stale)(workspace)? {
            complaints.push(format!(
                "{path}: not what {} would write; run `{}`",
                generator.name, generator.write
            ));
        }
    }
    ensure!(complaints.is_empty(), "{}", complaints.join("\n"));
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    const fn generator(stale: fn(&Workspace) -> anyhow::Result<Vec<String>>) -> Generator {
        Generator {
            name: "the story writer",
            write: "cargo xtask stories --write",
            stale,
        }
    }

    #[test]
    fn files_that_are_as_written_pass() {
        let workspace = Workspace::at(Path::new("."));
        check(&[generator(|_| Ok(Vec::new()))], &workspace).unwrap();
    }

    #[test]
    fn a_stale_file_is_named_with_the_command_that_writes_it() {
        let workspace = Workspace::at(Path::new("."));
        let stale = generator(|_| Ok(vec!["stories/a.json".to_owned(), "stories/b.json".to_owned()]));
        let error = check(&[generator(|_| Ok(Vec::new())), stale], &workspace)
            .unwrap_err()
            .to_string();
        assert_eq!(
            error,
            "stories/a.json: not what the story writer would write; run `cargo xtask stories --write`\n\
             stories/b.json: not what the story writer would write; run `cargo xtask stories --write`"
        );
    }
}

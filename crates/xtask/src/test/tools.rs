//! What the checks need beyond the Rust compiler: found, installed where this run may, or named with the command
//! that installs it.

use std::process::Command;

use anyhow::{Context as _, bail, ensure};
use tallystick_testbed::Postgres;

use super::privilege::{Privilege, succeeds};
use super::python;

/// A program the checks start.
struct Tool {
    name: &'static str,
    needed_for: &'static str,
    found: fn() -> bool,
    source: Source,
}

/// Where a missing tool comes from.
#[derive(Clone, Copy)]
enum Source {
    /// Debian packages.
    Debian(&'static [&'static str]),
    /// A component of the Rust toolchain.
    Component(&'static str),
}

const TOOLS: &[Tool] = &[
    Tool {
        name: "git",
        needed_for: "the list of files that tidy reads",
        found: || succeeds("git", &["--version"]),
        source: Source::Debian(&["git"]),
    },
    Tool {
        name: "a C compiler (cc)",
        needed_for: "linking, and the C parts of ring",
        found: || succeeds("cc", &["--version"]),
        source: Source::Debian(&["gcc", "libc6-dev"]),
    },
    Tool {
        name: "rustfmt",
        needed_for: "the format step",
        found: || succeeds("cargo", &["fmt", "--version"]),
        source: Source::Component("rustfmt"),
    },
    Tool {
        name: "clippy",
        needed_for: "the clippy step",
        found: || succeeds("cargo", &["clippy", "--version"]),
        source: Source::Component("clippy"),
    },
    Tool {
        name: "a python3 that can import `cryptography`",
        needed_for: "the independent checkers of the ledger format",
        found: || python::find().is_ok(),
        source: Source::Debian(&["python3-cryptography"]),
    },
    Tool {
        name: "venv for that python3",
        needed_for: "schemathesis, which comes from PyPI",
        found: python::has_venv,
        source: Source::Debian(&["python3-venv"]),
    },
    Tool {
        name: "PostgreSQL",
        needed_for: "the tests that run on both databases",
        found: Postgres::is_installed,
        source: Source::Debian(&["postgresql"]),
    },
    Tool {
        name: "Chromium and chromedriver",
        needed_for: "the browser tests and the pictures",
        found: || succeeds("chromium", &["--version"]) && succeeds("chromedriver", &["--version"]),
        source: Source::Debian(&["chromium", "chromium-driver"]),
    },
    Tool {
        name: "a typeface with Chinese characters",
        needed_for: "pages and pictures in Chinese",
        found: has_chinese_typeface,
        source: Source::Debian(&["fontconfig", "fonts-noto-cjk"]),
    },
    Tool {
        name: "node 20 or newer",
        needed_for: "the tests of the portal's scripts",
        found: || succeeds("node", &["--test", "--version"]),
        source: Source::Debian(&["nodejs"]),
    },
    Tool {
        name: "npm",
        needed_for: "axe-core, with which the browser tests examine pages",
        found: || succeeds("npm", &["--version"]),
        source: Source::Debian(&["npm"]),
    },
    Tool {
        name: "curl",
        needed_for: "the tour of the README, which a test takes",
        found: || succeeds("curl", &["--version"]),
        source: Source::Debian(&["curl"]),
    },
];

/// Makes sure that every tool is there.
pub(super) fn provide() -> anyhow::Result<()> {
    let missing = missing(TOOLS);
    if missing.is_empty() {
        return Ok(());
    }
    let sources: Vec<Source> = missing.iter().map(|tool| tool.source).collect();
    let Some(commands) = installation(&sources, Privilege::of_this_run()) else {
        bail!("{}", explanation(&missing));
    };
    for words in commands {
        println!("      installing what is missing: {}", words.join(" "));
        let (program, arguments) = words.split_first().context("an installation names its program")?;
        let status = Command::new(program).args(arguments).status();
        let ended_well = status
            .with_context(|| format!("cannot start `{program}`"))?
            .success();
        ensure!(
            ended_well,
            "`{}` failed.\n{}",
            words.join(" "),
            explanation(&missing)
        );
    }
    let still_missing = self::missing(TOOLS);
    ensure!(
        still_missing.is_empty(),
        "Installed, but not found afterwards.\n{}",
        explanation(&still_missing)
    );
    Ok(())
}

/// Whether the list of typefaces for Chinese has a line.
fn has_chinese_typeface() -> bool {
    let output = Command::new("fc-list").arg(":lang=zh-cn").output();
    output.is_ok_and(|output| !output.stdout.is_empty())
}

fn missing(tools: &'static [Tool]) -> Vec<&'static Tool> {
    tools.iter().filter(|tool| !(tool.found)()).collect()
}

fn packages(sources: &[Source]) -> Vec<&'static str> {
    let named = |source: &Source| match source {
        Source::Debian(packages) => *packages,
        Source::Component(_) => &[],
    };
    sources.iter().flat_map(named).copied().collect()
}

fn components(sources: &[Source]) -> Vec<&'static str> {
    let named = |source: &Source| match source {
        Source::Debian(_) => None,
        Source::Component(component) => Some(*component),
    };
    sources.iter().filter_map(named).collect()
}

/// The commands that install everything, each as words; nothing when this run may not install one of them.
fn installation(sources: &[Source], privilege: Privilege) -> Option<Vec<Vec<&'static str>>> {
    let mut commands = Vec::new();
    let components = components(sources);
    if !components.is_empty() {
        commands.push([&["rustup", "component", "add"], components.as_slice()].concat());
    }
    let packages = packages(sources);
    if !packages.is_empty() {
        let install = ["install", "--yes", "--no-install-recommends"];
        commands.push(privilege.apt_get(&["update"])?);
        commands.push(privilege.apt_get(&[install.as_slice(), packages.as_slice()].concat())?);
    }
    Some(commands)
}

fn explanation(missing: &[&Tool]) -> String {
    let lines = missing.iter().map(|tool| {
        let command = match tool.source {
            Source::Debian(packages) => format!("apt-get install {} (as root)", packages.join(" ")),
            Source::Component(component) => format!("rustup component add {component}"),
        };
        format!(
            "missing: {}, needed for {}. Install it with: {command}",
            tool.name, tool.needed_for
        )
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    const PYTHON: Source = Source::Debian(&["python3-cryptography"]);
    const CLIPPY: Source = Source::Component("clippy");

    fn lines(commands: Option<Vec<Vec<&'static str>>>) -> Vec<String> {
        commands.unwrap().iter().map(|words| words.join(" ")).collect()
    }

    #[test]
    fn packages_are_installed_together_after_one_update() {
        let commands = lines(installation(
            &[PYTHON, Source::Debian(&["gcc", "libc6-dev"])],
            Privilege::Root,
        ));
        let apt = "env DEBIAN_FRONTEND=noninteractive apt-get";
        let install = "install --yes --no-install-recommends python3-cryptography gcc libc6-dev";
        assert_eq!(commands, [format!("{apt} update"), format!("{apt} {install}")]);
    }

    #[test]
    fn components_need_no_privilege() {
        assert_eq!(
            lines(installation(&[CLIPPY], Privilege::None)),
            ["rustup component add clippy"]
        );
    }

    #[test]
    fn nothing_is_installed_when_a_package_may_not_be() {
        assert_eq!(installation(&[CLIPPY, PYTHON], Privilege::None), None);
    }

    #[test]
    fn what_is_missing_is_named_with_its_use_and_its_command() {
        let tools: Vec<&Tool> = TOOLS
            .iter()
            .filter(|tool| tool.name == "clippy" || tool.name == "git")
            .collect();
        assert_eq!(
            explanation(&tools),
            "missing: git, needed for the list of files that tidy reads. \
             Install it with: apt-get install git (as root)\n\
             missing: clippy, needed for the clippy step. Install it with: rustup component add clippy"
        );
    }
}

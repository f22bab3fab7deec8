//! What is compiled into a package, as `cargo tree` tells: tests, build scripts and procedural macros aside.

use std::collections::BTreeMap;
use std::fmt;

use anyhow::{Context as _, ensure};

use super::graph::Graph;
use super::rooms;
use crate::workspace::Workspace;

/// How a package is reached: the names of the packages from the first dependency to the last.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Way {
    first: String,
    rest: Vec<String>,
}

impl Way {
    pub(super) fn first(&self) -> &str {
        &self.first
    }

    /// The package that is reached.
    pub(super) fn last(&self) -> &str {
        self.rest.last().unwrap_or(&self.first)
    }

    /// Whether the way goes straight from one package to the other.
    pub(super) fn takes(&self, (from, to): (&str, &str)) -> bool {
        let users = std::iter::once(&self.first).chain(&self.rest);
        users.zip(&self.rest).any(|pair| pair.0 == from && pair.1 == to)
    }
}

impl fmt::Display for Way {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.first)?;
        self.rest
            .iter()
            .try_for_each(|name| write!(formatter, " → {name}"))
    }
}

/// For each package of a pure room, the way to everything it compiles.
pub(super) fn read(workspace: &Workspace, graph: &Graph) -> anyhow::Result<BTreeMap<String, Vec<Way>>> {
    let mut builds = BTreeMap::new();
    for (package, _) in graph.members() {
        if rooms::find(&package.name).is_some_and(|room| room.pure) {
            let listing = listing(workspace, &package.name)?;
            builds.insert(package.name.clone(), parse(&listing));
        }
    }
    Ok(builds)
}

fn listing(workspace: &Workspace, package: &str) -> anyhow::Result<String> {
    let output = workspace
        .command("cargo")
        .args([
            "tree",
            "--locked",
            "--all-features",
            "--target",
            "all",
            "--prefix",
            "depth",
            "--charset",
            "utf8",
        ])
        .args(["--edges", "normal,no-proc-macro", "--package", package])
        .output()
        .context("cannot start `cargo tree`")?;
    let complaint = String::from_utf8_lossy(&output.stderr);
    ensure!(
        output.status.success(),
        "`cargo tree --package {package}` failed: {}",
        complaint.trim()
    );
    String::from_utf8(output.stdout).context("`cargo tree` wrote something that is not UTF-8")
}

/// Reads lines of depth, name and version: `2rand_core v0.10.1 (*)`. Depth 0 is the package itself.
fn parse(listing: &str) -> Vec<Way> {
    let mut names: Vec<String> = Vec::new();
    let mut ways = Vec::new();
    for line in listing.lines() {
        let after_depth = line.trim_start_matches(|letter: char| letter.is_ascii_digit());
        let depth = line
            .strip_suffix(after_depth)
            .and_then(|digits| digits.parse::<usize>().ok());
        let (Some(depth), Some(name)) = (depth, after_depth.split(' ').next()) else {
            continue;
        };
        names.truncate(depth);
        names.push(name.to_owned());
        if let Some([first, rest @ ..]) = names.get(1..) {
            ways.push(Way {
                first: first.clone(),
                rest: rest.to_vec(),
            });
        }
    }
    ways
}

/// The build of a made-up package, for the tests of the rules.
#[cfg(test)]
pub(super) fn made_up(package: &str, listing: &str) -> BTreeMap<String, Vec<Way>> {
    BTreeMap::from([(package.to_owned(), parse(listing))])
}

#[cfg(test)]
mod tests {
    use super::*;

    const LISTING: &str = "0tallystick-ledger v0.1.0 (crates/ledger)\n\
                           1ring v0.17.14\n\
                           2getrandom v0.2.17\n\
                           3libc v0.2.191\n\
                           2untrusted v0.9.0\n\
                           1rayon v1.12.0 (*)\n";

    #[test]
    fn every_line_is_a_way() {
        let ways: Vec<String> = parse(LISTING).iter().map(ToString::to_string).collect();
        let expected = [
            "ring",
            "ring → getrandom",
            "ring → getrandom → libc",
            "ring → untrusted",
            "rayon",
        ];
        assert_eq!(ways, expected);
    }

    #[test]
    fn a_way_knows_its_ends_and_its_arrows() {
        let ways = parse(LISTING);
        let way = &ways[2];
        assert_eq!((way.first(), way.last()), ("ring", "libc"));
        assert!(way.takes(("ring", "getrandom")) && way.takes(("getrandom", "libc")));
        assert!(!way.takes(("ring", "libc")));
        assert_eq!((ways[4].first(), ways[4].last()), ("rayon", "rayon"));
    }

    #[test]
    fn the_build_of_base_is_read_from_this_workspace() {
        let ways = parse(&listing(&Workspace::find().unwrap(), "tallystick-base").unwrap());
        assert!(ways.iter().any(|way| way.to_string() == "thiserror"));
        assert!(
            !ways.iter().any(|way| way.last() == "proptest"),
            "dev-dependencies are not compiled in"
        );
    }
}

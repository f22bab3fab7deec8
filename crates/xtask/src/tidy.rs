//! The house rules, kept by a test.
//!
//! A rule is a function from the tree (texts, syntax and dependency graph) to findings. It reads nothing else, so its
//! own tests run on made-up trees. The table `RULES` lists them all.

mod arrows;
mod bans;
mod build;
mod door;
mod finding;
mod graph;
mod licences;
mod links;
mod markers;
mod names;
mod pure;
mod rooms;
mod shape;
mod sizes;
mod text;
mod tree;

use std::path::Path;
use std::process::ExitCode;

pub use self::finding::Finding;
use self::tree::Tree;
use crate::workspace::Workspace;

/// A rule: its name, as findings print it, and what it checks.
struct Rule {
    name: &'static str,
    check: fn(&Tree) -> Vec<Finding>,
}

const RULES: &[Rule] = &[
    Rule {
        name: arrows::RULE,
        check: arrows::check,
    },
    Rule {
        name: bans::RULE,
        check: bans::check,
    },
    Rule {
        name: pure::RULE,
        check: pure::check,
    },
    Rule {
        name: door::RULE,
        check: door::check,
    },
    Rule {
        name: shape::RULE,
        check: shape::check,
    },
    Rule {
        name: sizes::RULE,
        check: sizes::check,
    },
    Rule {
        name: names::RULE,
        check: names::check,
    },
    Rule {
        name: markers::RULE,
        check: markers::check,
    },
    Rule {
        name: text::RULE,
        check: text::check,
    },
    Rule {
        name: links::RULE,
        check: links::check,
    },
    Rule {
        name: licences::RULE,
        check: licences::check,
    },
];

/// Tidy takes no options: there is one set of rules.
#[derive(clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(_: &Args, workspace: &Workspace) -> anyhow::Result<ExitCode> {
    let findings = check(workspace.root())?;
    if findings.is_empty() {
        println!("tidy: {} rules kept", RULES.len());
        return Ok(ExitCode::SUCCESS);
    }
    println!("{}", report(&findings));
    Ok(ExitCode::FAILURE)
}

/// Everything in the workspace at `root` that breaks a house rule, in the order of paths and lines.
///
/// Fails when the tree cannot be read: not a git checkout, or a `Cargo.lock` that does not fit the manifests.
pub fn check(root: &Path) -> anyhow::Result<Vec<Finding>> {
    let tree = Tree::read(&Workspace::at(root))?;
    let mut findings: Vec<Finding> = RULES.iter().flat_map(|rule| (rule.check)(&tree)).collect();
    findings.sort();
    Ok(findings)
}

/// The findings, a line each, and their count.
pub fn report(findings: &[Finding]) -> String {
    let count = match findings.len() {
        1 => "tidy: 1 finding".to_owned(),
        count => format!("tidy: {count} findings"),
    };
    findings
        .iter()
        .map(ToString::to_string)
        .chain([count])
        .collect::<Vec<_>>()
        .join("\n")
}

/// The names of all rules.
pub fn rule_names() -> Vec<&'static str> {
    RULES.iter().map(|rule| rule.name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_has_a_line_for_each_finding_and_the_count() {
        let one = Finding::new("a.rs", 3, "text", "remove the white space at the end of the line");
        let line = "a.rs:3: text: remove the white space at the end of the line\n";
        assert_eq!(
            report(std::slice::from_ref(&one)),
            format!("{line}tidy: 1 finding")
        );
        assert_eq!(
            report(&[one.clone(), one]),
            format!("{line}{line}tidy: 2 findings")
        );
    }

    #[test]
    fn no_two_rules_share_a_name() {
        let mut names = rule_names();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), RULES.len());
    }
}

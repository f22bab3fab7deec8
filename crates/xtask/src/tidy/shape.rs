//! Every package has the same shape: the shared lints, at most one integration-test binary, an introduction; and where its manifest says
//! that a library has no examples or no tests of its own, which spares cargo a look at it, there are none.

use super::finding::Finding;
use super::tree::Tree;

pub(super) const RULE: &str = "shape";

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (package, manifest) in tree.graph.members() {
        let text = |path: &str| {
            tree.files
                .iter()
                .find(|file| file.path == path)
                .map(|file| file.text.as_str())
        };
        if !text(manifest).is_some_and(inherits_lints) {
            let advice = "take the shared lints: `[lints]` and `workspace = true` below it";
            findings.push(Finding::new(manifest, 1, RULE, advice));
        }
        if package.test_binaries > 1 {
            let count = package.test_binaries;
            let advice = format!(
                "{count} integration-test binaries; make them modules of one, `tests/it.rs`, which links once"
            );
            findings.push(Finding::new(
                manifest,
                tree.line_of(manifest, "[[test]]"),
                RULE,
                advice,
            ));
        }
        findings.extend(untried(tree, manifest, text(manifest).unwrap_or_default()));
        for root in &package.roots {
            if !text(root).is_some_and(|text| text.starts_with("//!")) {
                let advice = "begin the file with a `//!` text that says what this package is for";
                findings.push(Finding::new(root, 1, RULE, advice));
            }
        }
    }
    findings
}

/// Examples and tests that cargo would pass over.
fn untried(tree: &Tree, manifest: &str, text: &str) -> Vec<Finding> {
    let says = |line: &str| text.lines().any(|one| one.trim() == line);
    let (no_examples, no_tests) = (says("doctest = false"), says("test = false"));
    let sources = manifest.replace("Cargo.toml", "src/");
    let mut findings = Vec::new();
    for file in tree.rust_files().filter(|file| file.path.starts_with(&sources)) {
        for (number, line) in file.lines() {
            let line = line.trim_start();
            let comment = line.strip_prefix("///").or_else(|| line.strip_prefix("//!"));
            let is_example = comment.is_some_and(|words| words.trim_start().starts_with("```"));
            let switch = match (is_example, line.starts_with("#[cfg(test)]")) {
                (true, _) if no_examples => "doctest = false",
                (_, true) if no_tests => "test = false",
                _ => continue,
            };
            let advice = format!("cargo never tries this: take `{switch}` out of {manifest}");
            findings.push(Finding::new(&file.path, number, RULE, advice));
        }
    }
    findings
}

fn inherits_lints(manifest: &str) -> bool {
    let mut section = "";
    for line in manifest.lines().map(str::trim) {
        if line.starts_with('[') {
            section = line;
        } else if section == "[lints]" && line.replace(' ', "") == "workspace=true" {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::super::graph::{Graph, made_up};
    use super::super::tree::printed;
    use super::*;

    const MANIFEST: &str = "[package]\nname = \"tallystick-base\"\n\n[lints]\nworkspace = true\n";

    fn found(manifest: &str, root: &str, test_binaries: usize) -> Vec<String> {
        let mut package = made_up::package("tallystick-base");
        package.roots = vec!["crates/base/src/lib.rs".to_owned()];
        package.test_binaries = test_binaries;
        let mut tree = Tree::of_files(&[
            ("crates/base/Cargo.toml", manifest),
            ("crates/base/src/lib.rs", root),
        ]);
        tree.graph = Graph {
            packages: vec![package],
        };
        printed(&check(&tree))
    }

    #[test]
    fn a_package_in_shape_passes() {
        assert_eq!(found(MANIFEST, "//! Money and dates.\n", 1), [""; 0]);
    }

    #[test]
    fn a_package_without_the_shared_lints_is_found() {
        let found = found(
            "[package]\nversion.workspace = true\n[lints.rust]\nworkspace = true\n",
            "//! A.\n",
            0,
        );
        assert_eq!(
            found,
            [
                "crates/base/Cargo.toml:1: shape: take the shared lints: `[lints]` and `workspace = true` below it"
            ]
        );
    }

    #[test]
    fn a_second_test_binary_is_found() {
        let found = found(MANIFEST, "//! A.\n", 2);
        assert!(found[0].contains("2 integration-test binaries"), "{found:?}");
    }

    #[test]
    fn an_example_or_a_test_that_cargo_passes_over_is_found() {
        let root = "//! A.\n//!\n//! ```\n//! ```\n#[cfg(test)]\nmod tests {}\n";
        assert_eq!(found(MANIFEST, root, 1), [""; 0]);
        let switched_off = format!("{MANIFEST}\n[lib]\ntest = false\ndoctest = false\n");
        let found = found(&switched_off, root, 1);
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(
            found[0].starts_with(
                "crates/base/src/lib.rs:3: shape: cargo never tries this: take `doctest = false`"
            ),
            "{found:?}"
        );
        assert!(
            found[2].contains(":5: shape: cargo never tries this: take `test = false`"),
            "{found:?}"
        );
    }

    #[test]
    fn a_package_without_introduction_is_found() {
        let found = found(MANIFEST, "use std::fmt;\n", 0);
        assert!(
            found[0].starts_with("crates/base/src/lib.rs:1: shape: begin the file"),
            "{found:?}"
        );
    }
}

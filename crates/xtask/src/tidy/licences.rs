//! Every package we build with has a licence that goes together with Apache-2.0.

mod expression;

use self::expression::Expression;
use super::finding::Finding;
use super::graph::Package;
use super::tree::Tree;

pub(super) const RULE: &str = "licences";

/// SPDX identifiers, permissive or, for MPL-2.0, copyleft by file only.
const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "BSD-1-Clause",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Exceptions only ever give more rights; this one is in use.
const EXCEPTIONS: &[&str] = &["LLVM-exception"];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for package in &tree.graph.packages {
        if let Some(objection) = objection(package) {
            let line = tree.line_of("Cargo.lock", &format!("name = \"{}\"", package.name));
            let advice = format!(
                "{} {}: {objection}; use another package, or allow the licence in tidy and say why in `docs/decisions`",
                package.name, package.version
            );
            findings.push(Finding::new("Cargo.lock", line, RULE, advice));
        }
    }
    findings
}

fn objection(package: &Package) -> Option<String> {
    let Some(text) = &package.license else {
        return Some("its manifest names no licence".to_owned());
    };
    let Some(expression) = Expression::parse(text) else {
        return Some(format!("`{text}` is no licence expression of SPDX"));
    };
    let allowed = |licence: &str, exception: Option<&str>| {
        ALLOWED.contains(&licence) && exception.is_none_or(|exception| EXCEPTIONS.contains(&exception))
    };
    (!expression.holds(&allowed)).then(|| format!("`{text}` is not an allowed licence"))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::graph::{Graph, made_up};
    use super::super::tree::printed;
    use super::*;

    fn found(license: Option<&str>) -> Vec<String> {
        let mut package = made_up::package("other@1.2.3");
        package.license = license.map(str::to_owned);
        printed(&check(&Tree::of_graph(Graph {
            packages: vec![package],
        })))
    }

    #[rstest]
    #[case("MIT")]
    #[case("MIT/Apache-2.0")]
    #[case("MIT OR LGPL-2.1-or-later")]
    #[case("(MIT OR GPL-3.0) AND Unicode-3.0")]
    #[case("Apache-2.0 WITH LLVM-exception")]
    fn a_licence_that_fits_passes(#[case] license: &str) {
        assert_eq!(found(Some(license)), [""; 0]);
    }

    #[rstest]
    #[case(Some("AGPL-3.0"), "`AGPL-3.0` is not an allowed licence")]
    #[case(Some("MIT AND GPL-3.0"), "`MIT AND GPL-3.0` is not an allowed licence")]
    #[case(Some("MIT WITH Odd-exception"), "is not an allowed licence")]
    #[case(Some("MIT OR"), "`MIT OR` is no licence expression of SPDX")]
    #[case(None, "its manifest names no licence")]
    fn a_licence_that_does_not_fit_is_found(#[case] license: Option<&str>, #[case] advice: &str) {
        let found = found(license);
        assert_eq!(found.len(), 1);
        assert!(
            found[0].starts_with("Cargo.lock:1: licences: other 1.2.3: "),
            "{found:?}"
        );
        assert!(found[0].contains(advice), "{found:?}");
    }
}

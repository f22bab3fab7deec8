//! Every arrow between the packages of the workspace is on the floor plan.

use super::finding::Finding;
use super::graph::Kind;
use super::rooms::{self, Room};
use super::tree::Tree;

pub(super) const RULE: &str = "arrows";

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (package, manifest) in tree.graph.members() {
        let Some(room) = rooms::find(&package.name) else {
            let advice = format!(
                "`{}` is on no floor plan; add it to `docs/architecture.md` and to the table of rooms in tidy",
                package.name
            );
            findings.push(Finding::new(manifest, 1, RULE, advice));
            continue;
        };
        for (used, kind) in tree
            .graph
            .used_by(package)
            .filter(|(used, _)| used.manifest.is_some())
        {
            if let Some(advice) = objection(room, rooms::name_of(&used.name), kind) {
                let line = tree.line_of(manifest, &used.name);
                findings.push(Finding::new(manifest, line, RULE, advice));
            }
        }
    }
    findings
}

fn objection(room: &Room, used: &str, kind: Kind) -> Option<String> {
    // A package may name itself to switch on a feature for its own tests.
    if room.may_use(used) || (kind == Kind::Test && (room.tests_may_use.contains(&used) || used == room.name))
    {
        return None;
    }
    let who = match kind {
        Kind::Normal => "",
        Kind::Build => "the build script of ",
        Kind::Test => "even in tests, ",
    };
    let name = room.name;
    Some(format!(
        "{who}`{name}` may not use `{used}`; move the code, or change the floor plan and say why in `docs/decisions`"
    ))
}

#[cfg(test)]
mod tests {
    use super::super::graph::made_up;
    use super::super::tree::printed;
    use super::*;

    fn found(arrows: &[(&str, &str, Kind)]) -> Vec<String> {
        printed(&check(&Tree::of_graph(made_up::graph(arrows))))
    }

    #[test]
    fn arrows_of_the_floor_plan_pass() {
        let found = found(&[
            ("tallystick-ledger", "tallystick-base", Kind::Normal),
            ("tallystick-banking", "tallystick-parties", Kind::Normal),
            ("tallystick", "tallystick-portal", Kind::Normal),
            ("tallystick-api", "tallystick-client", Kind::Test),
            ("tallystick-base", "serde", Kind::Normal),
        ]);
        assert_eq!(found, [""; 0]);
    }

    #[test]
    fn domain_and_ledger_stay_apart() {
        let found = found(&[
            ("tallystick-ledger", "tallystick-parties", Kind::Normal),
            ("tallystick-parties", "tallystick-ledger", Kind::Test),
        ]);
        let [ledger, parties] = found.try_into().unwrap();
        assert!(
            ledger.starts_with("crates/ledger/Cargo.toml:1: arrows: `ledger` may not use `parties`"),
            "{ledger}"
        );
        assert!(
            parties.contains("even in tests, `parties` may not use `ledger`"),
            "{parties}"
        );
    }

    #[test]
    fn a_domain_crate_does_not_use_one_after_it() {
        assert_eq!(
            found(&[("tallystick-certificates", "tallystick-banking", Kind::Build)]).len(),
            1
        );
    }

    #[test]
    fn nothing_uses_xtask() {
        assert_eq!(
            found(&[("tallystick", "tallystick-xtask", Kind::Normal)]).len(),
            1
        );
    }

    #[test]
    fn a_package_on_no_plan_is_found() {
        let found = found(&[("tallystick-attic", "serde", Kind::Normal)]);
        assert!(
            found[0].contains("`tallystick-attic` is on no floor plan"),
            "{found:?}"
        );
    }
}

//! Links between documents lead to files that exist.

use std::path::{Component, Path};

use super::finding::Finding;
use super::tree::{File, Tree};

pub(super) const RULE: &str = "links";

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    tree.files
        .iter()
        .filter(|file| file.is("md"))
        .flat_map(|file| check_file(file, &tree.paths))
        .collect()
}

fn check_file(file: &File, paths: &[String]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut fenced = false;
    for (number, line) in file.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        }
        if fenced {
            continue;
        }
        for target in targets(line).into_iter().filter(|target| is_local(target)) {
            if !exists(&file.path, target, paths) {
                let advice = format!("`{target}` leads to no file of the project: correct the link");
                findings.push(Finding::new(&file.path, number, RULE, advice));
            }
        }
    }
    findings
}

/// What follows `](`, up to the closing parenthesis or a title; code spans are left out.
fn targets(line: &str) -> Vec<&str> {
    let outside_code = line.split('`').step_by(2);
    let links = outside_code.flat_map(|text| text.split("](").skip(1));
    links.filter_map(|rest| rest.split([')', ' ']).next()).collect()
}

fn is_local(target: &str) -> bool {
    !target.is_empty()
        && !target.starts_with('#')
        && !target.contains("://")
        && !target.starts_with("mailto:")
}

fn exists(from: &str, target: &str, paths: &[String]) -> bool {
    let target = target.split('#').next().unwrap_or_default();
    let folder = Path::new(from).parent().unwrap_or(Path::new(""));
    let mut parts: Vec<String> = Vec::new();
    for component in folder.join(target).components() {
        match component {
            Component::Normal(part) => parts.push(part.to_string_lossy().into_owned()),
            Component::CurDir => {}
            Component::ParentDir if parts.pop().is_some() => {}
            Component::ParentDir | Component::RootDir | Component::Prefix(_) => return false,
        }
    }
    let wanted = parts.join("/");
    let is_it = |path: &String| {
        path.strip_prefix(&wanted)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    wanted.is_empty() || paths.iter().any(is_it)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::tree::printed;
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let others = [
            ("README.md", ""),
            ("docs/ledger-format.md", ""),
            ("docs/decisions/0001-a.md", ""),
        ];
        printed(&check(&Tree::of_files(
            &[&others[..], &[("docs/a.md", text)]].concat(),
        )))
    }

    #[rstest]
    #[case::beside("[format](ledger-format.md)")]
    #[case::with_a_place("[format](ledger-format.md#tree)")]
    #[case::above("[start](../README.md \"Start\")")]
    #[case::a_folder("[decisions](decisions) and [again](./decisions/)")]
    #[case::the_root("[root](..)")]
    #[case::within("[below](#below)")]
    #[case::outside("[RFC](https://www.rfc-editor.org/rfc/rfc6962) <mailto:a@example.org>")]
    #[case::code("`[x](y.md)`")]
    #[case::fenced("```\n[x](y.md)\n```")]
    fn a_link_that_leads_somewhere_passes(#[case] text: &str) {
        assert_eq!(found(text), [""; 0]);
    }

    #[rstest]
    #[case::absent("a\n[x](y.md)", 2, "y.md")]
    #[case::half_a_name("[x](ledger)", 1, "ledger")]
    #[case::second_of_two("[a](../README.md) [x](README.md)", 1, "README.md")]
    #[case::out_of_the_project("[x](../../README.md)", 1, "../../README.md")]
    #[case::from_the_root_of_the_disk("[x](/README.md)", 1, "/README.md")]
    fn a_link_that_leads_nowhere_is_found(#[case] text: &str, #[case] line: usize, #[case] target: &str) {
        let advice =
            format!("docs/a.md:{line}: links: `{target}` leads to no file of the project: correct the link");
        assert_eq!(found(text), [advice]);
    }
}

//! The pure rooms do not touch files, network, processes, environment or clock through the standard library either.

use proc_macro2::{TokenStream, TokenTree};
use syn::spanned::Spanned as _;
use syn::visit::{self, Visit};

use super::finding::Finding;
use super::rooms::ROOMS;
use super::tree::{File, Tree};

pub(super) const RULE: &str = "pure";

/// The beginnings of paths that are not for pure rooms.
const BANNED: &[&str] = &[
    "std::fs",
    "std::net",
    "std::process",
    "std::env",
    "std::thread::sleep",
    "thread::sleep",
    "std::time::Instant",
    "Instant::now",
    "std::time::SystemTime",
    "SystemTime",
];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    tree.rust_files()
        .filter(|file| is_code_of_a_pure_room(&file.path))
        .flat_map(check_file)
        .collect()
}

fn is_code_of_a_pure_room(path: &str) -> bool {
    let in_source = ROOMS.iter().filter(|room| room.pure).find_map(|room| {
        path.strip_prefix("crates/")?
            .strip_prefix(room.name)?
            .strip_prefix("/src/")
    });
    // `#[cfg(test)] mod tests;` lies in a file of its own.
    in_source.is_some_and(|rest| {
        !rest
            .split('/')
            .any(|part| part == "tests" || part.ends_with("tests.rs"))
    })
}

fn check_file(file: &File) -> Vec<Finding> {
    let (Some(syntax), Ok(tokens)) = (file.syntax(), file.text.parse::<TokenStream>()) else {
        return Vec::new();
    };
    let mut items = Items::default();
    items.visit_file(syntax);
    let mut mentions = items.imports;
    spelled_paths(tokens, &mut mentions);
    mentions.retain(|(line, _)| {
        !items
            .tests
            .iter()
            .any(|(first, last)| (first..=last).contains(&line))
    });
    mentions.sort_unstable();
    mentions.dedup();
    let advice = |path: &str| {
        format!("`{path}` has no place in a pure room: let the caller pass in what it gives, as an argument")
    };
    mentions
        .iter()
        .map(|(line, path)| Finding::new(&file.path, *line, RULE, advice(path)))
        .collect()
}

fn banned(path: &str) -> Option<&'static str> {
    BANNED.iter().copied().find(|banned| {
        path.strip_prefix(banned)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
    })
}

/// A line and what is mentioned there.
type Mention = (usize, &'static str);

/// What the syntax tells: imports, written out, and the lines of test modules.
#[derive(Default)]
struct Items {
    imports: Vec<Mention>,
    tests: Vec<(usize, usize)>,
}

impl<'syntax> Visit<'syntax> for Items {
    fn visit_item_mod(&mut self, module: &'syntax syn::ItemMod) {
        let only_for_tests = |attribute: &syn::Attribute| match &attribute.meta {
            syn::Meta::List(list) => list.path.is_ident("cfg") && list.tokens.to_string() == "test",
            syn::Meta::Path(_) | syn::Meta::NameValue(_) => false,
        };
        if module.attrs.iter().any(only_for_tests) {
            let span = module.span();
            self.tests.push((span.start().line, span.end().line));
        }
        visit::visit_item_mod(self, module);
    }

    fn visit_item_use(&mut self, import: &'syntax syn::ItemUse) {
        self.import("", &import.tree);
    }
}

impl Items {
    fn import(&mut self, before: &str, tree: &syn::UseTree) {
        let name = match tree {
            syn::UseTree::Path(path) => {
                self.import(&format!("{before}{}::", path.ident), &path.tree);
                return;
            }
            syn::UseTree::Group(group) => {
                for inner in &group.items {
                    self.import(before, inner);
                }
                return;
            }
            syn::UseTree::Glob(_) => return,
            syn::UseTree::Name(name) => &name.ident,
            syn::UseTree::Rename(rename) => &rename.ident,
        };
        if let Some(banned) = banned(&format!("{before}{name}")) {
            self.imports.push((name.span().start().line, banned));
        }
    }
}

/// Paths anywhere in the tokens, inside macros too.
fn spelled_paths(tokens: TokenStream, mentions: &mut Vec<Mention>) {
    let mut path = String::new();
    let mut line = 1;
    for token in tokens {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == ':' => {
                path.push(':');
            }
            TokenTree::Ident(ident) => {
                if !path.ends_with("::") {
                    note(&mut path, line, mentions);
                }
                line = ident.span().start().line;
                path.push_str(&ident.to_string());
            }
            TokenTree::Group(group) => {
                note(&mut path, line, mentions);
                spelled_paths(group.stream(), mentions);
            }
            TokenTree::Punct(_) | TokenTree::Literal(_) => note(&mut path, line, mentions),
        }
    }
    note(&mut path, line, mentions);
}

/// Ends the path read so far. A path may begin with `::`, or end in the `::` before a group or the `:` before a type.
fn note(path: &mut String, line: usize, mentions: &mut Vec<Mention>) {
    if let Some(banned) = banned(path.trim_matches(':')) {
        mentions.push((line, banned));
    }
    path.clear();
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::tree::printed;
    use super::*;

    fn found(path: &str, text: &str) -> Vec<String> {
        printed(&check(&Tree::of_files(&[(path, text)])))
    }

    #[rstest]
    #[case::import("use std::fs;")]
    #[case::import_of_an_item("use std::fs::File;")]
    #[case::group("use std::{fmt, net::TcpStream};")]
    #[case::renamed("use std::process as other;")]
    #[case::call("fn f() { let _ = std::env::var(\"HOME\"); }")]
    #[case::from_the_root("fn f() { ::std::fs::remove_file(\"x\"); }")]
    #[case::in_a_macro("fn f() { assert!(std::fs::exists(\"x\")); }")]
    #[case::clock("fn f() { let now = SystemTime::now(); }")]
    #[case::type_of_a_field("struct S { at: std::time::SystemTime }")]
    #[case::sleep("fn f() { std::thread::sleep(x); }")]
    fn a_pure_room_is_found_reaching_out(#[case] text: &str) {
        let found = found("crates/base/src/money.rs", text);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains("has no place in a pure room"), "{found:?}");
    }

    #[rstest]
    #[case::other_parts_of_std("use std::{fmt, collections::BTreeMap, time::Duration};")]
    #[case::a_longer_name("mod fs_names { pub struct SystemTimes; }")]
    #[case::documentation("//! Never `std::fs`.\n/// Not SystemTime either.\nfn f() {} // std::env")]
    #[case::a_string("const NOTE: &str = \"std::fs\";")]
    #[case::test_module(
        "#[cfg(test)]\nmod tests {\n    use std::fs;\n    fn f() { std::env::temp_dir(); }\n}"
    )]
    fn what_stays_within_passes(#[case] text: &str) {
        assert_eq!(found("crates/base/src/money.rs", text), [""; 0]);
    }

    #[test]
    fn the_line_is_that_of_the_mention() {
        let found = found(
            "crates/ledger/src/chain.rs",
            "//! A.\n\nfn f() {\n    std::fs::read(x)\n}\n",
        );
        assert!(
            found[0].starts_with("crates/ledger/src/chain.rs:4: pure: `std::fs`"),
            "{found:?}"
        );
    }

    #[rstest]
    #[case("crates/store/src/append.rs")]
    #[case("crates/base/tests/it/money.rs")]
    #[case("crates/base/src/money/tests.rs")]
    #[case("crates/base/src/money_tests.rs")]
    fn other_rooms_and_tests_may_reach_out(#[case] path: &str) {
        assert_eq!(found(path, "use std::fs;"), [""; 0]);
    }
}

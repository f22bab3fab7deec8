//! One door: the tables of the ledger are written to where statements are appended, where a ledger is folded anew, and where the
//! schema is made. Nowhere else.

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};

use super::finding::Finding;
use super::tree::{File, Tree};

pub(super) const RULE: &str = "door";

/// Where it may be done.
const ROOMS: [&str; 3] = [
    "crates/store/src/append/",
    "crates/store/src/audit/",
    "migrations/",
];
/// The modules of the ledger's tables in `entity`, and their tables.
const ENTITIES: [(&str, &str); 6] = [
    ("entry", "entries"),
    ("body", "bodies"),
    ("outcome_part", "outcome_parts"),
    ("tree_node", "tree_nodes"),
    ("checkpoint", "checkpoints"),
    ("head", "head"),
];
/// What writes, behind an entity or before it.
const ACTS: [&str; 8] = [
    "insert",
    "insert_many",
    "update",
    "update_many",
    "delete",
    "delete_many",
    "delete_by_id",
    "ActiveModel",
];
const FUNCTIONS: [&str; 5] = ["insert", "upsert", "write", "replace", "empty"];
const STATEMENTS: [&str; 7] = [
    "insert into",
    "replace into",
    "update",
    "delete from",
    "truncate",
    "drop table",
    "alter table",
];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    tree.rust_files()
        .filter(|file| is_watched(&file.path))
        .flat_map(check_file)
        .collect()
}

/// Tests tamper with what they made themselves.
fn is_watched(path: &str) -> bool {
    let is_test = path
        .split('/')
        .any(|part| part == "tests" || part.ends_with("tests.rs") || part.ends_with("-tests"));
    !is_test && !ROOMS.iter().any(|room| path.starts_with(room))
}

fn check_file(file: &File) -> Vec<Finding> {
    let (Some(syntax), Ok(tokens)) = (file.syntax(), file.text.parse::<TokenStream>()) else {
        return Vec::new();
    };
    let mut tests = Tests::default();
    tests.visit_file(syntax);
    let mut words = Vec::new();
    flatten(tokens, &mut words);
    let mut found: Vec<(usize, &str)> = (0..words.len()).filter_map(|at| written(&words, at)).collect();
    found.retain(|(line, _)| !tests.0.iter().any(|(first, last)| (first..=last).contains(&line)));
    found.sort_unstable();
    found.dedup();
    let advice = |table: &str| {
        format!(
            "`{table}` belongs to the ledger: what happens is a statement, and goes through `Store::submit`"
        )
    };
    found
        .into_iter()
        .map(|(line, table)| Finding::new(&file.path, line, RULE, advice(table)))
        .collect()
}

/// A word of the source and its line.
type Word = (usize, String);

fn flatten(tokens: TokenStream, words: &mut Vec<Word>) {
    for token in tokens {
        let line = token.span().start().line;
        match token {
            TokenTree::Group(group) => flatten(group.stream(), words),
            TokenTree::Ident(ident) => words.push((line, ident.to_string())),
            TokenTree::Punct(punct) => words.push((line, punct.as_char().to_string())),
            TokenTree::Literal(literal) => words.push((line, literal.to_string())),
        }
    }
}

/// The table that is written to at this word.
fn written(words: &[Word], at: usize) -> Option<(usize, &'static str)> {
    let word = |ahead: usize| words.get(at + ahead).map_or("", |(_, word)| word.as_str());
    let path = |ahead: usize| word(ahead) == ":" && word(ahead + 1) == ":";
    let table = |module: &str| {
        ENTITIES
            .iter()
            .find(|(name, _)| *name == module)
            .map(|(_, table)| *table)
    };
    let line = words.get(at)?.0;
    // `entry::Entity::insert`, `entry::ActiveModel`
    if let Some(table) = table(word(0))
        && path(1)
        && (ACTS.contains(&word(3)) || (word(3) == "Entity" && path(4) && ACTS.contains(&word(6))))
    {
        return Some((line, table));
    }
    // `bulk::insert::<entry::Entity>`
    if FUNCTIONS.contains(&word(0)) && path(1) && word(3) == "<" && path(5) && word(7) == "Entity" {
        return table(word(4)).map(|table| (line, table));
    }
    let before = |back: usize| at.checked_sub(back).and_then(|place| words.get(place));
    let is_documentation = before(2).is_some_and(|(_, word)| word == "doc");
    in_text(word(0))
        .filter(|_| !is_documentation)
        .map(|table| (line, table))
}

/// The table that a statement in a text changes.
fn in_text(literal: &str) -> Option<&'static str> {
    if !literal.contains('"') {
        return None;
    }
    let text = literal.to_lowercase().replace(['"', '\\', '('], " ");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ") + " ";
    ENTITIES.iter().map(|(_, table)| *table).find(|table| {
        STATEMENTS
            .iter()
            .any(|statement| text.contains(&format!("{statement} {table} ")))
    })
}

/// The lines of test modules.
#[derive(Default)]
struct Tests(Vec<(usize, usize)>);

impl<'syntax> Visit<'syntax> for Tests {
    fn visit_item_mod(&mut self, module: &'syntax syn::ItemMod) {
        use syn::spanned::Spanned as _;
        let only_for_tests = |attribute: &syn::Attribute| match &attribute.meta {
            syn::Meta::List(list) => list.path.is_ident("cfg") && list.tokens.to_string() == "test",
            syn::Meta::Path(_) | syn::Meta::NameValue(_) => false,
        };
        if module.attrs.iter().any(only_for_tests) {
            let span = module.span();
            self.0.push((span.start().line, span.end().line));
        }
        visit::visit_item_mod(self, module);
    }
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
    #[case::behind("fn f() { entry::Entity::insert(x); }")]
    #[case::many("fn f() { checkpoint::Entity::delete_many().exec(c); }")]
    #[case::from_the_root("fn f() { crate::entity::head::Entity::update_many(); }")]
    #[case::model("fn f() { let x: body::ActiveModel = y; }")]
    #[case::bulk("fn f() { bulk::upsert::<tree_node::Entity>(c, &rows); }")]
    #[case::in_a_macro("fn f() { done!(bulk::insert::<outcome_part::Entity>(c, &rows)); }")]
    #[case::statement("const SQL: &str = \"UPDATE entries SET kind = 'x'\";")]
    #[case::over_lines("const SQL: &str = \"DELETE\n FROM\n bodies\";")]
    #[case::replacing("const SQL: &str = \"insert into head(id) values (0)\";")]
    fn a_way_around_the_door_is_found(#[case] text: &str) {
        let found = found("crates/store/src/read/due.rs", text);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].contains("belongs to the ledger"), "{found:?}");
    }

    #[rstest]
    #[case::reading("fn f() { entry::Entity::find_by_id(0); }")]
    #[case::another_table("fn f() { bulk::insert::<sign_in::Entity>(c, &rows); }")]
    #[case::a_longer_name("const SQL: &str = \"DELETE FROM bodies_of_water\";")]
    #[case::a_map("fn f() { head.insert(1); entries.update(x); }")]
    #[case::words("const SENTENCE: &str = \"updates head and tail\";")]
    #[case::documentation("/// DELETE FROM entries\nfn f() {}")]
    #[case::test_module("#[cfg(test)]\nmod tests {\n    fn f() { entry::Entity::insert(x); }\n}")]
    fn what_reads_or_writes_elsewhere_passes(#[case] text: &str) {
        assert_eq!(found("crates/store/src/read/due.rs", text), [""; 0]);
    }

    #[rstest]
    #[case("crates/store/src/append/write.rs")]
    #[case("crates/store/src/audit/rebuild.rs")]
    #[case("crates/store/tests/it/audit.rs")]
    #[case("migrations/src/ledger.rs")]
    fn the_door_itself_and_tests_may(#[case] path: &str) {
        assert_eq!(found(path, "fn f() { entry::Entity::insert(x); }"), [""; 0]);
    }
}

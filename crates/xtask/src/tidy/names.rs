//! One word a concept: names of types, modules, functions and files keep to the glossary.

use syn::visit::{self, Visit};

use super::finding::Finding;
use super::tree::{File, Tree};

pub(super) const RULE: &str = "names";

/// (word, what to do instead). Only words that have no second, innocent meaning in this code: an *order* is also a
/// purchase order, a *proof* also an inclusion proof, an *account* also a bank account.
const WORDS: &[(&str, &str)] = &[
    ("manager", "say what it does"),
    ("helper", "say what it does"),
    ("helpers", "say what it does"),
    ("util", "say what it does"),
    ("utils", "say what it does"),
    ("utilities", "say what it does"),
    (
        "common",
        "say what its parts have in common, or move each to where it is used",
    ),
    ("misc", "say what it does"),
    ("user", "say Member for a person, Party for an organisation"),
    ("users", "say Member for a person, Party for an organisation"),
    ("vendor", "say Supplier"),
    ("vendors", "say Supplier"),
    ("payer", "say Buyer, or Debtor where the certificate is meant"),
    ("lender", "say Bank"),
    ("lenders", "say Bank"),
    ("deal", "say Contract"),
    ("deals", "say Contract"),
    ("drawdown", "say Disbursement"),
    ("payout", "say Disbursement"),
    ("payouts", "say Disbursement"),
    ("quota", "say CreditLine or LineUse"),
    ("quotas", "say CreditLine or LineUse"),
];

/// Terms of the glossary that hold one of the words.
const TERMS: &[[&str; 2]] = &[["asset", "manager"], ["asset", "managers"]];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings: Vec<Finding> = tree.paths.iter().filter_map(|path| check_path(path)).collect();
    findings.extend(tree.rust_files().flat_map(check_file));
    findings
}

fn check_path(path: &str) -> Option<Finding> {
    let (word, instead) = path.split(['/', '.']).find_map(objection)?;
    Some(Finding::new(
        path,
        1,
        RULE,
        format!("the path holds the word `{word}`: {instead}"),
    ))
}

fn check_file(file: &File) -> Vec<Finding> {
    let mut names = Names::default();
    if let Some(syntax) = file.syntax() {
        names.visit_file(syntax);
    }
    let found = names.found.iter().filter_map(|(line, name)| {
        let (word, instead) = objection(name)?;
        Some(Finding::new(
            &file.path,
            *line,
            RULE,
            format!("`{name}` holds the word `{word}`: {instead}"),
        ))
    });
    found.collect()
}

/// The first word of the name that is not ours.
fn objection(name: &str) -> Option<(&'static str, &'static str)> {
    let words = words(name);
    let is_term = |index: usize| {
        let before = index.checked_sub(1).and_then(|before| words.get(before..=index));
        before.is_some_and(|pair| TERMS.iter().any(|term| term == pair))
    };
    words.iter().enumerate().find_map(|(index, word)| {
        let entry = WORDS.iter().find(|(banned, _)| banned == word)?;
        (!is_term(index)).then_some(*entry)
    })
}

/// The words of a name in any of the usual cases, in lower case.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut after_lower_case = false;
    for letter in name.chars() {
        let begins = !letter.is_alphanumeric() || (letter.is_uppercase() && after_lower_case);
        if begins {
            words.push(String::new());
        }
        if let (true, Some(word)) = (letter.is_alphanumeric(), words.last_mut()) {
            word.extend(letter.to_lowercase());
        }
        after_lower_case = letter.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Names that are given here; names from elsewhere are not ours to choose.
#[derive(Default)]
struct Names {
    found: Vec<(usize, String)>,
}

impl Names {
    fn add(&mut self, name: &syn::Ident) {
        self.found.push((name.span().start().line, name.to_string()));
    }
}

impl<'syntax> Visit<'syntax> for Names {
    fn visit_item_struct(&mut self, item: &'syntax syn::ItemStruct) {
        self.add(&item.ident);
    }

    fn visit_item_enum(&mut self, item: &'syntax syn::ItemEnum) {
        self.add(&item.ident);
        visit::visit_item_enum(self, item);
    }

    fn visit_variant(&mut self, variant: &'syntax syn::Variant) {
        self.add(&variant.ident);
    }

    fn visit_item_trait(&mut self, item: &'syntax syn::ItemTrait) {
        self.add(&item.ident);
        visit::visit_item_trait(self, item);
    }

    fn visit_item_type(&mut self, item: &'syntax syn::ItemType) {
        self.add(&item.ident);
    }

    fn visit_item_mod(&mut self, item: &'syntax syn::ItemMod) {
        self.add(&item.ident);
        visit::visit_item_mod(self, item);
    }

    fn visit_item_fn(&mut self, item: &'syntax syn::ItemFn) {
        if !matches!(item.vis, syn::Visibility::Inherited) {
            self.add(&item.sig.ident);
        }
        visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'syntax syn::ImplItemFn) {
        if !matches!(item.vis, syn::Visibility::Inherited) {
            self.add(&item.sig.ident);
        }
        visit::visit_impl_item_fn(self, item);
    }

    fn visit_trait_item_fn(&mut self, item: &'syntax syn::TraitItemFn) {
        self.add(&item.sig.ident);
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
    #[case("CreditLine", &["credit", "line"])]
    #[case("line_use", &["line", "use"])]
    #[case("line-use", &["line", "use"])]
    #[case("UserId2", &["user", "id2"])]
    #[case("MAX_PAYOUT", &["max", "payout"])]
    #[case("XMLUser", &["xmluser"])]
    fn a_name_falls_into_its_words(#[case] name: &str, #[case] expected: &[&str]) {
        assert_eq!(words(name), expected);
    }

    #[rstest]
    #[case::a_type("struct UserId(u8);", "`UserId` holds the word `user`: say Member")]
    #[case::a_variant("enum Kind { Vendor }", "`Vendor` holds the word `vendor`: say Supplier")]
    #[case::a_trait("trait Lender {}", "say Bank")]
    #[case::a_module("mod utils {}", "say what it does")]
    #[case::a_public_function("pub fn draw_quota() {}", "say CreditLine or LineUse")]
    #[case::a_method("struct A; impl A { pub(crate) fn payout(&self) {} }", "say Disbursement")]
    #[case::an_alias("type KeyManager = u8;", "say what it does")]
    fn a_word_that_is_not_ours_is_found(#[case] text: &str, #[case] advice: &str) {
        let found = found("a.rs", text);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(
            found[0].starts_with("a.rs:1: names: ") && found[0].contains(advice),
            "{found:?}"
        );
    }

    #[rstest]
    #[case::a_term("enum Kind { AssetManager }\nmod asset_manager {}")]
    #[case::part_of_a_word("struct Dealer; struct Userless;")]
    #[case::names_from_elsewhere("use other::UserManager; fn f(x: UserManager) { x.user(); }")]
    #[case::a_private_function("fn common_prefix() {}")]
    #[case::prose("//! The user and the lender.")]
    fn other_names_pass(#[case] text: &str) {
        assert_eq!(found("a.rs", text), [""; 0]);
    }

    #[test]
    fn file_and_folder_names_count() {
        assert_eq!(found("crates/base/src/utils/money.rs", "").len(), 1);
        assert_eq!(found("docs/common.md", "").len(), 1);
        assert_eq!(found("docs/asset-manager.md", ""), [""; 0]);
    }
}

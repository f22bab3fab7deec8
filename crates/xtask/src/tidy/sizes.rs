//! Files and functions stay small; a longer one says why, where its reader sees it.

use syn::spanned::Spanned as _;
use syn::visit::{self, Visit};

use super::finding::Finding;
use super::tree::{File, Tree};

pub(super) const RULE: &str = "sizes";

const LONGEST_FILE: usize = 600;
const LONGEST_FUNCTION: usize = 70;

const FILE_REASON: &str = "// tidy: long file:";
const FUNCTION_REASON: &str = "// tidy: long function:";

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    tree.rust_files().flat_map(check_file).collect()
}

fn check_file(file: &File) -> Vec<Finding> {
    let lines: Vec<&str> = file.text.lines().collect();
    let mut findings = Vec::new();
    let reason = has_reason(
        lines
            .iter()
            .take_while(|line| line.is_empty() || line.starts_with("//")),
        FILE_REASON,
    );
    let length = lines.len();
    if length > LONGEST_FILE && !reason {
        let advice = format!(
            "{length} lines, over {LONGEST_FILE}: split the file, or begin it with `{FILE_REASON} ` and the reason"
        );
        findings.push(Finding::new(&file.path, 1, RULE, advice));
    }
    if length <= LONGEST_FILE && reason {
        let advice =
            format!("only {length} lines, so `{FILE_REASON}` is no longer needed: remove the comment");
        findings.push(Finding::new(&file.path, 1, RULE, advice));
    }
    let mut functions = Functions::default();
    if let Some(syntax) = file.syntax() {
        functions.visit_file(syntax);
    }
    findings.extend(
        functions
            .found
            .iter()
            .filter_map(|function| function.check(&file.path, &lines)),
    );
    findings
}

fn has_reason<'line>(lines: impl IntoIterator<Item = &'line &'line str>, marker: &str) -> bool {
    lines.into_iter().any(|line| {
        line.trim()
            .strip_prefix(marker)
            .is_some_and(|reason| !reason.trim().is_empty())
    })
}

/// A function, by its lines.
struct Function {
    name: String,
    /// The first line of what belongs to it: attributes and documentation.
    attributes: usize,
    /// The line of `fn`.
    first: usize,
    /// The line of the closing brace.
    last: usize,
}

impl Function {
    fn check(&self, path: &str, lines: &[&str]) -> Option<Finding> {
        let length = self.last.saturating_sub(self.first) + 1;
        let before = lines.get(..self.attributes.saturating_sub(1)).unwrap_or_default();
        let comment = before
            .iter()
            .rev()
            .take_while(|line| line.trim_start().starts_with("//"));
        let own = lines
            .get(self.attributes.saturating_sub(1)..self.first)
            .unwrap_or_default();
        let reason = has_reason(comment.chain(own), FUNCTION_REASON);
        let name = &self.name;
        let advice = match (length > LONGEST_FUNCTION, reason) {
            (true, true) | (false, false) => return None,
            (true, false) => format!(
                "`{name}` has {length} lines, over {LONGEST_FUNCTION}: split it, or write `{FUNCTION_REASON} ` and the reason above it"
            ),
            (false, true) => {
                format!(
                    "`{name}` has only {length} lines, so `{FUNCTION_REASON}` is no longer needed: remove the comment"
                )
            }
        };
        Some(Finding::new(path, self.first, RULE, advice))
    }
}

#[derive(Default)]
struct Functions {
    found: Vec<Function>,
}

impl Functions {
    fn add(&mut self, attributes: &[syn::Attribute], signature: &syn::Signature, block: &syn::Block) {
        let first = signature.span().start().line;
        let attributes = attributes
            .iter()
            .map(|attribute| attribute.span().start().line)
            .min()
            .unwrap_or(first);
        let last = block.brace_token.span.close().end().line;
        self.found.push(Function {
            name: signature.ident.to_string(),
            attributes,
            first,
            last,
        });
    }
}

impl<'syntax> Visit<'syntax> for Functions {
    fn visit_item_fn(&mut self, function: &'syntax syn::ItemFn) {
        self.add(&function.attrs, &function.sig, &function.block);
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'syntax syn::ImplItemFn) {
        self.add(&function.attrs, &function.sig, &function.block);
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_trait_item_fn(&mut self, function: &'syntax syn::TraitItemFn) {
        if let Some(block) = &function.default {
            self.add(&function.attrs, &function.sig, block);
        }
        visit::visit_trait_item_fn(self, function);
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::super::tree::printed;
    use super::*;

    fn found(text: &str) -> Vec<String> {
        printed(&check(&Tree::of_files(&[("a.rs", text)])))
    }

    /// A function of this many lines, with something before it.
    fn function(before: &str, lines: usize) -> String {
        format!("{before}fn long() {{\n{}}}\n", "    step();\n".repeat(lines - 2))
    }

    #[test]
    fn a_function_may_have_70_lines_and_no_more() {
        assert_eq!(found(&function("", 70)), [""; 0]);
        let found = found(&function("//! A.\n\n", 71));
        assert!(
            found[0].starts_with("a.rs:3: sizes: `long` has 71 lines, over 70: split it"),
            "{found:?}"
        );
    }

    #[rstest]
    #[case::right_above("// tidy: long function: a table reads best in one piece\n")]
    #[case::above_the_documentation("// tidy: long function: a table\n/// What it does.\n#[must_use]\n")]
    #[case::below_the_documentation("/// What it does.\n// tidy: long function: a table\n")]
    fn a_long_function_with_a_reason_passes(#[case] before: &str) {
        assert_eq!(found(&function(before, 80)), [""; 0]);
    }

    #[rstest]
    #[case::none_given("// tidy: long function:\n")]
    #[case::of_another_function("// tidy: long function: a table\n\n")]
    fn a_reason_that_does_not_count_is_no_reason(#[case] before: &str) {
        assert_eq!(found(&function(before, 80)).len(), 1);
    }

    #[test]
    fn a_reason_that_is_no_longer_needed_is_found() {
        let found = found(&function("// tidy: long function: a table\n", 20));
        assert!(found[0].contains("only 20 lines"), "{found:?}");
    }

    #[test]
    fn methods_provided_methods_and_tests_count_too() {
        let long = function("", 75);
        let text =
            format!("impl A {{\n{long}}}\ntrait B {{\n{long}}}\n#[cfg(test)]\nmod tests {{\n{long}}}\n");
        assert_eq!(found(&text).len(), 3);
    }

    #[test]
    fn a_file_may_have_600_lines_and_no_more() {
        assert_eq!(found(&"// A.\n".repeat(600)), [""; 0]);
        let found = found(&"// A.\n".repeat(601));
        assert!(
            found[0].starts_with("a.rs:1: sizes: 601 lines, over 600"),
            "{found:?}"
        );
    }

    #[test]
    fn a_long_file_says_why_before_its_first_item() {
        let reason = "//! Codes.\n\n// tidy: long file: one row for each currency\n";
        assert_eq!(
            found(&format!("{reason}{}", "const A: u8 = 1;\n".repeat(700))),
            [""; 0]
        );
        let late = format!("const A: u8 = 1;\n{reason}{}", "const A: u8 = 1;\n".repeat(700));
        assert_eq!(found(&late).len(), 1);
        assert_eq!(found(reason).len(), 1);
    }
}

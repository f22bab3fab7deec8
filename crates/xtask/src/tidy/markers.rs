//! Unfinished work is not committed: no notes to do it later, no stubs, no tests that are switched off.

use super::finding::Finding;
use super::tree::Tree;

pub(super) const RULE: &str = "markers";

/// This file spells the markers out.
const ITSELF: &str = "crates/xtask/src/tidy/markers.rs";

/// Words that mark unfinished work wherever they stand alone.
const NOTES: [&str; 2] = ["TODO", "FIXME"];

/// Beginnings of Rust code that is not there yet.
const STUBS: [&str; 2] = ["todo!", "unimplemented!"];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.files.iter().filter(|file| file.path != ITSELF) {
        for (number, line) in file.lines() {
            if let Some(advice) = objection(line, file.is("rs")) {
                findings.push(Finding::new(&file.path, number, RULE, advice));
            }
        }
    }
    findings
}

fn objection(line: &str, rust: bool) -> Option<String> {
    // A currency code of this spelling exists, so it counts only where a comment begins with it.
    let note = NOTES.into_iter().find(|note| stands_alone(line, note));
    if let Some(note) = note.or_else(|| {
        ["// XXX", "# XXX"]
            .into_iter()
            .find(|note| stands_alone(line, note))
    }) {
        return Some(format!(
            "`{note}` marks unfinished work: finish it, or remove the note"
        ));
    }
    if !rust {
        return None;
    }
    if let Some(stub) = STUBS.into_iter().find(|stub| stands_alone(line, stub)) {
        return Some(format!("`{stub}` is a stub: write the code"));
    }
    line.trim_start()
        .starts_with("#[ignore")
        .then(|| "a test that is switched off proves nothing: repair or remove it".to_owned())
}

/// Whether the marker occurs with no letter, digit or underscore beside it.
fn stands_alone(line: &str, marker: &str) -> bool {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
    line.match_indices(marker).any(|(start, _)| {
        let before = line.get(..start).unwrap_or_default();
        let after = line.get(start + marker.len()..).unwrap_or_default();
        !before.ends_with(is_part) && !after.starts_with(is_part)
    })
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
    #[case("a.rs", "// TODO: round here")]
    #[case("a.rs", "    todo!(\"rounding\")")]
    #[case("a.rs", "unimplemented!()")]
    #[case("a.rs", "    // XXX why")]
    #[case("a.rs", "#[ignore = \"slow\"]")]
    #[case("docs/a.md", "FIXME")]
    #[case(".ci/run", "# XXX")]
    fn unfinished_work_is_found(#[case] path: &str, #[case] text: &str) {
        let found = found(path, text);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(found[0].starts_with(&format!("{path}:1: markers: ")), "{found:?}");
    }

    #[rstest]
    #[case("a.rs", "(\"XXX\", 0), // no currency")]
    #[case("a.rs", "let todos = METODO;")]
    #[case("docs/a.md", "unimplemented")]
    #[case("docs/a.md", "A test that is ignored.")]
    fn other_words_pass(#[case] path: &str, #[case] text: &str) {
        assert_eq!(found(path, text), [""; 0]);
    }
}

//! Text files are clean: white space, line ends, no trace of a merge or of somebody's machine.

use super::finding::Finding;
use super::tree::{File, Tree};

pub(super) const RULE: &str = "text";

/// This file spells the folders out.
const ITSELF: &str = "crates/xtask/src/tidy/text.rs";

/// Folders of one machine, as a path begins.
const MACHINES: [&str; 3] = ["/root/", "/home/", "/Users/"];

/// Lines of a merge that was not finished. The line of equal signs also underlines headings, and never comes alone.
const CONFLICTS: [&str; 3] = ["<<<<<<< ", "||||||| ", ">>>>>>> "];

/// Folders whose files are data: their white space belongs to what they record.
const DATA: [&str; 4] = ["fixtures", "samples", "snapshots", "data"];

pub(super) fn check(tree: &Tree) -> Vec<Finding> {
    tree.files.iter().flat_map(check_file).collect()
}

fn check_file(file: &File) -> Vec<Finding> {
    let recorded = is_data(file);
    let mut findings = Vec::new();
    for (number, line) in file.lines() {
        let mut add = |advice: String| findings.push(Finding::new(&file.path, number, RULE, advice));
        if !recorded && line.ends_with([' ', '\t', '\r']) {
            add("remove the white space at the end of the line".to_owned());
        }
        if CONFLICTS.iter().any(|marker| line.starts_with(marker)) {
            add("finish the merge".to_owned());
        }
        if let Some(folder) = machine_folder(line).filter(|_| file.path != ITSELF) {
            add(format!(
                "`{folder}` is a folder of one machine: write a path relative to the root"
            ));
        }
    }
    if !recorded && !file.text.is_empty() && (!file.text.ends_with('\n') || file.text.ends_with("\n\n")) {
        let last = file.text.lines().count();
        findings.push(Finding::new(
            &file.path,
            last,
            RULE,
            "end the file with one newline",
        ));
    }
    findings
}

fn is_data(file: &File) -> bool {
    let is_source = ["rs", "toml", "md", "py", "sh"]
        .into_iter()
        .any(|extension| file.is(extension));
    file.is("snap") || (!is_source && file.path.split('/').any(|part| DATA.contains(&part)))
}

/// A machine's folder at the beginning of a path; after a host name or another folder it is something else.
fn machine_folder(line: &str) -> Option<&'static str> {
    let continues = |letter: char| letter.is_alphanumeric() || "._-~/}>)]".contains(letter);
    MACHINES.into_iter().find(|folder| {
        line.match_indices(folder)
            .any(|(start, _)| !line.get(..start).unwrap_or_default().ends_with(continues))
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
    #[case::space("a \nb\n", 1, "remove the white space")]
    #[case::tab("a\nb\t\n", 2, "remove the white space")]
    #[case::carriage_return("a\r\n", 1, "remove the white space")]
    #[case::no_newline("a\nb", 2, "end the file with one newline")]
    #[case::two_newlines("a\n\n", 2, "end the file with one newline")]
    #[case::merge("<<<<<<< ours\n", 1, "finish the merge")]
    #[case::machine("see /home/ann/notes\n", 1, "`/home/` is a folder of one machine")]
    #[case::machine_in_a_string("let x = \"/root/.cargo\";\n", 1, "`/root/` is a folder of one machine")]
    fn unclean_text_is_found(#[case] text: &str, #[case] line: usize, #[case] advice: &str) {
        let found = found("docs/a.md", text);
        assert_eq!(found.len(), 1, "{found:?}");
        assert!(
            found[0].starts_with(&format!("docs/a.md:{line}: text: {advice}")),
            "{found:?}"
        );
    }

    #[rstest]
    #[case::clean("a\n\nb\n")]
    #[case::empty("")]
    #[case::heading("Title\n=======\n")]
    #[case::a_page("https://example.org/home/page and crates/work/src\n")]
    #[case::a_template("{base}/home/page\n")]
    fn clean_text_passes(#[case] text: &str) {
        assert_eq!(found("docs/a.md", text), [""; 0]);
    }

    #[test]
    fn recorded_data_keeps_its_white_space_but_names_no_machine() {
        assert_eq!(found("fixtures/ledger/leaf-0", "a \n\n"), [""; 0]);
        assert_eq!(found("crates/base/tests/it/snapshots/a.snap", "a \n"), [""; 0]);
        assert_eq!(found("fixtures/ledger/check.py", "a \n").len(), 1);
        assert_eq!(found("fixtures/ledger/leaf-0", "at /home/ann/x").len(), 1);
    }
}

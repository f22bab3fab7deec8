//! Every refusal has its sentence in Chinese: an `#[error("…")]` without a template in `refusals.zh.json` fails here.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// Where refusals are worded that a person at a page can meet.
const SOURCES: &[&str] = &[
    "base/src",
    "parties/src",
    "contracts/src",
    "certificates/src",
    "financing/src",
    "banking/src",
    "commands/src",
    "ledger/src/refusal.rs",
    "store/src/error.rs",
    "store/src/portal",
    "api/src/bank/remark.rs",
    "api/src/problem/refusal.rs",
    "api/src/problem/failure.rs",
    "documents/src/error.rs",
];

/// The file of the templates.
fn data() -> Value {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/refusals.zh.json");
    serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap()
}

/// A folder or file beside this crate.
fn beside(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join(path)
}

/// The Rust sources at a path, each with its name.
fn sources(path: &Path, into: &mut Vec<(String, String)>) {
    if path.is_dir() {
        for file in fs::read_dir(path).unwrap() {
            sources(&file.unwrap().path(), into);
        }
    } else if path.extension().is_some_and(|extension| extension == "rs") {
        into.push((path.display().to_string(), fs::read_to_string(path).unwrap()));
    }
}

/// The text of the literal that opens behind `#[error(`; nothing for `transparent`.
fn literal(behind: &str) -> Option<String> {
    let mut rest = behind.trim_start().strip_prefix('"')?.chars();
    let mut text = String::new();
    loop {
        match rest.next()? {
            '"' => return Some(text),
            '\\' => match rest.next()? {
                '\n' => rest = rest.as_str().trim_start().chars(),
                other => text.push(other),
            },
            other => text.push(other),
        }
    }
}

/// The sentence with its places numbered from 0; a name that returns keeps its number.
fn numbered(sentence: &str) -> String {
    let mut names: Vec<&str> = Vec::new();
    let mut text = String::new();
    let mut rest = sentence;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, brace) = rest.split_at(at);
        text.push_str(before);
        if let Some(after) = brace.strip_prefix("{{") {
            text.push('{');
            rest = after;
        } else if let Some(after) = brace.strip_prefix("}}") {
            text.push('}');
            rest = after;
        } else {
            let (place, after) = brace.trim_start_matches('{').split_once('}').unwrap();
            let name = place.split(':').next().unwrap();
            let known = names.iter().position(|other| !name.is_empty() && *other == name);
            let number = known.unwrap_or(names.len());
            if known.is_none() {
                names.push(name);
            }
            write!(text, "{{{number}}}").unwrap();
            rest = after;
        }
    }
    text.push_str(rest);
    text
}

#[test]
fn places_are_numbered_as_in_the_templates() {
    assert_eq!(
        numbered("{party} has {found:?}, {} and {}, {party}"),
        "{0} has {1}, {2} and {3}, {0}"
    );
    assert_eq!(numbered("the place {{{place}}}, which"), "the place {{0}}, which");
    assert_eq!(
        literal("\n    \"one \\\n     line\"\n)]"),
        Some("one line".to_owned())
    );
    assert_eq!(literal("transparent)]"), None);
}

#[test]
fn every_refusal_has_its_sentence_in_chinese() {
    let data = data();
    let templates: BTreeSet<&str> = data["sentences"]
        .as_array()
        .unwrap()
        .iter()
        .map(|template| template["en"].as_str().unwrap())
        .collect();
    let mut files = Vec::new();
    for path in SOURCES {
        sources(&beside(path), &mut files);
    }
    let mut missing = Vec::new();
    for (name, text) in &files {
        for behind in text.split("#[error(").skip(1) {
            let sentence = literal(behind).map(|sentence| numbered(&sentence));
            if let Some(sentence) = sentence.filter(|sentence| !templates.contains(sentence.as_str())) {
                missing.push(format!("{name}: {sentence}"));
            }
        }
    }
    assert!(
        missing.is_empty(),
        "add these to \"sentences\" in crates/portal/data/refusals.zh.json, with their Chinese in \"zh\":\n{}",
        missing.join("\n")
    );
}

#[test]
fn every_title_is_of_a_code_that_exists() {
    let mut files = Vec::new();
    for path in SOURCES {
        let crate_name = path.split('/').next().unwrap();
        sources(&beside(crate_name).join("src"), &mut files);
    }
    let data = data();
    let titles = data["titles"].as_object().unwrap();
    let idle: Vec<_> = titles
        .keys()
        .filter(|code| {
            let quoted = format!("\"{code}\"");
            !files.iter().any(|(_, text)| text.contains(&quoted))
        })
        .collect();
    assert_eq!(idle, Vec::<&String>::new());
}

//! Every refusal has its sentence in Chinese: an `#[error("…")]` without a template in `refusals.zh.json` fails here. One that
//! names a command or a field of the API has its plain words in `refusals.en.json` besides, for people who read English.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;
use tallystick_commands::Command;

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
    "api/src/bank",
    "api/src/problem/refusal.rs",
    "api/src/problem/failure.rs",
    "documents/src/error.rs",
];

/// The file of the templates of a language.
fn data(language: &str) -> Value {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("data/refusals.{language}.json"));
    serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap()
}

/// What stands under a key in every template of a file.
fn column<'data>(data: &'data Value, key: &str) -> BTreeSet<&'data str> {
    let templates = data["sentences"].as_array().unwrap();
    templates
        .iter()
        .map(|template| template[key].as_str().unwrap())
        .collect()
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

/// Every sentence of the sources with its places numbered, after the name of its file.
fn sentences() -> Vec<(String, String)> {
    let mut files = Vec::new();
    for path in SOURCES {
        sources(&beside(path), &mut files);
    }
    let mut found = Vec::new();
    for (name, text) in &files {
        let literals = text.split("#[error(").skip(1).filter_map(literal);
        found.extend(literals.map(|sentence| (name.clone(), numbered(&sentence))));
    }
    found
}

/// The sentences that need a template in the file of a language and have none, a line each after the name of its file.
fn without_template(language: &str, needs_one: fn(&str) -> bool) -> String {
    let data = data(language);
    let templates = column(&data, "en");
    let missing: Vec<String> = sentences()
        .into_iter()
        .filter(|(_, sentence)| needs_one(sentence) && !templates.contains(sentence.as_str()))
        .map(|(name, sentence)| format!("{name}: {sentence}"))
        .collect();
    missing.join("\n")
}

/// The names of the API in a text: commands, with or without their version, and fields such as `payment.days` or `value_on`. A field
/// whose name is a word like any other, such as `account`, cannot be told from that word.
fn names_of_the_api(text: &str) -> Vec<&str> {
    let commands: BTreeSet<&str> = Command::kinds()
        .filter_map(|kind| kind.split('/').next())
        .collect();
    text.split(|letter: char| !letter.is_ascii_alphanumeric() && !"._-/".contains(letter))
        .filter_map(|word| word.split('/').next())
        .map(|word| word.trim_end_matches('.'))
        .filter(|word| commands.contains(word) || is_joined(word))
        .collect()
}

/// Whether a dot or a low line stands between letters, as in names of fields.
fn is_joined(word: &str) -> bool {
    ['.', '_'].into_iter().any(|mark| {
        word.split_once(mark).is_some_and(|(before, after)| {
            before.ends_with(|letter: char| letter.is_ascii_alphabetic())
                && after.starts_with(|letter: char| letter.is_ascii_alphabetic())
        })
    })
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
fn names_of_the_api_are_told_from_words() {
    for (text, names) in [
        ("add it with profile.update, or ask", "profile.update"),
        ("record it with bank-entry.record.", "bank-entry.record"),
        ("it must look like certificate.split/1", "certificate.split"),
        ("state payment.days and value_on", "payment.days value_on"),
        ("{0} is 1,200.00. Load camt.053.001.02 and/or a .xml file", ""),
        ("nothing is here; /openapi.json lists every address", ""),
    ] {
        assert_eq!(names_of_the_api(text).join(" "), names, "{text}");
    }
}

#[test]
fn every_refusal_has_its_sentence_in_chinese() {
    let missing = without_template("zh", |_| true);
    assert!(
        missing.is_empty(),
        "add these to \"sentences\" in crates/portal/data/refusals.zh.json, with their Chinese in \"zh\":\n{missing}"
    );
}

#[test]
fn every_refusal_that_names_a_command_or_a_field_has_plain_words() {
    let missing = without_template("en", |sentence| !names_of_the_api(sentence).is_empty());
    assert!(
        missing.is_empty(),
        "add these to \"sentences\" in crates/portal/data/refusals.en.json, with plain words in \"said\":\n{missing}"
    );
}

#[test]
fn plain_words_are_of_refusals_that_stand_in_the_sources() {
    let data = data("en");
    let sentences = sentences();
    let standing: BTreeSet<&str> = sentences.iter().map(|(_, sentence)| sentence.as_str()).collect();
    let idle: Vec<&str> = column(&data, "en").difference(&standing).copied().collect();
    assert_eq!(idle, Vec::<&str>::new());
}

#[test]
fn plain_words_name_no_command_and_no_field() {
    let data = data("en");
    let words = data["words"]
        .as_object()
        .unwrap()
        .values()
        .map(|word| word.as_str().unwrap());
    for said in column(&data, "said").into_iter().chain(words) {
        assert_eq!(names_of_the_api(said), Vec::<&str>::new(), "{said}");
    }
}

#[test]
fn every_title_is_of_a_code_that_exists() {
    let mut files = Vec::new();
    for path in SOURCES {
        let crate_name = path.split('/').next().unwrap();
        sources(&beside(crate_name).join("src"), &mut files);
    }
    let data = data("zh");
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

//! Every word that a page asks for is there, in both languages, and none is there for nothing.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Keys that are put together, by their beginnings.
const COMPUTED: &[&str] = &[
    "stage-",
    "capacity-",
    "role-",
    "act-",
    "failure-",
    "place-",
    "subject-",
];

fn keys_of(language: &str) -> BTreeSet<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("locales")
        .join(language);
    let mut keys = BTreeSet::new();
    for file in fs::read_dir(folder).unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        for line in text.lines().filter(|line| !line.starts_with([' ', '#', '}'])) {
            if let Some((key, _)) = line.split_once(" =") {
                assert!(
                    keys.insert(key.to_owned()),
                    "{language}: {key} stands there twice"
                );
            }
        }
    }
    keys
}

/// The texts of all templates and sources.
fn sources(folder: &Path, into: &mut String) {
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.is_dir() {
            sources(&path, into);
        } else {
            into.push_str(&fs::read_to_string(path).unwrap());
        }
    }
}

fn asked_for() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut text = String::new();
    sources(&root.join("templates"), &mut text);
    sources(&root.join("src"), &mut text);
    let mut keys = BTreeSet::new();
    for opening in ["say(", "say_n(", "say_with("] {
        let calls = text.split(opening).skip(1).map(str::trim_start);
        let named = calls.filter_map(|call| call.strip_prefix('"')?.split_once('"'));
        keys.extend(named.map(|(key, _)| key.to_owned()));
    }
    keys
}

#[test]
fn both_languages_have_the_same_words() {
    let (zh, en) = (keys_of("zh"), keys_of("en"));
    assert_eq!(
        zh.difference(&en).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "only in zh"
    );
    assert_eq!(
        en.difference(&zh).collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "only in en"
    );
}

#[test]
fn every_word_that_is_asked_for_is_there() {
    let (there, asked) = (keys_of("en"), asked_for());
    let missing: Vec<_> = asked.iter().filter(|key| !there.contains(*key)).collect();
    assert_eq!(missing, Vec::<&String>::new());
}

#[test]
fn no_word_is_there_for_nothing() {
    let asked = asked_for();
    let is_computed = |key: &&String| COMPUTED.iter().any(|beginning| key.starts_with(beginning));
    let there = keys_of("en");
    let idle: Vec<_> = there
        .iter()
        .filter(|key| !is_computed(key) && !asked.contains(*key))
        .collect();
    assert_eq!(idle, Vec::<&String>::new());
}

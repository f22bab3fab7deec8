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
    "law-",
    "article-",
];

/// The lines of all files of words of a language, without remarks.
fn lines_of(language: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("locales")
        .join(language);
    let files = fs::read_dir(folder).unwrap();
    let texts = files.map(|file| fs::read_to_string(file.unwrap().path()).unwrap());
    texts
        .flat_map(|text| text.lines().map(str::to_owned).collect::<Vec<_>>())
        .filter(|line| !line.starts_with('#'))
        .collect()
}

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

/// The texts of this crate in which words are asked for.
fn askers() -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut text = String::new();
    sources(&root.join("templates"), &mut text);
    sources(&root.join("src"), &mut text);
    text
}

fn asked_for() -> BTreeSet<String> {
    let text = askers();
    let mut keys = BTreeSet::new();
    for opening in ["say(", "say_n(", "say_with(", "say_code("] {
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
    // A key may be chosen first and asked for afterwards.
    let text = askers();
    let is_named = |key: &&String| text.contains(&format!("\"{key}\""));
    let is_computed = |key: &&String| COMPUTED.iter().any(|beginning| key.starts_with(beginning));
    let there = keys_of("en");
    let idle: Vec<_> = there
        .iter()
        .filter(|key| !is_computed(key) && !is_named(key))
        .collect();
    assert_eq!(idle, Vec::<&String>::new());
}

/// Chinese signs, and the marks that close Chinese words.
fn is_chinese(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}' | '”' | '》' | '）')
}

#[test]
fn chinese_is_punctuated_as_chinese() {
    let narrow = |character: char| ",:;?()!".contains(character);
    let mixed = |line: &String| {
        let pairs = line.chars().zip(line.chars().skip(1));
        let mut pairs =
            pairs.map(|(one, next)| (is_chinese(one) && narrow(next)) || (narrow(one) && is_chinese(next)));
        pairs.any(|mixes| mixes)
    };
    let found: Vec<String> = lines_of("zh").into_iter().filter(mixed).collect();
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn templates_ask_for_the_marks_between_words() {
    let mut text = String::new();
    sources(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("templates"),
        &mut text,
    );
    let typed = [", ", ": ", "; "].iter().flat_map(|mark| {
        let ends = ["}}", "%}", "</strong>", "</span>", "</s>"].map(|end| format!("{end}{mark}"));
        ends.into_iter()
            .flat_map(move |end| ["{{", "{%", "<"].map(|next| format!("{end}{next}")))
    });
    let remark = |line: &&str| line.starts_with("{#");
    let lines: Vec<&str> = text.lines().filter(|line| !remark(line)).collect();
    let found: Vec<String> = typed
        .filter(|typed| lines.iter().any(|line| line.contains(typed)))
        .collect();
    assert_eq!(found, Vec::<String>::new());
}

//! Sentences of acts as people read them on a page: subjects by name, moments by the clock in Beijing.
//!
//! What is signed is shown by the scripts with the exact subjects; this is for reading what was signed.

use std::collections::{BTreeMap, BTreeSet};

use tallystick_base::{Millis, PartyId, Subject};

use crate::figures;
use crate::names::Names;
use crate::people::People;
use crate::words::Words;

/// How many of the last characters of an id are shown, of things that have no name here.
const TAIL: usize = 6;

/// What things are called that have a number or a name of their own, by subject.
pub(crate) type Called = BTreeMap<Subject, String>;

/// The parties that a sentence mentions.
pub(crate) fn parties(sentence: &str) -> BTreeSet<PartyId> {
    words_of(sentence).filter_map(|word| word.parse().ok()).collect()
}

/// The things that a text mentions, of which some have a number or a name.
pub(crate) fn things(text: &str) -> BTreeSet<Subject> {
    words_of(text)
        .filter_map(|word| Subject::parse(word).ok())
        .filter(|subject| !["party", "member"].contains(&subject.kind()))
        .collect()
}

/// The sentence with the names of those who are known, and the rest as [`readable`] has it.
pub(crate) fn told(sentence: &str, people: &People, words: &Words) -> String {
    called_in(&people.fill(sentence), &Names::default(), people.called(), words)
}

/// The sentence with names for parties, the kind and the end of the id for other subjects, and times in Beijing.
pub(crate) fn readable(sentence: &str, names: &Names, words: &Words) -> String {
    called_in(sentence, names, &Called::new(), words)
}

/// The same, where some of the other subjects are called something.
pub(crate) fn called_in(sentence: &str, names: &Names, called: &Called, words: &Words) -> String {
    let mut text = String::with_capacity(sentence.len());
    let mut rest = sentence;
    while let Some(word) = words_of(rest).next() {
        let Some((before, after)) = rest.split_once(word) else {
            break;
        };
        text.push_str(before);
        match read(word, names, called, words) {
            Some((Some(kind), name)) => {
                // Sentences often say the kind before they name the subject.
                if !text.trim_end().ends_with(&kind) {
                    text.push_str(&kind);
                    text.push(' ');
                }
                text.push_str(&name);
            }
            Some((None, name)) => text.push_str(&name),
            None => text.push_str(word),
        }
        rest = after;
    }
    text.push_str(rest);
    text
}

/// How a word reads that names something: its kind, where that is said besides, and what it is called.
fn read(word: &str, names: &Names, called: &Called, words: &Words) -> Option<(Option<String>, String)> {
    if let Ok(party) = word.parse::<PartyId>() {
        return Some((None, names.name(&party)));
    }
    if let Ok(subject) = Subject::parse(word) {
        let key = format!("subject-{}", subject.kind());
        let name = called.get(&subject).cloned();
        return words
            .has(&key)
            .then(|| (Some(words.say(&key)), name.unwrap_or_else(|| tail(&subject))));
    }
    moment(word).map(|moment| (None, moment))
}

/// The end of an id, for a thing that has no name.
pub(crate) fn tail(subject: &Subject) -> String {
    let id = subject.id();
    let from = id.len().saturating_sub(TAIL);
    format!("…{}", id.get(from..).unwrap_or(id))
}

/// A time of RFC 3339 in UTC.
fn moment(word: &str) -> Option<String> {
    let at = chrono::DateTime::parse_from_rfc3339(word).ok()?;
    let millis = u64::try_from(at.timestamp_millis()).ok()?;
    Some(figures::moment(Millis::new(millis).ok()?))
}

/// The words of a sentence that could be subjects or times: what they are made of, and long enough.
fn words_of(sentence: &str) -> impl Iterator<Item = &str> {
    sentence
        .split(|c: char| !(c.is_ascii_alphanumeric() || "-_/:.".contains(c)))
        .map(|word| word.trim_end_matches(['.', ':']))
        .filter(|word| word.len() >= 20)
}

#[cfg(test)]
mod tests {
    use tallystick_commands::Language;

    use super::*;
    use crate::words::AllWords;

    const SPLIT: &str = "Offer certificate/01a1803c-5500-7a03-be69-d3554eab59b9 to party/01a0bc53-bfcc-7475-876d-a0ac7587f493 \
                         without recourse, open until 2026-10-30T10:00:00Z";

    #[test]
    fn a_sentence_reads_without_ids() {
        let words = AllWords::shipped().unwrap();
        let [party] = parties(SPLIT).into_iter().collect::<Vec<_>>().try_into().unwrap();
        let names = Names::from([(party, "河北洁纺无纺布有限公司".to_owned())]);
        assert_eq!(
            readable(SPLIT, &names, words.of(Language::En)),
            "Offer certificate …ab59b9 to 河北洁纺无纺布有限公司 without recourse, open until 2026-10-30 18:00"
        );
        let chinese = "就合同 contract/01a1803c-5500-7ca7-9fad-bdc9998bd5b7 申请确权";
        assert_eq!(
            readable(chinese, &names, words.of(Language::Zh)),
            "就合同 …8bd5b7 申请确权"
        );
        let chinese = "将certificate/01a1803c-5500-7a03-be69-d3554eab59b9拆分,共3份";
        assert_eq!(
            readable(chinese, &names, words.of(Language::Zh)),
            "将确权证明 …ab59b9拆分,共3份"
        );
    }

    #[test]
    fn what_has_a_number_is_called_by_it() {
        let words = AllWords::shipped().unwrap();
        let [certificate] = things(SPLIT).into_iter().collect::<Vec<_>>().try_into().unwrap();
        let called = Called::from([(certificate, "RNXB4-HDAGJ-2NEAR-R3PM6".to_owned())]);
        let said = called_in(SPLIT, &Names::default(), &called, words.of(Language::En));
        assert!(
            said.starts_with("Offer certificate RNXB4-HDAGJ-2NEAR-R3PM6 to "),
            "{said}"
        );
        let chinese = "将确权证明 certificate/01a1803c-5500-7a03-be69-d3554eab59b9 拆分为3份";
        assert_eq!(
            called_in(chinese, &Names::default(), &called, words.of(Language::Zh)),
            "将确权证明 RNXB4-HDAGJ-2NEAR-R3PM6 拆分为3份"
        );
    }
}

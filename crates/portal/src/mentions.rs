//! Sentences of acts as people read them on a page: subjects by name, moments by the clock in Beijing.
//!
//! What is signed is shown by the scripts with the exact subjects; this is for reading what was signed.

use std::collections::BTreeSet;

use tallystick_base::{Millis, PartyId, Subject};

use crate::figures;
use crate::names::Names;
use crate::people::People;
use crate::words::Words;

/// How many of the last characters of an id are shown, of things that have no name here.
const TAIL: usize = 6;

/// The parties that a sentence mentions.
pub(crate) fn parties(sentence: &str) -> BTreeSet<PartyId> {
    words_of(sentence).filter_map(|word| word.parse().ok()).collect()
}

/// The sentence with the names of those who are known, and the rest as [`readable`] has it.
pub(crate) fn told(sentence: &str, people: &People, words: &Words) -> String {
    readable(&people.fill(sentence), &Names::default(), words)
}

/// The sentence with names for parties, the kind and the end of the id for other subjects, and times in Beijing.
pub(crate) fn readable(sentence: &str, names: &Names, words: &Words) -> String {
    let mut text = String::with_capacity(sentence.len());
    let mut rest = sentence;
    while let Some(word) = words_of(rest).next() {
        let Some((before, after)) = rest.split_once(word) else {
            break;
        };
        text.push_str(before);
        let said = read(word, names, words).unwrap_or_else(|| word.to_owned());
        // Sentences often say the kind before they name the subject.
        let doubled = said
            .split_once(" …")
            .filter(|(kind, _)| text.trim_end().ends_with(kind));
        text.push_str(
            doubled
                .map_or(said.as_str(), |(kind, _)| {
                    said.strip_prefix(kind).unwrap_or(&said)
                })
                .trim_start(),
        );
        rest = after;
    }
    text.push_str(rest);
    text
}

fn read(word: &str, names: &Names, words: &Words) -> Option<String> {
    if let Ok(party) = word.parse::<PartyId>() {
        return Some(names.name(&party));
    }
    if let Ok(subject) = Subject::parse(word) {
        let key = format!("subject-{}", subject.kind());
        return words
            .has(&key)
            .then(|| format!("{} {}", words.say(&key), tail(&subject)));
    }
    moment(word)
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
}

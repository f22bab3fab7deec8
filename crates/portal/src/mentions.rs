//! Sentences of acts as people read them on a page: subjects by name, moments by the clock in Beijing.
//!
//! What is signed is shown by the scripts with the exact subjects; this is for reading what was signed.

use std::collections::{BTreeMap, BTreeSet};

use tallystick_base::{Digest, Millis, Subject, Thumbprint};

use crate::figures;
use crate::people::People;
use crate::words::Words;

/// How many of the last characters of an id are shown, of things that have no name here.
const TAIL: usize = 6;

/// How many of the first characters of a digest or thumbprint are shown.
const HEAD: usize = 8;

/// Kinds that are called by somebody's name or by a sum: a loan of so much.
const CALLED_OF: [&str; 8] = [
    "amendment",
    "cancellation",
    "credit-line",
    "guarantee",
    "loan",
    "bank-entry",
    "notice",
    "sale",
];

/// What things are called that have a number or a name of their own, by subject.
pub(crate) type Called = BTreeMap<Subject, String>;

/// The things that a text mentions, of which some have a number or a name.
pub(crate) fn things(text: &str) -> BTreeSet<Subject> {
    words_of(text)
        .filter_map(|word| Subject::parse(word).ok())
        .filter(|subject| !["party", "member"].contains(&subject.kind()))
        .collect()
}

/// The sentence with names for the parties and members who are known, for other subjects the kind and what they are called or the
/// end of the id, times in Beijing, and the beginning of digests and keys.
pub(crate) fn told(sentence: &str, people: &People, words: &Words) -> String {
    called_in(&people.fill(sentence), people.called(), words)
}

fn called_in(sentence: &str, called: &Called, words: &Words) -> String {
    let mut text = String::with_capacity(sentence.len());
    let mut rest = sentence;
    while let Some(word) = words_of(rest).next() {
        let Some((before, after)) = rest.split_once(word) else {
            break;
        };
        text.push_str(before);
        match read(word, called, words) {
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
fn read(word: &str, called: &Called, words: &Words) -> Option<(Option<String>, String)> {
    if let Ok(subject) = Subject::parse(word) {
        let key = format!("subject-{}", subject.kind());
        let name = match called.get(&subject) {
            // The bank stands for its part of a request: it offers, it declines.
            Some(bank) if subject.kind() == "review" => return Some((None, bank.clone())),
            Some(name) if CALLED_OF.contains(&subject.kind()) => {
                words.say_with("called-of", &[("name", name)])
            }
            Some(name) => name.clone(),
            None => tail(&subject),
        };
        return words.has(&key).then(|| (Some(words.say(&key)), name));
    }
    moment(word).or_else(|| shortened(word)).map(|said| (None, said))
}

/// The beginning of a digest or of a key's thumbprint: whole, they are for whoever signs them.
fn shortened(word: &str) -> Option<String> {
    let digest = Digest::parse(word).is_ok();
    (digest || word.parse::<Thumbprint>().is_ok()).then(|| format!("{}…", word.get(..HEAD).unwrap_or(word)))
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

    const BUYER: &str = "party/01a0bc53-bfcc-7475-876d-a0ac7587f493";

    #[test]
    fn a_sentence_reads_without_ids() {
        let words = AllWords::shipped().unwrap();
        let people = People::default().named([(BUYER.to_owned(), "河北洁纺无纺布有限公司".to_owned())]);
        assert_eq!(
            told(SPLIT, &people, words.of(Language::En)),
            "Offer certificate …ab59b9 to 河北洁纺无纺布有限公司 without recourse, open until 2026-10-30 18:00"
        );
        let chinese = "就合同 contract/01a1803c-5500-7ca7-9fad-bdc9998bd5b7 申请确权";
        assert_eq!(
            told(chinese, &people, words.of(Language::Zh)),
            "就合同 …8bd5b7 申请确权"
        );
        let chinese = "将certificate/01a1803c-5500-7a03-be69-d3554eab59b9拆分,共3份";
        assert_eq!(
            told(chinese, &people, words.of(Language::Zh)),
            "将确权证明 …ab59b9拆分,共3份"
        );
    }

    #[test]
    fn what_has_a_number_is_called_by_it() {
        let words = AllWords::shipped().unwrap();
        let [certificate] = things(SPLIT).into_iter().collect::<Vec<_>>().try_into().unwrap();
        let called = Called::from([(certificate, "RNXB4-HDAGJ-2NEAR-R3PM6".to_owned())]);
        let said = called_in(SPLIT, &called, words.of(Language::En));
        assert!(
            said.starts_with("Offer certificate RNXB4-HDAGJ-2NEAR-R3PM6 to "),
            "{said}"
        );
        let chinese = "将确权证明 certificate/01a1803c-5500-7a03-be69-d3554eab59b9 拆分为3份";
        assert_eq!(
            called_in(chinese, &called, words.of(Language::Zh)),
            "将确权证明 RNXB4-HDAGJ-2NEAR-R3PM6 拆分为3份"
        );
    }

    #[test]
    fn what_has_no_number_is_called_by_its_sum() {
        let words = AllWords::shipped().unwrap();
        let loan = "loan/01a1803c-5500-7a03-be69-d3554eab59b9";
        let called = Called::from([(Subject::parse(loan).unwrap(), "1,000,000.00 CNY".to_owned())]);
        let said = |sentence: &str, language| called_in(sentence, &called, words.of(language));
        assert_eq!(
            said(&format!("Record that {loan} is overdue"), Language::En),
            "Record that loan of 1,000,000.00 CNY is overdue"
        );
        assert_eq!(
            said(&format!("记录：贷款 {loan} 逾期"), Language::Zh),
            "记录：贷款 1,000,000.00 CNY 逾期"
        );
    }

    #[test]
    fn a_bank_stands_for_its_review() {
        let words = AllWords::shipped().unwrap();
        let review = "review/01a1803c-5500-7a03-be69-d3554eab59b9";
        let called = Called::from([(Subject::parse(review).unwrap(), "永宁城市银行".to_owned())]);
        let said = |sentence: &str, language| called_in(sentence, &called, words.of(language));
        assert_eq!(
            said(&format!("Accept the offer of {review}"), Language::En),
            "Accept the offer of 永宁城市银行"
        );
        assert_eq!(
            said(&format!("撤回 {review} 的报价"), Language::Zh),
            "撤回 永宁城市银行 的报价"
        );
    }

    #[test]
    fn digests_and_keys_are_told_by_their_beginning() {
        let words = AllWords::shipped().unwrap();
        let read = |sentence: &str| called_in(sentence, &Called::new(), words.of(Language::En));
        let digest = "1f3a9c0d".repeat(8);
        assert_eq!(
            read(&format!("with the digest {digest}")),
            "with the digest 1f3a9c0d…"
        );
        assert_eq!(
            read("Add the key yQXcaxUqkb7Mg7wLdgGjd68PiQt9vNN9ifjcwgRqqjY"),
            "Add the key yQXcaxUq…"
        );
    }
}

//! The sentences, in both languages, as a signer reads them.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use rstest::rstest;
use serde::Serialize;
use serde_json::{Value, json};
use tallystick_base::Capacity;
use tallystick_certificates::{Defence, ReasonCode, Recourse};
use tallystick_commands::{Command, Language, Summaries};
use tallystick_financing::{DeclineReason, InterestMode, Security};
use tallystick_parties::Role;

use crate::example::example;

const DATA: &str = include_str!("../../data/summaries.json");

fn sentence(kind: &'static str, language: Language) -> String {
    let body = example(kind).body;
    Summaries::shipped()
        .unwrap()
        .sentence(kind, &body, language)
        .unwrap()
}

#[test]
fn the_sentences_of_all_examples_read_well() {
    let mut sentences = String::new();
    for kind in Command::kinds() {
        let (zh, en) = (sentence(kind, Language::Zh), sentence(kind, Language::En));
        writeln!(sentences, "{kind}\n  {zh}\n  {en}\n").unwrap();
    }
    insta::assert_snapshot!("sentences", sentences);
}

#[test]
fn exactly_the_kinds_of_the_table_have_sentences() {
    let summaries = Summaries::shipped().unwrap();
    let kinds: BTreeSet<&str> = summaries.kinds().collect();
    assert_eq!(kinds, Command::kinds().collect());
}

/// What stands in brackets is left out where a place stays empty, so a slip of the pen there would go unseen.
#[test]
fn every_place_leads_somewhere_in_the_example_or_in_another_body_of_its_kind() {
    let mut data: Value = serde_json::from_str(DATA).unwrap();
    for sentences in data["commands"].as_object_mut().unwrap().values_mut() {
        for sentence in sentences.as_object_mut().unwrap().values_mut() {
            *sentence = sentence.as_str().unwrap().replace(['[', ']'], "").into();
        }
    }
    let summaries: Summaries = serde_json::from_value(data).unwrap();
    for kind in Command::kinds() {
        let mut body = example(kind).body;
        if kind == "amendment.propose/1" {
            body["changes"]["payment"] = json!({"days": 45, "from": "acceptance"});
            body["changes"]["tolerance"] = json!("0.08");
            Command::read(kind, body.to_string().as_bytes()).unwrap();
        }
        if kind == "loan.claim-recourse/1" {
            body["breach"] = json!("货物未交付");
        }
        for language in [Language::Zh, Language::En] {
            let sentence = summaries.sentence(kind, &body, language);
            assert!(sentence.is_ok(), "{sentence:?}");
        }
    }
}

#[test]
fn both_languages_name_the_same_places() {
    let places = |sentence: &str| -> BTreeSet<String> {
        sentence
            .split('{')
            .skip(1)
            .map(|rest| rest.split_once('}').unwrap().0.to_owned())
            .collect()
    };
    let summaries = Summaries::shipped().unwrap();
    for kind in Command::kinds() {
        let (zh, en) = (
            summaries.template(kind, Language::Zh).unwrap(),
            summaries.template(kind, Language::En).unwrap(),
        );
        assert_eq!(places(zh), places(en), "{kind}");
    }
}

#[test]
fn every_value_that_stands_as_a_word_has_one() {
    let defences = [
        Defence::NonPerformance,
        Defence::Quality,
        Defence::Quantity,
        Defence::LateDelivery,
        Defence::Price,
        Defence::SetOff,
    ];
    // A new defence or recourse must be added here, or this does not compile.
    for defence in defences {
        match defence {
            Defence::NonPerformance
            | Defence::Quality
            | Defence::Quantity
            | Defence::LateDelivery
            | Defence::Price
            | Defence::SetOff => (),
        }
    }
    let recourses = [Recourse::None, Recourse::Full, Recourse::OnBreach];
    for recourse in recourses {
        match recourse {
            Recourse::None | Recourse::Full | Recourse::OnBreach => (),
        }
    }
    // As above: another one does not compile.
    let securities = [Security::Pledge, Security::Assignment];
    for security in securities {
        match security {
            Security::Pledge | Security::Assignment => (),
        }
    }
    let interests = [InterestMode::Arrears, InterestMode::Discount];
    for interest in interests {
        match interest {
            InterestMode::Arrears | InterestMode::Discount => (),
        }
    }
    let declines = DeclineReason::ALL;
    let values = values(&Capacity::ALL)
        .chain(values(&Role::ALL))
        .chain(values(&ReasonCode::ALL))
        .chain(values(&defences))
        .chain(values(&recourses))
        .chain(values(&securities))
        .chain(values(&interests))
        .chain(values(&declines))
        // The rules that come with this program.
        .chain(std::iter::once("cn".to_owned()))
        // The acts of an approval policy, and those of which no more may be told than what they are.
        .chain(Command::kinds().map(|kind| kind.split('/').next().unwrap().to_owned()));
    let data: Value = serde_json::from_str(DATA).unwrap();
    let words = data["words"].as_object().unwrap();
    let mut used = BTreeSet::new();
    for value in values {
        let word = &words[&value];
        assert!(word["zh"].is_string() && word["en"].is_string(), "{value}");
        used.insert(value);
    }
    assert_eq!(used, words.keys().cloned().collect(), "no word is left over");
}

fn values<T: Serialize>(all: &[T]) -> impl Iterator<Item = String> {
    all.iter().map(|value| {
        let value = serde_json::to_value(value).unwrap();
        value.as_str().unwrap().to_owned()
    })
}

#[rstest]
#[case::whole_claim(
    "receivable.confirm/1",
    "deductions",
    "Confirm that we owe 1,100,000.00 CNY, due on 2026-04-07, and issue "
)]
#[case::service_key("key.revoke/1", "suspect_from", "Revoke the key ")]
fn what_is_absent_is_not_spoken_of(#[case] kind: &'static str, #[case] absent: &str, #[case] begins: &str) {
    let body = example(kind).without(absent).body;
    let short = Summaries::shipped()
        .unwrap()
        .sentence(kind, &body, Language::En)
        .unwrap();
    assert!(short.starts_with(begins), "{short}");
    assert!(short.len() < sentence(kind, Language::En).len(), "{short}");
}

#[test]
fn a_body_of_another_kind_makes_no_sentence() {
    let body = example("party.accept/1").body;
    let summaries = Summaries::shipped().unwrap();
    let fault = summaries
        .sentence("payment.report/1", &body, Language::En)
        .unwrap_err();
    assert_eq!(fault.code(), "summary-place");
    let fault = summaries
        .sentence("payment.report/2", &body, Language::En)
        .unwrap_err();
    assert_eq!(fault.code(), "summary-missing");
}

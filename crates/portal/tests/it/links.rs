//! Whatever a page links to can be opened by whoever sees the page.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::app::App;
use crate::ground::Ground;

const EVERYBODY: [&str; 9] = [
    "operator",
    "supplier",
    "weaver",
    "buyer",
    "centre",
    "bank",
    "guarantor",
    "manager",
    "auditor",
];

/// What the portal does not answer itself, and what changes something for whoever asks.
const ELSEWHERE: [&str; 10] = [
    "/v1/",
    "/health",
    "/ready",
    "/docs",
    "/log/",
    "/assets/",
    "/language",
    "/capacity",
    "/enter/",
    "/sign-in",
];

/// Of addresses that differ in their ids alone, so many are opened.
const MOST_OF_A_SHAPE: usize = 4;

/// The addresses to which a page links.
fn links(page: &str) -> BTreeSet<String> {
    let of_attribute = |rest: &str| {
        rest.split(['"', '#'])
            .next()
            .unwrap_or_default()
            .replace("&amp;", "&")
    };
    page.split("<a ")
        .skip(1)
        .filter_map(|tag| tag.split_once('>'))
        .filter_map(|(tag, _)| tag.split_once("href=\"/"))
        .map(|(_, rest)| format!("/{}", of_attribute(rest)))
        .filter(|address| !ELSEWHERE.iter().any(|start| address.starts_with(start)))
        .collect()
}

/// An address with what has a digit in it left out.
fn shape(address: &str) -> String {
    let parts = address.split_inclusive(['/', '?', '&', '=']);
    parts
        .map(|part| {
            if part.contains(|letter: char| letter.is_ascii_digit()) {
                "{}"
            } else {
                part
            }
        })
        .collect()
}

/// The links of this party's pages that lead nowhere, as far as they are found from its home.
async fn dead(app: &App, party: &str) -> Vec<String> {
    let cookie = format!("{}; tallystick-language=en", app.cookie(party, 0).await);
    let mut shapes: BTreeMap<String, usize> = BTreeMap::new();
    let mut seen = BTreeSet::from(["/home".to_owned()]);
    let mut queue = VecDeque::from([("/home".to_owned(), "the beginning".to_owned())]);
    let mut dead = Vec::new();
    while let Some((address, from)) = queue.pop_front() {
        let shown = app.get(&cookie, &address).await;
        if shown.status.is_client_error() || shown.status.is_server_error() {
            dead.push(format!("{party}: {} {address} on {from}", shown.status));
        }
        for link in links(&shown.text) {
            let opened = shapes.entry(shape(&link)).or_default();
            if *opened < MOST_OF_A_SHAPE && seen.insert(link.clone()) {
                *opened += 1;
                queue.push_back((link, address.clone()));
            }
        }
    }
    assert!(seen.len() > 20, "{party} found {seen:?} only");
    dead
}

#[tokio::test(flavor = "multi_thread")]
async fn every_link_of_a_page_leads_to_one() {
    let ground = Ground::prepare().await;
    let mut all = Vec::new();
    for party in EVERYBODY {
        all.extend(dead(&ground.app, party).await);
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[test]
fn links_are_read_from_a_page() {
    let page = r#"<a class="x" href="/a?b=1&amp;c=2#d">A</a> <a href="https://example.test/">B</a> <a href="/v1/x">C</a>"#;
    assert_eq!(links(page), BTreeSet::from(["/a?b=1&c=2".to_owned()]));
    assert_eq!(
        shape("/loans/019b8bab-0680/entries?page=2&kind=paid"),
        "/loans/{}entries?page={}kind=paid"
    );
}

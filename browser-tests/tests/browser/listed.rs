//! That every page of the portal is looked at by somebody, or stands in a list that says why it is not.

use crate::seats::{PUBLIC, SEATS};

/// Pages that other tests examine, because they are open in the middle of a story only; where they are.
const ELSEWHERE: &[(&str, &str)] = &[
    ("/check/{number}", "trade"),
    ("/guarantees/{id}/issue", "finance"),
    ("/guarantees/{id}/withdraw", "finance"),
    ("/requests/{id}/accept/{review}", "finance"),
    ("/reviews/{request}/withdraw-offer", "finance"),
    ("/reviews/{request}/approve", "finance"),
    ("/loans/{id}/instruct", "finance"),
    ("/filings/{id}/discharge", "finance"),
    ("/invitations/{secret}", "joining"),
    ("/links/{id}", "joining"),
];

/// Addresses that give no page, by what they are.
const NO_PAGES: &[(&str, &[&str])] = &[
    (
        "figures that a form asks for while it is filled in",
        &[
            "/certificates/{id}/split/sum",
            "/credit-lines/{id}/amend/sum",
            "/guarantees/asked/{request}/figures",
            "/loans/{id}/charge/figures",
            "/loans/{id}/guarantees/{guarantee}/call/figures",
            "/loans/{id}/owed",
            "/products/example",
            "/products/{id}/example",
            "/receivables/new/terms",
            "/receivables/{id}/confirm/sum",
            "/requests/cost",
            "/requests/fits",
            "/reviews/{request}/cost",
            "/reviews/{request}/priority/order",
        ],
    ),
    (
        "what a page asks for again and again",
        &["/audits/progress", "/sign-in/until"],
    ),
    (
        "files",
        &[
            "/assets/{version}/{*name}",
            "/certificates.csv",
            "/certificates.xlsx",
            "/certificates/{id}/bundle",
            "/certificates/{id}/complaint.json",
            "/certificates/{id}/document.pdf",
            "/enter/bank-files/{loan}/{file}",
            "/enter/invoices/{contract}",
            "/portfolio/files/{name}",
            "/statistics/files/{name}",
            "/statistics/disclosure/files/{name}",
        ],
    ),
    ("the key of a seat of the demo", &["/enter/{seat}"]),
    (
        "a choice that leads back to the page before",
        &["/capacity", "/language"],
    ),
];

/// The addresses of the portal that are read, as the table of its own tests has them: `/loans/{id=loan}/{act=charge}`.
fn read_addresses() -> impl Iterator<Item = &'static str> {
    let table = include_str!("../../../crates/portal/tests/it/snapshots/it__routes__statuses.snap");
    table
        .lines()
        .filter_map(|line| line.strip_prefix("GET ")?.split_whitespace().next())
}

/// Whether a pattern stands for an address of the table: what is variable in one is in the other, but for acts, each of which has
/// a page of its own.
fn stands_for(pattern: &str, address: &str) -> bool {
    let pattern = pattern.split('?').next().unwrap_or_default();
    let same = |(mine, other): (&str, &str)| match other.strip_prefix("{act=") {
        Some(act) => act.strip_suffix('}') == Some(mine),
        None => mine == other || (mine.starts_with('{') && other.starts_with('{')),
    };
    pattern.split('/').count() == address.split('/').count()
        && pattern.split('/').zip(address.split('/')).all(same)
}

#[test]
fn every_page_of_the_portal_is_looked_at() {
    let seats = SEATS.iter().flat_map(|(_, _, patterns)| patterns.iter().copied());
    let looked_at: Vec<&str> = seats.chain(PUBLIC.iter().copied()).collect();
    let no_pages = NO_PAGES.iter().flat_map(|(_, patterns)| patterns.iter().copied());
    let excepted: Vec<&str> = ELSEWHERE
        .iter()
        .map(|(pattern, _)| *pattern)
        .chain(no_pages)
        .collect();
    let found = |patterns: &[&str], address: &str| patterns.iter().any(|one| stands_for(one, address));
    let addresses: Vec<&str> = read_addresses().collect();
    assert!(addresses.len() > 150, "{addresses:?}");
    let missing: Vec<&&str> = addresses
        .iter()
        .filter(|address| !found(&looked_at, address) && !found(&excepted, address))
        .collect();
    assert!(missing.is_empty(), "nobody looks at {missing:#?}");
    let needless: Vec<&&str> = excepted
        .iter()
        .filter(|pattern| {
            let mut meant = addresses.iter().filter(|address| stands_for(pattern, address));
            meant.next().is_none() || found(&looked_at, pattern)
        })
        .collect();
    assert!(needless.is_empty(), "needs no exception: {needless:#?}");
}

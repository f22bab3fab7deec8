//! Every kind of page, in front of everybody who works with it: examined with axe, at the width of a desk and of a phone. It is
//! the demo as its stories leave it, with some acts more, so that every form is open to somebody.

use serde_json::{Value, json};
use tallystick_testbed::Stage;
use tallystick_testbed::browser::{Browser, Language, Width};

use crate::acting::{act, day, link};

/// Follows links until it has an address for each pattern.
const CRAWL: &str = include_str!("crawl.js");

/// Who looks at which pages. What is in braces is found by following links from the pages without; a query that has none is
/// put behind what was found.
const SEATS: &[(&str, Language, &[&str])] = &[
    ("supplier-1", Language::Zh, SUPPLIER),
    ("weaver-1", Language::En, WEAVER),
    ("hospital-3", Language::En, BUYER),
    ("hospital-4", Language::Zh, &["/waiting", "/waiting/{id}"]),
    ("centre-1", Language::En, CENTRE),
    ("city-bank-1", Language::Zh, BANK),
    ("grid-bank-1", Language::En, LENDER),
    ("guarantor-1", Language::En, GUARANTOR),
    ("auditor-1", Language::Zh, AUDITOR),
    ("operator-1", Language::En, OPERATOR),
];

const SUPPLIER: &[&str] = &[
    "/home",
    "/contracts",
    "/contracts/new",
    "/contracts/new?code=12110199400612345X",
    "/contracts/{id}",
    "/contracts/{id}/amend",
    "/contracts/{id}/terminate",
    "/receivables",
    "/receivables/new",
    "/receivables/new?contract={id}",
    "/receivables/{id}",
    "/receivables/{id}/withdraw",
    "/certificates",
    "/certificates/{id}",
    "/certificates/{id}/accept",
    "/certificates/{id}/decline",
    "/requests",
    "/requests/{id}",
    "/requests/{id}/withdraw",
    "/loans",
    "/loans/{id}",
    "/payments",
    "/payments/{id}",
    "/products",
    "/products/{id}",
    "/house",
    "/house/profile",
    "/house/members",
    "/house/members/{id}/roles",
    "/house/members/{id}/remove",
    "/house/keys",
    "/house/keys/{kid}/revoke",
    "/house/policy",
    "/house/policy/change",
    "/house/clients",
    "/house/invitations",
    "/house/me",
    "/news",
    "/search?q=YNYY",
];

const WEAVER: &[&str] = &[
    "/certificates/{id}/offer",
    "/certificates/{id}/offer?code=91110199MA0HF26K3H",
    "/certificates/{id}/split",
    "/certificates/{id}/split?parts=3&how=equal",
    "/certificates/{id}/cancel",
    "/certificates/{id}/withdraw-offer",
    "/requests/new",
];

const BUYER: &[&str] = &[
    "/home",
    "/contracts/{id}",
    "/receivables",
    "/receivables/{id}",
    "/receivables/{id}/confirm",
    "/receivables/{id}/confirm?how=part",
    "/receivables/{id}/refuse",
    "/receivables/{id}/dispute",
    "/payments",
    "/payments/new?certificate={id}",
    "/certificates/{id}",
    "/cancellations/{id}",
    "/cancellations/{id}/accept",
    "/cancellations/{id}/decline",
    "/notices",
    "/notices/{id}",
    "/requests/new",
    "/record",
    "/statistics/disclosure",
    "/waiting",
    "/news",
];

const CENTRE: &[&str] = &[
    "/home",
    "/receivables",
    "/receivables/{id}",
    "/receivables/{id}/forward",
];

const BANK: &[&str] = &[
    "/home",
    "/reviews",
    "/reviews/{id}",
    "/reviews/{id}/assess",
    "/reviews/{id}/offer",
    "/reviews/{id}/decline",
    "/reviews/{id}/priority",
    "/credit-lines",
    "/credit-lines/new",
    "/credit-lines/new?kind=debtor",
    "/credit-lines/new?kind=supplier&code=91110199MA0HF26K3H",
    "/credit-lines/{id}",
    "/credit-lines/{id}/amend",
    "/credit-lines/{id}/suspend",
    "/products",
    "/products/new",
    "/products/{id}",
    "/products/{id}/revise",
    "/products/{id}/withdraw",
    "/portfolio",
    "/loans",
    "/loans/{id}",
    "/bank-entries",
    "/bank-entries/new",
    "/bank-entries/{id}",
    "/bank-entries/{id}/assign",
    "/filings",
    "/filings/{id}",
    "/endorsements",
    "/endorsements/new",
    "/news",
    "/search?q=1",
];

const LENDER: &[&str] = &[
    "/loans/{id}",
    "/loans/{id}/book?by=debtor",
    "/loans/{id}/charge",
    "/loans/{id}/sell",
    "/endorsements",
];

const GUARANTOR: &[&str] = &[
    "/home",
    "/guarantees",
    "/guarantees/asked/{id}",
    "/guarantees/asked/{id}/offer",
    "/guarantees/{id}",
];

const AUDITOR: &[&str] = &[
    "/home",
    "/audits",
    "/findings",
    "/statistics",
    "/statistics/disclosure",
    "/record?buyer={id}",
    "/portfolio?bank={id}",
    "/contracts/{id}",
    "/receivables/{id}",
    "/certificates",
    "/certificates/{id}",
    "/requests/{id}",
    "/reviews",
    "/reviews/{id}?bank={id}",
    "/loans/{id}",
    "/bank-entries",
    "/bank-entries/{id}",
    "/parties",
    "/parties/{id}",
    "/ledger",
    "/ledger/{seq}",
    "/house/policy",
];

const OPERATOR: &[&str] = &[
    "/home",
    "/parties",
    "/parties/new",
    "/parties/{id}",
    "/parties/{id}/suspend",
    "/parties/{id}/recover",
    "/freeze",
    "/rules",
    "/rules/publish",
    "/service",
];

/// Pages for everyone.
const PUBLIC: &[&str] = &[
    "/",
    "/check",
    "/sign-in",
    "/enter",
    "/ledger",
    "/lost-device",
    "/second-device",
    "/revoked-key",
    "/invitations/none",
];

/// Whether a pattern is an address already.
fn is_address(pattern: &str) -> bool {
    !pattern.contains('{')
}

/// What is looked for, and what is put behind it.
fn parts(pattern: &str) -> (&str, &str) {
    match pattern.split_once('?') {
        Some((path, query)) if is_address(query) => (path, query),
        Some(_) | None => (pattern, ""),
    }
}

/// The addresses of these pages, as the member who is signed in finds them; or which are not found.
#[track_caller]
fn addresses(browser: &Browser, seat: &str, patterns: &[&str]) -> Result<Vec<String>, String> {
    let wanted: Vec<&str> = patterns
        .iter()
        .map(|pattern| parts(pattern).0)
        .filter(|pattern| !is_address(pattern))
        .collect();
    let mut begin: Vec<&str> = vec!["/home", "/certificates", "/contracts"];
    begin.retain(|page| patterns.contains(page));
    begin.push("/home");
    begin.extend(patterns.iter().filter(|pattern| is_address(pattern)));
    let found = browser.script(CRAWL, &json!([wanted, begin]));
    // What lies behind a link may be nothing of the party's business: the console says so of each, and it is no page of the list.
    let _ = browser.console_errors();
    let lost: Vec<&&str> = wanted
        .iter()
        .filter(|path| found.get(**path).and_then(Value::as_str).is_none())
        .collect();
    if !lost.is_empty() {
        return Err(format!("{seat} finds no {lost:?}"));
    }
    let address = |pattern: &&str| {
        let (path, query) = parts(pattern);
        let found = found.get(path).and_then(Value::as_str).unwrap_or(path);
        let and = if query.is_empty() { "" } else { "?" };
        format!("{found}{and}{query}")
    };
    Ok(patterns.iter().map(address).collect())
}

/// Opens a page and examines it at both widths; gives where it is wider than the screen, and by which elements.
#[track_caller]
fn looked_at(browser: &Browser, path: &str) -> Vec<String> {
    browser.open(path);
    browser.wait_for("h1");
    let mut wide = Vec::new();
    for width in Width::BOTH {
        browser.resize(width);
        browser.assert_no_serious();
        let script = "const room = arguments[0]; if (document.documentElement.scrollWidth <= room) return []; \
                      const out = [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > room + 1); \
                      return out.slice(-3).map((one) => `${one.tagName}.${one.className} ${one.textContent.trim().slice(0, 40)}`)";
        let (room, _) = width.size();
        let found = browser.script(script, &json!([room]));
        if found != json!([]) {
            wide.push(format!("{path} on {width:?}: {found}"));
        }
    }
    browser.resize(Width::Desktop);
    wide
}

/// The weaver divides its certificate, offers a part to the supplier, and proposes to cancel another.
fn parts_are_offered_and_to_be_cancelled(browser: &Browser) {
    browser.enter("weaver-1");
    browser.open("/certificates");
    let certificate = link(browser, "table.list a[href^='/certificates/']");
    browser.open(&format!("{certificate}/split?parts=3&how=equal"));
    act(browser);
    browser.open("/certificates?stage=free");
    let script = "return [...document.querySelectorAll('table.list .number a, table.list a')].map((a) => a.getAttribute('href')).filter((href) => /^\\/certificates\\/[^/]*[0-9]/.test(href))";
    browser.wait_for("table.list");
    let parts = browser.script(script, &json!([]));
    let part = |place: usize| parts[place].as_str().unwrap_or_default().to_owned();
    browser.open(&format!("{}/offer?code=91110199MA0HF26K3H", part(0)));
    act(browser);
    browser.open(&format!("{}/cancel", part(1)));
    browser.fill("[name=reason]", "货物退回");
    act(browser);
}

/// The hospital says that it paid a part of what it owes, and the bank keeps a line that is nobody's.
fn money_is_on_its_way(browser: &Browser) {
    browser.enter("hospital-3");
    browser.open("/payments");
    browser.open(&link(browser, "a[href^='/payments/new?certificate=']"));
    browser.fill("[name='amount.value']", "100");
    browser.fill("[name=reference]", "YNYY-FK-QB-1");
    act(browser);
    browser.enter("city-bank-1");
    browser.open("/bank-entries/new");
    browser.fill("[name='line.amount.value']", "12");
    browser.fill("[name='line.reference']", "JB-LS-QB-1");
    browser.fill("[name='line.counterparty']", "北京市永宁区人民医院");
    for name in ["line.booked_on", "line.value_on"] {
        browser.fill(&format!("[name='{name}']"), &day(browser, 0));
    }
    act(browser);
}

#[test]
fn every_page_can_be_used_by_everyone() {
    let stage = Stage::start().unwrap();
    let browser = stage.browser(Width::Desktop);
    let mut lost = Vec::new();
    for path in PUBLIC {
        lost.extend(looked_at(&browser, path));
    }
    parts_are_offered_and_to_be_cancelled(&browser);
    money_is_on_its_way(&browser);
    for (seat, language, patterns) in SEATS {
        browser.enter(seat);
        browser.language(*language);
        match addresses(&browser, seat, patterns) {
            Ok(paths) => lost.extend(paths.iter().flat_map(|path| looked_at(&browser, path))),
            Err(told) => lost.push(told),
        }
    }
    assert!(lost.is_empty(), "{lost:#?}");
}

#[test]
fn the_operator_finds_the_process_that_serves() {
    let stage = Stage::shared();
    let browser = stage.browser(Width::Desktop);
    browser.enter("operator-1");
    browser.language(Language::En);
    browser.open("/service");
    browser.wait_for("#instances");
    let rows = browser.texts("section[aria-labelledby=instances] tbody tr");
    let [row] = rows.as_slice() else {
        panic!("one process serves: {rows:?}");
    };
    assert!(
        row.contains(stage.url()) && row.contains("the one that wrote this page"),
        "{row}"
    );
    assert!(!row.contains("silent"), "{row}");
}

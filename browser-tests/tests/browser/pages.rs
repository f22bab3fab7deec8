//! Every kind of page, in front of everybody who works with it: examined with axe, at the width of a desk and of a phone. It is
//! the demo as its stories leave it, with some acts more, so that every form is open to somebody.

use std::iter::from_fn;
use std::slice::Iter;
use std::sync::Mutex;
use std::thread::scope;

use serde_json::{Value, json};
use tallystick_testbed::Stage;
use tallystick_testbed::browser::{Browser, Language, Width};

use crate::acting::{act, act_of_two, day, link, seated, too_wide};

/// Follows links until it has an address for each pattern.
const CRAWL: &str = include_str!("crawl.js");

/// A member of the demo, its language, and the pages that are its own.
type Seat = (&'static str, Language, &'static [&'static str]);

/// Who looks at which pages. What is in braces is found by following links from the pages without; a query that has none is
/// put behind what was found.
const SEATS: &[Seat] = &[
    ("supplier-1", Language::Zh, SUPPLIER),
    ("weaver-1", Language::En, WEAVER),
    ("hospital-3", Language::En, BUYER),
    ("hospital-4", Language::Zh, &["/waiting", "/waiting/{id}"]),
    ("distributor-1", Language::Zh, DISTRIBUTOR),
    (
        "city-hospital-1",
        Language::En,
        &["/amendments/{id}/accept", "/amendments/{id}/reject"],
    ),
    ("plastics-maker-1", Language::En, &["/house/recovery"]),
    ("invited-1", Language::Zh, &["/house/accept"]),
    ("centre-1", Language::En, CENTRE),
    ("city-bank-1", Language::Zh, BANK),
    ("grid-bank-1", Language::En, LENDER),
    ("medical-bank-1", Language::En, COLLECTOR),
    ("asset-manager-1", Language::Zh, ASSET_MANAGER),
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
    "/history/{kind}/{id}",
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
    "/house/invitations/{id}",
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
    "/cancellations/{id}/withdraw",
    "/requests/new",
];

const DISTRIBUTOR: &[&str] = &[
    "/home",
    "/contracts/{id}/close",
    "/amendments/{id}",
    "/amendments/{id}/withdraw",
    "/requests/{id}/join",
    "/loans/{id}",
    "/guarantees/{id}",
    "/filings/{id}",
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
    "/reviews/{id}/bid",
    "/reviews/{id}/bids",
    "/reviews/{id}/reveal",
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
    "/loans/{id}/file",
    "/loans/{id}/sales/{sale}/withdraw",
    "/endorsements",
    "/certificates/{id}/honour",
    "/payments/{id}/acknowledge",
    "/payments/{id}/reject",
    "/sales",
    "/sales/{id}",
    "/pools",
    "/pools/{id}",
];

const COLLECTOR: &[&str] = &[
    "/home",
    "/loans/{id}/settle",
    "/loans/{id}/fail",
    "/loans/{id}/notify",
    "/loans/{id}/claim-recourse",
    "/loans/{id}/write-off",
    "/loans/{id}/guarantees/{guarantee}/call",
    "/loans/{id}/guarantees/{guarantee}/release",
    "/bank-entries/{id}/reverse",
    "/credit-lines/{id}/resume",
    "/credit-lines/{id}/close",
];

const ASSET_MANAGER: &[&str] = &[
    "/home",
    "/pools",
    "/pools/new",
    "/pools/{id}",
    "/pools/{id}/close",
    "/sales",
    "/sales/{id}",
    "/sales/{id}/accept",
    "/sales/{id}/decline",
    "/loans",
    "/loans/{id}",
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
    "/parties?stage=suspended",
    "/home",
    "/parties",
    "/parties/new",
    "/parties/{id}",
    "/parties/{id}/suspend",
    "/parties/{id}/reinstate",
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
    "/rules/articles",
    "/lost-device",
    "/second-device",
    "/revoked-key",
    "/invitations/none",
];

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
            "/certificates/{id}/document.pdf",
            "/enter/bank-files/{loan}/{file}",
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

/// The distributor proposes to change a contract with the city hospital, and its bank suspends a line of credit.
fn terms_are_in_question(browser: &Browser) {
    browser.enter("distributor-1");
    browser.open("/contracts");
    let contract = link(browser, "table.list a[href^='/contracts/']");
    browser.open(&format!("{contract}/amend"));
    browser.fill("[name='changes.title']", "医用耗材采购合同（补充）");
    act(browser);
    browser.enter("medical-bank-1");
    browser.open("/credit-lines");
    let line = link(browser, "table.list a[href^='/credit-lines/']");
    browser.open(&format!("{line}/suspend"));
    browser.fill("[name=reason]", "授信年审");
    act(browser);
}

/// The operator suspends a party that takes no part in what is looked at.
fn somebody_is_suspended(stage: &Stage, first: &Browser) {
    let second = seated(stage, "operator-2", Language::Zh);
    first.enter("operator-1");
    first.open("/parties?find=江东电能表");
    let party = link(first, "table.list a[href^='/parties/']");
    first.open(&format!("{party}/suspend"));
    first.fill("[name=reason]", "营业执照年报逾期未报");
    act_of_two(first, &second);
}

/// The supplier invites somebody new; nobody opens the link.
fn somebody_is_invited(browser: &Browser) {
    browser.enter("supplier-1");
    browser.open("/house/invitations");
    browser.fill("[name=label]", "新来的会计");
    browser.click("form[action='/house/invitations'] button");
    browser.wait_for("#link");
}

/// Takes a seat and looks at its pages; gives what is wrong with them.
#[track_caller]
fn seen_by(browser: &Browser, (seat, language, patterns): &Seat) -> Vec<String> {
    browser.enter(seat);
    browser.language(*language);
    match addresses(browser, seat, patterns) {
        Ok(paths) => paths.iter().flat_map(|path| too_wide(browser, path)).collect(),
        Err(told) => vec![told],
    }
}

/// Takes one seat after the other, as long as there are any.
#[track_caller]
fn seen_by_the_next(browser: &Browser, seats: &Mutex<Iter<'_, Seat>>) -> Vec<String> {
    from_fn(|| seats.lock().unwrap().next())
        .flat_map(|seat| seen_by(browser, seat))
        .collect()
}

#[test]
fn every_page_can_be_used_by_everyone() {
    let stage = Stage::start().unwrap();
    let browser = stage.browser(Width::Desktop);
    parts_are_offered_and_to_be_cancelled(&browser);
    money_is_on_its_way(&browser);
    terms_are_in_question(&browser);
    somebody_is_suspended(&stage, &browser);
    somebody_is_invited(&browser);
    // Two browsers: one waits for pages, scripts and pictures in turn, and leaves a third of the processors idle.
    let seats = Mutex::new(SEATS.iter());
    let lost = scope(|scope| {
        let other = scope.spawn(|| seen_by_the_next(&stage.browser(Width::Desktop), &seats));
        let mut lost = seen_by_the_next(&browser, &seats);
        lost.extend(other.join().unwrap());
        lost
    });
    assert!(lost.is_empty(), "{lost:#?}");
}

#[test]
fn the_public_pages_can_be_used_by_everyone() {
    let browser = Stage::shared().browser(Width::Desktop);
    let lost: Vec<String> = PUBLIC.iter().flat_map(|path| too_wide(&browser, path)).collect();
    assert!(lost.is_empty(), "{lost:#?}");
}

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

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
use crate::seats::{PUBLIC, SEATS, Seat};

/// Follows links until it has an address for each pattern.
const CRAWL: &str = include_str!("crawl.js");

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
    assert!(row.contains(stage.url()) && row.contains("this process"), "{row}");
    assert!(!row.contains("silent"), "{row}");
}

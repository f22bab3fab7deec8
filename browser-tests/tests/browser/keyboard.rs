//! Everything by keyboard: what is searched, opened, filled in and signed without a mouse.

use serde_json::json;
use tallystick_testbed::Stage;
use tallystick_testbed::browser::{Browser, Key, Language};

use crate::acting::seated;

/// No page has so many stops before what is worked with.
const STOPS: usize = 100;

/// Goes from stop to stop until one is what the CSS selector names.
#[track_caller]
fn tab_to(browser: &Browser, css: &str) {
    for _ in 0..STOPS {
        browser.press(Key::Tab);
        if browser.is_on(css) {
            return;
        }
    }
    panic!("no Tab leads to {css} on {}", browser.path());
}

/// Follows a link of the page.
#[track_caller]
fn follow(browser: &Browser, href: &str, there: &str) {
    tab_to(browser, &format!("a[href='{href}']"));
    browser.press(Key::Enter);
    browser.wait_for(there);
}

/// Where the row leads on which the focus is.
#[track_caller]
fn row(browser: &Browser) -> String {
    let script = "return document.activeElement.querySelector('a[href]')?.getAttribute('href') ?? ''";
    let href = browser.script(script, &json!([]));
    href.as_str().unwrap_or_default().to_owned()
}

#[test]
fn a_contract_is_found_and_a_form_signed_without_a_mouse() {
    // Given a buyer with five contracts whose numbers begin alike.
    let buyer = seated(Stage::shared(), "grid-1", Language::En);
    buyer.open("/home");

    // When it searches for them,
    buyer.type_keys("/");
    assert!(buyer.is_on("input[type=search]"), "the stroke goes to the search");
    buyer.type_keys("JDDW-FH");
    buyer.press(Key::Enter);
    buyer.wait_for("table.found");

    // then the arrows go from row to row, and Enter opens the one that they are on.
    let rows = "table.found:has(a[href^='/contracts/']) tbody tr";
    tab_to(&buyer, rows);
    let first = row(&buyer);
    buyer.press(Key::Down);
    buyer.press(Key::Down);
    buyer.press(Key::Up);
    assert!(buyer.is_on(&format!("{rows}:nth-child(2)")));
    let second = row(&buyer);
    assert!(first != second && second.starts_with("/contracts/"), "{second}");
    buyer.press(Key::Enter);
    buyer.wait_for("h1 .number");
    assert_eq!(buyer.path(), second);
    assert!(buyer.text("h1 .number").starts_with("JDDW-FH-0"));

    // And a form is reached, filled in, read and signed.
    follow(&buyer, "/house", "a[href='/house/profile']");
    follow(&buyer, "/house/profile", "#profile");
    tab_to(&buyer, "#contact");
    let contact = "Wei Lan, 025-55500077";
    buyer.type_keys(contact);
    tab_to(&buyer, "#profile button[type=submit]");
    buyer.press(Key::Enter);
    let shown = buyer.text(".review");
    assert!(shown.contains(contact), "{shown}");
    tab_to(&buyer, ".review .button");
    buyer.press(Key::Space);
    buyer.wait_for(".receipt .mark-verified");
}

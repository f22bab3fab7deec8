//! The browser itself: that it acts and sees as a person would, and that what it must find is found. Pages of a line each,
//! which no service serves.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};

use serde_json::json;
use tallystick_testbed::Stage;
use tallystick_testbed::browser::{Browser, Impact, Width};

const HEAD: &str = "<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'>\
                    <title>A page</title><main><h1>A page</h1>";

fn page(width: Width, body: &str) -> Browser {
    let browser = Stage::shared().browser(width);
    browser.open(&format!("data:text/html,{HEAD}{body}"));
    browser
}

/// The sentence that a test of this browser would fail with.
fn failure(act: impl FnOnce()) -> String {
    let failed = catch_unwind(AssertUnwindSafe(act)).expect_err("it fails");
    *failed.downcast().expect("a failure is a sentence")
}

#[test]
fn a_serious_defect_is_found_and_named() {
    let browser = page(Width::Desktop, "<img src='data:,' id=seal>");
    let sentence = failure(|| browser.assert_no_serious());
    assert!(sentence.contains("image-alt (Critical)"), "{sentence}");
    assert!(sentence.contains("at #seal"), "{sentence}");
    let found = browser.axe();
    assert_eq!(
        found.iter().map(|violation| violation.impact).max(),
        Some(Impact::Critical)
    );
}

#[test]
fn a_page_in_order_passes() {
    page(Width::Phone, "<p>Nothing waits for you").assert_no_serious();
}

#[test]
fn a_page_that_was_examined_is_examined_as_it_is_now() {
    // Given a page on which nothing was found, and which has changed since,
    let browser = page(Width::Desktop, "<p>Nothing waits for you");
    browser.assert_no_serious();
    let change = "document.querySelector('p').innerHTML = \"<img src='data:,' id=late>\"";
    browser.script(change, &json!([]));
    // when it is examined again, the defect is found.
    let sentence = failure(|| browser.assert_no_serious());
    assert!(sentence.contains("at #late"), "{sentence}");
}

#[test]
fn a_page_is_as_wide_as_it_should_be() {
    for width in Width::BOTH {
        let browser = page(width, "");
        let (wide, high) = width.size();
        assert_eq!(
            browser.script("return [innerWidth, innerHeight]", &json!([])),
            json!([wide, high])
        );
    }
}

#[test]
fn words_are_enough_to_fill_and_to_press() {
    let form = "<label>Amount <input id=a></label> <label for=b>Bank</label> <select id=b><option>City<option>Rural</select> \
                <label for=c>Due</label> <input type=date id=c> <label><input type=checkbox id=d> Agreed</label> \
                <button type=button onclick='done.hidden = false'>Confirm %E7%A1%AE%E8%AE%A4</button> <p id=done hidden>Done";
    let browser = page(Width::Phone, form);
    browser.fill("Amount", "1,200.00");
    browser.fill("Amount", "1,300.00");
    browser.fill("Bank", "Rural");
    browser.fill("#c", "2026-03-16");
    browser.click("Agreed");
    browser.click("Confirm 确认");
    assert_eq!(browser.text("#done"), "Done");
    assert_eq!(
        browser.script("return [a.value, b.value, c.value, d.checked]", &json!([])),
        json!(["1,300.00", "Rural", "2026-03-16", true])
    );
}

#[test]
fn what_comes_later_is_waited_for() {
    let later = "<button disabled onclick='this.textContent = `Sent`'>Send</button><script>setTimeout(() => \
                 { document.querySelector('button').disabled = false; document.querySelector('main').append('Ready') }, 500)</script>";
    let browser = page(Width::Desktop, later);
    browser.click("Send");
    assert_eq!(browser.text("button"), "Sent");
    browser.sees("Ready");
}

#[test]
fn an_error_on_the_console_fails_the_test() {
    let browser = page(Width::Desktop, "<script>throw new Error('out of ink')</script>");
    let sentence = failure(|| drop(browser));
    assert!(sentence.contains("out of ink"), "{sentence}");

    let browser = page(Width::Desktop, "<script>throw new Error('out of ink')</script>");
    assert_eq!(browser.console_errors().len(), 1);
}

#[test]
fn a_request_that_leaves_the_service_fails_the_test() {
    let stranger = "<img alt='' src='http://127.0.0.2:9/a.png'>";
    let browser = page(Width::Desktop, stranger);
    assert_eq!(browser.console_errors().len(), 1, "nobody is there");
    let sentence = failure(|| drop(browser));
    assert!(sentence.contains("http://127.0.0.2:9/a.png"), "{sentence}");
}

#[test]
fn a_picture_shows_the_whole_page_and_changes_nothing() {
    let browser = page(Width::Phone, "<div style='height: 3000px'>High</div>");
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("pictures/high.png");
    browser.screenshot(&file);
    let png = fs::read(&file).unwrap();
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    assert_eq!(number(16), 375);
    assert!(number(20) > 3000, "{}", number(20));
    assert_eq!(browser.script("return innerHeight", &json!([])), json!(812));
}

#[test]
fn a_file_is_saved_and_dropped_again() {
    let body = "<a download='note.txt' href='data:text/plain,Paid'>Note</a><p id=place>Drop it here</p><p id=read></p>\
                <script>place.ondragover = (event) => event.preventDefault(); place.ondrop = async (event) => \
                { event.preventDefault(); const [file] = event.dataTransfer.files; read.textContent = `${file.name}: ${await file.text()}` }</script>";
    let browser = page(Width::Desktop, body);
    let (name, text) = browser.download("Note");
    assert_eq!((name.as_str(), text.as_str()), ("note.txt", "Paid"));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(name);
    fs::write(&file, text).unwrap();
    browser.drop_file("#place", &file);
    browser.sees("note.txt: Paid");
}

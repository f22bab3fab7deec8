//! What a person before the portal does again and again: reads, signs, follows a link.

use std::fs;
use std::sync::LazyLock;

use serde_json::json;
use tallystick_testbed::Stage;
use tallystick_testbed::browser::{Browser, Language, Width};

/// What is about to be signed; bids that the browser keeps look alike.
const REVIEW: &str = ".review:not(.kept-bids *)";

/// Another demo, which those tests share that leave something behind by which others would be misled: a row that was changed by
/// hand, a key in doubt, claims that were refused.
pub(crate) fn apart() -> &'static Stage {
    static APART: LazyLock<Stage> = LazyLock::new(|| Stage::start().unwrap());
    &APART
}

/// A third demo, for those tests that count what a bank's lines and bids come to, while in the others loans are made.
pub(crate) fn counted() -> &'static Stage {
    static COUNTED: LazyLock<Stage> = LazyLock::new(|| Stage::start().unwrap());
    &COUNTED
}

/// A browser on a desk, in which a member of the demo has signed in.
pub(crate) fn seated(stage: &Stage, seat: &str, language: Language) -> Browser {
    let browser = stage.browser(Width::Desktop);
    browser.enter(seat);
    browser.language(language);
    browser
}

/// Opens a page and examines it at both widths; gives where it is wider than the screen, and by which elements.
#[track_caller]
pub(crate) fn too_wide(browser: &Browser, path: &str) -> Vec<String> {
    browser.open(path);
    browser.wait_for("h1");
    too_wide_as_it_is(browser, path)
}

/// Examines the page that is open, without asking for it again, which may give another one.
#[track_caller]
fn too_wide_as_it_is(browser: &Browser, path: &str) -> Vec<String> {
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

/// Opens a page, which must be in order at both widths.
#[track_caller]
pub(crate) fn examined(browser: &Browser, path: &str) {
    let wide = too_wide(browser, path);
    assert!(wide.is_empty(), "{wide:#?}");
}

/// The same for the page that is open, such as one that answers a form.
#[track_caller]
pub(crate) fn examined_as_it_is(browser: &Browser) {
    let wide = too_wide_as_it_is(browser, &browser.path());
    assert!(wide.is_empty(), "{wide:#?}");
}

/// Gives the form a paper as a file, which the service keeps under its digest.
#[track_caller]
pub(crate) fn attach(browser: &Browser, paper: &str) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("paper.txt");
    fs::write(&file, paper).unwrap();
    browser.fill(".files input[type=file]", &file.display().to_string());
    browser.wait_for(".files:has([data-fill=digest][data-filled])");
}

/// Goes on to what is signed, and reads it.
#[track_caller]
pub(crate) fn review(browser: &Browser) -> String {
    browser.click("form.act button[type=submit]");
    browser.text(REVIEW)
}

/// Signs what is shown, and gives what comes after.
#[track_caller]
pub(crate) fn sign(browser: &Browser) -> String {
    browser.click(&format!("{REVIEW} .button"));
    browser.text(".receipt")
}

/// Reads, signs, and makes sure that this browser verified the receipt.
#[track_caller]
pub(crate) fn act(browser: &Browser) -> String {
    let shown = review(browser);
    sign(browser);
    browser.wait_for(".receipt .mark-verified");
    shown
}

/// The id in the address of the page.
pub(crate) fn id_in(href: &str) -> String {
    href.rsplit('/')
        .next()
        .unwrap_or_default()
        .split('?')
        .next()
        .unwrap_or_default()
        .to_owned()
}

/// Where the first link that the selector names leads.
#[track_caller]
pub(crate) fn link(browser: &Browser, css: &str) -> String {
    browser.wait_for(css);
    let script = "return document.querySelector(arguments[0]).getAttribute('href')";
    browser
        .script(script, &json!([css]))
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

/// Where the row of a list leads on which these words stand, by the first of its links that the selector names.
#[track_caller]
pub(crate) fn row_link(browser: &Browser, words: &str, css: &str) -> String {
    browser.sees(words);
    let script = "return [...document.querySelectorAll('table.list tbody tr')].find((row) => row.textContent.includes(arguments[0]))\
                  .querySelector(arguments[1]).getAttribute('href')";
    browser
        .script(script, &json!([words, css]))
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

/// The day of so many days before today, by the clock of the browser.
pub(crate) fn day(browser: &Browser, before: i32) -> String {
    let script =
        "return new Date(Date.now() + 8 * 3600e3 - arguments[0] * 86400e3).toISOString().slice(0, 10)";
    browser
        .script(script, &json!([before]))
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

/// The first of two signs what the page prepares, and the second what waits for it; gives what both were shown.
#[track_caller]
pub(crate) fn act_of_two(first: &Browser, second: &Browser) -> String {
    let shown = review(first);
    sign(first);
    let waiting = link(first, ".receipt a[href^='/waiting/']");
    second.open(&waiting);
    second.click("section.cosign .button");
    second.wait_for(".receipt .mark-verified");
    shown
}

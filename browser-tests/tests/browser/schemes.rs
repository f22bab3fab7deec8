//! Pages in the dark, and on paper.

use serde_json::json;
use tallystick_testbed::Stage;
use tallystick_testbed::browser::{Browser, Language, Medium, Width};

use crate::acting::{link, seated};

/// Pages of kinds that differ: lists, forms, charts, tiles, findings, the ledger; who looks at them.
const PAGES: &[(&str, &[&str])] = &[
    (
        "city-bank-1",
        &["/home", "/portfolio", "/products/new", "/credit-lines"],
    ),
    (
        "auditor-1",
        &["/findings", "/statistics", "/ledger", "/certificates"],
    ),
];

/// Opens the page of a certificate, once its timeline is verified.
#[track_caller]
fn certificate(member: &Browser) {
    member.open("/certificates");
    member.open(&link(member, "table.list a[href^='/certificates/']"));
    member.wait_for(".timeline .mark-verified");
}

#[test]
fn the_dark_scheme_can_be_read_by_everyone() {
    let browser = Stage::shared().browser(Width::Desktop);
    browser.lay_out_for(Medium::Dark);
    for (seat, paths) in PAGES {
        browser.enter(seat);
        for path in *paths {
            browser.open(path);
            browser.wait_for("h1");
            browser.assert_no_serious();
        }
    }
    let ground = "return getComputedStyle(document.documentElement).backgroundColor";
    assert_eq!(browser.script(ground, &json!([])), json!("rgb(21, 22, 23)"));
    certificate(&browser);
    browser.assert_no_serious();
    // An answer in the colour of what is refused.
    let number = browser.text("h1 .number");
    browser.open(&format!("/check/{number}?amount=1"));
    browser.wait_for(".tag-refused");
    browser.assert_no_serious();
}

/// Which of these can be seen.
#[track_caller]
fn seen(browser: &Browser, css: &[&str]) -> Vec<String> {
    let script = "return arguments[0].filter((css) => [...document.querySelectorAll(css)].some((one) => one.checkVisibility()))";
    let seen = browser.script(script, &json!([css]));
    serde_json::from_value(seen).unwrap()
}

#[test]
fn a_certificate_on_paper_has_rights_and_timeline_and_nothing_to_press() {
    // Given a certificate's page with its frame.
    let member = seated(Stage::shared(), "auditor-1", Language::Zh);
    certificate(&member);
    let frame = [".top", ".places", ".foot", "form", ".buttons", ".button-plain"];
    let content = [
        "h1",
        ".headline",
        "dl.facts",
        ".rights .right",
        ".timeline li",
        ".timeline .mark-verified",
    ];
    assert_eq!(seen(&member, &frame), frame);

    // When it is printed, from a device in the light or in the dark,
    for medium in [Medium::Print, Medium::PrintFromDark] {
        member.lay_out_for(medium);

        // then what it says is left, in dark ink.
        assert_eq!(seen(&member, &frame), Vec::<String>::new(), "{medium:?}");
        assert_eq!(
            seen(&member, &["button", ".button", ".button-link", ".bar"]),
            Vec::<String>::new()
        );
        assert_eq!(seen(&member, &content), content, "{medium:?}");
        let ink = "return getComputedStyle(document.querySelector('.rights strong')).color";
        assert_eq!(
            member.script(ink, &json!([])),
            json!("rgb(29, 28, 26)"),
            "{medium:?}"
        );
    }
    member.lay_out_for(Medium::Light);
    assert_eq!(seen(&member, &frame), frame);
}

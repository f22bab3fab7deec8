//! What a person does twice, or a line loses: it makes one entry, and is known when it comes again.

use serde_json::json;
use tallystick_testbed::Stage;
use tallystick_testbed::browser::{Browser, Language};

use crate::acting::{review, seated};
use crate::trade::fill_contract;

/// The supplier before a contract that it is about to sign.
fn about_to_sign(number: &str) -> Browser {
    let supplier = seated(Stage::shared(), "supplier-1", Language::En);
    fill_contract(&supplier, number, "900000", 20);
    let shown = review(&supplier);
    assert!(shown.contains("900,000.00") && shown.contains(number), "{shown}");
    let _ = supplier.requests();
    supplier
}

/// How often a statement has been sent since this was asked last.
fn sent(browser: &Browser) -> usize {
    let requests = browser.requests();
    let statements = requests.iter().filter(|url| url.ends_with("/v1/statements"));
    statements.count()
}

/// How many contracts of this number the supplier has.
#[track_caller]
fn contracts(browser: &Browser, number: &str) -> usize {
    browser.open("/contracts");
    browser.wait_for("table.list");
    let rows = browser.texts("table.list tbody tr");
    rows.iter().filter(|row| row.contains(number)).count()
}

/// From now on the answer to the next statement is lost on its way; the statement itself arrives.
fn loses_the_next_answer(browser: &Browser) {
    let script = "const ask = window.fetch; let lost = false; window.fetch = async (url, ...rest) => { const answer = await ask(url, ...rest); \
                  if (lost || String(url) !== '/v1/statements') return answer; lost = true; throw new TypeError('the line is gone'); };";
    browser.script(script, &json!([]));
}

#[test]
fn two_clicks_make_one_entry_and_going_back_harms_nothing() {
    let number = "YNYY-BT-0003";
    let supplier = about_to_sign(number);
    let twice = "const button = document.querySelector('.review .button'); button.click(); button.click();";
    supplier.script(twice, &json!([]));
    supplier.wait_for(".receipt .mark-verified");
    assert_eq!(sent(&supplier), 1, "one statement is sent");

    // Back from where the receipt leads stands the form, as the browser kept it, with nothing left to be signed.
    supplier.click(".receipt a.button");
    supplier.wait_for("table.list");
    supplier.script("history.back()", &json!([]));
    supplier.wait_for("[name=number]");
    let left = "return document.querySelectorAll('.review, .receipt').length";
    assert_eq!(supplier.script(left, &json!([])), json!(0));
    assert_eq!(sent(&supplier), 0, "going back sends nothing");

    // Whoever fills it in again is told the rule, and signs nothing.
    supplier.open("/contracts/new");
    fill_contract(&supplier, number, "900000", 20);
    supplier.click("form.act button[type=submit]");
    let told = supplier.text(".alert");
    assert!(told.contains(number), "{told}");
    assert_eq!(supplier.texts(".review"), Vec::<String>::new());
    assert_eq!(sent(&supplier), 0);
    assert_eq!(contracts(&supplier, number), 1);
}

#[test]
fn an_answer_that_is_lost_is_asked_for_again_and_the_entry_is_known() {
    let number = "YNYY-BT-0004";
    let supplier = about_to_sign(number);
    loses_the_next_answer(&supplier);
    supplier.click(".review .button");
    let told = supplier.text(".alert");
    assert!(
        told.contains("Signed, and not known to have arrived") && told.contains("nothing happens twice"),
        "{told}"
    );
    supplier.click(".alert .button");
    supplier.wait_for(".receipt .mark-verified");
    let receipt = supplier.text(".receipt");
    assert!(receipt.contains("It stood there already"), "{receipt}");
    assert_eq!(sent(&supplier), 2, "the very same statement is sent again");
    assert_eq!(contracts(&supplier, number), 1);
}

#[test]
fn what_was_signed_and_not_answered_is_offered_on_the_next_page() {
    let number = "YNYY-BT-0005";
    let supplier = about_to_sign(number);
    loses_the_next_answer(&supplier);
    supplier.click(".review .button");
    supplier.wait_for(".alert");
    supplier.open("/home");
    let offered = supplier.text("main > section.note");
    assert!(
        offered.contains("not known to have arrived") && offered.contains(number),
        "{offered}"
    );
    supplier.click("main > section.note .button");
    let receipt = supplier.text(".receipt");
    assert!(receipt.contains("It stood there already"), "{receipt}");
    assert_eq!(contracts(&supplier, number), 1);
    // It is offered once: what is answered is forgotten.
    supplier.open("/home");
    supplier.wait_for("h1");
    assert_eq!(
        supplier.texts("main > section.note .button"),
        Vec::<String>::new()
    );
}

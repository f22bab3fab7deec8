//! Sealed bids over the pages of a supplier and two banks: committed to by two members each, kept by the browser that made them,
//! and opened when nobody can bid any more. The demo goes on by the real clock, so bids are taken for a minute and a half.

use serde_json::{Value, json};
use tallystick_testbed::Stage;
use tallystick_testbed::browser::{Browser, Language};

use crate::acting::{act, id_in, link, seated};
use crate::finance::{Pair, looked_at, tick};

/// For how long bids are taken, in milliseconds: longer than two banks need to make theirs.
const BIDDING: u64 = 150_000;
/// The longest that a script of the driver may take, with room to spare.
const AT_ONCE: u64 = 40_000;

/// The weaver asks two banks for sealed bids on its certificate; gives the request's id and when bidding ends.
fn asked(supplier: &Browser) -> (String, u64) {
    looked_at(supplier, "/requests/new");
    supplier.click("button[name=step][value='2']");
    supplier.wait_for("[name=purpose]");
    supplier.fill("[name=purpose]", "采购熔喷布");
    supplier.fill("[name=amount]", "300000");
    tick(supplier, "京北商业银行股份有限公司 · 确权贷");
    tick(supplier, "永宁农村商业银行股份有限公司 · ");
    supplier.click("input[name=bids][value=sealed]");
    let tomorrow = "const input = document.querySelector('[name=bids_until]'); \
                    input.value = new Date(Date.now() + (8 + 24) * 3600e3).toISOString().slice(0, 16)";
    supplier.script(tomorrow, &json!([]));
    supplier.click("button[name=step][value='3']");
    supplier.wait_for("form.act button[type=submit]");
    supplier.assert_no_serious();
    // Sooner than the form, which counts in minutes, would let one say it for certain.
    let soon = "const input = document.querySelector('form.act [name=bids_until]'); \
                input.value = String(Date.now() + arguments[0]); return Number(input.value)";
    let until = supplier.script(soon, &json!([BIDDING])).as_u64();
    let shown = act(supplier);
    assert!(shown.contains("300,000.00"), "{shown}");
    supplier.open("/requests");
    let request = id_in(&link(supplier, "table.list a[href^='/requests/']"));
    (request, until.unwrap_or_default())
}

/// A bank makes a bid in its browser, which keeps it over a reload; both members sign its digest, and nothing else leaves.
fn sealed(bank: &Pair, request: &str, rate: &str) -> String {
    let page = bank.open(&format!("/reviews/{request}/bid"));
    page.fill("#seal [name='terms.rate']", rate);
    let _ = page.requests();
    page.click("#seal button[type=submit]");
    let digest = page.text(".kept-bids .digest");
    assert_eq!(digest.len(), 64, "{digest}");
    let requests = page.requests();
    assert!(requests.is_empty(), "a bid goes nowhere: {requests:?}");
    page.open(&format!("/reviews/{request}/bid"));
    assert_eq!(
        page.text(".kept-bids .digest"),
        digest,
        "it is kept over a reload"
    );
    page.click(".kept-bids .review .button");
    let shown = bank.sign();
    assert!(shown.contains(&digest), "{shown}");
    digest
}

/// Waits, by the clock of the browser, until a moment has passed.
fn has_passed(browser: &Browser, moment: u64) {
    let wait = "const left = arguments[0] + 500 - Date.now(); \
                return new Promise((done) => setTimeout(() => done(left <= arguments[1]), Math.max(0, Math.min(left, arguments[1]))))";
    while browser.script(wait, &json!([moment, AT_ONCE])) != Value::Bool(true) {}
}

/// The bank opens the bid that its browser has kept.
fn opened(bank: &Pair, request: &str, digest: &str, rate: &str) {
    let page = bank.open(&format!("/reviews/{request}/reveal"));
    assert_eq!(page.text(".kept-bids .digest"), digest);
    let shown = act(page);
    assert!(shown.contains("300,000.00") && shown.contains(rate), "{shown}");
}

#[test]
fn two_banks_bid_sealed_and_open_what_their_browsers_kept() {
    let stage = Stage::start().unwrap();
    let supplier = seated(&stage, "weaver-1", Language::Zh);
    let (city, rural) = (
        Pair::seated(&stage, "city-bank"),
        Pair::seated(&stage, "rural-bank"),
    );
    let (request, until) = asked(&supplier);
    let first = sealed(&city, &request, "3.5");
    let second = sealed(&rural, &request, "3.4");
    assert_ne!(first, second);
    // Nobody reads them before their time, the one who asked for them included.
    looked_at(&supplier, &format!("/requests/{request}"));
    supplier.sees("已密封");
    let page = &city.maker;
    let early = "return fetch(arguments[0]).then((answer) => answer.status)";
    let address = format!("/reviews/{request}/reveal");
    assert_eq!(page.script(early, &json!([address])), json!(409));
    let _ = page.console_errors();

    has_passed(page, until);
    opened(&city, &request, &first, "3.50%");
    opened(&rural, &request, &second, "3.40%");
    looked_at(&supplier, &format!("/requests/{request}"));
    for bank in ["京北商业银行股份有限公司", "永宁农村商业银行股份有限公司"] {
        supplier.sees(bank);
    }
    let rows = city_bids(&city, &request);
    assert!(rows.iter().all(|row| row.contains("300,000.00")), "{rows:?}");
}

/// The bids as the bank that made one of them reads them.
fn city_bids(bank: &Pair, request: &str) -> Vec<String> {
    let page = bank.open(&format!("/reviews/{request}/bids"));
    page.wait_for("table.list");
    let rows = page.texts("table.list tbody tr");
    assert_eq!(rows.len(), 2, "{rows:?}");
    rows
}

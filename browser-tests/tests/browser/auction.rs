//! Sealed bids over the pages of a supplier and two banks: committed to by two members each, kept by the browser that made them,
//! opened when nobody can bid any more, and the one that won accepted. The demo goes on by the real clock, so bids are taken for
//! two minutes and a half, and the service names the winner within another minute or so.

use serde_json::{Value, json};
use tallystick_testbed::browser::{Browser, Language};

use crate::acting::{act, counted, id_in, link, seated};
use crate::finance::{Pair, looked_at, tick};
use crate::grid::says;

/// The bank that bids at the higher rate and takes no fee, and the one whose fee makes its lower rate the dearer.
const CITY: &str = "京北商业银行股份有限公司";
const RURAL: &str = "永宁农村商业银行股份有限公司";

/// For how long bids are taken, in milliseconds: longer than two banks need to make theirs.
const BIDDING: u64 = 150_000;
/// The longest that a script of the driver may take, with room to spare.
const AT_ONCE: u64 = 40_000;
/// How many such scripts wait for what the service records: it looks for what fell due at most 75 seconds after the last time.
const WAITS: usize = 5;

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

/// Waits, by the clock of the browser, until a page says what the service records by itself.
#[track_caller]
fn is_recorded(browser: &Browser, path: &str, words: &str) {
    let wait = "const [path, words, longest] = arguments; const until = Date.now() + longest; \
                const look = async () => { const answer = await fetch(path); const text = await answer.text(); \
                if (text.includes(words) || Date.now() > until) return text.includes(words); \
                return new Promise((done) => setTimeout(() => done(look()), 1000)); }; return look()";
    let arguments = json!([path, words, AT_ONCE]);
    let is_said = (0..WAITS).any(|_| browser.script(wait, &arguments) == Value::Bool(true));
    assert!(is_said, "{path} never says {words}");
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
    let stage = counted();
    let supplier = seated(stage, "weaver-1", Language::Zh);
    let (city, rural) = (
        Pair::seated(stage, "city-bank"),
        Pair::seated(stage, "rural-bank"),
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
    for bank in [CITY, RURAL] {
        supplier.sees(bank);
    }
    let rows = city_bids(&city, &request);
    assert!(rows.iter().all(|row| row.contains("300,000.00")), "{rows:?}");

    // The service names the cheaper one, which the supplier accepts, and both banks read what became of their bids.
    won(&supplier, &request);
    accepted(&supplier, &request);
    is_told_that_it_won(&city, &request);
    is_told_that_it_lost(&rural, &request);
}

/// The supplier waits until the winner is named: of two bids side by side, the fee makes that at the lower rate the dearer.
#[track_caller]
fn won(supplier: &Browser, request: &str) {
    let path = format!("/requests/{request}");
    is_recorded(supplier, &path, "已公布结果");
    looked_at(supplier, &path);
    let heads = supplier.texts("table.compare thead th");
    let [cheaper, dearer] = heads.as_slice() else {
        panic!("two offers stand side by side: {heads:?}");
    };
    says(cheaper, &[CITY, "成本最低"]);
    says(dearer, &[RURAL]);
    let offers = supplier.text("table.compare tbody");
    says(&offers, &["3.50%", "3.40%", "300.00"]);
    let accepted = supplier.texts("table.compare tfoot a");
    assert_eq!(accepted, ["接受此报价"], "the other one is not to be had");
}

/// The supplier accepts the bid that won, and the request says whose turn it is.
#[track_caller]
fn accepted(supplier: &Browser, request: &str) {
    let accept = link(supplier, &format!("a[href^='/requests/{request}/accept/']"));
    looked_at(supplier, &accept);
    says(&supplier.text("h1"), &[CITY]);
    says(
        &supplier.text("dl.facts"),
        &["300,000.00 CNY", "叁拾万元整", "3.50%"],
    );
    let shown = act(supplier);
    says(&shown, &[CITY, "300,000.00"]);
    looked_at(supplier, &format!("/requests/{request}"));
    says(&supplier.text(".headline"), &["300,000.00", "已接受报价"]);
    says(&supplier.text(".next-step"), &[CITY, "审批贷款"]);
    says(&supplier.text("table.compare thead"), &[CITY, "已接受"]);
    assert_won(&supplier.texts("section[aria-labelledby=bids] tbody tr"));
    let banks = supplier.texts(".aside > ul:first-of-type > li");
    for (bank, stage) in [(CITY, "报价已接受"), (RURAL, "未选用")] {
        let told = banks.iter().find(|told| told.contains(bank)).unwrap();
        says(told, &[stage]);
    }
}

/// Of the two bids that of the cheaper bank has won, and no other.
#[track_caller]
fn assert_won(bids: &[String]) {
    let won: Vec<&String> = bids.iter().filter(|bid| bid.contains("中标")).collect();
    let [only] = won.as_slice() else {
        panic!("one bid has won: {bids:?}");
    };
    says(only, &[CITY, "300,000.00"]);
}

/// The bank that won is to approve the loan.
#[track_caller]
fn is_told_that_it_won(bank: &Pair, request: &str) {
    assert_won(&city_bids(bank, request));
    let page = bank.open(&format!("/reviews/{request}"));
    says(&page.text(".headline"), &["报价已接受"]);
    says(&page.text(".next-step"), &["借款人已接受贵行报价"]);
}

/// The bank that lost is told so, who won, and how anybody finds the same.
#[track_caller]
fn is_told_that_it_lost(bank: &Pair, request: &str) {
    let page = bank.open(&format!("/reviews/{request}"));
    says(&page.text(".headline"), &["未选用"]);
    says(&page.text(".next-step"), &["借款人选择了其他银行的报价"]);
    assert_won(&page.texts("section[aria-labelledby=bids] tbody tr"));
    let page = bank.open(&format!("/reviews/{request}/bids"));
    says(&page.text(".verdict-done"), &[CITY, "中标，与账本记录一致"]);
}

/// The bids as the bank that made one of them reads them.
fn city_bids(bank: &Pair, request: &str) -> Vec<String> {
    let page = bank.open(&format!("/reviews/{request}/bids"));
    page.wait_for("table.list");
    let rows = page.texts("table.list tbody tr");
    assert_eq!(rows.len(), 2, "{rows:?}");
    rows
}

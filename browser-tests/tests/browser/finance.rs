//! The story of Beijing from request to discharge, over the pages of supplier, guarantor, bank, buyer and auditor, each act
//! signed in the browser. Every page on the way is examined with axe.

use std::fs;
use std::path::PathBuf;

use serde_json::json;
use tallystick_testbed::Stage;
use tallystick_testbed::browser::{Browser, Language, Width};
use tempfile::TempDir;

use crate::acting::{act, act_of_two, day, examined, id_in, link, row_link, seated};
use crate::grid::says;

/// The number of the bank's filing in the registry.
const FILING: &str = "ZDW-2026-1129-0002";

/// The bank's account, as its file says.
const ACCOUNT: &str = "11050100010000000001";

/// The two members of a party that sign together.
pub(crate) struct Pair {
    pub(crate) maker: Browser,
    pub(crate) checker: Browser,
}

impl Pair {
    pub(crate) fn seated(stage: &Stage, party: &str) -> Self {
        let open = |number: u8| seated(stage, &format!("{party}-{number}"), Language::Zh);
        Self {
            maker: open(1),
            checker: open(2),
        }
    }

    /// Opens a page on which something is done.
    #[track_caller]
    pub(crate) fn open(&self, path: &str) -> &Browser {
        looked_at(&self.maker, path);
        &self.maker
    }

    /// Both sign; gives what they were shown.
    #[track_caller]
    pub(crate) fn sign(&self) -> String {
        act_of_two(&self.maker, &self.checker)
    }
}

/// Opens a page and examines it.
#[track_caller]
pub(crate) fn looked_at(browser: &Browser, path: &str) {
    browser.open(path);
    browser.wait_for("h1");
    browser.assert_no_serious();
}

/// Ticks what stands beside a label that says so.
#[track_caller]
pub(crate) fn tick(browser: &Browser, words: &str) {
    let script = "const label = [...document.querySelectorAll('label.choice')].find((label) => label.textContent.includes(arguments[0])); \
                  if (!label.control.checked) label.control.click(); return label.control.checked";
    assert_eq!(browser.script(script, &json!([words])), json!(true), "{words}");
}

/// Asks one bank and one guarantor for money on the only certificate that is free, which the page has ticked already; gives
/// the request's id and the certificate's number.
fn requested(supplier: &Browser) -> (String, String) {
    looked_at(supplier, "/requests/new");
    let number = supplier.text("fieldset.box .number label");
    supplier.click("button[name=step][value='2']");
    supplier.wait_for("[name=purpose]");
    supplier.assert_no_serious();
    supplier.fill("[name=purpose]", "采购熔喷布");
    supplier.fill("[name=amount]", "300000");
    tick(supplier, "京北商业银行股份有限公司 · 确权贷");
    tick(supplier, "北京永宁融资担保有限公司");
    supplier.click("button[name=step][value='3']");
    supplier.wait_for("form.act");
    supplier.assert_no_serious();
    let shown = act(supplier);
    assert!(
        shown.contains("300,000.00") && shown.contains("叁拾万元整"),
        "{shown}"
    );
    supplier.open("/requests");
    (id_in(&link(supplier, "table.list a[href^='/requests/']")), number)
}

/// Offers to stand for four fifths of it; gives the guarantee's id.
fn guarantee_offered(guarantor: &Pair, request: &str) -> String {
    let page = guarantor.open(&format!("/guarantees/asked/{request}/offer"));
    page.fill("[name='fee.value']", "1500");
    guarantor.sign();
    let page = guarantor.open(&format!("/guarantees/asked/{request}"));
    let guarantee = id_in(&link(page, "aside a[href^='/guarantees/']"));
    examined(page, &format!("/guarantees/{guarantee}/withdraw"));
    guarantee
}

/// Makes every check, with a search of the registry that has this number.
#[track_caller]
pub(crate) fn assessed(bank: &Pair, request: &str, search: &str) {
    looked_at(&bank.maker, &format!("/reviews/{request}"));
    let page = bank.open(&format!("/reviews/{request}/assess"));
    page.fill("[name='search.number']", search);
    page.fill("[name='search.searched_on']", &day(page, 0));
    let passed = "const all = [...document.querySelectorAll('input[value=passed]')]; all.forEach((one) => one.click()); return all.length";
    assert!(page.script(passed, &json!([])).as_u64() > Some(4));
    act(page);
}

/// Makes every check, and offers money that rests on the guarantee.
fn offered(bank: &Pair, request: &str) {
    assessed(bank, request, "ZDW-2026-1129-0001");
    let page = bank.open(&format!("/reviews/{request}/offer"));
    page.fill("[name='terms.rate']", "3.5");
    let guarantee = "const list = document.querySelector('[name=\"terms.guarantee\"]'); list.selectedIndex = 1; \
                     list.dispatchEvent(new Event('change', { bubbles: true })); return list.value";
    assert!(page.script(guarantee, &json!([])).as_str() > Some("guarantee/"));
    let shown = bank.sign();
    assert!(shown.contains("300,000.00") && shown.contains("3.50%"), "{shown}");
    examined(page, &format!("/reviews/{request}/withdraw-offer"));
}

/// Accepts the only offer.
#[track_caller]
pub(crate) fn accepted(supplier: &Browser, request: &str) {
    looked_at(supplier, &format!("/requests/{request}"));
    let accept = link(supplier, &format!("a[href^='/requests/{request}/accept/']"));
    examined(supplier, &accept);
    act(supplier);
}

/// A form of the stories, such as a message of the bank's own system, filled in.
pub(crate) fn filled(form: &str, words: &[(&str, &str)]) -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures/stories");
    let mut text = fs::read_to_string(format!("{folder}/{form}")).unwrap();
    for (word, says) in words {
        text = text.replace(&format!("{{{word}}}"), says);
    }
    text
}

/// The bank's member fetches the order to pay for the bank's own system; gives the id of the message.
fn order_fetched(page: &Browser, end_to_end: &str) -> String {
    let (name, order) = page.download("a[data-file^='pain.001']");
    assert_eq!(name, format!("pain.001-{end_to_end}.xml"));
    let text = |element: &str| {
        let (_, after) = order.split_once(&format!("<{element}>")).unwrap();
        after.split('<').next().unwrap().to_owned()
    };
    assert_eq!(text("EndToEndId"), end_to_end);
    assert_eq!(text("InstdAmt Ccy=\"CNY\""), "300000.00");
    text("MsgId")
}

/// What the bank's system reports of an order to pay, as a file.
fn report(page: &Browser, order: &str, end_to_end: &str, folder: &TempDir) -> PathBuf {
    let today = day(page, 0);
    let words = [
        ("message", "STS-BT-0001"),
        ("day", today.as_str()),
        ("order", order),
        ("end_to_end", end_to_end),
        ("amount", "300000.00"),
    ];
    let file = folder.path().join("pain.002.xml");
    fs::write(&file, filled("bank/pain002-accepted.xml", &words)).unwrap();
    file
}

/// The outcome of the payment comes in as a file, and what it says is signed.
fn report_is_taken_in(bank: &Pair, order: &str, end_to_end: &str) {
    let folder = tempfile::tempdir().unwrap();
    let page = bank.open("/bank-entries");
    let file = report(page, order, end_to_end, &folder);
    page.fill(".bank-message input[type=file]", &file.display().to_string());
    page.wait_for(".message-file .actions .button");
    page.assert_no_serious();
    page.click(".message-file .actions .button");
    page.sees("已处理。");
    page.wait_for(".message-file td a[href^='/ledger/']");
}

/// The statement of the day: the buyer pays one part of the certificate under its number, and one without a word on what it is for.
fn statement(page: &Browser, number: &str, folder: &TempDir) -> PathBuf {
    let today = day(page, 0);
    let remittance = format!("兑付确权证明 {number}");
    let line = |reference: &str, amount: &str, text: &str| {
        let words = [
            ("amount", amount),
            ("day", today.as_str()),
            ("reference", reference),
            ("end_to_end", reference),
            ("from", "北京市永宁区人民医院"),
            ("text", text),
        ];
        filled("bank/camt053-credit.xml", &words)
    };
    let lines = [
        line("JB-LS-BT-1", "100000.00", &remittance),
        line("JB-LS-BT-2", "200000.00", "货款"),
    ];
    let words = [
        ("message", "STM-JB-LS-BT"),
        ("day", today.as_str()),
        ("account", ACCOUNT),
        ("closing", "50300000.00"),
        ("entries", &lines.concat()),
    ];
    let file = folder.path().join("camt.053.xml");
    fs::write(&file, filled("bank/camt053.xml", &words)).unwrap();
    file
}

/// The statement is dropped on the page: one line is booked on the loan, one is kept.
fn statement_is_dropped(bank: &Pair, loan: &str, number: &str) {
    let folder = tempfile::tempdir().unwrap();
    let page = bank.open("/bank-entries");
    let file = statement(page, number, &folder);
    page.drop_file(".bank-message .drop", &file);
    page.wait_for(".message-file .actions .button");
    page.assert_no_serious();
    let rows = page.texts(".message-file tbody tr");
    let [known, unknown] = rows.as_slice() else {
        panic!("two lines: {rows:?}");
    };
    assert!(known.contains("100,000.00"), "{known}");
    assert!(unknown.contains("200,000.00"), "{unknown}");
    let loans = page.script(
        "return [...document.querySelectorAll('.message-file tbody tr')].map((row) => row.querySelector('a[href^=\"/loans/\"]')?.getAttribute('href') ?? null)",
        &json!([]),
    );
    assert_eq!(loans, json!([format!("/loans/{loan}"), null]));
    page.click(".message-file .actions .button");
    page.sees("已处理全部 2 笔。");
}

/// Whose the line is that was kept, the bank finds out, and two members say.
fn line_is_assigned(bank: &Pair, loan: &str) {
    let page = bank.open("/bank-entries?stage=unmatched");
    let page = bank.open(&row_link(page, "JB-LS-BT-2", "a[href$='/assign']"));
    let on_loan = link(page, &format!("table.list a[href$='loan={loan}']"));
    bank.open(&on_loan);
    let shown = bank.sign();
    assert!(shown.contains("200,000.00"), "{shown}");
}

/// Approves, files, pays and tells the buyer; gives the loan's id.
fn paid_out(bank: &Pair, request: &str) -> String {
    examined(&bank.maker, &format!("/reviews/{request}/approve"));
    bank.sign();
    let page = bank.open(&format!("/reviews/{request}"));
    let loan = id_in(&link(page, "main a[href^='/loans/']"));
    examined(page, &format!("/loans/{loan}/cancel"));
    let page = bank.open(&format!("/loans/{loan}/file"));
    page.fill("[name=number]", FILING);
    page.fill("[name=until]", &day(page, -400));
    act(page);
    let page = &bank.maker;
    examined(page, &format!("/loans/{loan}/instruct"));
    let told = "return document.querySelector('form.act [name=end_to_end]').value";
    let end_to_end = page.script(told, &json!([]));
    let shown = bank.sign();
    assert!(shown.contains("300,000.00"), "{shown}");
    let end_to_end = end_to_end.as_str().unwrap_or_default();
    let order = order_fetched(bank.open(&format!("/loans/{loan}")), end_to_end);
    report_is_taken_in(bank, &order, end_to_end);
    examined(&bank.maker, &format!("/loans/{loan}/notify"));
    act(&bank.maker);
    loan
}

/// The debt has ended, so the bank takes its filing out of the registry. The borrower reads that it is out.
fn filing_is_discharged(bank: &Pair, supplier: &Browser, loan: &str) {
    let page = bank.open(&format!("/loans/{loan}"));
    let filing = link(page, "main a[href^='/filings/']");
    looked_at(page, &filing);
    says(&page.text(".headline"), &["有效"]);
    examined(page, &format!("{filing}/discharge"));
    says(&page.text("dl.facts"), &[FILING]);
    let today = day(page, 0);
    let shown = act(page);
    says(&shown, &["注销", &today]);
    let out = format!("已于 {today} 注销");
    for reader in [page, supplier] {
        looked_at(reader, &filing);
        says(&reader.text(".headline"), &["已注销"]);
        says(&reader.text(".next-step"), &[&out]);
    }
    looked_at(page, "/filings?stage=discharged");
    page.sees(FILING);
}

#[test]
fn five_parties_come_from_request_to_discharge() {
    let stage = Stage::shared();
    let supplier = seated(stage, "weaver-1", Language::Zh);
    let (guarantor, bank) = (Pair::seated(stage, "guarantor"), Pair::seated(stage, "city-bank"));
    let (request, number) = requested(&supplier);
    let guarantee = guarantee_offered(&guarantor, &request);
    offered(&bank, &request);
    accepted(&supplier, &request);
    examined(&guarantor.maker, &format!("/guarantees/{guarantee}/issue"));
    guarantor.sign();
    let loan = paid_out(&bank, &request);

    // The buyer learns where to pay, and says so.
    let buyer = seated(stage, "hospital-3", Language::Zh);
    looked_at(&buyer, "/notices");
    looked_at(&buyer, &link(&buyer, "table.list a[href^='/notices/']"));
    act(&buyer);

    // It pays the whole certificate in three parts: the loan is repaid, and what is over is the supplier's.
    let page = bank.open(&format!("/loans/{loan}/book?by=debtor"));
    page.fill("[name='line.amount.value']", "100000");
    page.fill("[name$='.amount.value']:not([name^=line])", "100000");
    let shown = act(page);
    assert!(shown.contains("100,000.00"), "{shown}");
    statement_is_dropped(&bank, &loan, &number);
    line_is_assigned(&bank, &loan);
    examined(&bank.maker, &format!("/loans/{loan}/surplus"));
    bank.maker.fill("[name=reference]", "划回多余回款");
    let shown = bank.sign();
    assert!(
        shown.contains("100,000.00") && shown.contains("壹拾万元整"),
        "{shown}"
    );
    filing_is_discharged(&bank, &supplier, &loan);

    // The certificate is discharged, in the eyes of its holder and of anyone, and the ledger is whole.
    looked_at(&supplier, "/certificates?stage=discharged");
    supplier.sees(&number);
    let anyone = stage.browser(Width::Phone);
    anyone.open(&format!("/check/{number}"));
    anyone.wait_for(".verdict-risk");
    let auditor = seated(stage, "auditor-1", Language::Zh);
    looked_at(&auditor, "/audits");
    auditor.click("form[action='/audits'] button");
    auditor.wait_for("[data-refresh] .tag-done");
    auditor.assert_no_serious();
}

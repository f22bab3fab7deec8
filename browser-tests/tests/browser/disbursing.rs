//! A payment that fails: a maker of masks borrows under the programme on what the grid company owes it. The first order to pay comes to
//! nothing, the second, under an id of its own, is carried out. Each act is signed in the browser of whoever does it, and what became
//! of the payment the borrower reads in its own.

use std::fs;
use std::path::PathBuf;

use serde_json::json;
use tallystick_testbed::browser::{Browser, Language};
use tempfile::TempDir;

use crate::acting::{act, apart, id_in, link, row_link, seated};
use crate::finance::{Pair, accepted, assessed, looked_at, tick};
use crate::grid::{GRID, says};
use crate::joining::value;
use crate::trade::claim;

/// The maker, and its contract with the grid company.
const MAKER: &str = "91320199MA1KY00018";
const CONTRACT: &str = "JDDW-FH-01";

/// The bank's product for makers of protective goods, as a request lists it.
const PRODUCT: &str = "江东商业银行股份有限公司 · 防疫专项确权贷";

/// What the loan is for, by which the maker finds its request.
const PURPOSE: &str = "扩建口罩生产线";

/// What is billed, and what is lent on it, in figures and in capitals.
const BILLED: [&str; 2] = ["1,000,000.00", "壹佰万元整"];
const LENT: [&str; 2] = ["800,000.00", "捌拾万元整"];

/// Where the end-to-end id of an order to pay is typed.
const END_TO_END: &str = "form.act [name=end_to_end]";

/// Takes a file that the demo gives by a link of the page that is open; gives where it lies, and what it says.
#[track_caller]
fn taken(browser: &Browser, css: &str, folder: &TempDir) -> (PathBuf, String) {
    let given = "return fetch(arguments[0]).then((answer) => answer.text())";
    let given = browser.script(given, &json!([link(browser, css)]));
    let text = given.as_str().unwrap().to_owned();
    let file = folder.path().join("taken.xml");
    fs::write(&file, &text).unwrap();
    (file, text)
}

/// The bank reads in what its own system would say of a payment, by a file from the page of the loan; gives what the page said of it
/// before it was signed.
#[track_caller]
pub(crate) fn outcome_is_read_in(bank: &Browser, loan: &str, outcome: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    looked_at(bank, loan);
    let (file, _) = taken(bank, &format!("a[href$='/{outcome}']"), &folder);
    bank.open("/bank-entries");
    bank.fill("#message-files", &file.display().to_string());
    bank.wait_for(".message-files .button");
    bank.assert_no_serious();
    let told = bank.text(".message-files tbody");
    bank.click(".message-files .button");
    bank.sees("已处理。");
    bank.wait_for(".message-files td a[href^='/ledger/']");
    told
}

/// The maker claims what it delivers, with an invoice from the page of the claim; gives the claim's id.
#[track_caller]
fn claimed(maker: &Browser) -> String {
    let folder = tempfile::tempdir().unwrap();
    maker.open("/receivables/new");
    let page = row_link(maker, CONTRACT, "a[href^='/receivables/new?contract=']");
    maker.open(&page);
    let (file, invoice) = taken(maker, "a[href^='/enter/invoices/']", &folder);
    let (_, number) = invoice.split_once("<InvoiceNumber>").unwrap();
    let (number, _) = number.split_once('<').unwrap();
    let [figures, _] = BILLED;
    let shown = claim(maker, &page, &file, [number, MAKER, GRID, "1000000.00"], figures);
    says(&shown, &BILLED);
    maker.open("/receivables");
    id_in(&row_link(maker, number, "a[href^='/receivables/']"))
}

/// Two members of the grid company, which acts as buyer here, confirm all of it.
#[track_caller]
fn confirmed(grid: &Pair, receivable: &str) {
    for member in [&grid.maker, &grid.checker] {
        member.click(".capacities a[href^='/capacity?to=buyer']");
        member.wait_for(".capacities a[href^='/capacity?to=supplier']");
    }
    grid.open(&format!("/receivables/{receivable}/confirm"));
    let shown = grid.sign();
    says(&shown, &BILLED);
}

/// The maker asks the bank for money under the programme, on the only certificate that is free; gives the request's id.
#[track_caller]
fn requested(maker: &Browser) -> String {
    looked_at(maker, "/requests/new");
    maker.click("button[name=step][value='2']");
    maker.wait_for("[name=purpose]");
    maker.fill("[name=purpose]", PURPOSE);
    maker.fill("[name=amount]", "800000");
    tick(maker, PRODUCT);
    maker.click("button[name=step][value='3']");
    maker.wait_for("form.act");
    let shown = act(maker);
    says(&shown, &LENT);
    maker.open("/requests");
    id_in(&row_link(maker, PURPOSE, "a[href^='/requests/']"))
}

/// The bank offers, the maker accepts, and the bank approves; gives where the loan is.
#[track_caller]
fn approved(bank: &Pair, maker: &Browser, request: &str) -> String {
    let [figures, _] = LENT;
    assessed(bank, request, "ZD-CX-32-BT-0001");
    let page = bank.open(&format!("/reviews/{request}/offer"));
    page.fill("[name='terms.rate']", "3.3");
    let shown = bank.sign();
    says(&shown, &[figures, "3.30%"]);
    accepted(maker, request);
    bank.open(&format!("/reviews/{request}/approve"));
    bank.sign();
    let page = bank.open(&format!("/reviews/{request}"));
    format!("/loans/{}", id_in(&link(page, "main a[href^='/loans/']")))
}

/// Two members of the bank sign the order to pay on the page that is open; gives its end-to-end id.
#[track_caller]
fn instructed(bank: &Pair) -> String {
    let [figures, _] = LENT;
    let end_to_end = value(&bank.maker, END_TO_END);
    let shown = bank.sign();
    says(&shown, &[figures, &end_to_end]);
    end_to_end
}

/// The bank would pay once more under the id of the payment that failed, on the page that is open: the rules stand against it.
#[track_caller]
fn the_same_id_is_refused(page: &Browser, failed: &str) {
    let proposed = value(page, END_TO_END);
    page.sees(&format!("已失败且不得再用的业务编号：{failed}。"));
    page.fill(END_TO_END, failed);
    page.click("form.act button[type=submit]");
    says(&page.text(".alert"), &[failed, "已用于此前的支付"]);
    assert_eq!(page.texts(".review"), Vec::<String>::new());
    page.fill(END_TO_END, &proposed);
}

/// The loan is in this stage, and what happened to it says so.
#[track_caller]
fn stands(browser: &Browser, loan: &str, stage: &str, happened: &str) {
    let [figures, _] = LENT;
    looked_at(browser, loan);
    says(&browser.text(".headline"), &[figures, stage]);
    says(&browser.text(".timeline"), &[happened]);
}

/// The borrower reads what is new about the loan, the newest first, and goes on to the loan from there.
#[track_caller]
fn the_borrower_reads(borrower: &Browser, loan: &str, words: &[&str]) {
    let line = format!("ol.timeline li.is-new:has(.act a[href='{loan}'])");
    looked_at(borrower, "/news");
    says(&borrower.text(&line), words);
    borrower.click(&format!("{line} .act a"));
    borrower.wait_for(".headline");
    assert_eq!(borrower.path(), loan);
}

#[test]
fn a_payment_that_failed_is_made_again_under_another_id() {
    // Given a loan that is to be paid out.
    let maker = seated(apart(), "mask-maker-1", Language::Zh);
    let bank = Pair::seated(apart(), "grid-bank");
    let receivable = claimed(&maker);
    confirmed(&Pair::seated(apart(), "grid"), &receivable);
    let request = requested(&maker);
    let loan = approved(&bank, &maker, &request);
    let [figures, _] = LENT;

    // When the payment fails, then the loan is approved as before, and says why.
    let page = bank.open(&format!("{loan}/instruct"));
    let failed = instructed(&bank);
    stands(page, &loan, "放款中", &failed);
    let told = outcome_is_read_in(page, &loan, "rejected");
    says(&told, &["放款失败", &failed, "收款账户已注销"]);
    stands(page, &loan, "已批准", "收款账户已注销");
    the_borrower_reads(
        &maker,
        &loan,
        &["放款失败", &failed, "收款账户已注销", "前重新指令"],
    );
    stands(&maker, &loan, "已批准", "收款账户已注销");
    says(&maker.text(".next-step"), &["放款，截止"]);

    // When it is made again, under another id, then the borrower reads that, and the money is out.
    let page = bank.open(&format!("{loan}/instruct"));
    the_same_id_is_refused(page, &failed);
    let paid = instructed(&bank);
    assert_ne!(paid, failed);
    the_borrower_reads(&maker, &loan, &["指令放款", &paid]);
    says(&maker.text(".next-step"), &["银行已指示放款", figures]);
    let told = outcome_is_read_in(page, &loan, "settled");
    says(&told, &["已放款", figures, &paid]);
    stands(page, &loan, "存续中", &paid);
    let lines = page.texts("table.statement tbody tr");
    assert!(
        lines
            .iter()
            .any(|line| line.contains(&format!("放款，业务编号 {paid}")) && line.contains(figures)),
        "{lines:?}"
    );
    page.wait_for(".timeline .mark-verified");
    the_borrower_reads(&maker, &loan, &["已放款", figures, &paid]);
    stands(&maker, &loan, "存续中", &paid);
}

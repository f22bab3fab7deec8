//! The electricity instrument: what a factory owes the grid company becomes a certificate, a bank adds its promise, and a part of
//! it pays a supplier of the grid. Over the pages of grid company, factory, bank and supplier, each act signed in the browser.

use std::fs;
use std::path::PathBuf;

use tallystick_testbed::Stage;
use tallystick_testbed::browser::{Browser, Language, Width};
use tempfile::TempDir;

use crate::acting::{act, day, id_in, link, row_link, seated};
use crate::finance::{Pair, filled};
use crate::trade::claim;

/// The grid company's contract with the steelworks, and an invoice for electricity under it.
const CONTRACT: &str = "JDDW-GD-01";
const INVOICE: &str = "26327000000000770001";
pub(crate) const GRID: &str = "91320199MA1GRD001P";
const STEELWORKS: &str = "91320199MA1GTF001X";

/// The bank that promises to pay.
const BANK: &str = "江东商业银行股份有限公司";

/// Who supplies the grid with cables: its name, its code, by which it is found, and its account.
const CABLE_MAKER: &str = "江东电缆有限公司";
const CABLE_MAKER_CODE: &str = "91320199MA1DLX001W";
const CABLE_MAKER_ACCOUNT: &str = "3201019936000001035";

/// Amounts in figures and in capitals: what is billed, the part that is passed on, and the part that is kept.
const BILLED: [&str; 2] = ["3,390,000.00", "叁佰叁拾玖万元整"];
const PASSED_ON: [&str; 2] = ["1,390,000.00", "壹佰叁拾玖万元整"];
const KEPT: [&str; 2] = ["2,000,000.00", "贰佰万元整"];

/// The reference of the steelworks' payment.
const PAYMENT: &str = "JDTG-FK-BT-0001";

/// All of these words stand in what is shown.
#[track_caller]
pub(crate) fn says(shown: &str, words: &[&str]) {
    for word in words {
        assert!(shown.contains(word), "{word}: {shown}");
    }
}

/// The invoice for electricity, issued on this day.
fn invoice(issued: &str, folder: &TempDir) -> PathBuf {
    let words = [
        ("number", INVOICE),
        ("seller", "江东电网有限公司"),
        ("seller_code", GRID),
        ("seller_address", "江东省金江市电力路1号"),
        ("seller_bank", "江东商业银行金江支行"),
        ("seller_account", "32010199360000000001"),
        ("buyer", "江东特钢有限公司"),
        ("buyer_code", STEELWORKS),
        ("buyer_address", "江东省金江市沿江工业区"),
        ("issued", issued),
        ("item", "*供电*电力"),
        ("net", "3000000.00"),
        ("tax", "390000.00"),
        ("gross", "3390000.00"),
        ("capitals", "叁佰叁拾玖万圆整"),
        ("contract", CONTRACT),
        ("order", "JDDW-GD-01-DD-BT"),
        ("receipt", "JDDW-GD-01-YS-BT"),
    ];
    let file = folder.path().join(format!("{INVOICE}.xml"));
    fs::write(&file, filled("trade/invoice.xml", &words)).unwrap();
    file
}

/// The grid company claims what the meters showed, under its contract with the steelworks; gives the claim's id.
#[track_caller]
fn claimed(grid: &Browser) -> String {
    let folder = tempfile::tempdir().unwrap();
    let file = invoice(&day(grid, 3), &folder);
    grid.open("/receivables/new");
    let page = row_link(grid, CONTRACT, "a[href^='/receivables/new?contract=']");
    let printed = [INVOICE, GRID, STEELWORKS, "3390000.00"];
    let [figures, _] = BILLED;
    let shown = claim(grid, &page, &file, printed, figures);
    says(&shown, &BILLED);
    grid.open("/receivables");
    id_in(&row_link(grid, INVOICE, "a[href^='/receivables/']"))
}

/// Two members of the factory confirm all of it; gives where the grid company finds the certificate.
#[track_caller]
fn confirmed(factory: &Pair, grid: &Browser, receivable: &str) -> String {
    factory.maker.open(&format!("/receivables/{receivable}/confirm"));
    let shown = factory.sign();
    says(&shown, &BILLED);
    grid.open(&format!("/receivables/{receivable}"));
    link(grid, "section[aria-labelledby=answer] a[href^='/certificates/']")
}

/// Opens the page of a certificate; gives its number.
#[track_caller]
fn number_of(member: &Browser, certificate: &str) -> String {
    member.open(certificate);
    member.text("h1 .number")
}

/// The grid company showed its bank number and amount; two members of the bank promise to pay at maturity.
#[track_caller]
fn endorsed(bank: &Pair, number: &str) {
    let page = &bank.maker;
    let [figures, _] = BILLED;
    page.open("/endorsements/new");
    page.fill("#number", number);
    page.fill("#amount", figures);
    page.click("form.plain .button");
    let facts = page.text("dl.facts");
    says(&facts, &[number, figures]);
    let shown = bank.sign();
    says(&shown, &[number]);
}

/// Among the rights on a certificate, on the page that is open, stands the bank's promise.
#[track_caller]
fn bears_the_promise(holder: &Browser) {
    let rights = holder.text(".rights");
    says(&rights, &["保兑", BANK]);
}

/// The grid company splits the certificate; gives where the part is that it passes on, and the one that it keeps.
#[track_caller]
fn split(grid: &Browser, certificate: &str) -> [String; 2] {
    let [[passed_on, _], [kept, _]] = [PASSED_ON, KEPT];
    grid.open(&format!("{certificate}/split"));
    grid.click("form.plain .button");
    grid.fill("#part-1", passed_on);

    // No cent is made by splitting.
    grid.fill("#part-2", "2,000,000.01");
    grid.wait_for(".sum-off .tag-refused");
    grid.click("form.act button[type=submit]");
    let alert = grid.text(".alert");
    says(&alert, &["拆分金额不一致"]);
    assert_eq!(grid.texts(".review"), Vec::<String>::new());

    grid.fill("#part-2", kept);
    grid.wait_for(".sum-exact");
    let shown = act(grid);
    says(&shown, &PASSED_ON);
    says(&shown, &KEPT);
    grid.open(certificate);
    [passed_on, kept].map(|amount| row_link(grid, amount, "a[href^='/certificates/']"))
}

/// The grid company pays its supplier with a part, and the supplier takes it.
#[track_caller]
fn passed_on(grid: &Browser, supplier: &Browser, part: &str) {
    let [figures, _] = PASSED_ON;
    grid.open(&format!("{part}/offer"));
    grid.fill("#code", CABLE_MAKER_CODE);
    grid.click("form.plain .button");
    let shown = act(grid);
    says(&shown, &[CABLE_MAKER]);
    supplier.open(&format!("{part}/accept"));
    let facts = supplier.text("dl.facts");
    says(&facts, &[figures]);
    let shown = act(supplier);
    says(&shown, &[CABLE_MAKER_ACCOUNT]);
}

/// The supplier holds the part, with the bank's promise on it; gives its number.
#[track_caller]
fn held(supplier: &Browser, part: &str) -> String {
    let number = number_of(supplier, part);
    let facts = supplier.text("dl.facts");
    says(&facts, &PASSED_ON);
    says(&facts, &[CABLE_MAKER_ACCOUNT]);
    let rights = supplier.text(".rights");
    says(&rights, &[CABLE_MAKER]);
    bears_the_promise(supplier);
    supplier.wait_for(".timeline .mark-verified");
    number
}

/// The factory says that it paid the part before it is due, and the holder that the money came.
#[track_caller]
fn paid(factory: &Browser, holder: &Browser, part: &str) {
    factory.open(&format!("/payments/new?certificate={}", id_in(part)));
    factory.fill("[name=reference]", PAYMENT);
    let shown = act(factory);
    says(&shown, &PASSED_ON);
    says(&shown, &[CABLE_MAKER_ACCOUNT]);
    holder.open("/payments");
    let payment = row_link(holder, PAYMENT, "a[href^='/payments/']");
    holder.open(&format!("{payment}/acknowledge"));
    let [figures, _] = PASSED_ON;
    let facts = holder.text("dl.facts");
    says(&facts, &[figures, PAYMENT]);
    act(holder);
}

/// Anyone finds the part that was paid ended, and the part that was kept still owed.
#[track_caller]
fn anyone_is_told(anyone: &Browser, paid: &str, kept: &str) {
    anyone.open("/check");
    anyone.language(Language::Zh);
    anyone.open(&format!("/check/{paid}"));
    let verdict = anyone.text(".verdict-risk");
    says(&verdict, &["真实，但已终止"]);
    anyone.open(&format!("/check/{kept}?amount=2000000.00"));
    let verdict = anyone.text(".verdict-done");
    says(&verdict, &["真实，且仍有应付款项", "金额相符"]);
}

#[test]
fn what_a_factory_owes_for_electricity_pays_a_supplier_of_the_grid() {
    let stage = Stage::shared();
    let grid = seated(stage, "grid-1", Language::Zh);
    let factory = Pair::seated(stage, "steelworks");
    let receivable = claimed(&grid);
    let certificate = confirmed(&factory, &grid, &receivable);
    let number = number_of(&grid, &certificate);
    endorsed(&Pair::seated(stage, "grid-bank"), &number);
    grid.open(&certificate);
    bears_the_promise(&grid);

    // The promise goes with the part that pays the supplier.
    let supplier = seated(stage, "cable-maker-1", Language::Zh);
    let [part, kept] = split(&grid, &certificate);
    passed_on(&grid, &supplier, &part);
    let number = held(&supplier, &part);

    // Paid, the part ends; what the grid company kept does not.
    paid(&factory.maker, &supplier, &part);
    supplier.open("/certificates?stage=discharged");
    supplier.sees(&number);
    let kept = number_of(&grid, &kept);
    anyone_is_told(&stage.browser(Width::Phone), &number, &kept);
}

//! From contract to certificate, over the pages of supplier and buyer, each act signed in the browser.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::json;
use tallystick_testbed::Stage;
use tallystick_testbed::browser::{Browser, Language, Width};
use tempfile::TempDir;

use crate::acting::{act, act_of_two, day, examined, id_in, link, review, row_link, seated, sign};

/// The hospital's code, by which a supplier finds it.
const HOSPITAL: &str = "12110199400612345X";
const SUPPLIER: &str = "91110199MA0HF26K3H";

/// A file of the story.
fn story(name: &str) -> PathBuf {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures/stories/beijing");
    // Chromium takes a file by its plain path only.
    fs::canonicalize(folder).unwrap().join(name)
}

/// The invoice of the story under a number and a date of its own.
fn invoice(number: &str, date: &str, folder: &TempDir) -> PathBuf {
    let text = fs::read_to_string(story("invoice-masks.xml")).unwrap();
    let text = text
        .replace("26117000000000314159", number)
        .replace("2026-03-02", date);
    let file = folder.path().join(format!("{number}.xml"));
    fs::write(&file, text).unwrap();
    file
}

/// Fills in a contract with the hospital, with the file of the contract.
#[track_caller]
pub(crate) fn fill_contract(supplier: &Browser, number: &str, amount: &str, signed_before: i32) {
    supplier.open(&format!("/contracts/new?code={HOSPITAL}"));
    supplier.fill("[name=number]", number);
    supplier.fill("[name=title]", "医用手套采购合同");
    supplier.fill("[name='amount.value']", amount);
    supplier.fill("[name=signed_on]", &day(supplier, signed_before));
    supplier.fill("[name='payment.days']", "30");
    supplier.click("[name=vouchers_agreed]");
    let file = story("contract.txt").display().to_string();
    supplier.fill("input[type=file]", &file);
    supplier.wait_for("[name='documents.0.name']");
}

/// Registers a contract with the hospital, which accepts it; gives its id.
#[track_caller]
fn accepted_contract(supplier: &Browser, buyer: &Browser, number: &str) -> String {
    fill_contract(supplier, number, "2,000,000", 30);
    let shown = act(supplier);
    assert!(
        shown.contains("2,000,000.00") && shown.contains("贰佰万元整"),
        "{shown}"
    );
    buyer.open("/contracts");
    let id = id_in(&row_link(buyer, number, "a[href^='/contracts/']"));
    buyer.open(&format!("/contracts/{id}/accept"));
    act(buyer);
    id
}

/// Claims what is billed for a delivery of some days ago, with the invoice; gives what was shown.
///
/// The page is where papers of the contract are taken. `printed` is what it reads on the invoice: number, codes of seller and
/// buyer, total; `proposed` is how much it proposes to claim.
#[track_caller]
pub(crate) fn claim(
    supplier: &Browser,
    page: &str,
    file: &Path,
    printed: [&str; 4],
    proposed: &str,
) -> String {
    supplier.open(page);
    supplier.fill("input[type=file]", &file.display().to_string());
    supplier.wait_for("[name='evidence.0.number']");
    let read = "return ['number', 'seller_code', 'buyer_code', 'total.value'].map((name) => \
                document.querySelector(`[name='evidence.0.${name}']`).value)";
    assert_eq!(supplier.script(read, &json!([])), json!(printed));
    // What is claimed is proposed from the invoices.
    supplier.wait_for(&format!("[name='amount.value'][data-proposed='{proposed}']"));
    supplier.fill("[name=delivered_on]", &day(supplier, 5));
    supplier.fill("[name=accepted_on]", &day(supplier, 4));
    act(supplier)
}

/// Claims what the invoice says under a contract; gives the claim's id and the amount.
#[track_caller]
fn claimed(supplier: &Browser, contract: &str) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    let (number, total) = ("26117000000000770001", "1200000.00");
    let file = invoice(number, &day(supplier, 3), &folder);
    let page = format!("/receivables/new?contract={contract}");
    let printed = [number, SUPPLIER, HOSPITAL, total];
    claim(supplier, &page, &file, printed, "1,200,000.00");
    supplier.open("/receivables");
    let claim = link(supplier, "table.list a[href^='/receivables/']");
    (id_in(&claim), total.to_owned())
}

/// The digits in a text.
pub(crate) fn number_in(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// One of the hospital's admins, who only looks after its house, becomes a checker too: both admins sign that.
fn there_is_a_second_checker(stage: &Stage) {
    let open = |seat: &str| seated(stage, seat, Language::Zh);
    let (first, second) = (open("hospital-1"), open("hospital-2"));
    first.open("/house/members");
    let find = "return [...document.querySelectorAll('main a[href$=\"/roles\"]')].map((a) => [a.getAttribute('href'), a.closest('tr, li, article, section').textContent]).find(([, text]) => text.includes('孙伟'))[0]";
    let roles = first.script(find, &json!([]));
    first.open(roles.as_str().unwrap_or_default());
    first.click("input[value=checker]");
    act_of_two(&first, &second);
}

/// Another checker was faster: the later one is told so, with the entry, and has signed nothing.
#[track_caller]
fn is_told_that_another_checker_signed(late: &Browser, entry: &str) {
    late.click("section.cosign .button");
    let alert = late.text(".alert");
    assert!(alert.contains("已由他人处理"), "{alert}");
    late.sees(&format!("已由所需人员签署完毕，记为第 {entry} 号条目。"));
    assert_eq!(late.texts(".receipt"), Vec::<String>::new());
    let refused = late.console_errors();
    assert!(
        refused.iter().all(|error| error.contains("409")) && refused.len() == 1,
        "{refused:?}"
    );
}

/// What the page was about has moved on since it was opened: it says who did what, and nothing is signed.
#[track_caller]
fn is_told_who_moved_it(supplier: &Browser, entry: &str) {
    supplier.click("form.act button[type=submit]");
    let alert = supplier.text(".alert");
    let place = format!("（第 {entry} 号条目）");
    for words in [
        "您打开本页面后，情况已有变化",
        "北京市永宁区人民医院",
        "1,200,000.00",
        place.as_str(),
        "没有签署任何内容",
    ] {
        assert!(alert.contains(words), "{words}: {alert}");
    }
    assert_eq!(supplier.texts(".review, .receipt"), Vec::<String>::new());
    let sent = supplier.requests();
    assert!(
        !sent.iter().any(|url| url.ends_with("/v1/statements")),
        "nothing is sent: {sent:?}"
    );
    // The page as it is now has no claim that could be taken back.
    let script = "const claim = location.pathname.replace('/withdraw', ''); return fetch(location.pathname).then((answer) => [answer.status, claim])";
    let now = supplier.script(script, &json!([]));
    assert_ne!(now[0], json!(200), "{now}");
    let _ = supplier.console_errors();
}

#[test]
fn a_supplier_and_a_buyer_come_from_contract_to_certificate() {
    let stage = Stage::shared();
    let open = |seat: &str| seated(stage, seat, Language::Zh);
    there_is_a_second_checker(stage);
    let (supplier, maker) = (open("supplier-1"), open("hospital-3"));
    let contract = accepted_contract(&supplier, &maker, "YNYY-BT-0001");
    let (receivable, total) = claimed(&supplier, &contract);

    // The supplier opens the page on which it could take the claim back, and leaves it open.
    supplier.open(&format!("/receivables/{receivable}/withdraw"));
    let _ = supplier.requests();

    maker.open(&format!("/receivables/{receivable}/confirm"));
    let shown = review(&maker);
    assert!(
        shown.contains("1,200,000.00") && shown.contains("壹佰贰拾万元整"),
        "{shown}"
    );
    sign(&maker);
    let waiting = link(&maker, ".receipt a[href^='/waiting/']");
    let (checker, late) = (open("hospital-4"), open("hospital-2"));
    late.open(&waiting);
    late.wait_for("section.cosign .button");
    checker.open(&waiting);
    checker.assert_no_serious();
    checker.click("section.cosign .button");
    checker.wait_for(".receipt .mark-verified");
    let entry = number_in(&checker.text(".receipt h2"));
    is_told_that_another_checker_signed(&late, &entry);
    is_told_who_moved_it(&supplier, &entry);

    // The supplier holds a certificate, and anyone finds it genuine.
    supplier.open("/certificates");
    let certificate = link(&supplier, "table.list a[href^='/certificates/']");
    let number = supplier.text("table.list a[href^='/certificates/']");
    supplier.open(&certificate);
    supplier.wait_for(".timeline .mark-verified");
    supplier.assert_no_serious();
    let public = stage.browser(Width::Phone);
    examined(&public, &format!("/check/{number}?amount={total}"));
    public.wait_for(".verdict-done");
}

#[test]
fn a_summary_that_says_something_else_is_refused() {
    let browser = seated(Stage::shared(), "supplier-1", Language::En);
    fill_contract(&browser, "YNYY-BT-0002", "900000", 20);
    // A service that lies: it shows another amount than the bytes hold.
    let lie = "const ask = window.fetch; window.fetch = async (url, ...rest) => { const answer = await ask(url, ...rest); \
               if (!String(url).includes('/prepare')) return answer; const said = await answer.json(); \
               for (const language of ['zh', 'en']) said.summary[language] = said.summary[language].replace('900,000.00', '9,000.00'); \
               return new Response(JSON.stringify(said), { status: answer.status, headers: answer.headers }); };";
    browser.script(lie, &json!([]));
    browser.click("form.act button[type=submit]");
    browser.sees("The summary shown by the service is not what the bytes say. Nothing was signed.");
    assert_eq!(
        browser.texts(".review"),
        Vec::<String>::new(),
        "nothing is offered to be signed"
    );
}

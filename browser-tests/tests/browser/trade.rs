//! From contract to certificate, over the pages of supplier and buyer, each act signed in the browser.

use std::fs;
use std::path::PathBuf;

use serde_json::json;
use tallystick_testbed::Stage;
use tallystick_testbed::browser::{Browser, Language, Width};

/// The hospital's code, by which a supplier finds it.
const HOSPITAL: &str = "12110199400612345X";
const SUPPLIER: &str = "91110199MA0HF26K3H";

/// Goes on to what is signed, and reads it.
#[track_caller]
fn review(browser: &Browser) -> String {
    browser.click("form.act button[type=submit]");
    browser.text(".review")
}

/// Signs what is shown, and gives what comes after.
#[track_caller]
fn sign(browser: &Browser) -> String {
    browser.click(".review .button");
    browser.text(".receipt")
}

/// Reads, signs, and makes sure that this browser verified the receipt.
#[track_caller]
fn act(browser: &Browser) -> String {
    let shown = review(browser);
    sign(browser);
    browser.wait_for(".receipt .mark-verified");
    shown
}

/// The id in the address of the page.
fn id_in(href: &str) -> String {
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
fn link(browser: &Browser, css: &str) -> String {
    browser.wait_for(css);
    let script = "return document.querySelector(arguments[0]).getAttribute('href')";
    browser
        .script(script, &json!([css]))
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

/// The day of so many days before today, by the clock of the browser.
fn day(browser: &Browser, before: u32) -> String {
    let script =
        "return new Date(Date.now() + 8 * 3600e3 - arguments[0] * 86400e3).toISOString().slice(0, 10)";
    browser
        .script(script, &json!([before]))
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

/// An invoice of the supplier to the hospital, as the tax platform gives it out, with a number of its own.
fn invoice(number: &str, date: &str, folder: &tempfile::TempDir) -> PathBuf {
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/../fixtures/stories/beijing");
    let mut files: Vec<_> = fs::read_dir(sample)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    let is_invoice = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "xml");
    let text = files
        .into_iter()
        .filter(is_invoice)
        .map(|path| fs::read_to_string(path).unwrap());
    let text = text
        .into_iter()
        .find(|text| text.contains("EInvoice"))
        .expect("the story has an invoice");
    let tag = |text: &str, name: &str, value: &str| {
        let (open, close) = (format!("<{name}>"), format!("</{name}>"));
        let (before, rest) = text.split_once(&open).expect(name);
        let (_, after) = rest.split_once(&close).expect(name);
        format!("{before}{open}{value}{close}{after}")
    };
    let text = tag(&text, "EIid", number);
    let text = tag(&text, "IssueTime", date);
    let file = folder.path().join(format!("{number}.xml"));
    fs::write(&file, text).unwrap();
    file
}

/// Fills in a contract with the hospital, with the file of the contract.
#[track_caller]
fn fill_contract(supplier: &Browser, number: &str, amount: &str, signed_before: u32) {
    supplier.open(&format!("/contracts/new?code={HOSPITAL}"));
    supplier.fill("[name=number]", number);
    supplier.fill("[name=title]", "医用手套采购合同");
    supplier.fill("[name='amount.value']", amount);
    supplier.fill("[name=signed_on]", &day(supplier, signed_before));
    supplier.fill("[name='payment.days']", "30");
    supplier.click("[name=vouchers_agreed]");
    let file = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../fixtures/stories/beijing/contract.txt"
    );
    supplier.fill("input[type=file]", file);
    supplier.wait_for("[name='documents.0.name']");
}

/// Registers a contract with the hospital, which its maker and checker accept; gives its id.
#[track_caller]
fn accepted_contract(supplier: &Browser, maker: &Browser, checker: &Browser, number: &str) -> String {
    fill_contract(supplier, number, "1,000,000", 30);
    let shown = act(supplier);
    assert!(
        shown.contains("1,000,000.00") && shown.contains("壹佰万元整"),
        "{shown}"
    );

    maker.open("/contracts");
    maker.sees(number);
    let href = maker.script(
        "return [...document.querySelectorAll('table.list a')].find((a) => a.textContent.includes(arguments[0])).getAttribute('href')",
        &json!([number]),
    );
    let id = id_in(href.as_str().unwrap_or_default());
    maker.open(&format!("/contracts/{id}/accept"));
    cosigned(maker, checker);
    id
}

/// The maker signs, the checker signs the same; gives the words on the maker's page and what the checker was shown.
#[track_caller]
fn cosigned(maker: &Browser, checker: &Browser) -> String {
    let shown = review(maker);
    sign(maker);
    let waiting = link(maker, ".receipt a[href^='/waiting/']");
    checker.open(&waiting);
    checker.click("section.cosign .button");
    checker.wait_for(".receipt .mark-verified");
    shown
}

#[test]
fn a_supplier_and_a_buyer_come_from_contract_to_certificate() {
    let stage = Stage::shared();
    let open = |seat: &str| {
        let browser = stage.browser(Width::Desktop);
        browser.enter(seat);
        browser.language(Language::Zh);
        browser
    };
    let (supplier, maker, checker) = (open("supplier-1"), open("hospital-3"), open("hospital-4"));
    let contract = accepted_contract(&supplier, &maker, &checker, "YNYY-BT-0001");

    // The supplier claims with its invoice, whose fields are read from the file.
    let folder = tempfile::tempdir().unwrap();
    let date = day(&supplier, 3);
    supplier.open(&format!("/receivables/new?contract={contract}"));
    supplier.fill(
        "input[type=file]",
        &invoice("26110000000000770001", &date, &folder)
            .display()
            .to_string(),
    );
    supplier.wait_for("[name='evidence.0.number']");
    let read = "const field = (name) => document.querySelector(`[name='evidence.0.${name}']`).value; \
                return [field('number'), field('seller_code'), field('buyer_code')]";
    assert_eq!(
        supplier.script(read, &json!([])),
        json!(["26110000000000770001", SUPPLIER, HOSPITAL])
    );
    let total = "return document.querySelector(\"[name='evidence.0.total.value']\").value";
    let total = supplier
        .script(total, &json!([]))
        .as_str()
        .unwrap_or_default()
        .to_owned();
    supplier.fill("[name='amount.value']", &total);
    supplier.fill("[name=delivered_on]", &day(&supplier, 5));
    supplier.fill("[name=accepted_on]", &day(&supplier, 4));
    act(&supplier);
    supplier.open("/receivables");
    let receivable = id_in(&link(&supplier, "table.list a[href^='/receivables/']"));

    // Two members of the buyer confirm it whole.
    maker.open(&format!("/receivables/{receivable}/confirm"));
    let shown = cosigned(&maker, &checker);
    assert!(shown.contains("确认"), "{shown}");

    // The supplier holds a certificate, and anyone finds it genuine.
    supplier.open("/certificates");
    let certificate = link(&supplier, "table.list a[href^='/certificates/']");
    let number = supplier.text("table.list a[href^='/certificates/']");
    supplier.open(&certificate);
    supplier.wait_for(".timeline .mark-verified");
    supplier.assert_no_serious();
    let public = stage.browser(Width::Phone);
    public.open(&format!("/check/{number}?amount={total}"));
    public.wait_for(".verdict-done");
    public.assert_no_serious();
}

#[test]
fn a_summary_that_says_something_else_is_refused() {
    let browser = Stage::shared().browser(Width::Desktop);
    browser.enter("supplier-1");
    browser.language(Language::En);
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

#[test]
fn of_two_checkers_the_second_sees_that_it_is_done_and_a_stale_page_says_so() {
    let stage = Stage::shared();
    let open = |seat: &str| {
        let browser = stage.browser(Width::Desktop);
        browser.enter(seat);
        browser
    };
    let (supplier, maker) = (open("supplier-1"), open("hospital-3"));
    let (checker, late) = (open("hospital-4"), open("hospital-4"));
    fill_contract(&supplier, "YNYY-BT-0003", "500000", 10);
    act(&supplier);
    maker.open("/contracts");
    maker.sees("YNYY-BT-0003");
    let find = "return [...document.querySelectorAll('table.list a')].find((a) => a.textContent.includes(arguments[0])).getAttribute('href')";
    let href = maker
        .script(find, &json!(["YNYY-BT-0003"]))
        .as_str()
        .unwrap_or_default()
        .to_owned();
    // The supplier opens the page on which it could withdraw, and leaves it open.
    supplier.open(&format!("/contracts/{}/withdraw", id_in(&href)));
    maker.open(&format!("/contracts/{}/accept", id_in(&href)));
    review(&maker);
    sign(&maker);
    let waiting = link(&maker, ".receipt a[href^='/waiting/']");
    late.open(&waiting);
    late.wait_for("section.cosign .button");
    checker.open(&waiting);
    checker.click("section.cosign .button");
    checker.wait_for(".receipt .mark-verified");
    late.click("section.cosign .button");
    // It is done, by somebody else: the page says so, and nothing is signed twice.
    late.wait_for(".receipt, .note, .alert");
    let _ = late.console_errors();
    supplier.click("form.act button[type=submit]");
    supplier.wait_for(".alert");
    let _ = supplier.console_errors();
}

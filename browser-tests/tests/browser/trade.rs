//! From contract to certificate, over the pages of supplier and buyer, each act signed in the browser.

use std::fs;
use std::path::PathBuf;

use serde_json::json;
use tallystick_testbed::Stage;
use tallystick_testbed::browser::{Browser, Language, Width};
use tempfile::TempDir;

use crate::acting::{act, day, id_in, link, review, seated, sign};

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
fn fill_contract(supplier: &Browser, number: &str, amount: &str, signed_before: i32) {
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
    buyer.sees(number);
    let find = "return [...document.querySelectorAll('table.list a')].find((a) => a.textContent.includes(arguments[0])).getAttribute('href')";
    let href = buyer.script(find, &json!([number]));
    let id = id_in(href.as_str().unwrap_or_default());
    buyer.open(&format!("/contracts/{id}/accept"));
    act(buyer);
    id
}

/// Claims what the invoice says under a contract; gives the claim's id and the amount.
#[track_caller]
fn claimed(supplier: &Browser, contract: &str) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    let file = invoice("26117000000000770001", &day(supplier, 3), &folder);
    supplier.open(&format!("/receivables/new?contract={contract}"));
    supplier.fill("input[type=file]", &file.display().to_string());
    supplier.wait_for("[name='evidence.0.number']");
    let read = "return ['number', 'seller_code', 'buyer_code', 'total.value'].map((name) => \
                document.querySelector(`[name='evidence.0.${name}']`).value)";
    let total = "1200000.00";
    assert_eq!(
        supplier.script(read, &json!([])),
        json!(["26117000000000770001", SUPPLIER, HOSPITAL, total])
    );
    supplier.fill("[name='amount.value']", total);
    supplier.fill("[name=delivered_on]", &day(supplier, 5));
    supplier.fill("[name=accepted_on]", &day(supplier, 4));
    act(supplier);
    supplier.open("/receivables");
    let claim = link(supplier, "table.list a[href^='/receivables/']");
    (id_in(&claim), total.to_owned())
}

#[test]
fn a_supplier_and_a_buyer_come_from_contract_to_certificate() {
    let stage = Stage::shared();
    let open = |seat: &str| seated(stage, seat, Language::Zh);
    let (supplier, maker) = (open("supplier-1"), open("hospital-3"));
    let contract = accepted_contract(&supplier, &maker, "YNYY-BT-0001");
    let (receivable, total) = claimed(&supplier, &contract);

    // The supplier opens the page on which it could take the claim back, and leaves it open.
    supplier.open(&format!("/receivables/{receivable}/withdraw"));

    maker.open(&format!("/receivables/{receivable}/confirm"));
    let shown = review(&maker);
    assert!(
        shown.contains("1,200,000.00") && shown.contains("壹佰贰拾万元整"),
        "{shown}"
    );
    sign(&maker);
    let waiting = link(&maker, ".receipt a[href^='/waiting/']");
    let (checker, late) = (open("hospital-4"), open("hospital-4"));
    late.open(&waiting);
    late.wait_for("section.cosign .button");
    checker.open(&waiting);
    checker.assert_no_serious();
    checker.click("section.cosign .button");
    checker.wait_for(".receipt .mark-verified");

    // Whoever comes second is told that it is done; whoever looks at what has moved on is told who moved it.
    late.click("section.cosign .button");
    late.wait_for(".receipt, .alert");
    let _ = late.console_errors();
    supplier.click("form.act button[type=submit]");
    supplier.wait_for(".alert");
    let _ = supplier.console_errors();

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

/// Who looks at which pages.
const SEATS: &[(&str, &[&str])] = &[
    (
        "supplier-1",
        &[
            "/home",
            "/receivables",
            "/certificates",
            "/requests",
            "/requests/new",
            "/loans",
            "/contracts",
            "/products",
            "/house",
        ],
    ),
    (
        "hospital-3",
        &[
            "/home",
            "/receivables",
            "/payments",
            "/certificates",
            "/notices",
            "/record",
            "/waiting",
            "/news",
        ],
    ),
    ("centre-1", &["/home", "/receivables"]),
    (
        "city-bank-1",
        &[
            "/home",
            "/reviews",
            "/credit-lines",
            "/credit-lines/new",
            "/products/new",
            "/portfolio",
            "/loans",
            "/bank-entries",
            "/filings",
            "/search?q=1",
        ],
    ),
    ("guarantor-1", &["/home", "/guarantees"]),
    ("asset-manager-1", &["/home", "/sales", "/pools", "/pools/new"]),
    (
        "auditor-1",
        &[
            "/home",
            "/audits",
            "/findings",
            "/statistics",
            "/statistics/disclosure",
            "/certificates",
            "/ledger",
            "/house/policy",
        ],
    ),
    (
        "operator-1",
        &[
            "/home",
            "/parties",
            "/parties/new",
            "/rules",
            "/rules/publish",
            "/service",
        ],
    ),
];

#[test]
fn pages_can_be_used_by_everyone() {
    let stage = Stage::shared();
    for width in Width::BOTH {
        for (seat, paths) in SEATS {
            let browser = stage.browser(width);
            browser.enter(seat);
            for path in *paths {
                browser.open(path);
                browser.wait_for("h1");
                browser.assert_no_serious();
                assert_eq!(
                    browser.script(
                        "return document.documentElement.scrollWidth <= innerWidth",
                        &json!([])
                    ),
                    json!(true),
                    "{path} is wider than the screen"
                );
            }
        }
        let public = stage.browser(width);
        for path in ["/", "/check", "/sign-in", "/enter", "/ledger", "/lost-device"] {
            public.open(path);
            public.wait_for("h1");
            public.assert_no_serious();
        }
    }
}

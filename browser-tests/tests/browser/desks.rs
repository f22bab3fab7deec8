//! What the stories leave on the desks, done over the pages by whoever takes the seats.

use std::fs;

use serde_json::json;
use tallystick_testbed::Stage;
use tallystick_testbed::browser::{Browser, Language};

use crate::acting::{act, act_of_two, day, id_in, link, row_link, seated};
use crate::disbursing::outcome_is_read_in;
use crate::grid::says;

fn open(seat: &str) -> Browser {
    seated(Stage::shared(), seat, Language::Zh)
}

/// Opens what a list leads to, one after another, until one leads on to such an act; gives where that is.
#[track_caller]
fn way_to(browser: &Browser, list: &str, links: &str, act: &str) -> String {
    browser.open(list);
    browser.wait_for(links);
    let all = "return [...new Set([...document.querySelectorAll(arguments[0])].map((a) => a.getAttribute('href')))]";
    let all = browser.script(all, &json!([links]));
    let first = "return document.querySelector(arguments[0])?.getAttribute('href') ?? null";
    for href in all.as_array().into_iter().flatten() {
        browser.open(href.as_str().unwrap_or_default());
        browser.wait_for("h1");
        if let Some(found) = browser.script(first, &json!([act])).as_str() {
            return found.to_owned();
        }
    }
    panic!("nothing behind {list} leads to {act}: {all}");
}

/// The bank records money that came today and is nobody's yet; gives where it is assigned.
#[track_caller]
fn a_line_is_kept(bank: &Browser, amount: &str, from: &str) -> String {
    let reference = format!("ZJ-LS-BT-{amount}");
    bank.open("/bank-entries/new");
    bank.fill("[name='line.amount.value']", amount);
    bank.fill("[name='line.reference']", &reference);
    bank.fill("[name='line.counterparty']", from);
    for name in ["line.booked_on", "line.value_on"] {
        bank.fill(&format!("[name='{name}']"), &day(bank, 0));
    }
    act(bank);
    bank.open("/bank-entries?stage=unmatched");
    row_link(bank, &reference, "a[href$='/assign']")
}

#[test]
fn an_auditor_finds_one_of_each_kind() {
    let auditor = open("auditor-1");
    auditor.open("/findings");
    for section in ["conflicts", "suspect", "restored", "splits"] {
        auditor.wait_for(&format!("#{section}"));
        let rows = auditor.texts(&format!("section[aria-labelledby={section}] tbody tr"));
        assert_eq!(rows.len(), 1, "{section}: {rows:?}");
    }
    auditor.assert_no_serious();
}

#[test]
fn a_bank_opens_the_bid_whose_file_was_left() {
    let bank = open("city-bank-1");
    let reveal = way_to(
        &bank,
        "/reviews",
        "main table a[href^='/reviews/']",
        "a[href$='/reveal']",
    );
    bank.open(&reveal);
    let key = Stage::shared().key("city-bank-1");
    let data = key.ancestors().nth(2).unwrap();
    let file = fs::canonicalize(data.join("messages/bid-city-bank.json")).unwrap();
    bank.fill("input[type=file]", &file.display().to_string());
    bank.wait_for(".kept-bids .review");
    act(&bank);
}

#[test]
fn a_bank_reads_in_what_its_own_system_would_send() {
    let bank = open("medical-bank-1");
    bank.open("/loans?stage=instructed");
    let loan = link(&bank, "table.list a[href^='/loans/']");
    let told = outcome_is_read_in(&bank, &loan, "settled");
    says(&told, &["已放款", "800,000.00"]);
    bank.open(&loan);
    bank.wait_for("a[href$='/paid']");
}

#[test]
fn a_bank_turns_to_the_borrower_and_the_guarantor_of_an_overdue_loan() {
    let (bank, checker) = (open("medical-bank-1"), open("medical-bank-2"));
    bank.open("/loans?overdue=true");
    let loan = link(&bank, "table.list a[href^='/loans/']");
    bank.open(&format!("{loan}/claim-recourse"));
    act(&bank);
    bank.open(&loan);
    let call = link(&bank, "a[href*='/guarantees/'][href$='/call']");
    bank.open(&call);
    let shown = act(&bank);
    assert!(shown.contains("80,000.00"), "half of what is owed: {shown}");

    // The guarantor pays. Its name is on the line, so the page proposes that it was the guarantor who did.
    let assign = a_line_is_kept(&bank, "80000", "之江融资担保有限公司");
    bank.open(&assign);
    let on_loan = link(&bank, &format!("table.list a[href$='loan={}']", id_in(&loan)));
    bank.open(&on_loan);
    let facts = bank.text("dl.facts");
    assert!(
        facts.contains("80,000.00") && facts.contains("之江融资担保有限公司"),
        "{facts}"
    );
    act_of_two(&bank, &checker);
    bank.open(&loan);
    bank.wait_for("h1");
    assert_eq!(
        bank.texts("a[href*='/guarantees/'][href$='/call']"),
        Vec::<String>::new()
    );
    let guarantor = open("medical-guarantor-1");
    let (_, guarantee) = call.split_once("/guarantees/").unwrap();
    let guarantee = guarantee.strip_suffix("/call").unwrap();
    guarantor.open(&format!("/guarantees/{guarantee}"));
    guarantor.sees("已代偿。");
}

#[test]
fn a_supplier_joins_the_request_of_its_buyer() {
    let supplier = open("distributor-1");
    let join = way_to(
        &supplier,
        "/requests",
        "main table a[href^='/requests/']",
        "a[href$='/join']",
    );
    supplier.open(&join);
    act(&supplier);
}

#[test]
fn a_bank_keeps_its_promise_and_has_its_money() {
    let (maker, checker) = (open("grid-bank-1"), open("grid-bank-2"));
    maker.open("/endorsements");
    let honour = link(&maker, "a[href$='/honour']");
    maker.open(&honour);
    act_of_two(&maker, &checker);
    let acknowledge = way_to(
        &maker,
        "/payments?show=reported",
        "main table a[href^='/payments/']",
        "a[href$='/acknowledge']",
    );
    maker.open(&acknowledge);
    act(&maker);
}

#[test]
fn a_party_that_was_registered_accepts() {
    let invited = open("invited-1");
    invited.open("/house/accept");
    act(&invited);
}

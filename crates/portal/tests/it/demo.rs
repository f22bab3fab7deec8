//! What a demo alone has: its seats, and the files that the own systems of banks and suppliers would write.

use axum::http::{StatusCode, header};
use tallystick_base::{Currency, Money};
use tallystick_portal::{DemoBankFile, DemoInvoice, DemoSeat, DemoWords};
use tallystick_testbed::{Engine, World};

use crate::app::App;
use crate::certificates::number;

fn words(zh: &'static str, en: &'static str) -> DemoWords {
    DemoWords { zh, en }
}

fn seat(seat: &str, story: DemoWords, capacities: &[&str], waits: Option<DemoWords>) -> DemoSeat {
    let (party, _) = seat.rsplit_once('-').unwrap();
    DemoSeat {
        seat: seat.to_owned(),
        story,
        party: format!("party/{party}"),
        party_name: format!("{party} 公司"),
        capacities: capacities.iter().map(|name| (*name).to_owned()).collect(),
        member: "member/1".to_owned(),
        member_name: format!("经办 {seat}"),
        roles: vec!["admin".to_owned(), "maker".to_owned()],
        waits,
        pkcs8: String::new(),
    }
}

/// Says what it is asked to write.
fn told(file: &DemoBankFile) -> Option<String> {
    let text = format!("{file:?}");
    (!text.is_empty()).then_some(text)
}

/// The same of an invoice.
fn billed(invoice: &DemoInvoice) -> Option<String> {
    let text = format!("{invoice:?}");
    (!text.is_empty()).then_some(text)
}

#[tokio::test]
async fn seats_stand_by_story_and_role_with_all_that_their_parties_do_and_what_waits_there() {
    let (every, grid) = (
        words("各案例共有", "In every story"),
        words("国家电网", "State Grid"),
    );
    let waits = words("一笔付款待确认", "a payment to acknowledge");
    let seats = vec![
        seat("operator-1", every, &["operator"], None),
        seat("grid-bank-1", grid, &["bank"], Some(waits)),
        seat("grid-1", grid, &["supplier", "buyer"], None),
        seat("grid-2", grid, &["supplier", "buyer"], None),
    ];
    let world = World::with_everybody(Engine::Sqlite).await;
    let app = App::with(world, |settings| settings.demo.open(seats, told, billed));
    for (language, story, both, waits) in [
        ("zh", "国家电网", "供应商、债务人（采购单位）", "一笔付款待确认"),
        ("en", "State Grid", "supplier, buyer", "a payment to acknowledge"),
    ] {
        let shown = app
            .get(&format!("tallystick-language={language}"), "/enter")
            .await;
        shown.is_page(language).says(story).says(both).says(waits);
        assert_eq!(
            shown.text.matches("data-seat=").count(),
            4,
            "everybody has one seat"
        );
        let place = |text: &str| shown.text.find(text).unwrap();
        assert!(
            place("operator-1") < place("grid-1"),
            "stories in the order of the demo"
        );
        assert!(
            place("grid-2") < place("grid-bank-1"),
            "who sells before who lends"
        );
    }
}

#[tokio::test]
async fn a_bank_has_what_its_own_system_would_send_for_its_loan_as_it_stands() {
    let world = World::with_everybody(Engine::Sqlite).await;
    let contract = world.contract("YNYY-HC-2026-017").await;
    let certificate = world.certificate(&contract, "26112000000000000001").await;
    let seats = vec![seat("bank-1", words("北京", "Beijing"), &["bank"], None)];
    let app = App::with(world, |settings| settings.demo.open(seats, told, billed));
    let number = number(&app, &certificate).await;
    let lending = app.world.lending(&certificate, "JB-E2E-0001");
    let id = lending.loan.trim_start_matches("loan/").to_owned();
    let (page, file) = (format!("/loans/{id}"), |name: &str| {
        format!("/enter/bank-files/{id}/{name}")
    });
    app.world.bank_opens(&lending, "5000000.00").await;
    app.world.supplier_borrows(&lending).await;
    app.world.bank_assesses(&lending).await;
    app.world.bank_instructs(&lending).await;

    app.page("bank", "en", &page)
        .await
        .says(&file("settled"))
        .says(&file("short"))
        .says(&file("rejected"))
        .says_not(&file("paid"));
    app.page("supplier", "en", &page)
        .await
        .says_not("/enter/bank-files");
    let report = app.page("bank", "en", &file("settled")).await;
    report.says("JB-E2E-0001").says("settled: true");
    let kept = report.headers.get(header::CONTENT_DISPOSITION).unwrap();
    assert!(kept.to_str().unwrap().contains("-settled.xml"), "{kept:?}");
    app.page("bank", "en", &file("rejected"))
        .await
        .says("settled: false");
    app.page("bank", "en", &file("short"))
        .await
        .says("479,980.00")
        .says("settled: true");

    let settled = app.world.settlement(&lending);
    app.world.does("bank", "disbursement.settle/1", settled, 1).await;
    app.page("bank", "zh", &page).await.says(&file("paid"));
    app.page("bank", "zh", &file("paid"))
        .await
        .says(&number)
        .says("1,200,000.00")
        .says(app.world.company("buyer").name);
    for (party, name) in [
        ("bank", "settled"),
        ("bank", "other"),
        ("supplier", "paid"),
        ("guarantor", "paid"),
    ] {
        let refused = app.page(party, "en", &file(name)).await.status;
        assert!(refused.is_client_error(), "{party} {name}: {refused}");
    }
    let stranger = app.get("", &file("paid")).await.status;
    assert_ne!(stranger, StatusCode::OK);
}

#[tokio::test]
async fn a_supplier_has_the_invoice_that_its_own_system_would_write_for_a_contract() {
    let world = World::with_everybody(Engine::Sqlite).await;
    let contract = world.contract("YNYY-HC-2026-017").await;
    let seats = vec![seat("supplier-1", words("北京", "Beijing"), &["supplier"], None)];
    let app = App::with(world, |settings| settings.demo.open(seats, told, billed));
    let id = contract.trim_start_matches("contract/");
    let file = format!("/enter/invoices/{id}");
    for (language, says) in [
        ("en", "a new invoice for this contract"),
        ("zh", "本合同项下的新发票"),
    ] {
        let page = app
            .page("supplier", language, &format!("/receivables/new?contract={id}"))
            .await;
        page.is_page(language)
            .says(says)
            .says(&format!("href=\"{file}\""));
    }
    let invoice = app.page("supplier", "en", &file).await;
    invoice
        .says("day: 2026-02-09")
        .says("contract: \"YNYY-HC-2026-017\"")
        .says(app.world.company("supplier").code)
        .says(app.world.company("buyer").code)
        .says(app.world.company("buyer").name)
        .says("number: \"2611000177");
    let amount = format!("{:?}", Money::from_minor(50_000_000, Currency::CNY));
    invoice.says(&amount);
    let kept = invoice.headers.get(header::CONTENT_DISPOSITION).unwrap();
    assert!(kept.to_str().unwrap().contains("invoice-2611000177"), "{kept:?}");
    for (party, status) in [
        ("weaver", StatusCode::NOT_FOUND),
        ("buyer", StatusCode::FORBIDDEN),
        ("bank", StatusCode::FORBIDDEN),
    ] {
        assert_eq!(app.page(party, "en", &file).await.status, status, "{party}");
    }
    let stranger = app.get("", &file).await.status;
    assert_eq!(stranger, StatusCode::SEE_OTHER);
}

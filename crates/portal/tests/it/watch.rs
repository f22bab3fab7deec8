//! What auditors watch: their workbench, findings, statistics, and the yearly disclosure.

use axum::http::{StatusCode, header};
use serde_json::json;
use tallystick_testbed::{Engine, World, product, yuan};

use crate::app::{App, Shown};
use crate::certificates::{address, number, with_certificate};

/// Everybody who is no auditor.
const OTHERS: [&str; 7] = [
    "supplier",
    "buyer",
    "bank",
    "guarantor",
    "manager",
    "centre",
    "operator",
];

#[tokio::test]
async fn who_was_away_for_long_is_told_of_many_new_entries_and_not_how_many() {
    let app = App::of(World::with_everybody(Engine::Sqlite).await);
    app.page("auditor", "en", "/ledger").await.says_not("99+");
    for number in 0..50 {
        app.world.contract(&format!("YNYY-{number}")).await;
    }
    app.page("auditor", "en", "/ledger").await.says("99+");
    // A supplier has signed half of them itself.
    app.page("supplier", "en", "/ledger").await.says_not("99+");
}

#[tokio::test]
async fn an_auditor_finds_everything_from_its_workbench() {
    let (app, _) = with_certificate().await;
    let size = *app.world.store.watch().borrow();
    for language in ["zh", "en"] {
        let shown = app.page("auditor", language, "/home").await;
        shown
            .is_page(language)
            .says("<a href=\"/certificates\">")
            .says(&format!("<dd>{size}</dd>"))
            .says("<dd>9</dd>");
    }
    app.page("auditor", "en", "/home")
        .await
        .says("No bank fact that does not fit, no key in doubt, no recovery, no frequent splitting within 30 days.")
        .says("None has been run since the service started.");
    for path in [
        "/contracts",
        "/receivables?show=all",
        "/certificates",
        "/payments",
        "/requests",
        "/reviews",
        "/loans",
        "/bank-entries",
        "/sales",
        "/pools",
        "/notices",
        "/products",
        "/parties",
        "/ledger",
        "/audits",
        "/findings",
        "/statistics",
        "/statistics/disclosure",
        "/service",
        "/rules",
    ] {
        app.page("auditor", "en", path).await.is_page("en");
    }
}

#[tokio::test]
async fn what_does_not_fit_is_told_in_a_sentence_with_its_entries() {
    let (app, certificate) = with_certificate().await;
    let world = &app.world;
    let lending = world.lending(&certificate, "JB-E2E-0001");
    world.bank_opens(&lending, "5000000.00").await;
    world.supplier_borrows(&lending).await;
    world.bank_assesses(&lending).await;
    world.bank_instructs(&lending).await;
    let mut settlement = world.settlement(&lending);
    settlement["amount"] = yuan("470000.00");
    world.does("bank", "disbursement.settle/1", settlement, 1).await;
    let kid = world.person("weaver", 1).key.public().thumbprint();
    let revocation = json!({"kid": kid, "reason": "旧手机遗失", "suspect_from": 7});
    world.act("weaver", "key.revoke/1", revocation, 1).await.unwrap();
    let revoked = world.store.watch().borrow().saturating_sub(1);
    let loan = lending.loan.trim_start_matches("loan/");
    for language in ["zh", "en"] {
        app.page("auditor", language, "/findings")
            .await
            .is_page(language)
            .says(&format!("href=\"/loans/{loan}\""))
            .says("480,000.00 CNY")
            .says("470,000.00 CNY")
            .says("href=\"/ledger/7\"")
            .says(&format!("href=\"/ledger/{revoked}\""))
            .says(app.world.company("weaver").name);
    }
    app.page("auditor", "en", "/findings")
        .await
        .says("was instructed, and 470,000.00 CNY went out.")
        .says("No recovery has added a key.");
    app.page("auditor", "en", "/home")
        .await
        .says("<span class=\"tag tag-risk\">1</span> Bank facts that do not fit")
        .says("<span class=\"tag tag-risk\">1</span> Keys in doubt");
}

#[tokio::test]
async fn a_certificate_that_is_split_again_and_again_is_found() {
    let (app, certificate) = with_certificate().await;
    let world = &app.world;
    let (mut parent, mut left) = (certificate.clone(), 1_200_000);
    for _ in 0..3 {
        left -= 100_000;
        let children = [world.new_id("certificate"), world.new_id("certificate")];
        let body = json!({"certificate": parent, "children": [
            {"certificate": children[0], "amount": yuan(&format!("{left}.00"))},
            {"certificate": children[1], "amount": yuan("100000.00")},
        ]});
        world
            .act("supplier", "certificate.split/1", body, 1)
            .await
            .unwrap();
        [parent, _] = children;
    }
    let number = number(&app, &certificate).await;
    for language in ["zh", "en"] {
        app.page("auditor", language, "/findings")
            .await
            .is_page(language)
            .says(&number)
            .says(&address(&certificate));
    }
    app.page("auditor", "en", "/findings")
        .await
        .says("1 certificate was split so often.");
    for (language, words) in [("en", "Frequent splitting"), ("zh", "频繁拆分")] {
        app.page("auditor", language, "/home")
            .await
            .is_page(language)
            .says(&format!("<span class=\"tag tag-risk\">1</span> {words}"))
            .says("href=\"/findings#splits\"");
    }
    app.page("auditor", "en", "/findings?at_least=4")
        .await
        .says("No certificate was split 4 times or more")
        .says_not(&number);
    app.page("auditor", "en", "/findings?from=2026-01-01&until=2026-01-31")
        .await
        .says_not(&number);
    for wrong in ["from=soon", "splits=some"] {
        let wrong = app.page("auditor", "en", &format!("/findings?{wrong}")).await;
        assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
    }
    // Within thirty days, and no longer, the workbench tells of it.
    app.world.wait_days(31);
    app.page("auditor", "en", "/home")
        .await
        .says("no frequent splitting within 30 days.");
}

#[tokio::test]
async fn of_many_that_were_split_a_page_is_shown_with_how_many_there_are() {
    let world = World::with_everybody(Engine::Sqlite).await;
    // A contract of 5,000,000.00 has room for four certificates of 1,200,000.00.
    for place in 0..13 {
        let contract = world.contract(&format!("YNYY-CF-2026-{place:03}")).await;
        for other in 0..4 {
            let invoice = format!("2611200000008{:07}", place * 4 + other);
            let certificate = world.certificate(&contract, &invoice).await;
            let children = [world.new_id("certificate"), world.new_id("certificate")];
            let body = json!({"certificate": certificate, "children": children.map(|child| {
                json!({"certificate": child, "amount": yuan("600000.00")})
            })});
            world.does("supplier", "certificate.split/1", body, 1).await;
        }
    }
    let app = App::of(world);
    let rows = |shown: &Shown| shown.text.matches("<th scope=\"row\" class=\"number\"").count();
    let next = "/findings?at_least=1&splits=50";
    for (language, many) in [
        ("en", "52 certificates were split so often"),
        ("zh", "共 52 张确权证明"),
    ] {
        let first = app.page("auditor", language, "/findings?at_least=1").await;
        first
            .is_page(language)
            .says(many)
            .says(&format!("href=\"{}#splits\"", next.replace('&', "&#38;")));
        assert_eq!(rows(&first), 50);
        let last = app.page("auditor", language, next).await;
        last.is_page(language)
            .says(many)
            .says("href=\"/findings?at_least=1#splits\"")
            .says_not("splits=100");
        assert_eq!(rows(&last), 2);
    }
}

#[tokio::test]
async fn statistics_say_how_buyers_answer_and_banks_lend_and_are_given_as_files() {
    let (app, certificate) = with_certificate().await;
    let lending = app.world.lending(&certificate, "JB-E2E-0001");
    app.world.bank_opens(&lending, "5000000.00").await;
    app.world.bank_lends(&lending).await;
    for language in ["zh", "en"] {
        app.page("auditor", language, "/statistics")
            .await
            .is_page(language)
            .says(app.world.company("buyer").name)
            .says("480,000.00 CNY")
            .says(">0.00 CNY</td>")
            .says_not(">0.00</td>")
            .says("/statistics/files/banks.xlsx?from=2025-02-10&amp;until=2026-02-09")
            .says("<rect class=\"bar-fill\"");
    }
    app.page("auditor", "en", "/statistics")
        .await
        .says("Nothing changed hands in this period.")
        .says("No loan was given under a programme yet.");
    let csv = app.page("auditor", "en", "/statistics/files/banks.csv").await;
    assert_eq!(csv.status, StatusCode::OK, "{}", csv.text);
    csv.says(app.world.company("bank").name)
        .says("480000.00")
        .says("Outstanding");
    let kept = csv.headers.get(header::CONTENT_DISPOSITION).unwrap();
    assert_eq!(kept, "attachment; filename=\"banks-2026-02-09.csv\"");
    let xlsx = app.page("auditor", "zh", "/statistics/files/buyers.xlsx").await;
    assert!(xlsx.bytes.starts_with(b"PK"), "{}", xlsx.text);
    for path in ["/statistics/files/all.csv", "/statistics/files/banks.pdf"] {
        assert_eq!(
            app.page("auditor", "en", path).await.status,
            StatusCode::NOT_FOUND
        );
    }
}

#[tokio::test]
async fn what_is_lent_under_a_programme_is_told_drawn_and_given_as_a_file() {
    let (app, certificate) = with_certificate().await;
    let world = &app.world;
    let lending = world.lending(&certificate, "JB-E2E-0001");
    let mut published = product(&lending.product);
    published["terms"]["programme"] = json!({"tag": "防疫物资保供专项", "subsidy": "0.0100"});
    world.bank_opens_for(&lending, published, "5000000.00").await;
    world.bank_lends(&lending).await;
    // 79,898.67 of the principal is paid back.
    world.loan_goes_on(&lending).await;
    for (language, [programme, loans, borrowers, lent, open], caption) in [
        (
            "en",
            ["Programme", "Loans", "Borrowers", "Lent", "Outstanding"],
            "Lent, CNY",
        ),
        (
            "zh",
            ["专项计划", "贷款笔数", "借款人数", "投放金额", "未收回本金"],
            "投放金额（人民币元）",
        ),
    ] {
        let figure = |head, figure| format!("<td class=\"num\" data-head=\"{head}\">{figure}</td>");
        let row = [
            figure(loans, "1"),
            figure(borrowers, "1"),
            figure(lent, "480,000.00 CNY"),
            figure(open, "400,101.33 CNY"),
        ];
        app.page("auditor", language, "/statistics")
            .await
            .is_page(language)
            .says(&format!(
                "<tr><th scope=\"row\" data-head=\"{programme}\">防疫物资保供专项</th>{}</tr>",
                row.concat()
            ))
            .says(&format!("<figcaption class=\"hint\">{caption}</figcaption>"))
            .says(
                "<text x=\"0\" y=\"18\">防疫物资保供专项</text>\
                 <rect class=\"bar-fill\" x=\"240\" y=\"4\" width=\"264\" height=\"18\"></rect>\
                 <text class=\"value\" x=\"512\" y=\"18\">480,000.00</text>",
            );
    }
    app.page("auditor", "en", "/statistics/files/programmes.csv")
        .await
        .says("Programme,Loans,Borrowers,Lent,Outstanding,Currency")
        .says("防疫物资保供专项,1,1,480000.00,400101.33,CNY");
}

#[tokio::test]
async fn turnover_counts_what_changed_hands_within_the_days() {
    let (app, certificate) = with_certificate().await;
    let world = &app.world;
    let offer = json!({
        "certificate": certificate, "to": world.company("weaver").id,
        "until": world.ambient().now().as_millis() + 86_400_000, "recourse": "none",
    });
    world
        .act("supplier", "certificate.offer/1", offer, 1)
        .await
        .unwrap();
    let payee = world.company("weaver").payee();
    let accept = json!({"certificate": certificate, "payee": payee});
    world
        .act("weaver", "certificate.accept/1", accept, 1)
        .await
        .unwrap();
    let day = |day: &str| format!("/statistics?from={day}&until={day}");
    app.page("auditor", "en", &day("2026-02-09"))
        .await
        .is_page("en")
        .says("1,200,000.00 CNY")
        .says("Transferred, CNY");
    app.page("auditor", "en", &day("2026-02-08"))
        .await
        .says("Nothing changed hands in this period.");
}

#[tokio::test]
async fn the_disclosure_of_a_year_is_for_auditors_and_for_the_buyer_itself() {
    let (app, certificate) = with_certificate().await;
    let world = &app.world;
    let buyer = world.company("buyer").id.uuid();
    // Due on 2026-04-07, and unpaid when the year ends.
    world.wait_days(340);
    world.store.sweep().await.unwrap();
    let number = number(&app, &certificate).await;
    let path = format!("/statistics/disclosure?year=2026&buyer={buyer}");
    for language in ["zh", "en"] {
        for (party, path) in [
            ("auditor", path.as_str()),
            ("buyer", "/statistics/disclosure?year=2026"),
        ] {
            app.page(party, language, path)
                .await
                .is_page(language)
                .says(&number)
                .says("1,200,000.00 CNY")
                .says("2027-03-31");
        }
        app.page("auditor", language, "/statistics/disclosure")
            .await
            .is_page(language)
            .says("year=2026&#38;buyer=")
            .says("1,200,000.00 CNY");
    }
    let file = format!("/statistics/disclosure/files/disclosure.csv?year=2026&buyer={buyer}");
    let csv = app.page("auditor", "en", &file).await;
    csv.says(&number).says("1200000.00");
    app.page("auditor", "en", "/statistics/disclosure?year=2027")
        .await
        .is_page("en")
        .says("There is no disclosure for this year");
    let wrong = app.page("auditor", "en", "/statistics/disclosure?year=x").await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn what_auditors_watch_is_for_nobody_else() {
    let app = App::of(World::with_everybody(Engine::Sqlite).await);
    for party in OTHERS {
        for path in ["/findings", "/statistics", "/statistics/files/banks.csv"] {
            let refused = app.page(party, "en", path).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{party} {path}");
        }
        if party != "buyer" {
            let refused = app.page(party, "en", "/statistics/disclosure").await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{party}");
        }
    }
}

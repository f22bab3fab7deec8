//! What the debtor owes for paying late, to whom it is shown, and the file with which it is complained about.

use axum::http::{StatusCode, header};
use serde_json::{Value, json};
use tallystick_testbed::{Engine, World, yuan};

use crate::app::App;
use crate::certificates::{address, number};

/// From 9 February 2026 to 17 April: a certificate of the world, due on 7 April, is ten days late then.
const TEN_DAYS_LATE: u64 = 67;

/// A certificate of 1,200,000.00 in the supplier's hands, on the day of its issue.
async fn with_certificate(engine: Engine) -> (App, String) {
    let world = World::with_everybody(engine).await;
    let contract = world.contract("YNYY-YQ-2026-001").await;
    let certificate = world.certificate(&contract, "26112000000091000001").await;
    (App::of(world), certificate)
}

/// The same under a contract of which some terms are other ones.
async fn under_terms(change: impl FnOnce(&mut Value)) -> (App, String) {
    let world = World::with_everybody(Engine::Sqlite).await;
    let subject = |name: &str| world.company(name).id.subject();
    let contract = world.new_id("contract");
    let mut registration = json!({
        "contract": contract, "supplier": subject("supplier"), "buyer": subject("buyer"), "number": "YNYY-YQ-2026-002",
        "title": "医用外科口罩采购合同", "amount": yuan("5000000.00"), "signed_on": "2026-01-12", "procurement": "goods",
        "payment": {"days": 60, "from": "acceptance"}, "pay_when_paid": false, "inspection_days": 10,
        "vouchers_agreed": true, "tolerance": "0.05", "supplier_size": "small",
        "documents": [{
            "name": "采购合同.pdf", "media_type": "application/pdf", "size": 482_113, "digest": "5".repeat(64),
        }],
    });
    change(&mut registration);
    world
        .does("supplier", "contract.register/1", registration, 1)
        .await;
    let accepted = json!({"contract": contract});
    world.does("buyer", "contract.accept/1", accepted, 1).await;
    let certificate = world.certificate(&contract, "26112000000091000002").await;
    (App::of(world), certificate)
}

/// The buyer pays a part on a day, and the supplier says that it came.
async fn is_paid(world: &World, certificate: &str, amount: &str, on: &str) {
    let payment = world.new_id("payment");
    let report = json!({
        "payment": payment, "certificate": certificate, "amount": yuan(amount), "paid_on": on,
        "account": world.company("supplier").payee(), "reference": "YNYY-FK-0091",
    });
    world.does("buyer", "payment.report/1", report, 1).await;
    let acknowledged = json!({"payment": payment});
    world
        .does("supplier", "payment.acknowledge/1", acknowledged, 1)
        .await;
}

#[tokio::test]
async fn late_interest_stands_line_by_line_on_the_page_of_an_overdue_certificate() {
    for engine in Engine::BOTH {
        // Given 1,200,000.00 due on 7 April, of which 400,000.00 are paid on the 17th, and nothing more by the 22nd.
        let (app, certificate) = with_certificate(engine).await;
        let page = address(&certificate);
        app.world.wait_days(TEN_DAYS_LATE);
        is_paid(&app.world, &certificate, "400000.00", "2026-04-17").await;
        app.world.wait_days(5);

        // Then 0.05 % a day are owed: 600.00 a day for ten days, and 400.00 a day for five.
        for party in ["supplier", "buyer", "auditor"] {
            app.page(party, "en", &page)
                .await
                .is_page("en")
                .says("Late interest owed to the holder")
                .says("Up to and with 2026-04-22 the debtor owes 北京安卫防护用品有限公司 8,000.00 CNY")
                .says("0.05% a day (Order 802 article 17)")
                .says(">2026-04-08</th>")
                .says(">2026-04-17</td>")
                .says(">10</td>")
                .says(">1,200,000.00</td>")
                .says(">6,000.00</td>")
                .says(">2026-04-18</th>")
                .says(">2026-04-22</td>")
                .says(">800,000.00</td>")
                .says(">2,000.00</td>")
                .says(">8,000.00 CNY</td>")
                .says("What a bank charges on a loan that is late is something else")
                .says(&format!("href=\"{page}/complaint\""))
                .says(&format!("href=\"{page}/complaint.json\""));
            app.page(party, "zh", &page)
                .await
                .is_page("zh")
                .says("应付持有人的逾期利息")
                .says("按日利率 0.05% 计算（条例第十七条）")
                .says(">6,000.00</td>")
                .says(">8,000.00 CNY</td>");
        }

        // When the rest is paid, what was late stays owed, and grows no more.
        is_paid(&app.world, &certificate, "800000.00", "2026-04-22").await;
        app.world.wait_days(10);
        app.page("supplier", "en", &page)
            .await
            .is_page("en")
            .says("Up to and with 2026-05-02 the debtor owes 北京安卫防护用品有限公司 8,000.00 CNY");
    }
}

#[tokio::test]
async fn the_complaint_file_says_in_words_and_as_data_who_owes_whom_what_and_why() {
    for engine in Engine::BOTH {
        // Given a certificate that is paid in part, late.
        let (app, certificate) = with_certificate(engine).await;
        let page = format!("{}/complaint", address(&certificate));
        let number = number(&app, &certificate).await;
        app.world.wait_days(TEN_DAYS_LATE);
        is_paid(&app.world, &certificate, "400000.00", "2026-04-17").await;
        app.world.wait_days(5);

        // Then the page to print tells all of it: 800,000.00 unpaid and 8,000.00 of late interest.
        let summaries = [
            (
                "en",
                format!(
                    "As of 2026-04-22, 北京市永宁区人民医院 owes 北京安卫防护用品有限公司 808,000.00 CNY in all on certificate {number}, which was due on 2026-04-07."
                ),
            ),
            (
                "zh",
                format!(
                    "截至 2026-04-22，北京市永宁区人民医院 就确权证明 {number} 共欠 北京安卫防护用品有限公司 808,000.00 CNY"
                ),
            ),
        ];
        for (language, summary) in &summaries {
            app.page("supplier", language, &page)
                .await
                .is_page(language)
                .says(summary)
                .says("YNYY-YQ-2026-001")
                .says(app.world.company("supplier").code)
                .says(app.world.company("buyer").code)
                .says(">2026-02-09</dd>")
                .says("400,000.00 CNY")
                .says(">6,000.00</td>")
                .says(">2,000.00</td>")
                .says(&format!("href=\"{page}.json\""));
        }

        // And the same stands in the file.
        let shown = app.page("supplier", "zh", &format!("{page}.json")).await;
        assert_eq!(shown.status, StatusCode::OK, "{}", shown.text);
        assert_eq!(
            shown.headers.get(header::CONTENT_DISPOSITION).unwrap(),
            &format!("attachment; filename=\"complaint-{number}.json\"")
        );
        let file: Value = serde_json::from_slice(&shown.bytes).unwrap();
        let line = |from: &str, to: &str, principal: &str, interest: &str| json!({"from": from, "to": to, "principal": yuan(principal), "interest": yuan(interest)});
        let owed = json!({
            "basis": {"statutory": {"rate": "0.0005"}},
            "lines": [
                line("2026-04-07", "2026-04-17", "1200000.00", "6000.00"),
                line("2026-04-17", "2026-04-22", "800000.00", "2000.00"),
            ],
            "total": yuan("8000.00"),
        });
        assert_eq!(file["late_interest"], owed);
        assert_eq!(file["as_of"], "2026-04-22");
        assert_eq!(file["outstanding"], yuan("800000.00"));
        assert_eq!(file["contract_number"], "YNYY-YQ-2026-001");
        assert_eq!(file["number"], number);
    }
}

#[tokio::test]
async fn nothing_is_complained_about_before_the_due_date_has_passed() {
    let (app, certificate) = with_certificate(Engine::Sqlite).await;
    let page = address(&certificate);
    // When it is due today, then it is not late yet; a day after, it is, by 1,200,000.00 times 0.05 %.
    app.world.wait_days(TEN_DAYS_LATE - 10);
    app.page("supplier", "en", &page)
        .await
        .is_page("en")
        .says_not("Late interest owed to the holder");
    for file in ["complaint", "complaint.json"] {
        let none = app.page("supplier", "en", &format!("{page}/{file}")).await;
        assert_eq!(none.status, StatusCode::NOT_FOUND, "{file}");
    }
    app.world.wait_days(1);
    app.page("supplier", "en", &page)
        .await
        .says("Up to and with 2026-04-08 the debtor owes 北京安卫防护用品有限公司 600.00 CNY");
}

#[tokio::test]
async fn strangers_and_a_bank_that_only_endorsed_it_are_told_nothing_of_it() {
    // Given an overdue certificate on which the bank has put its promise, so that it sees the certificate.
    let (app, certificate) = with_certificate(Engine::Sqlite).await;
    let page = address(&certificate);
    let lending = app.world.lending(&certificate, "JB-E2E-0091");
    app.world.bank_opens(&lending, "50000000.00").await;
    let promise = json!({"certificate": certificate});
    app.world.does("bank", "certificate.endorse/1", promise, 2).await;
    app.world.wait_days(TEN_DAYS_LATE);
    app.page("bank", "en", &page)
        .await
        .is_page("en")
        .says_not("Late interest owed to the holder")
        .says_not(&format!("{page}/complaint"));
    for file in ["complaint", "complaint.json"] {
        let path = format!("{page}/{file}");
        for (party, status) in [
            ("bank", StatusCode::NOT_FOUND),
            ("weaver", StatusCode::NOT_FOUND),
            ("guarantor", StatusCode::NOT_FOUND),
            ("manager", StatusCode::NOT_FOUND),
            ("centre", StatusCode::NOT_FOUND),
            ("operator", StatusCode::FORBIDDEN),
            ("buyer", StatusCode::OK),
            ("auditor", StatusCode::OK),
        ] {
            let shown = app.page(party, "en", &path).await;
            assert_eq!(shown.status, status, "{party} {file}");
        }
        assert_eq!(app.get("", &path).await.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn who_took_the_certificate_is_owed_late_interest_and_complains() {
    // Given a certificate that the weaver took.
    let (app, certificate) = with_certificate(Engine::Sqlite).await;
    let world = &app.world;
    let weaver = world.company("weaver");
    let offer = json!({
        "certificate": certificate, "to": weaver.id.subject(), "until": world.store.now().as_millis() + 86_400_000,
        "recourse": "none",
    });
    world.does("supplier", "certificate.offer/1", offer, 1).await;
    let accept = json!({"certificate": certificate, "payee": weaver.payee()});
    world.does("weaver", "certificate.accept/1", accept, 1).await;
    world.wait_days(TEN_DAYS_LATE);

    // Then it reads what it is owed, and under which contract; and so does the supplier that delivered.
    for party in ["weaver", "supplier"] {
        app.page(party, "en", &format!("{}/complaint", address(&certificate)))
            .await
            .is_page("en")
            .says("北京市永宁区人民医院 owes 河北洁纺无纺布有限公司 1,206,000.00 CNY in all")
            .says(weaver.code)
            .says("YNYY-YQ-2026-001")
            .says("Nothing was paid on it.");
    }
}

#[tokio::test]
async fn an_agreed_rate_goes_before_that_of_the_order() {
    // 1,200,000.00 at 5.40 % for 10 days of 360.
    let (app, certificate) = under_terms(|terms| terms["late_rate"] = json!("0.0540")).await;
    app.world.wait_days(TEN_DAYS_LATE);
    app.page("supplier", "en", &address(&certificate))
        .await
        .is_page("en")
        .says("The contract agrees 5.40% a year (Order 802 article 17)")
        .says(">1,800.00</td>")
        .says(">1,800.00 CNY</td>");
}

#[tokio::test]
async fn where_neither_contract_nor_order_gives_a_rate_the_page_says_so() {
    let (app, certificate) = under_terms(|terms| terms["supplier_size"] = json!("large")).await;
    let page = address(&certificate);
    app.world.wait_days(TEN_DAYS_LATE);
    app.page("supplier", "en", &page)
        .await
        .is_page("en")
        .says("no late interest follows from either")
        .says_not("0.05%");
    app.page("supplier", "en", &format!("{page}/complaint"))
        .await
        .is_page("en")
        .says("owes 北京安卫防护用品有限公司 1,200,000.00 CNY in all");
}

/// What the workbench of the supplier says of late interest.
async fn on_the_workbench(app: &App, language: &str, begins: &str) -> String {
    let shown = app.page("supplier", language, "/home").await;
    let (_, late) = shown.is_page(language).text.split_once(begins).unwrap();
    let (late, _) = late.split_once("</ul>").unwrap();
    late.to_owned()
}

#[tokio::test]
async fn the_workbench_of_the_supplier_says_what_late_interest_it_is_owed() {
    // Given 1,200,000.00 due on 7 April, of which 400,000.00 are paid on the 17th.
    let (app, certificate) = with_certificate(Engine::Sqlite).await;
    let (page, number) = (address(&certificate), number(&app, &certificate).await);
    app.page("supplier", "en", "/home")
        .await
        .is_page("en")
        .says_not("Late interest owed to you");
    app.world.wait_days(TEN_DAYS_LATE);
    is_paid(&app.world, &certificate, "400000.00", "2026-04-17").await;
    app.world.wait_days(5);

    // Then the workbench says what the page of the certificate says, and leads to it.
    for (language, begins, due) in [
        (
            "en",
            "Late interest owed to you, up to and with 2026-04-22.",
            "2026-04-07 Tue",
        ),
        (
            "zh",
            "应付贵机构的逾期利息，截至 2026-04-22（含当日）。",
            "2026-04-07 周二",
        ),
    ] {
        let late = on_the_workbench(&app, language, begins).await;
        for said in [
            format!("<a class=\"number\" href=\"{page}\">{number}</a>"),
            format!("{due}</span>"),
            "<span class=\"num\">8,000.00 CNY</span>".to_owned(),
        ] {
            assert!(late.contains(&said), "{said:?}: {late}");
        }
        assert_eq!(late.matches("<li>").count(), 1, "{late}");
    }

    // Once all is paid, nothing is overdue.
    is_paid(&app.world, &certificate, "800000.00", "2026-04-22").await;
    app.page("supplier", "en", "/home")
        .await
        .is_page("en")
        .says_not("Late interest owed to you");
}

#[tokio::test]
async fn of_many_that_are_late_the_workbench_shows_five() {
    let (app, certificate) = with_certificate(Engine::Sqlite).await;
    let parts =
        (0..6).map(|_| json!({"certificate": app.world.new_id("certificate"), "amount": yuan("200000.00")}));
    let split = json!({"certificate": certificate, "children": parts.collect::<Vec<_>>()});
    app.world.does("supplier", "certificate.split/1", split, 1).await;
    app.world.wait_days(TEN_DAYS_LATE);
    let begins = "up to and with 2026-04-17. These 5 certificates are late for longest.";
    let late = on_the_workbench(&app, "en", begins).await;
    let interest = "<span class=\"num\">1,000.00 CNY</span>";
    assert_eq!(late.matches(interest).count(), 5, "{late}");
}

#[tokio::test]
async fn the_workbench_says_nothing_of_late_interest_where_no_rate_gives_it() {
    let (app, _) = under_terms(|terms| terms["supplier_size"] = json!("large")).await;
    app.world.wait_days(TEN_DAYS_LATE);
    app.page("supplier", "en", "/home")
        .await
        .is_page("en")
        .says("One certificate is overdue:")
        .says_not("Late interest owed to you");
}

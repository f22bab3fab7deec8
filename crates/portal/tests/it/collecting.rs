//! What a bank collects and what it promised: payments that debtors report to it, and promises that it keeps.

use serde_json::json;
use tallystick_testbed::{Engine, Lending, World, yuan};

use crate::app::App;
use crate::forms::ActForm;

fn id(subject: &str) -> &str {
    subject.split_once('/').unwrap().1
}

/// A certificate of 1,200,000.00 due on 2026-04-07, and a bank that could lend on it.
async fn ground() -> (World, Lending) {
    let world = World::with_everybody(Engine::Sqlite).await;
    let contract = world.contract("YNYY-SK-2026-001").await;
    let certificate = world.certificate(&contract, "26112000000090008001").await;
    let lending = world.lending(&certificate, "JB-E2E-0008");
    world.bank_opens(&lending, "5000000.00").await;
    (world, lending)
}

#[tokio::test]
async fn a_payment_reported_to_a_bank_waits_on_its_workbench_until_it_answers() {
    let (world, lending) = ground().await;
    world.bank_lends(&lending).await;
    let payment = world.new_id("payment");
    let report = json!({
        "payment": payment, "certificate": lending.certificate, "amount": yuan("100000.00"),
        "paid_on": "2026-02-09", "account": world.company("supplier").payee(), "reference": "GK-2026-0042",
    });
    world.does("buyer", "payment.report/1", report, 1).await;
    let app = App::of(world);
    let path = format!("/payments/{}", id(&payment));
    for (language, words) in [
        ("en", "1 payment that a debtor reported"),
        ("zh", "1 笔债务人报告的付款"),
    ] {
        app.page("bank", language, "/home")
            .await
            .is_page(language)
            .says(words)
            .says(&format!("href=\"{path}\""))
            .says("100,000.00 CNY");
        app.page("bank", language, "/payments")
            .await
            .is_page(language)
            .says("GK-2026-0042")
            .says(&path);
        app.page("bank", language, &path)
            .await
            .is_page(language)
            .says(&format!("{path}/acknowledge"))
            .says(&format!("{path}/reject"));
        for act in ["acknowledge", "reject"] {
            app.page("bank", language, &format!("{path}/{act}"))
                .await
                .is_page(language)
                .says("GK-2026-0042");
        }
    }
    // Where a bank finds them without a place of their own, and what changed.
    for from in ["/loans", "/bank-entries"] {
        app.page("bank", "en", from).await.says("href=\"/payments\"");
    }
    app.page("bank", "en", "/news")
        .await
        .says(&format!("href=\"{path}\""));
    app.page("supplier", "en", "/home")
        .await
        .says_not(&format!("href=\"{path}\""));
    let shown = app.page("bank", "en", &format!("{path}/acknowledge")).await;
    let form = ActForm::read(&app.world, &shown.text, "act");
    assert_eq!(form.kind(), "payment.acknowledge/1");
    assert_eq!(form.attributes["data-capacity"], "bank");
    // The button says the act and its amount.
    shown.says("data-button=\"Acknowledge receipt: 100,000.00 CNY\"");
    app.world.does("bank", form.kind(), form.body.clone(), 1).await;
    app.page("bank", "en", "/home")
        .await
        .says_not("that a debtor reported");
    app.page("bank", "en", "/payments?stage=acknowledged")
        .await
        .says("GK-2026-0042");
}

#[tokio::test]
async fn a_promise_stands_in_the_list_and_is_kept_after_the_due_date() {
    let (world, lending) = ground().await;
    let endorsement = json!({"certificate": lending.certificate});
    world.does("bank", "certificate.endorse/1", endorsement, 2).await;
    let app = App::of(world);
    let honour = format!("/certificates/{}/honour", id(&lending.certificate));
    for party in ["bank", "buyer", "supplier", "auditor"] {
        for (language, due) in [("zh", "2026-04-07 周二"), ("en", "2026-04-07 Tue")] {
            app.page(party, language, "/endorsements")
                .await
                .is_page(language)
                .says("1,200,000.00")
                .says("京北商业银行")
                .says(due)
                .says_not(&honour);
        }
    }
    let early = app.page("bank", "en", &honour).await;
    assert_eq!(early.status, axum::http::StatusCode::CONFLICT);
    app.world.wait_days(70);
    app.world.store.sweep().await.unwrap();
    let (bound, overdue) = ("tag tag-waiting\">bound", "tag tag-risk\">overdue");
    app.page("bank", "en", "/endorsements")
        .await
        .says(&honour)
        .says(bound)
        .says(overdue);
    app.page("buyer", "en", "/endorsements").await.says_not(&honour);
    for language in ["zh", "en"] {
        app.page("bank", language, &honour)
            .await
            .is_page(language)
            .says("1,200,000.00 CNY")
            .says("data-kind=\"endorsement.honour/1\"");
    }
    let shown = app.page("bank", "en", &honour).await;
    let form = ActForm::read(&app.world, &shown.text, "act");
    app.world.does("bank", form.kind(), form.body.clone(), 2).await;
    // The bank holds the certificate now. Its promise is kept, and uses credit until the certificate itself has ended.
    for (language, kept) in [("zh", "tag tag-done\">已履行"), ("en", "tag tag-done\">honoured")] {
        app.page("bank", language, "/endorsements?stage=bound")
            .await
            .is_page(language)
            .says("1,200,000.00")
            .says(kept)
            .says_not(bound)
            .says_not(overdue)
            .says_not(&honour);
    }
}

#[tokio::test]
async fn a_loan_that_is_over_waits_for_its_filing_until_that_is_out() {
    let (world, lending) = ground().await;
    world.supplier_borrows(&lending).await;
    world.bank_assesses(&lending).await;
    world.bank_signs("loan.approve/1", world.approval(&lending)).await;
    let filing = json!({
        "filing": lending.filing, "loan": lending.loan, "number": "ZD-DJ-0008",
        "registered_at": world.store.now().as_millis(), "until": "2027-02-08",
    });
    world.does("bank", "filing.record/1", filing, 1).await;
    let app = App::of(world);
    app.page("bank", "en", "/loans")
        .await
        .says_not("take the filing out");
    let shown = app
        .page("bank", "en", &format!("/loans/{}/cancel", id(&lending.loan)))
        .await;
    let mut form = ActForm::read(&app.world, &shown.text, "act");
    form.body["reason"] = json!("客户撤回用款");
    app.world.does("bank", form.kind(), form.body.clone(), 1).await;
    app.page("bank", "en", "/loans").await.says("take the filing out");
    app.page("bank", "zh", "/loans").await.says("注销登记");
    let path = format!("/filings/{}/discharge", id(&lending.filing));
    let shown = app.page("bank", "en", &path).await;
    let form = ActForm::read(&app.world, &shown.text, "act");
    app.world.does("bank", form.kind(), form.body.clone(), 1).await;
    app.page("bank", "en", "/loans")
        .await
        .says_not("take the filing out");
}

#[tokio::test]
async fn who_releases_a_guarantee_is_told_what_is_owed_and_whether_it_is_late() {
    let (world, lending) = ground().await;
    world.bank_lends(&lending).await;
    let app = App::of(world);
    let guarantee = lending.guarantee.as_deref().unwrap();
    let release = format!(
        "/loans/{}/guarantees/{}/release",
        id(&lending.loan),
        id(guarantee)
    );
    app.page("bank", "zh", &release)
        .await
        .is_page("zh")
        .says("今日应还")
        .says("未逾期");
    app.world.wait_days(70);
    app.page("bank", "en", &release)
        .await
        .is_page("en")
        .says("Owed today")
        .says("<dt>Days overdue</dt>")
        .says_not("not overdue");
}

//! What a bank has lent, summed up.

use axum::http::StatusCode;
use tallystick_testbed::{Engine, World};

use crate::app::App;

#[tokio::test]
async fn a_portfolio_is_by_debtor_month_and_days_overdue() {
    let world = World::with_everybody(Engine::Sqlite).await;
    let contract = world.contract("YNYY-ZH-2026-001").await;
    let certificate = world.certificate(&contract, "26112000000070001001").await;
    let lending = world.lending(&certificate, "JB-E2E-0001");
    world.bank_opens(&lending, "5000000.00").await;
    let app = App::of(world);
    app.page("bank", "en", "/portfolio")
        .await
        .is_page("en")
        .says("No loan is approved or running.");
    app.world.bank_lends(&lending).await;
    for language in ["zh", "en"] {
        app.page("bank", language, "/portfolio")
            .await
            .is_page(language)
            .says("北京市永宁区人民医院")
            .says("480,000.00")
            .says("100.0%")
            .says("4,520,000.00")
            .says("2026-04")
            .says("<svg viewBox=")
            .says("/v1/loans?format=xlsx");
    }
    for party in ["supplier", "buyer", "operator"] {
        let shown = app.page(party, "en", "/portfolio").await;
        assert_eq!(shown.status, StatusCode::FORBIDDEN, "{party}");
    }
}

#[tokio::test]
async fn an_auditor_reads_the_portfolio_of_the_bank_it_chose_from_the_statistics() {
    let world = World::with_everybody(Engine::Sqlite).await;
    let contract = world.contract("YNYY-ZH-2026-002").await;
    let certificate = world.certificate(&contract, "26112000000070001002").await;
    let lending = world.lending(&certificate, "JB-E2E-0001");
    world.bank_opens(&lending, "5000000.00").await;
    world.bank_lends(&lending).await;
    let app = App::of(world);
    let bank = app.world.company("bank");
    let path = format!("/portfolio?bank={}", bank.id.uuid());
    for language in ["zh", "en"] {
        app.page("auditor", language, "/statistics")
            .await
            .is_page(language)
            .says(&format!("href=\"{path}\""));
        app.page("auditor", language, &path)
            .await
            .is_page(language)
            .says(bank.name)
            .says("北京市永宁区人民医院")
            .says("480,000.00")
            .says("4,520,000.00")
            .says(&format!("/v1/loans?format=xlsx&#38;bank={}", bank.id));
    }
    // A bank reads its own, whatever it asks for; who is no bank has none.
    let other = format!("/portfolio?bank={}", app.world.company("buyer").id.uuid());
    app.page("bank", "en", &other)
        .await
        .is_page("en")
        .says("480,000.00");
    let none = app.page("auditor", "en", &other).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
    let choose = app.page("auditor", "en", "/portfolio").await;
    assert_eq!(choose.status, StatusCode::SEE_OTHER);
    assert_eq!(choose.headers["location"], "/statistics#banks");
}

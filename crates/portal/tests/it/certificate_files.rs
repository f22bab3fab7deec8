//! Files about certificates: lists, evidence, the document.

use axum::http::{StatusCode, header};
use tallystick_documents::embedded_bundle;
use tallystick_ledger::{Bundle, BundleChecks, verify_bundle};

use crate::app::Shown;
use crate::certificates::{address, number, with_certificate};

fn name(shown: &Shown) -> &str {
    let disposition = shown.headers.get(header::CONTENT_DISPOSITION).unwrap();
    disposition.to_str().unwrap()
}

#[tokio::test]
async fn the_list_goes_out_as_a_file_with_the_same_filters_and_the_same_eyes() {
    let (app, certificate) = with_certificate().await;
    let number = number(&app, &certificate).await;
    let csv = app.page("supplier", "zh", "/certificates.csv?stage=free").await;
    assert_eq!(csv.status, StatusCode::OK);
    assert_eq!(csv.headers.get(header::CONTENT_TYPE).unwrap(), "text/csv");
    csv.says("编号")
        .says(&number)
        .says("1200000.00")
        .says("可用")
        .says("北京市永宁区人民医院");
    assert_eq!(csv.text.lines().count(), 2);
    assert_eq!(name(&csv), "attachment; filename=\"certificates-2026-02-09.csv\"");
    let none = app.page("supplier", "en", "/certificates.csv?stage=split").await;
    assert_eq!(none.text.lines().count(), 1);
    app.page("weaver", "en", "/certificates.csv")
        .await
        .says_not(&number);
    let workbook = app.page("buyer", "en", "/certificates.xlsx").await;
    assert_eq!(workbook.status, StatusCode::OK);
    assert!(workbook.bytes.starts_with(b"PK"));
    assert_eq!(
        app.page("operator", "en", "/certificates.csv").await.status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn the_evidence_can_be_checked_without_the_service() {
    let (app, certificate) = with_certificate().await;
    let number = number(&app, &certificate).await;
    let shown = app
        .page("supplier", "en", &format!("{}/bundle", address(&certificate)))
        .await;
    assert_eq!(
        name(&shown),
        format!("attachment; filename=\"certificate-{number}.json\"")
    );
    let bundle = Bundle::parse(&shown.bytes).unwrap();
    assert_eq!(bundle.subject.as_str(), certificate);
    let vkeys = app.world.store.vkeys();
    let checks = BundleChecks {
        pinned: Some(&vkeys),
        max_age: None,
    };
    let report = verify_bundle(&shown.bytes, checks);
    assert!(report.is_valid(), "{report:?}");
    let hidden = app
        .page("weaver", "en", &format!("{}/bundle", address(&certificate)))
        .await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_document_has_the_evidence_in_it_and_is_the_same_for_the_same_state() {
    let (app, certificate) = with_certificate().await;
    let (number, page) = (
        number(&app, &certificate).await,
        format!("{}/document.pdf", address(&certificate)),
    );
    let shown = app.page("supplier", "zh", &page).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.text);
    assert_eq!(
        shown.headers.get(header::CONTENT_TYPE).unwrap(),
        "application/pdf"
    );
    assert_eq!(
        name(&shown),
        format!("attachment; filename=\"certificate-{number}.pdf\"")
    );
    let evidence = embedded_bundle(&shown.bytes).unwrap();
    let served = app
        .page("supplier", "zh", &format!("{}/bundle", address(&certificate)))
        .await;
    assert_eq!(evidence, served.bytes, "what is embedded is what is handed out");
    let again = app.page("supplier", "en", &page).await;
    assert!(
        again.bytes == shown.bytes,
        "neither the time nor the language of the page is in it"
    );
    app.world.contract("YNYY-HC-2026-018").await;
    let later = app.page("supplier", "zh", &page).await;
    assert!(later.bytes != shown.bytes, "it is as of another entry");
    for (party, status) in [("buyer", StatusCode::OK), ("weaver", StatusCode::NOT_FOUND)] {
        assert_eq!(app.page(party, "en", &page).await.status, status, "{party}");
    }
}

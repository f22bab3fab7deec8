//! Files about certificates: lists, evidence, the document.

use std::sync::Arc;

use axum::http::{StatusCode, header};
use serde_json::json;
use tallystick_documents::embedded_bundle;
use tallystick_ledger::{Bundle, BundleChecks, BundleDocument, verify_bundle};
use tallystick_store::CertificateBundle;
use tallystick_testbed::{Engine, World};

use crate::app::{App, Shown};
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
    for (party, status) in [("buyer", StatusCode::OK), ("weaver", StatusCode::NOT_FOUND)] {
        assert_eq!(app.page(party, "en", &page).await.status, status, "{party}");
    }
}

#[tokio::test]
async fn the_document_stays_the_same_until_the_certificate_moves() {
    let (app, certificate) = with_certificate().await;
    let world = &app.world;
    let page = format!("{}/document.pdf", address(&certificate));
    let first = app.page("supplier", "zh", &page).await;
    let as_of = Bundle::parse(&embedded_bundle(&first.bytes).unwrap()).unwrap();
    let last = as_of.entries.last().unwrap().seq;
    // What others do, a new name of the debtor, and a new title of the contract are of later entries.
    world.contract("YNYY-HC-2026-018").await;
    let buyer = world.viewer("buyer", 0).await;
    let file = world.store.profile(&buyer, buyer.party).await.unwrap().unwrap();
    let mut profile = serde_json::to_value(file.state.data).unwrap();
    profile["legal_name"] = "北京市永宁区中心医院".into();
    world
        .does("buyer", "profile.update/1", json!({"profile": profile}), 2)
        .await;
    let id = certificate.parse().unwrap();
    let seen = world.store.certificate(&buyer, id).await.unwrap().unwrap();
    let (amendment, contract) = (world.new_id("amendment"), seen.state.issue.contract);
    let changes = json!({"signed_on": "2026-02-09", "title": "医用防护服采购合同", "documents": []});
    let proposed = json!({"amendment": amendment, "contract": contract, "changes": changes});
    world.does("supplier", "amendment.propose/1", proposed, 1).await;
    let accepted = json!({"amendment": amendment});
    world.does("buyer", "amendment.accept/1", accepted, 1).await;
    app.page("supplier", "zh", &address(&certificate))
        .await
        .says("北京市永宁区中心医院");
    let again = app.page("supplier", "en", &page).await;
    assert!(again.bytes == first.bytes, "the certificate has not moved");
    let report = verify_bundle(
        &embedded_bundle(&again.bytes).unwrap(),
        BundleChecks {
            pinned: Some(&world.store.vkeys()),
            max_age: None,
        },
    );
    assert!(report.is_valid(), "{report:?}");
    assert_eq!((report.as_of, report.size), (Some(last), Some(last + 1)));
    let offer = json!({
        "certificate": certificate, "to": world.company("weaver").id.subject(),
        "until": world.store.now().as_millis() + 86_400_000, "recourse": "none",
    });
    world.does("supplier", "certificate.offer/1", offer, 1).await;
    let moved = app.page("supplier", "zh", &page).await;
    let evidence = Bundle::parse(&embedded_bundle(&moved.bytes).unwrap()).unwrap();
    assert!(evidence.entries.last().unwrap().seq > last);
}

#[tokio::test]
async fn the_evidence_names_the_papers_whose_files_are_kept() {
    let world = World::with_everybody(Engine::Sqlite).await;
    let contract = world.contract("YNYY-ZJ-2026-009").await;
    let certificate = world.certificate(&contract, "26112000000070009001").await;
    let supplier = world.company("supplier").id;
    let app = App::with(world, |settings| {
        settings.papers = Arc::new(move |found, owner| {
            assert_eq!(owner, supplier, "files are those of whoever claimed");
            let CertificateBundle { mut bundle, papers } = found;
            bundle
                .documents
                .extend(papers.into_iter().map(|paper| BundleDocument {
                    name: paper.number,
                    media_type: "application/xml".to_owned(),
                    size: 2_048,
                    digest: paper.digest,
                }));
            Box::pin(async { Some(bundle) })
        });
    });
    let page = address(&certificate);
    let shown = app.page("supplier", "en", &format!("{page}/bundle")).await;
    let bundle = Bundle::parse(&shown.bytes).unwrap();
    let names: Vec<&str> = bundle.documents.iter().map(|paper| paper.name.as_str()).collect();
    assert_eq!(
        names,
        ["YNYY-DD-2026-0031", "YNYY-SH-2026-0107", "26112000000070009001"]
    );
    let vkeys = app.world.store.vkeys();
    let checks = BundleChecks {
        pinned: Some(&vkeys),
        max_age: None,
    };
    let report = verify_bundle(&shown.bytes, checks);
    assert!(report.is_valid(), "{report:?}");
    let document = app.page("supplier", "en", &format!("{page}/document.pdf")).await;
    assert_eq!(embedded_bundle(&document.bytes).unwrap(), shown.bytes);
}

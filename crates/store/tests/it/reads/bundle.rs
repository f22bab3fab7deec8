//! The bundle: whoever may see a certificate can take away the evidence on it, and no more than that.

use rstest::rstest;
use tallystick_base::CertificateId;
use tallystick_ledger::{Bundle, BundleChecks, Report, Rule, Status, verify_bundle};
use tallystick_store::CertificateBundle;
use tallystick_testbed::Engine;

use super::story::{CAST, Told, told};

async fn bundle(told: &Told, name: &str, certificate: CertificateId) -> Option<CertificateBundle> {
    let viewer = told.world.viewer(name, 0).await;
    told.world.store.bundle(&viewer, certificate).await.unwrap()
}

/// Checked as a stranger does who knows the log's keys.
fn verified(told: &Told, bundle: &Bundle) -> Report {
    let keys = told.world.store.vkeys();
    let checks = BundleChecks {
        pinned: Some(&keys),
        max_age: None,
    };
    verify_bundle(bundle.to_json().unwrap().as_bytes(), checks)
}

fn holds(report: &Report, rule: Rule) -> bool {
    let verdict = report
        .verdicts
        .iter()
        .find(|verdict| verdict.rule == rule)
        .unwrap();
    matches!(verdict.status, Status::Valid { .. })
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn the_bundle_of_everyone_who_sees_a_certificate_verifies(#[case] engine: Engine) {
    let told = told(engine).await;
    let certificates = told
        .children
        .into_iter()
        .chain(told.grandchildren)
        .chain([told.root]);
    let mut bundles = 0;
    for certificate in certificates {
        for name in CAST {
            let viewer = told.world.viewer(name, 0).await;
            let sees = told
                .world
                .store
                .certificate(&viewer, certificate)
                .await
                .unwrap()
                .is_some();
            let bundle = bundle(&told, name, certificate).await;
            assert_eq!(bundle.is_some(), sees, "{name}: {certificate}");
            let Some(CertificateBundle { bundle, .. }) = bundle else {
                continue;
            };
            let report = verified(&told, &bundle);
            assert!(report.is_valid(), "{name}: {report:?}");
            assert_eq!(Some(told.world.store.ledger().to_string()), report.ledger);
            bundles += 1;
        }
    }
    assert!(bundles > 20, "{bundles}");
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_holder_shows_where_its_certificate_comes_from_but_not_what_is_others(#[case] engine: Engine) {
    let told = told(engine).await;
    let spinner = bundle(&told, "spinner", told.grandchildren[1]).await.unwrap();
    let lineage: Vec<_> = spinner
        .bundle
        .lineage
        .iter()
        .map(|line| line.subject.clone())
        .collect();
    assert_eq!(
        lineage,
        [told.grandchildren[1], told.children[1], told.root].map(CertificateId::subject)
    );
    assert_eq!(spinner.papers, [], "the claim is not the spinner's");
    let report = verified(&told, &spinner.bundle);
    assert!(holds(&report, Rule::Conservation), "{report:?}");

    let shown = |kind: &str| {
        let is_kind = |leaf: &str| {
            tallystick_ledger::Entry::parse(leaf.as_bytes())
                .unwrap()
                .statement
                .claims()
                .kind
                .to_string()
                == kind
        };
        spinner
            .bundle
            .entries
            .iter()
            .filter(|entry| is_kind(&entry.leaf))
            .collect::<Vec<_>>()
    };
    assert!(shown("receivable.claim/1").is_empty());
    // The split of the root names the other children, which are not the spinner's business; that it adds up is.
    let splits = shown("certificate.split/1");
    assert_eq!(splits.len(), 2);
    assert!(splits.iter().all(|split| split.body.is_none()));
    let hidden = splits[0]
        .outcome
        .as_ref()
        .unwrap()
        .iter()
        .filter(|part| part.part.is_none())
        .count();
    assert_eq!(hidden, 2, "the siblings' parts");
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn the_supplier_s_bundle_brings_the_claim_and_names_its_papers(#[case] engine: Engine) {
    let told = told(engine).await;
    for name in ["supplier", "buyer", "auditor"] {
        let CertificateBundle { mut bundle, papers } = bundle(&told, name, told.children[0]).await.unwrap();
        assert_eq!(papers.len(), 3, "{name}: order, receipt, invoice");
        // Whoever keeps the files lists them as documents; the bundle still holds.
        bundle.documents = papers
            .iter()
            .map(|paper| tallystick_ledger::BundleDocument {
                name: paper.number.clone(),
                media_type: "application/xml".into(),
                size: 1,
                digest: paper.digest,
            })
            .collect();
        let report = verified(&told, &bundle);
        assert!(
            report.is_valid() && holds(&report, Rule::Disclosures),
            "{name}: {report:?}"
        );
    }
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn what_others_do_later_changes_nothing_in_a_bundle(#[case] engine: Engine) {
    let told = told(engine).await;
    let certificate = told.children[0];
    let before = bundle(&told, "supplier", certificate).await.unwrap();
    told.world.contract("YNYY-HC-2026-099").await;
    let after = bundle(&told, "supplier", certificate).await.unwrap();
    assert_eq!(before, after);
    // Its head is the first that has the last of its entries in it.
    let report = verified(&told, &after.bundle);
    let size = *told.world.store.watch().borrow();
    assert!(
        report.size > report.as_of && report.size < Some(size),
        "{report:?} of {size}"
    );
}

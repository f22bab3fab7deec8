//! What falls due in financing and banking is recorded once, whoever sweeps, and however late.

use rstest::rstest;
use serde_json::json;
use tallystick_store::{EndorsementFilter, GuaranteeFilter, LoanFilter, RequestFilter, Store, SweepReport};
use tallystick_testbed::{Engine, service_keys};

use super::{lent, ready};

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_request_and_what_was_offered_for_it_end_with_their_time(#[case] engine: Engine) {
    let (world, lending) = ready(engine).await;
    world.supplier_borrows(&lending).await;
    assert_eq!(world.store.sweep().await.unwrap(), SweepReport::default());
    world.wait_days(8);
    let report = world.store.sweep().await.unwrap();
    assert_eq!(
        (report.recorded, report.overtaken),
        (2, 0),
        "the request and the guarantee"
    );
    assert_eq!(world.store.sweep().await.unwrap(), SweepReport::default());
    let supplier = world.viewer("supplier", 0).await;
    let requests = world
        .store
        .requests(&supplier, &RequestFilter::default())
        .await
        .unwrap();
    assert_eq!(requests.items[0].stage, "expired");
    let base = world.store.borrowing_base(&supplier).await.unwrap();
    assert_eq!(
        base.certificates[0].unavailable, None,
        "the certificate is free again"
    );
    world.assert_clean().await;
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn an_approval_that_nobody_paid_out_on_lapses(#[case] engine: Engine) {
    let (world, lending) = ready(engine).await;
    world.supplier_borrows(&lending).await;
    world.bank_assesses(&lending).await;
    world
        .does("bank", "loan.approve/1", world.approval(&lending), 2)
        .await;
    world.wait_days(8);
    assert!(world.store.sweep().await.unwrap().recorded > 0);
    let bank = world.viewer("bank", 0).await;
    let loans = world.store.loans(&bank, &LoanFilter::default()).await.unwrap();
    assert_eq!(loans.items[0].stage, "lapsed");
    assert_eq!(world.store.sweep().await.unwrap(), SweepReport::default());
    world.assert_clean().await;
}

/// Half a year and more of silence after the money went out: the mark of each bucket once, then the end of the guarantee.
#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_loan_is_marked_in_each_bucket_and_its_guarantee_ends(#[case] engine: Engine) {
    let (world, _) = lent(engine).await;
    let bank = world.viewer("bank", 0).await;
    let bucket = async || {
        let loans = world.store.loans(&bank, &LoanFilter::default()).await.unwrap();
        loans.items[0].bucket_from
    };
    // 2026-02-09 and so many days; it matures on 2026-04-07, with three days of grace, of which nothing is recorded.
    for (days, from) in [(60, 0), (1, 1), (29, 31), (30, 61), (30, 91), (93, 91)] {
        world.wait_days(days);
        world.store.sweep().await.unwrap();
        assert_eq!(bucket().await, from, "after {days} more days");
        assert_eq!(world.store.sweep().await.unwrap(), SweepReport::default());
    }
    let supplier = world.viewer("supplier", 0).await;
    let guarantees = world
        .store
        .guarantees(&supplier, &GuaranteeFilter::default())
        .await
        .unwrap();
    assert_eq!(
        guarantees.items[0].stage, "released",
        "six months after maturity it is over"
    );
    world.assert_clean().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn three_instances_record_it_once() {
    let (world, lending) = ready(Engine::Postgres).await;
    world.supplier_borrows(&lending).await;
    world.wait_days(8);
    let mut stores = vec![world.store.clone()];
    for _ in 0..2 {
        stores.push(
            Store::open(&world.settings(), service_keys(), world.ambient())
                .await
                .unwrap(),
        );
    }
    let reports = futures::future::join_all(stores.iter().map(Store::sweep)).await;
    let recorded: u64 = reports.into_iter().map(|report| report.unwrap().recorded).sum();
    assert_eq!(recorded, 2);
    world.assert_clean().await;
}

/// A promise on a certificate that was split and paid in part is released part by part.
#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_promise_is_counted_down_as_its_certificates_end(#[case] engine: Engine) {
    let (world, lending) = ready(engine).await;
    let endorsement = json!({"certificate": lending.certificate});
    world.does("bank", "certificate.endorse/1", endorsement, 2).await;
    let children: Vec<String> = (0..2).map(|_| world.new_id("certificate")).collect();
    let split = json!({"certificate": lending.certificate, "children": [
        {"certificate": children[0], "amount": tallystick_testbed::yuan("900000.00")},
        {"certificate": children[1], "amount": tallystick_testbed::yuan("300000.00")},
    ]});
    world.does("supplier", "certificate.split/1", split, 1).await;
    assert_eq!(
        world.store.sweep().await.unwrap().recorded,
        1,
        "the end of the one that was split"
    );
    let payment = world.new_id("payment");
    let report = json!({
        "payment": payment, "certificate": children[1], "amount": tallystick_testbed::yuan("300000.00"),
        "paid_on": "2026-02-09", "account": world.company("supplier").payee(), "reference": "GK-0001",
    });
    world.does("buyer", "payment.report/1", report, 1).await;
    world
        .does(
            "supplier",
            "payment.acknowledge/1",
            json!({"payment": payment}),
            1,
        )
        .await;
    assert_eq!(
        world.store.sweep().await.unwrap().recorded,
        1,
        "the end of the one that was paid"
    );
    assert_eq!(world.store.sweep().await.unwrap(), SweepReport::default());
    let bank = world.viewer("bank", 0).await;
    let promises = world
        .store
        .endorsements(&bank, &EndorsementFilter::default())
        .await
        .unwrap();
    assert_eq!(promises.items[0].bound.to_string(), "900,000.00 CNY");
    world.assert_clean().await;
}

//! What an asset manager and a guarantor are shown, and nobody else.

use std::collections::BTreeSet;

use rstest::rstest;
use serde_json::json;
use tallystick_base::{FinancingRequestId, PoolId, SaleId, Subject};
use tallystick_testbed::Engine;

use super::{ready, told};

fn id<T: for<'s> TryFrom<&'s Subject>>(subject: &str) -> T {
    T::try_from(&Subject::parse(subject).unwrap()).ok().unwrap()
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_manager_sees_what_it_is_offered_and_then_what_it_holds(#[case] engine: Engine) {
    let (world, lending, beside) = told(engine).await;
    let (pool, sale): (PoolId, SaleId) = (id(&beside.pool), id(&beside.sale));
    let manager = world.viewer("manager", 0).await;
    let today = world.store.today().await.unwrap();
    let offered = world.store.offered_loan(&manager, sale).await.unwrap().unwrap();
    assert_eq!(offered.loan.subject().to_string(), lending.loan);
    assert_eq!(offered.debtor, world.company("buyer").id);
    assert_eq!((offered.certificates, offered.guarantees), (1, 1));
    assert!(offered.for_sale);
    let measured = offered.measured.unwrap();
    // 80,000.00 came in, of which 101.33 were interest.
    assert_eq!(measured.open.value_text(), "400101.33");
    assert_eq!((measured.days, measured.is_alone()), (55, true));
    for name in ["bank", "supplier", "buyer", "guarantor", "operator"] {
        let other = world.viewer(name, 0).await;
        let seen = world.store.offered_loan(&other, sale).await.unwrap();
        assert_eq!(seen, None, "{name}");
        let standing = world.store.pool_standing(&other, pool, today).await.unwrap();
        assert_eq!(standing, None, "{name}");
    }
    let empty = world.store.pool_standing(&manager, pool, today).await.unwrap();
    assert!(empty.unwrap().loans.is_empty());
    world
        .does("manager", "sale.accept/1", json!({"sale": beside.sale}), 2)
        .await;
    assert_eq!(world.store.offered_loan(&manager, sale).await.unwrap(), None);
    let held = world
        .store
        .pool_standing(&manager, pool, today)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(held.loans.len(), 1);
    assert_eq!(held.value.paid.value_text(), "399000.00");
    // What came in on the day of purchase is the pool's.
    assert_eq!(held.value.collected.value_text(), "80000.00");
    let bank = world.viewer("bank", 0).await;
    assert_eq!(world.store.pool_standing(&bank, pool, today).await.unwrap(), None);
    let known = world
        .store
        .known_pools(&bank, &BTreeSet::from([pool]))
        .await
        .unwrap();
    assert_eq!(known[&pool].manager, world.company("manager").id);
    assert_eq!(world.store.open_pools(&bank).await.unwrap(), known);
    world
        .does("manager", "pool.close/1", json!({"pool": beside.pool}), 1)
        .await;
    assert!(world.store.open_pools(&bank).await.unwrap().is_empty());
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_guarantor_is_told_when_an_offer_relies_on_it(#[case] engine: Engine) {
    let (world, lending) = ready(engine).await;
    world
        .does("supplier", "request.submit/1", world.request(&lending), 1)
        .await;
    let request: FinancingRequestId = id(&lending.request);
    let guarantor = world.viewer("guarantor", 0).await;
    let ground = world
        .store
        .guarantee_ground(&guarantor, request)
        .await
        .unwrap()
        .unwrap();
    assert_eq!((ground.small, ground.group, ground.relying), (true, None, None));
    for name in ["bank", "supplier", "buyer", "manager"] {
        let other = world.viewer(name, 0).await;
        assert_eq!(
            world.store.guarantee_ground(&other, request).await.unwrap(),
            None,
            "{name}"
        );
    }
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn what_relies_on_a_guarantee_is_told_its_guarantor(#[case] engine: Engine) {
    let (world, lending) = ready(engine).await;
    world.supplier_borrows(&lending).await;
    let guarantor = world.viewer("guarantor", 0).await;
    let request: FinancingRequestId = id(&lending.request);
    let ground = world
        .store
        .guarantee_ground(&guarantor, request)
        .await
        .unwrap()
        .unwrap();
    let relying = ground.relying.unwrap();
    assert_eq!(Some(relying.guarantee.subject().to_string()), lending.guarantee);
    assert_eq!(relying.bank, world.company("bank").id);
    assert_eq!(relying.amount.value_text(), "480000.00");
}

//! What the public learns from a number.

use rstest::rstest;
use tallystick_base::{CertificateId, Salt};
use tallystick_commands::certificates::CertificateNumber;
use tallystick_store::PublicCheck;
use tallystick_testbed::Engine;

use super::story::{Told, told};

async fn number(told: &Told, certificate: CertificateId) -> CertificateNumber {
    let auditor = told.world.viewer("auditor", 0).await;
    told.world
        .store
        .certificate(&auditor, certificate)
        .await
        .unwrap()
        .unwrap()
        .state
        .issue
        .number
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_number_tells_whether_the_certificate_is_genuine_and_live_and_nothing_more(#[case] engine: Engine) {
    let told = told(engine).await;
    let store = &told.world.store;
    let yuan = |amount: &str| {
        serde_json::from_value(serde_json::json!({"value": amount, "currency": "CNY"})).unwrap()
    };
    let check = |genuine, live, amount_matches| PublicCheck {
        genuine,
        live,
        amount_matches,
    };

    // 400,000.00 of it is paid; it is still the certificate over 600,000.00.
    let paid_in_part = number(&told, told.children[0]).await;
    assert_eq!(
        store.check_number(&paid_in_part, None).await.unwrap(),
        check(true, true, None)
    );
    let right = store
        .check_number(&paid_in_part, Some(yuan("600000.00")))
        .await
        .unwrap();
    assert_eq!(right, check(true, true, Some(true)));
    let wrong = store
        .check_number(&paid_in_part, Some(yuan("600000.01")))
        .await
        .unwrap();
    assert_eq!(wrong, check(true, true, Some(false)));

    for ended in [told.root, told.children[2]] {
        let ended = number(&told, ended).await;
        assert_eq!(
            store.check_number(&ended, None).await.unwrap(),
            check(true, false, None)
        );
    }
    let invented = CertificateNumber::derive(told.root, &Salt::from_bytes([7; 16]));
    assert_eq!(
        store.check_number(&invented, None).await.unwrap(),
        check(false, false, None)
    );
    let invented = store.check_number(&invented, Some(yuan("1.00"))).await.unwrap();
    assert_eq!(invented, check(false, false, Some(false)));
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_bank_finds_what_a_holder_shows_it_by_number_and_amount(#[case] engine: Engine) {
    let told = told(engine).await;
    let store = &told.world.store;
    let yuan = |amount: &str| {
        serde_json::from_value(serde_json::json!({"value": amount, "currency": "CNY"})).unwrap()
    };
    let (bank, weaver) = (
        told.world.viewer("bank", 0).await,
        told.world.viewer("weaver", 0).await,
    );
    let shown = number(&told, told.children[0]).await;
    let found = store
        .shown_by_holder(&bank, &shown, yuan("600000.00"))
        .await
        .unwrap()
        .unwrap();
    assert_eq!((found.subject, found.live), (told.children[0].subject(), true));
    let ended = number(&told, told.root).await;
    let found = store
        .shown_by_holder(&bank, &ended, yuan("1100000.00"))
        .await
        .unwrap()
        .unwrap();
    assert!(!found.live);

    for (viewer, amount) in [(&bank, "600000.01"), (&weaver, "600000.00")] {
        let found = store.shown_by_holder(viewer, &shown, yuan(amount)).await.unwrap();
        assert_eq!(found, None, "{amount}");
    }
}

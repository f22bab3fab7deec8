//! What the public learns from a number.

use rstest::rstest;
use tallystick_base::{CertificateId, Salt};
use tallystick_commands::certificates::CertificateNumber;
use tallystick_store::{Paging, PublicCheck};
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
    // Which entries there are is told apart from the rest.
    let check = |genuine, live, amount_matches| PublicCheck {
        genuine,
        live,
        amount_matches,
        issued_in: None,
        moved_in: None,
    };
    let asked = async |number: &CertificateNumber, amount| {
        let answer = store.check_number(number, amount).await.unwrap();
        assert_eq!(
            answer.genuine,
            answer.issued_in.is_some() && answer.moved_in.is_some()
        );
        PublicCheck {
            issued_in: None,
            moved_in: None,
            ..answer
        }
    };

    // 400,000.00 of it is paid; it is still the certificate over 600,000.00.
    let paid_in_part = number(&told, told.children[0]).await;
    assert_eq!(asked(&paid_in_part, None).await, check(true, true, None));
    let right = asked(&paid_in_part, Some(yuan("600000.00"))).await;
    assert_eq!(right, check(true, true, Some(true)));
    let wrong = asked(&paid_in_part, Some(yuan("600000.01"))).await;
    assert_eq!(wrong, check(true, true, Some(false)));

    for ended in [told.root, told.children[2]] {
        let ended = number(&told, ended).await;
        assert_eq!(asked(&ended, None).await, check(true, false, None));
    }
    let invented = CertificateNumber::derive(told.root, &Salt::from_bytes([7; 16]));
    assert_eq!(asked(&invented, None).await, check(false, false, None));
    let invented = asked(&invented, Some(yuan("1.00"))).await;
    assert_eq!(invented, check(false, false, Some(false)));
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_number_names_the_entries_that_issued_and_last_moved_the_certificate(#[case] engine: Engine) {
    let told = told(engine).await;
    let store = &told.world.store;
    let auditor = told.world.viewer("auditor", 0).await;
    for certificate in [told.root, told.children[0], told.children[2]] {
        let answer = store
            .check_number(&number(&told, certificate).await, None)
            .await
            .unwrap();
        let all = Paging {
            limit: 200,
            after: None,
        };
        let timeline = store
            .timeline(&auditor, &certificate.subject(), &all)
            .await
            .unwrap()
            .items;
        let entries: Vec<u64> = timeline.iter().map(|moved| moved.entry.seq).collect();
        assert!(entries.len() > 1, "{certificate} was moved");
        assert_eq!(
            (answer.issued_in, answer.moved_in),
            (entries.first().copied(), entries.last().copied())
        );
    }
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

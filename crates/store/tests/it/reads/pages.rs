//! Cursors that nobody handed out.

use rstest::rstest;
use tallystick_store::{CertificateFilter, ContractFilter, Cursor, Order, Paging, ReceivableFilter};
use tallystick_testbed::Engine;

use super::story::told;

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_cursor_is_good_for_the_list_that_handed_it_out(#[case] engine: Engine) {
    let told = told(engine).await;
    let (store, viewer) = (&told.world.store, told.world.viewer("supplier", 0).await);
    let one = |after| Paging { after, limit: 1 };
    let by_age = CertificateFilter {
        page: one(None),
        ..CertificateFilter::default()
    };
    let next = store.certificates(&viewer, &by_age).await.unwrap().next.unwrap();
    for text in [
        next.to_string(),
        String::new(),
        "x".repeat(10_000),
        "eyJ9".into(),
        "' OR 1=1".into(),
    ] {
        let page = one(Some(Cursor::from(text.clone())));
        let contracts = ContractFilter {
            page: page.clone(),
            ..ContractFilter::default()
        };
        assert_eq!(
            store.contracts(&viewer, &contracts).await.unwrap_err().code(),
            "malformed-cursor",
            "{text}"
        );
        let due = ReceivableFilter {
            page: page.clone(),
            order: Order::Due,
            ..ReceivableFilter::default()
        };
        assert_eq!(
            store.receivables(&viewer, &due).await.unwrap_err().code(),
            "malformed-cursor",
            "{text}"
        );
        let timeline = store.timeline(&viewer, &told.root.subject(), &page).await;
        assert_eq!(timeline.unwrap_err().code(), "malformed-cursor", "{text}");
    }
    let again = CertificateFilter {
        page: one(Some(next)),
        ..CertificateFilter::default()
    };
    assert_eq!(store.certificates(&viewer, &again).await.unwrap().items.len(), 1);
}

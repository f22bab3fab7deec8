//! The ledger as anyone may look at it.

use axum::http::{StatusCode, header};
use tallystick_testbed::{Engine, World};

use crate::app::App;
use crate::certificates::with_certificate;

#[tokio::test]
async fn the_public_sees_head_and_proofs_and_leaves_only_where_the_operator_says_so() {
    let (app, _) = with_certificate().await;
    let size = *app.world.store.watch().borrow();
    for language in ["zh", "en"] {
        let cookie = format!("tallystick-language={language}");
        app.get(&cookie, "/ledger")
            .await
            .is_page(language)
            .says("ledger.test")
            .says("data-head-root")
            .says("ledger-explorer")
            .says_not("tallystick-entry/v1");
        app.get(&cookie, "/ledger/3")
            .await
            .is_page(language)
            .says("/log/proof/3")
            .says_not("tallystick-entry/v1");
    }
    app.get("tallystick-language=en", "/ledger")
        .await
        .says(&format!("{size} entries"));
    let none = app.get("", &format!("/ledger/{size}")).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
    assert_eq!(app.get("", "/ledger/first").await.status, StatusCode::NOT_FOUND);

    let open = App::with(World::with_everybody(Engine::Sqlite).await, |settings| {
        settings.public_entries = true;
    });
    open.get("tallystick-language=en", "/ledger")
        .await
        .is_page("en")
        .says("party.accept/1")
        .says_not("安卫");
    open.get("tallystick-language=en", "/ledger/3")
        .await
        .is_page("en")
        .says("data-leaf=\"tallystick-entry/v1")
        .says("SHA3-256 of the entry before it")
        .says("is for those it concerns")
        .says_not("安卫");
}

#[tokio::test]
async fn a_member_reads_bodies_and_parts_where_they_concern_the_party() {
    let (app, certificate) = with_certificate().await;
    let confirmed = *app.world.store.watch().borrow() - 1;
    let page = format!("/ledger/{confirmed}");
    for party in ["supplier", "auditor"] {
        app.page(party, "en", &page)
            .await
            .is_page("en")
            .says("receivable.confirm/1")
            .says(&certificate)
            .says("&#34;waived&#34;")
            // The exact text and the keys, for the browser to check what was signed.
            .says("data-body=\"&#34;{")
            .says("data-jwks=\"[{&#34;crv&#34;:&#34;P-256&#34;")
            .says("北京市永宁区人民医院");
    }
    app.page("weaver", "zh", &page)
        .await
        .is_page("zh")
        .says("receivable.confirm/1")
        .says_not("&#34;waived&#34;")
        .says_not("data-body")
        .says("签署的内容与其他机构相关");
}

#[tokio::test]
async fn whoever_knows_the_number_of_an_entry_goes_there() {
    let (app, _) = with_certificate().await;
    let size = *app.world.store.watch().borrow();
    for (typed, seq) in [("0", 0), ("%203%20", 3), (&*(size - 1).to_string(), size - 1)] {
        let sent = app.get("", &format!("/ledger?entry={typed}")).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{typed}");
        let to = sent.headers.get(header::LOCATION).unwrap();
        assert_eq!(to, format!("/ledger/{seq}").as_str());
    }
    let last = size - 1;
    for (language, says) in [
        ("en", format!("The numbers run from 0 to {last}.")),
        ("zh", format!("目前序号从 0 到 {last}。")),
    ] {
        for typed in [&*size.to_string(), "-1", "first", "99999999999999999999999"] {
            let cookie = format!("tallystick-language={language}");
            app.get(&cookie, &format!("/ledger?entry={typed}"))
                .await
                .is_page(language)
                .says(&says)
                .says(&format!("value=\"{typed}\" aria-invalid=\"true\""));
        }
        app.page("auditor", language, "/ledger")
            .await
            .is_page(language)
            .says("name=\"entry\"")
            .says_not("aria-invalid");
    }
    // The pages below a number that was mistyped are those of the whole list.
    app.page("auditor", "en", "/ledger?entry=first&after=2")
        .await
        .is_page("en")
        .says("href=\"/ledger\"")
        .says_not("entry=first");
}

#[tokio::test]
async fn entries_are_paged_from_the_newest_down() {
    let world = World::with_everybody(Engine::Sqlite).await;
    for number in 0..25 {
        world.contract(&format!("YNYY-{number}")).await;
    }
    let size = *world.store.watch().borrow();
    assert!(size > 60, "{size}");
    let app = App::of(world);
    let first = app.page("auditor", "en", "/ledger").await;
    let next = size - 25;
    first
        .is_page("en")
        .says(&format!("href=\"/ledger/{}\"", size - 1))
        .says(&format!("href=\"/ledger/{next}\""))
        .says(&format!("/ledger?after={next}"))
        // Members read who acted by name.
        .says("北京安卫防护用品有限公司<span class=\"hint\">supplier</span>");
    app.page("auditor", "en", &format!("/ledger?after={next}"))
        .await
        .is_page("en")
        .says(&format!("href=\"/ledger/{}\"", next - 1))
        .says_not(&format!("href=\"/ledger/{next}\""));
    let wrong = app.page("auditor", "en", "/ledger?after=x").await;
    assert_eq!(wrong.status, StatusCode::BAD_REQUEST);
}

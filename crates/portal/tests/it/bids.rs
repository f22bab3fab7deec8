//! Sealed bids on the pages of those who make, open and choose them.

use axum::http::StatusCode;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use tallystick_store::ProposalFilter;
use tallystick_testbed::Lending;

use crate::app::App;
use crate::credit::{DAY, HOUR, asked, id, path, terms};
use crate::forms::ActForm;

/// A bid file and its digest.
fn bid_file(lending: &Lending, rate: &str, until: u64) -> (String, String) {
    let file = json!({"salt": "sRoxy1f-S_j4E66CcrRfXg", "review": lending.review, "terms": terms(rate), "valid_until": until});
    let text = file.to_string();
    let digest = hex::encode(Sha256::digest(text.as_bytes()));
    (text, digest)
}

#[tokio::test]
async fn the_second_signer_of_a_sealed_bid_has_a_place_to_open_its_file() {
    let (app, lending) = asked(|world, request| {
        let now = world.store.now().as_millis();
        request["bids_until"] = json!(now + DAY);
    })
    .await;
    let world = &app.world;
    let (_, digest) = bid_file(&lending, "0.0360", world.store.now().as_millis() + 4 * DAY);
    let body = json!({"review": lending.review, "commitment": digest});
    world.act("bank", "bid.commit/1", body, 1).await.unwrap();
    let viewer = world.viewer("bank", 1).await;
    let open = world
        .store
        .proposals(&viewer, ProposalFilter::default())
        .await
        .unwrap();
    let waiting = format!("/waiting/{}", open.items.first().unwrap().id);
    let checker = app.cookie("bank", 1).await;
    for (language, words) in [("en", "The sealed bid"), ("zh", "密封报价")] {
        app.get(&format!("{checker}; tallystick-language={language}"), &waiting)
            .await
            .is_page(language)
            .says(words)
            .says(&format!("data-review=\"{}\"", lending.review))
            .says(&format!("data-commitment=\"{digest}\""))
            // The server knows no more of it, and can show no more.
            .says_not("3.60%");
    }
}

async fn the_terms_of_a_bid_are_sent_nowhere(app: &App, lending: &Lending) {
    for language in ["zh", "en"] {
        app.page("bank", language, &path(lending, "/bid"))
            .await
            .is_page(language)
            .says("class=\"seal\"")
            .says("class=\"kept-bids\"")
            .says("\"days\":52,\"basis\":360")
            .says("\"name\":\"服务费\",\"share\":\"0.001\"")
            .says_not("data-recompute");
    }
}

#[tokio::test]
async fn a_bid_is_sealed_kept_opened_and_the_award_is_recomputed() {
    let (app, lending) = asked(|world, request| {
        let now = world.store.now().as_millis();
        request["bids_until"] = json!(now + DAY);
    })
    .await;
    let world = &app.world;
    app.page("bank", "en", "/reviews")
        .await
        .says("bid until 2026-02-10");
    let refused = app.page("bank", "en", &path(&lending, "/offer")).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    the_terms_of_a_bid_are_sent_nowhere(&app, &lending).await;
    let shown = app.page("bank", "en", &path(&lending, "/bid")).await;
    let form = ActForm::read(world, &shown.text, "commit");
    assert_eq!(form.kind(), "bid.commit/1");
    let until = world.store.now().as_millis() + 5 * DAY - HOUR;
    let (text, digest) = bid_file(&lending, "0.0360", until);
    let body = json!({"review": form.body["review"], "commitment": digest});
    world.does("bank", form.kind(), body, 2).await;
    app.page("bank", "en", "/reviews")
        .await
        .says("bid sealed; open it after 2026-02-10");
    let early = app.page("bank", "en", &path(&lending, "/reveal")).await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    let kept = app.page("bank", "en", &path(&lending, "/bid")).await;
    kept.is_page("en").says(&digest).says_not("class=\"seal\"");
    app.page("bank", "en", &path(&lending, "/bids"))
        .await
        .is_page("en")
        .says("sealed")
        .says("once the auction is over");
    world.wait(DAY + HOUR);
    app.page("bank", "en", "/home")
        .await
        .says("1 sealed bid of yours is to be opened")
        .says("open the sealed bid by 2026-02-11");
    let shown = app.page("bank", "en", &path(&lending, "/reveal")).await;
    shown.is_page("en").says(&format!("data-commitment=\"{digest}\""));
    let form = ActForm::read(world, &shown.text, "reveal");
    let mut body = form.body.clone();
    assert_eq!(body["bid"], "", "the browser puts the file in");
    body["bid"] = json!(text);
    world.does("bank", form.kind(), body, 1).await;
    // While others may still open theirs, nothing is said of who leads.
    app.page("bank", "en", &path(&lending, "/bids"))
        .await
        .says("they are being opened")
        .says("once the auction is over")
        .says_not("committed to as number");
    world.store.sweep().await.unwrap();
    for (party, language) in [("bank", "zh"), ("bank", "en"), ("auditor", "en")] {
        let shown = app.page(party, language, &path(&lending, "/bids")).await;
        // 52 days of 360 at 3.60 %.
        shown
            .is_page(language)
            .says("2,496.00 CNY")
            .says("verdict-done")
            .says("京北商业银行");
    }
    app.page("bank", "en", &path(&lending, ""))
        .await
        .says("2,496.00")
        .says_not("/withdraw-offer\"");
    the_timeline_tells_of_the_bid(&app, &lending).await;
}

/// Each entry once, in the order of the ledger, to the bank and to who looks after the rules.
async fn the_timeline_tells_of_the_bid(app: &App, lending: &Lending) {
    let told = [
        "request.submit/1",
        "bid.commit/1",
        "bid.reveal/1",
        "auction.close/1",
    ];
    let auditor = app.world.viewer("auditor", 0).await;
    let entries = app.world.store.entries(&auditor, None, 200).await.unwrap();
    for party in ["bank", "auditor"] {
        let shown = app.page(party, "en", &path(lending, "")).await;
        let (_, timeline) = shown.text.split_once("<ol class=\"timeline\">").unwrap();
        let (timeline, _) = timeline.split_once("</ol>").unwrap();
        let places = told.map(|kind| {
            let entry = entries.iter().find(|entry| entry.kind == kind).unwrap();
            let link = format!("href=\"/ledger/{}\"", entry.seq);
            assert_eq!(timeline.matches(&link).count(), 1, "{party}: {kind}\n{timeline}");
            timeline.find(&link).unwrap()
        });
        assert!(places.is_sorted(), "{party}: {places:?}\n{timeline}");
    }
}

#[tokio::test]
async fn a_borrower_is_not_asked_to_choose_before_the_result_of_the_auction() {
    let (app, lending) = asked(|world, request| {
        let now = world.store.now().as_millis();
        request["bids_until"] = json!(now + DAY);
    })
    .await;
    let world = &app.world;
    let (text, digest) = bid_file(&lending, "0.0360", world.store.now().as_millis() + 4 * DAY);
    let body = json!({"review": lending.review, "commitment": digest});
    world.does("bank", "bid.commit/1", body, 2).await;
    world.wait(DAY + HOUR);
    let body = json!({"review": lending.review, "bid": text});
    world.does("bank", "bid.reveal/1", body, 1).await;
    // The bid is an offer by now, and not yet the one that won.
    let request = format!("/requests/{}", id(&lending.request));
    app.page("supplier", "en", "/home")
        .await
        .is_page("en")
        .says_not("Offer of a bank");
    app.page("supplier", "en", "/news")
        .await
        .says_not("Accept a bank");
    app.page("supplier", "en", &request)
        .await
        .says_not("/accept/")
        .says_not("is to choose an offer");
    world.store.sweep().await.unwrap();
    app.page("supplier", "en", "/home").await.says("Offer of a bank");
    app.page("supplier", "en", "/news").await.says("Accept a bank");
    app.page("supplier", "en", &request).await.says("/accept/");
}

//! What the public learns of a certificate by its number, and that it learns nothing else.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::http::{StatusCode, header};
use tallystick_testbed::{Engine, World};

use crate::app::App;
use crate::certificates::{number, with_certificate};

#[tokio::test]
async fn a_number_is_read_as_people_type_it() {
    let (app, certificate) = with_certificate().await;
    let number = number(&app, &certificate).await;
    for language in ["zh", "en"] {
        let cookie = format!("tallystick-language={language}");
        app.get(&cookie, "/check")
            .await
            .is_page(language)
            .says("name=\"number\"");
    }
    let typed = number.to_lowercase().replace('-', "%20");
    let shown = app
        .get("", &format!("/check?number={typed}&amount=1,200,000"))
        .await;
    assert_eq!(shown.status, StatusCode::SEE_OTHER);
    assert_eq!(
        shown.headers.get(header::LOCATION).unwrap().to_str().unwrap(),
        format!("/check/{number}?amount=1%2C200%2C000")
    );
    let english = "tallystick-language=en";
    app.get(english, "/check?number=JRBT3")
        .await
        .is_page("en")
        .says("four groups of five");
    let last = if number.ends_with('0') { '1' } else { '0' };
    let wrong: String = number.chars().take(number.len() - 1).chain([last]).collect();
    app.get(english, &format!("/check/{wrong}"))
        .await
        .is_page("en")
        .says("do not fit the rest");
    app.get(english, &format!("/check/{number}?amount=-3"))
        .await
        .is_page("en")
        .says("not an amount above zero");
}

#[tokio::test]
async fn the_answer_tells_three_things_and_neither_names_nor_amounts() {
    let (app, certificate) = with_certificate().await;
    let number = number(&app, &certificate).await;
    let (zh, en) = ("tallystick-language=zh", "tallystick-language=en");
    let plain = app.get(en, &format!("/check/{number}")).await;
    plain
        .is_page("en")
        .says("Genuine, and still owed")
        .says(&format!("data-number=\"{number}\""))
        .says_not("1,200,000")
        .says_not("1200000")
        .says_not("2026-04-07")
        .says_not("医院")
        .says_not("安卫")
        .says_not(certificate.trim_start_matches("certificate/"));
    app.get(zh, &format!("/check/{number}?amount=1200000.00"))
        .await
        .is_page("zh")
        .says("金额相符");
    app.get(en, &format!("/check/{number}?amount=1200000.01"))
        .await
        .is_page("en")
        .says("not the amount")
        .says_not("1,200,000.00");
    // The number of another ledger's certificate: well formed, and unknown here.
    app.get(en, "/check/JRBT3-PPA7Y-2ZE8W-M45R4?amount=1200000.00")
        .await
        .is_page("en")
        .says("Not known")
        .says_not("amount as issued")
        .says_not("not the amount");
}

#[tokio::test]
async fn a_certificate_that_ended_is_told_from_one_that_lives() {
    let (app, certificate) = with_certificate().await;
    let number = number(&app, &certificate).await;
    let cancellation = app.world.new_id("cancellation");
    let proposal =
        serde_json::json!({"cancellation": cancellation, "certificate": certificate, "reason": "退货"});
    app.world
        .does("buyer", "cancellation.propose/1", proposal, 1)
        .await;
    let answer = serde_json::json!({"cancellation": cancellation});
    app.world
        .does("supplier", "cancellation.accept/1", answer, 1)
        .await;
    app.get("tallystick-language=en", &format!("/check/{number}"))
        .await
        .is_page("en")
        .says("Genuine, and ended");
}

#[tokio::test]
async fn the_entries_of_the_certificate_are_given_for_the_browser_to_verify() {
    let (app, certificate) = with_certificate().await;
    let number = number(&app, &certificate).await;
    let id = certificate.parse().unwrap();
    let viewer = app.world.viewer("supplier", 0).await;
    let issued = app
        .world
        .store
        .certificate(&viewer, id)
        .await
        .unwrap()
        .unwrap()
        .seq;
    let path = format!("/check/{number}");
    let english = "tallystick-language=en";
    // What an entry says is for members where the operator keeps it to them: the public gets its hash.
    app.get(english, &path)
        .await
        .is_page("en")
        .says("Issued in, and not moved since")
        .says(&format!("data-seq=\"{issued}\" data-hash=\""))
        .says("The service&#39;s word")
        .says_not("data-leaf");
    app.page("weaver", "en", &path)
        .await
        .says(&format!("data-seq=\"{issued}\" data-leaf=\"tallystick-entry/v1"));
    let cancellation = app.world.new_id("cancellation");
    let proposal =
        serde_json::json!({"cancellation": cancellation, "certificate": certificate, "reason": "退货"});
    app.world
        .does("buyer", "cancellation.propose/1", proposal, 1)
        .await;
    let answer = serde_json::json!({"cancellation": cancellation});
    app.world
        .does("supplier", "cancellation.accept/1", answer, 1)
        .await;
    let last = app
        .world
        .store
        .certificate(&viewer, id)
        .await
        .unwrap()
        .unwrap()
        .seq;
    let shown = app.get("tallystick-language=zh", &path).await;
    shown.is_page("zh");
    for (words, seq) in [("出具于", issued), ("最近变动于", last)] {
        shown.says(&format!("<dt>{words}</dt>"));
        shown.says(&format!("data-seq=\"{seq}\""));
    }
    // A number that nobody was given has no entries.
    app.get(english, "/check/JRBT3-PPA7Y-2ZE8W-M45R4")
        .await
        .says_not("data-seq");
}

#[tokio::test]
async fn a_number_is_not_asked_for_without_end() {
    let asked = Arc::new(AtomicU32::new(0));
    let counted = asked.clone();
    let app = App::with(World::with_everybody(Engine::Sqlite).await, |settings| {
        settings.ask_number = Arc::new(move |_| counted.fetch_add(1, Ordering::SeqCst) < 2);
    });
    for _ in 0..2 {
        app.get("", "/check/JRBT3-PPA7Y-2ZE8W-M45R4").await.is_page("zh");
    }
    let refused = app.get("", "/check/jrbt3ppa7y2ze8wm45r4?amount=1").await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(asked.load(Ordering::SeqCst), 3);
}

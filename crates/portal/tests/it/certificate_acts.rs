//! What the forms of certificates carry, and for whom they are.

use axum::http::StatusCode;
use serde_json::json;

use crate::app::App;
use crate::certificates::{address, number, with_certificate};

const DAY: u64 = 24 * 60 * 60 * 1_000;

async fn offered_to_the_weaver(app: &App, certificate: &str) {
    let until = app.world.store.now().as_millis() + 3 * DAY;
    let to = app.world.company("weaver").id.subject();
    let body = json!({"certificate": certificate, "to": to, "until": until, "recourse": "none"});
    app.world.does("supplier", "certificate.offer/1", body, 1).await;
}

#[tokio::test]
async fn a_certificate_is_offered_to_whom_a_code_names() {
    let (app, certificate) = with_certificate().await;
    let page = format!("{}/offer", address(&certificate));
    app.page("supplier", "zh", &page)
        .await
        .is_page("zh")
        .says("name=\"code\"");
    let weaver = app.world.company("weaver");
    app.page("supplier", "en", &format!("{page}?code={}", weaver.code))
        .await
        .is_page("en")
        .says("data-kind=\"certificate.offer/1\"")
        .says("data-capacity=\"supplier\"")
        .says(&format!("name=\"to\" value=\"{}\"", weaver.id.subject()))
        .says(&format!("name=\"certificate\" value=\"{certificate}\""))
        .says("name=\"recourse\"")
        .says("max=\"2026-04-07T23:59\"")
        .says("河北洁纺无纺布有限公司")
        .says("Civil Code article 545");
    for (party, why) in [
        ("buyer", "Civil Code article 576"),
        ("supplier", "your own party"),
        ("bank", "does not act as a supplier"),
    ] {
        app.page(
            "supplier",
            "en",
            &format!("{page}?code={}", app.world.company(party).code),
        )
        .await
        .is_page("en")
        .says(why)
        .says_not("certificate.offer/1");
    }
    app.page("supplier", "en", &format!("{page}?code=91130199MA0XXXXX00"))
        .await
        .says("No active party has this code");
    assert_eq!(app.page("buyer", "en", &page).await.status, StatusCode::FORBIDDEN);
    assert_eq!(
        app.page("weaver", "en", &page).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn an_offer_is_answered_by_whom_it_was_made_to_and_taken_back_by_who_made_it() {
    let (app, certificate) = with_certificate().await;
    offered_to_the_weaver(&app, &certificate).await;
    let address = address(&certificate);
    for language in ["zh", "en"] {
        app.page("weaver", language, &format!("{address}/accept"))
            .await
            .is_page(language)
            .says("data-kind=\"certificate.accept/1\"")
            .says("name=\"payee.account\" value=\"11050199360000001024\"")
            .says("1,200,000.00 CNY");
        app.page("weaver", language, &format!("{address}/decline"))
            .await
            .is_page(language)
            .says("data-kind=\"certificate.decline/1\"");
        app.page("supplier", language, &format!("{address}/withdraw-offer"))
            .await
            .is_page(language)
            .says("data-kind=\"certificate.withdraw-offer/1\"");
    }
    app.page("supplier", "en", &address)
        .await
        .says("waits for an answer until 2026-02-12 09:00")
        .says("Next to act: 河北洁纺无纺布有限公司");
    app.page("weaver", "en", &address)
        .await
        .says("It is your party&#39;s turn.");
    for (party, act) in [
        ("supplier", "accept"),
        ("weaver", "withdraw-offer"),
        ("supplier", "split"),
    ] {
        let refused = app.page(party, "en", &format!("{address}/{act}")).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{party} {act}");
    }
}

#[tokio::test]
async fn an_offer_that_has_expired_is_gone_from_the_pages_too() {
    let (app, certificate) = with_certificate().await;
    offered_to_the_weaver(&app, &certificate).await;
    app.world.wait_days(4);
    let address = address(&certificate);
    // Whom it is no longer offered to it does not concern any more, once the lapse is recorded.
    let accept = app.page("weaver", "en", &format!("{address}/accept")).await;
    assert_eq!(accept.status, StatusCode::FORBIDDEN);
    app.page("supplier", "en", &address)
        .await
        .says("Nobody else has a right on it.")
        .says(&format!("{address}/split"));
}

#[tokio::test]
async fn a_split_is_divided_to_the_last_fen_and_recomputed_as_one_types() {
    let (app, certificate) = with_certificate().await;
    let page = format!("{}/split", address(&certificate));
    app.page("supplier", "en", &page)
        .await
        .is_page("en")
        .says("max=\"100\"");
    app.page("supplier", "zh", &format!("{page}?parts=7&how=equal"))
        .await
        .is_page("zh")
        .says("data-kind=\"certificate.split/1\"")
        .says(&format!("data-recompute=\"{page}/sum\""))
        .says("name=\"children.6.certificate\" data-new=\"certificate\"")
        .says("name=\"children.6.amount.value\"")
        .says("value=\"171,428.58\"")
        .says("value=\"171,428.57\"")
        .says("相符");
    for parts in ["1", "101", "ten"] {
        app.page("supplier", "en", &format!("{page}?parts={parts}"))
            .await
            .is_page("en")
            .says("Give a number from 2 to 100");
    }
    let sum = |first: &'static str, second: &'static str| {
        let query = format!("children.0.amount.value={first}&children.1.amount.value={second}&certificate=x");
        let (app, page) = (&app, &page);
        async move { app.page("supplier", "en", &format!("{page}/sum?{query}")).await }
    };
    sum("700,000", "500000.00").await.says("adds up");
    sum("700000", "499999.99").await.says("left to divide: 0.01 CNY");
    sum("700000", "500000.01").await.says("too much by 0.01 CNY");
    sum("1200000", "0")
        .await
        .says("Part 2 is not an amount above zero.");
    assert_eq!(app.page("buyer", "en", &page).await.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_cancellation_is_proposed_by_one_side_and_answered_by_the_other() {
    let (app, certificate) = with_certificate().await;
    let page = format!("{}/cancel", address(&certificate));
    app.page("buyer", "zh", &page)
        .await
        .is_page("zh")
        .says("data-kind=\"cancellation.propose/1\"")
        .says("data-capacity=\"buyer\"")
        .says("data-new=\"cancellation\"");
    let cancellation = app.world.new_id("cancellation");
    let body = json!({"cancellation": cancellation, "certificate": certificate, "reason": "货物退回"});
    app.world.does("buyer", "cancellation.propose/1", body, 1).await;
    let proposal = format!("/{}", cancellation.replacen("cancellation", "cancellations", 1));
    app.page("supplier", "en", &proposal)
        .await
        .is_page("en")
        .says("货物退回")
        .says(&format!("{proposal}/accept"))
        .says(&format!("{proposal}/decline"));
    for (party, act, kind) in [
        ("supplier", "accept", "cancellation.accept/1"),
        ("supplier", "decline", "cancellation.decline/1"),
        ("buyer", "withdraw", "cancellation.withdraw/1"),
    ] {
        app.page(party, "en", &format!("{proposal}/{act}"))
            .await
            .is_page("en")
            .says(&format!("data-kind=\"{kind}\""))
            .says(&format!("name=\"cancellation\" value=\"{cancellation}\""));
    }
    let own = app.page("buyer", "en", &format!("{proposal}/accept")).await;
    assert_eq!(own.status, StatusCode::FORBIDDEN);
    let other = app.page("weaver", "en", &proposal).await;
    assert_eq!(other.status, StatusCode::NOT_FOUND);
    app.page("supplier", "en", &address(&certificate))
        .await
        .says("A proposal to cancel it waits for an answer.");
    // Agreeing would be refused while another right is on the certificate, so nobody is asked to propose it then.
    offered_to_the_weaver(&app, &certificate).await;
    app.page("buyer", "en", &address(&certificate))
        .await
        .is_page("en")
        .says_not("/cancel\"");
    assert_eq!(app.page("buyer", "en", &page).await.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn what_is_signed_names_a_certificate_by_its_number() {
    let (app, certificate) = with_certificate().await;
    let (page, number) = (address(&certificate), number(&app, &certificate).await);
    let named = format!("\"{certificate}\":\"{number}\"");
    let (_, id) = certificate.split_once('/').unwrap();
    let before = [
        (
            "supplier",
            format!("{page}/offer?code={}", app.world.company("weaver").code),
        ),
        ("supplier", format!("{page}/split?parts=2")),
        ("buyer", format!("{page}/cancel")),
        ("buyer", format!("/payments/new?certificate={id}")),
        ("operator", format!("/freeze?number={number}")),
    ];
    for (party, path) in &before {
        app.page(party, "en", path).await.is_page("en").says(&named);
    }
    offered_to_the_weaver(&app, &certificate).await;
    for (party, act) in [
        ("weaver", "accept"),
        ("weaver", "decline"),
        ("supplier", "withdraw-offer"),
    ] {
        app.page(party, "zh", &format!("{page}/{act}"))
            .await
            .is_page("zh")
            .says(&named);
    }
}

#[tokio::test]
async fn what_is_signed_names_a_cancellation_by_the_number_of_its_certificate() {
    let (app, certificate) = with_certificate().await;
    let number = number(&app, &certificate).await;
    let cancellation = app.world.new_id("cancellation");
    let body = json!({"cancellation": cancellation, "certificate": certificate, "reason": "货物退回"});
    app.world.does("buyer", "cancellation.propose/1", body, 1).await;
    let proposal = format!("/{}", cancellation.replacen("cancellation", "cancellations", 1));
    for (party, act) in [
        ("supplier", "accept"),
        ("supplier", "decline"),
        ("buyer", "withdraw"),
    ] {
        for (language, called) in [
            ("zh", number.clone()),
            ("en", format!("the cancellation of {number}")),
        ] {
            app.page(party, language, &format!("{proposal}/{act}"))
                .await
                .is_page(language)
                .says(&format!("\"{cancellation}\":\"{called}\""));
        }
    }
}

#[tokio::test]
async fn a_court_s_order_is_carried_out_by_the_operator_who_sees_no_more_than_it_must() {
    let (app, certificate) = with_certificate().await;
    let number = number(&app, &certificate).await;
    let page = format!("/freeze?number={}", number.to_lowercase().replace('-', "%20"));
    for (language, says) in [("zh", "未冻结"), ("en", "not frozen")] {
        app.page("operator", language, &page)
            .await
            .is_page(language)
            .says("data-kind=\"certificate.freeze/1\"")
            .says(&format!("name=\"certificate\" value=\"{certificate}\""))
            .says(says)
            .says_not("1,200,000")
            .says_not("永宁区人民医院");
    }
    assert_eq!(
        app.page("supplier", "en", &page).await.status,
        StatusCode::FORBIDDEN
    );
    let body =
        json!({"certificate": certificate, "order": "（2026）京0199执保12号", "digest": "7a".repeat(32)});
    app.world.does("operator", "certificate.freeze/1", body, 2).await;
    app.page("operator", "en", &page)
        .await
        .says("data-kind=\"certificate.unfreeze/1\"");
    app.page("supplier", "en", &address(&certificate))
        .await
        .is_page("en")
        .says("（2026）京0199执保12号")
        .says("An order of a court stops everything but payment.")
        .says_not("/cancel\"");
}

/// Twice as many entries as these rounds.
async fn offered_and_withdrawn(app: &App, certificate: &str, rounds: usize) {
    for _ in 0..rounds {
        offered_to_the_weaver(app, certificate).await;
        let body = json!({"certificate": certificate});
        app.world
            .does("supplier", "certificate.withdraw-offer/1", body, 1)
            .await;
    }
}

#[tokio::test]
async fn a_certificate_of_a_hundred_parts_with_a_long_history_is_a_light_page() {
    let (app, certificate) = with_certificate().await;
    offered_and_withdrawn(&app, &certificate, 26).await;
    let amount = json!({"value": "12000.00", "currency": "CNY"});
    let parts: Vec<_> = (0..100)
        .map(|_| json!({"certificate": app.world.new_id("certificate"), "amount": amount}))
        .collect();
    let body = json!({"certificate": certificate, "children": parts});
    app.world.does("supplier", "certificate.split/1", body, 1).await;
    for (language, parts) in [("en", "100 parts"), ("zh", "共 100 张子证明")] {
        let page = app.page("supplier", language, &address(&certificate)).await;
        page.is_page(language).says(parts);
        assert_eq!(page.text.matches("data-seq=").count(), 50);
        assert_eq!(page.text.matches("12,000.00</td>").count(), 100);
    }
}

#[tokio::test]
async fn a_long_history_begins_with_the_newest_and_leads_to_the_rest() {
    let (app, certificate) = with_certificate().await;
    let first = *app.world.store.watch().borrow() - 1;
    offered_and_withdrawn(&app, &certificate, 26).await;
    let last = *app.world.store.watch().borrow() - 1;
    let (oldest, newest) = (format!("data-seq=\"{first}\""), format!("data-seq=\"{last}\""));
    let page = app.page("supplier", "en", &address(&certificate)).await;
    page.is_page("en")
        .says(&newest)
        .says_not(&oldest)
        .says("Earlier entries");
    let (_, link) = page
        .text
        .split_once(&format!("href=\"/history/{certificate}?after="))
        .unwrap();
    let (place, _) = link.split_once('"').unwrap();
    let earlier = format!("/history/{certificate}?after={place}");
    for language in ["zh", "en"] {
        app.page("supplier", language, &earlier)
            .await
            .is_page(language)
            .says(&oldest)
            .says_not(&newest);
    }
    let whole = format!("/history/{certificate}");
    app.page("supplier", "en", &earlier)
        .await
        .says(&format!("href=\"{whole}\""))
        .says(&format!("href=\"{}\"", address(&certificate)))
        .says_not("Earlier entries");
    let number = number(&app, &certificate).await;
    app.page("supplier", "en", &whole)
        .await
        .is_page("en")
        .says(&format!("Offer certificate {number} to "))
        .says(&newest);
    // It is the history of those whom it concerns, and for nobody else there is none.
    for (party, path) in [("bank", &whole), ("supplier", &format!("{whole}x"))] {
        let refused = app.page(party, "en", path).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "{party} {path}");
    }
    let broken = app.page("supplier", "en", &format!("{whole}?after=x")).await;
    assert_eq!(broken.status, StatusCode::BAD_REQUEST);
}

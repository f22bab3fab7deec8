//! What a bank must not lose sight of on a request: rights that its search found, clocks of its bid, and the debtor's record.

use serde_json::json;
use tallystick_testbed::{assessment, yuan};

use crate::credit::{DAY, HOUR, asked, path};

#[tokio::test]
async fn no_right_that_a_search_found_is_left_out_of_the_order() {
    let (app, lending) = asked(|_, _| ()).await;
    let mut body = assessment(&lending.review, app.world.store.today().await.unwrap());
    let found = (0..20).map(|place| {
        json!({
            "number": format!("ZD-{place:02}"), "secured": "河北某银行",
            "registered_at": 1_768_000_000_000_u64 + place * 60_000, "amount": yuan("10000.00"),
        })
    });
    body["search"]["found"] = found.collect();
    body["checks"][5]["result"] = json!({"overridden": {"reason": "均在注销中"}});
    app.world.does("bank", "review.assess/1", body, 1).await;
    for page in ["", "/priority"] {
        let shown = app.page("bank", "en", &path(&lending, page)).await;
        for place in 0..20 {
            shown.says(&format!("河北某银行, filing ZD-{place:02}</td>"));
        }
        // All of them come before the bank, which registers after them.
        shown.says("data-head=\"Rank\">21</th>");
    }
    app.page("bank", "en", &path(&lending, "/priority"))
        .await
        .says("name=\"who.25\"");
}

#[tokio::test]
async fn a_bid_that_was_not_made_in_time_is_missed_and_waits_for_nobody() {
    let (app, lending) = asked(|world, request| {
        request["bids_until"] = json!(world.store.now().as_millis() + DAY);
    })
    .await;
    app.page("bank", "en", "/home")
        .await
        .says("Requests to review: 1, within 5 days: 1");
    app.world.wait(DAY + HOUR);
    let home = app.page("bank", "en", "/home").await;
    home.says("missed: no bid").says_not("Requests to review");
    app.page("bank", "zh", "/reviews")
        .await
        .says("已错过：未按时报价或公开");
    app.page("bank", "en", &path(&lending, ""))
        .await
        .is_page("en")
        .says("The time for bids is over; the result is awaited.");
}

#[tokio::test]
async fn the_record_of_the_debtor_goes_with_the_request() {
    let (app, lending) = asked(|_, _| ()).await;
    let withdrawal = json!({"request": lending.request});
    app.world
        .does("supplier", "request.withdraw/1", withdrawal, 1)
        .await;
    app.page("bank", "en", &path(&lending, ""))
        .await
        .is_page("en")
        .says("Shown while a certificate of the debtor is held for this request")
        .says_not("Left without an answer in time");
}

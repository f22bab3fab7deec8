//! What waits at the desks of a buyer and of a confirmation centre.

use axum::http::StatusCode;
use serde_json::json;
use tallystick_testbed::{Engine, World};

use crate::app::{App, Shown};
use crate::trade::told;

#[tokio::test]
async fn the_desk_of_a_buyer_shows_what_waits_with_days_left() {
    let told = told().await;
    let desk = told.app.page("buyer", "en", "/receivables").await;
    desk.says("1 waiting, 1,200,000.00 CNY in all")
        .says("26112000000012345679")
        .says("1 finding")
        .says("30 days left")
        .says("2026-03-11 Wed")
        .says("2026-04-30 Thu");
    assert!(
        !desk.text.contains("26112000000012345678"),
        "what is confirmed waits no more"
    );
    told.app
        .page("buyer", "en", "/home")
        .await
        .says("1 claim to answer")
        .says("30 days left");
    told.app
        .page("centre", "en", "/home")
        .await
        .says("1 claim to look at");
}

#[tokio::test]
async fn claims_are_narrowed_to_the_other_side_and_to_days_in_the_address() {
    let told = told().await;
    let party = |name: &str| told.app.world.company(name).id.to_string();
    let (supplier, buyer, weaver) = (party("supplier"), party("buyer"), party("weaver"));
    // Each chooses among the other sides of its contracts; an auditor among both.
    let list = told.app.page("supplier", "en", "/receivables").await;
    list.is_page("en")
        .says(&format!("<option value=\"{buyer}\">"))
        .says_not("name=\"supplier\"");
    let list = told
        .app
        .page("buyer", "zh", &format!("/receivables?supplier={supplier}"))
        .await;
    list.is_page("zh")
        .says(&format!("<option value=\"{supplier}\" selected>"))
        .says_not("name=\"buyer\"")
        .says("26112000000012345678")
        .says("26112000000012345679");
    told.app
        .page("auditor", "en", "/receivables")
        .await
        .says("name=\"supplier\"")
        .says("name=\"buyer\"");
    for (narrowed, number) in [
        (
            format!("supplier={supplier}&day=due&from=2026-04-08"),
            Some("26112000000012345679"),
        ),
        (
            format!("supplier={supplier}&day=due&until=2026-04-07"),
            Some("26112000000012345678"),
        ),
        (format!("supplier={weaver}"), None),
        ("until=2025-12-31".to_owned(), None),
        ("day=answer&until=2025-12-31".to_owned(), None),
    ] {
        let list = told
            .app
            .page("buyer", "en", &format!("/receivables?{narrowed}"))
            .await;
        list.is_page("en");
        for one in ["26112000000012345678", "26112000000012345679"] {
            assert_eq!(list.text.contains(one), number == Some(one), "{narrowed}: {one}");
        }
        let is_empty = list.text.contains("No receivable fits these filters.");
        assert_eq!(is_empty, number.is_none(), "{narrowed}");
    }
    for wrong in ["from=tomorrow", "supplier=nobody"] {
        let refused = told
            .app
            .page("buyer", "en", &format!("/receivables?{wrong}"))
            .await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{wrong}");
    }
}

#[tokio::test]
async fn a_claim_that_a_centre_looks_at_tells_each_side_whose_step_it_is() {
    let world = World::with_everybody(Engine::Sqlite).await;
    let contract = world.contract("YNYY-ZS-2026-002").await;
    let receivable = world.new_id("receivable");
    let mut claim = world.claim(&contract, &receivable, "26112000000070010000");
    claim["centre"] = json!(world.company("centre").id.subject());
    world.does("supplier", "receivable.claim/1", claim, 1).await;
    let app = App::of(world);
    let path = format!("/receivables/{}", receivable.rsplit('/').next().unwrap());
    let unseen = "The confirmation centre has not passed on its opinion yet";
    let centre = app.page("centre", "en", &path).await;
    centre.says("Yours to check and pass on.").says_not(unseen);
    app.page("buyer", "en", &path)
        .await
        .says("Yours to answer by")
        .says(unseen);
    let supplier = app.page("supplier", "en", &path).await;
    supplier.says(" answers by ").says_not(unseen);
    let forward = json!({"receivable": receivable, "findings": []});
    app.world.does("centre", "receivable.forward/1", forward, 1).await;
    app.page("centre", "en", &path)
        .await
        .says(" answers by ")
        .says_not("Yours to check");
    let buyer = app.page("buyer", "en", &path).await;
    buyer.says("Yours to answer by").says_not(unseen);
}

#[tokio::test]
async fn a_centre_is_told_its_step_where_the_buyer_has_no_time_to_keep_too() {
    let world = World::with_everybody(Engine::Sqlite).await;
    // The law sets a buyer no days towards a large supplier, and this contract agrees none.
    let contract = world.contract_with("YNYY-ZS-2026-003", "large").await;
    let receivable = world.new_id("receivable");
    let mut claim = world.claim(&contract, &receivable, "26112000000070020000");
    claim["centre"] = json!(world.company("centre").id.subject());
    world.does("supplier", "receivable.claim/1", claim, 1).await;
    let app = App::of(world);
    let path = format!("/receivables/{}", receivable.rsplit('/').next().unwrap());
    for (party, words) in [
        ("centre", "Yours to check and pass on. Neither law nor contract"),
        ("buyer", "Yours to answer. Neither law nor contract sets a time."),
        ("supplier", " is to answer. Neither law nor contract sets a time."),
    ] {
        app.page(party, "en", &path).await.is_page("en").says(words);
    }
}

#[tokio::test]
async fn a_centre_sees_what_it_passed_on_by_its_last_day_and_that_there_is_more() {
    let world = World::with_everybody(Engine::Sqlite).await;
    let contract = world.contract("YNYY-ZS-2026-001").await;
    let receivables: Vec<String> = (0..12).map(|_| world.new_id("receivable")).collect();
    for (place, receivable) in receivables.iter().enumerate() {
        let mut claim = world.claim(&contract, receivable, &format!("2611200000007000{place:04}"));
        claim["centre"] = json!(world.company("centre").id.subject());
        world.does("supplier", "receivable.claim/1", claim, 1).await;
        let forward = json!({"receivable": receivable, "findings": []});
        world.does("centre", "receivable.forward/1", forward, 1).await;
        world.wait_days(1);
    }
    let app = App::of(world);
    let rows = |shown: &Shown| shown.text.matches("<th scope=\"row\" class=\"number\"").count();
    for (language, sum) in [
        (
            "en",
            "12 passed on and not answered yet, 14,400,000.00 CNY in all",
        ),
        ("zh", "已转送、采购单位未答复 12 笔，共 14,400,000.00 CNY"),
    ] {
        let home = app.page("centre", language, "/home").await;
        home.is_page(language)
            .says("26112000000070000000")
            .says_not("26112000000070000010")
            .says("href=\"/receivables?show=passed\"");
        assert_eq!(rows(&home), 10);
        let list = app.page("centre", language, "/receivables?show=passed").await;
        list.is_page(language).says(sum).says_not("/forward\"");
        assert_eq!(rows(&list), 12);
        let place = |number| list.text.find(number).unwrap();
        assert!(place("26112000000070000000") < place("26112000000070000011"));
        app.page("centre", language, "/receivables")
            .await
            .is_page(language)
            .says("<option value=\"passed\">")
            .says_not("26112000000070000000");
    }
    // What is answered makes room for the next.
    let confirmation = app
        .world
        .confirmation(&receivables[0], &app.world.new_id("certificate"));
    app.world
        .does("buyer", "receivable.confirm/1", confirmation, 2)
        .await;
    app.page("centre", "en", "/home")
        .await
        .says("26112000000070000010")
        .says_not("26112000000070000000")
        .says("of the claims of the last 30 days</dt><dd>12 / 12</dd>")
        .says("of the claims of the last 30 days</dt><dd>1 / 12</dd>")
        .says("of these answers</dt><dd>12 days</dd>");
}

#[tokio::test]
async fn a_centre_is_told_how_much_waits_and_how_near_its_end_it_is() {
    let world = World::with_everybody(Engine::Sqlite).await;
    let contract = world.contract("YNYY-ZS-2026-002").await;
    for (place, days) in [(0, 20), (1, 0)] {
        let number = format!("2611200000007100000{place}");
        let mut claim = world.claim(&contract, &world.new_id("receivable"), &number);
        claim["centre"] = json!(world.company("centre").id.subject());
        world.does("supplier", "receivable.claim/1", claim, 1).await;
        world.wait_days(days);
    }
    let app = App::of(world);
    let figures = |soon: &str, recent: &str| {
        [
            "<dt><a href=\"/receivables\">Waiting to be passed on</a></dt><dd>2</dd>".to_owned(),
            format!("the buyer must answer within 5 days</dt><dd{soon}</dd>"),
            "<dt><a href=\"/receivables?show=passed\">Passed on, and not answered yet</a></dt><dd>0</dd>"
                .to_owned(),
            format!("Passed on, of the claims of the last 30 days</dt><dd>0 / {recent}</dd>"),
            "of these answers</dt><dd>—</dd>".to_owned(),
        ]
    };
    // The first is to be answered by 2026-03-11, and it is 2026-03-01.
    let home = app.page("centre", "en", "/home").await;
    for figure in figures(">0", "2") {
        home.is_page("en").says(&figure);
    }
    app.page("centre", "zh", "/home")
        .await
        .is_page("zh")
        .says("待转送</a></dt><dd>2</dd>");
    app.world.wait_days(11);
    let home = app.page("centre", "en", "/home").await;
    for figure in figures(" class=\"left-red\">1", "1") {
        home.is_page("en").says(&figure);
    }
}

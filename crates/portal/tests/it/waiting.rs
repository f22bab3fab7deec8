//! What waits for further signatures, and what is new.

use axum::http::StatusCode;
use serde_json::json;
use tallystick_store::{ProposalFilter, ProposalStage};
use tallystick_testbed::{Engine, World};

use crate::app::App;
use crate::house::{join, new_key, post};

/// A claim of the supplier that one member of the buyer has confirmed; returns the receivable and the proposal.
async fn half_confirmed(world: &World) -> (String, String) {
    half_confirmed_after(world, 0).await
}

/// The same, confirmed so many days after the claim.
async fn half_confirmed_after(world: &World, days: u64) -> (String, String) {
    let contract = world.contract("YNYY-2026-001").await;
    let (receivable, certificate) = (world.new_id("receivable"), world.new_id("certificate"));
    let claim = world.claim(&contract, &receivable, "26117000000012345678");
    world
        .act("supplier", "receivable.claim/1", claim, 1)
        .await
        .unwrap();
    world.wait_days(days);
    let confirmation = world.confirmation(&receivable, &certificate);
    world
        .act("buyer", "receivable.confirm/1", confirmation, 1)
        .await
        .unwrap();
    let viewer = world.viewer("buyer", 0).await;
    let open = world
        .store
        .proposals(&viewer, ProposalFilter::default())
        .await
        .unwrap();
    (receivable, open.items.first().unwrap().id.to_string())
}

#[tokio::test]
async fn a_proposal_waits_for_the_checker_and_not_for_the_maker() {
    let app = App::of(World::with_everybody(Engine::Sqlite).await);
    let (_, id) = half_confirmed(&app.world).await;
    let checker = app.cookie("buyer", 1).await;
    let english = format!("{checker}; tallystick-language=en");
    app.get(&english, "/waiting")
        .await
        .is_page("en")
        .says("1,200,000.00 CNY")
        .says("北京市永宁区人民医院0")
        .says("1 signature is missing, a checker&#39;s");
    let begun = "1 answer to a claim waits for a colleague’s signature";
    app.get(&english, "/home")
        .await
        .says("<span class=\"count\">1</span>")
        .says_not(begun);
    let path = format!("/waiting/{id}");
    app.get(&english, &path)
        .await
        .is_page("en")
        .says("class=\"cosign\"")
        .says(&format!("data-proposal=\"{id}\""))
        .says("data-kind=\"receivable.confirm/1\"")
        .says("data-button=\"Confirm the receivable: {amount}\"")
        .says("class=\"names\"")
        .says(&format!(
            "{} acknowledges that it owes {} the amount",
            app.world.company("buyer").name,
            app.world.company("supplier").name
        ))
        .says("The legal text that is signed")
        // The very text that the body names, in the language that the first signer read.
        .says("data-legal-text lang=\"zh\">确认本应收账款，即表示本单位");
    let maker = app.page("buyer", "en", "/home").await;
    assert!(!maker.text.contains("class=\"count\""), "{}", maker.text);
    let strangers = app.page("supplier", "en", &path).await;
    assert_eq!(strangers.status, StatusCode::NOT_FOUND);
    let viewer = join(&app, "buyer", &["viewer"], &new_key(71)).await;
    let shown = app.get(&format!("{viewer}; tallystick-language=en"), &path).await;
    shown.is_page("en").says("You are a viewer");
    assert!(!shown.text.contains("class=\"cosign\""));
}

/// The claim's own time runs on until the last signature: four days of it are left here.
#[tokio::test]
async fn a_claim_whose_answer_waits_for_a_colleague_is_none_to_answer() {
    let app = App::of(World::with_everybody(Engine::Sqlite).await);
    half_confirmed_after(&app.world, 26).await;
    let (todo, begun) = (
        "claim to answer",
        "<span class=\"tag tag-risk\">soon</span> 1 answer to a claim waits for a colleague’s signature",
    );
    let (sum, waits) = ("1 waiting, ", "1 claim awaits a second signature.");
    app.page("buyer", "en", "/home").await.says(begun).says_not(todo);
    let maker = app.page("buyer", "en", "/receivables").await;
    maker.is_page("en").says(waits).says_not(sum);
    app.page("buyer", "zh", "/receivables")
        .await
        .says("1 笔待复核签署。");
    let checker = app.cookie("buyer", 1).await;
    let english = format!("{checker}; tallystick-language=en");
    let home = app.get(&english, "/home").await;
    home.says_not(begun).says_not(todo);
    app.get(&english, "/receivables").await.says(waits).says_not(sum);
    let contract = app.world.contract("YNYY-2026-002").await;
    let another = app.world.new_id("receivable");
    let claim = app.world.claim(&contract, &another, "26117000000012345679");
    app.world.does("supplier", "receivable.claim/1", claim, 1).await;
    let home = app.page("buyer", "en", "/home").await;
    home.says("1 claim to answer").says(begun);
    let list = app.page("buyer", "en", "/receivables").await;
    list.says("1 waiting, 1,200,000.00 CNY in all").says(waits);
}

/// It is told once: as what waits for a colleague.
#[tokio::test]
async fn a_disputed_claim_whose_answer_waits_for_a_colleague_is_none_to_settle() {
    let app = App::of(World::with_everybody(Engine::Sqlite).await);
    let world = &app.world;
    let contract = world.contract("YNYY-2026-003").await;
    let disputed =
        ["26117000000012345691", "26117000000012345692"].map(|number| (world.new_id("receivable"), number));
    for (receivable, number) in &disputed {
        let claim = world.claim(&contract, receivable, number);
        world.does("supplier", "receivable.claim/1", claim, 1).await;
        let dispute = json!({"receivable": receivable, "reasons": [{"code": "QUA", "note": null}]});
        world.does("buyer", "receivable.dispute/1", dispute, 1).await;
    }
    let (begun, both, one) = (
        "1 answer to a claim waits for a colleague’s signature",
        "2 disputed claims are to be settled",
        "1 disputed claim is to be settled",
    );
    let home = app.page("buyer", "en", "/home").await;
    home.says(both).says("2,400,000.00 CNY").says_not(begun);
    let confirmation = world.confirmation(&disputed[0].0, &world.new_id("certificate"));
    world
        .act("buyer", "receivable.confirm/1", confirmation, 1)
        .await
        .unwrap();
    let home = app.page("buyer", "en", "/home").await;
    home.says(begun).says(one).says_not(both);
}

/// A statement is signed by several within ten days.
#[tokio::test]
async fn the_days_that_are_left_to_sign_are_counted_down() {
    let app = App::of(World::with_everybody(Engine::Sqlite).await);
    let (_, id) = half_confirmed(&app.world).await;
    let pages = [
        "/waiting".to_owned(),
        "/home".to_owned(),
        format!("/waiting/{id}"),
    ];
    for (wait, bar, zh, en) in [
        (0, "left left-calm", "剩余 10 天", "10 days left"),
        (5, "left left-amber", "剩余 5 天", "5 days left"),
        (4, "left left-red", "剩余 1 天", "1 day left"),
    ] {
        app.world.wait_days(wait);
        let checker = app.cookie("buyer", 1).await;
        for (language, words) in [("zh", zh), ("en", en)] {
            for page in &pages {
                let shown = app
                    .get(&format!("{checker}; tallystick-language={language}"), page)
                    .await;
                shown
                    .is_page(language)
                    .says(&format!("<span class=\"{bar}\">"))
                    .says(words);
            }
        }
        // On the workbench it is told apart on its last day.
        let home = app
            .get(&format!("{checker}; tallystick-language=en"), "/home")
            .await;
        let soon = home.text.contains("<span class=\"tag tag-risk\">soon</span>");
        assert_eq!(soon, bar == "left left-red", "{bar}");
    }
    // The maker, who has signed, sees how long it waits for the other.
    app.page("buyer", "en", "/waiting").await.says("1 day left");
}

/// The proposal of this kind that waits at a party.
async fn waiting(world: &World, party: &str, kind: &str) -> String {
    let viewer = world.viewer(party, 0).await;
    let open = world.store.proposals(&viewer, ProposalFilter::default()).await;
    let mut open = open.unwrap().items.into_iter();
    format!("/waiting/{}", open.find(|one| one.kind == kind).unwrap().id)
}

#[tokio::test]
async fn whoever_signs_second_has_the_papers_beside_what_it_signs() {
    let world = World::with_everybody(Engine::Sqlite).await;
    let rules = ["receivable.dispute", "receivable.reject"]
        .map(|command| json!({"command": command, "from": null, "signatures": 2, "checker": false}));
    let policy = json!({"policy": {"sole_member": false, "rules": rules}});
    world.does("buyer", "policy.change/1", policy, 2).await;
    let contract = world.contract("YNYY-2026-004").await;
    let app = App::of(world);
    for (kind, invoice) in [
        ("receivable.confirm/1", "26117000000012345681"),
        ("receivable.dispute/1", "26117000000012345682"),
        ("receivable.reject/1", "26117000000012345683"),
    ] {
        let (world, receivable) = (&app.world, app.world.new_id("receivable"));
        let mut claim = world.claim(&contract, &receivable, invoice);
        claim["due_on"] = json!("2026-04-30");
        world.does("supplier", "receivable.claim/1", claim, 1).await;
        let answer = match kind {
            "receivable.confirm/1" => world.confirmation(&receivable, &world.new_id("certificate")),
            _ => json!({"receivable": receivable, "reasons": [{"code": "QUA", "note": null}]}),
        };
        world.act("buyer", kind, answer, 1).await.unwrap();
        let (page, checker) = (waiting(world, "buyer", kind).await, app.cookie("buyer", 1).await);
        let (_, id) = receivable.split_once('/').unwrap();
        let file = format!("/v1/files/{}?subject=receivable%2F{id}", "7".repeat(64));
        for (language, finding) in [
            (
                "en",
                "It is claimed as due on 2026-04-30; by the contract it is due on 2026-04-07.",
            ),
            ("zh", "三单核对结果"),
        ] {
            app.get(&format!("{checker}; tallystick-language={language}"), &page)
                .await
                .is_page(language)
                .says(&format!("href=\"/receivables/{id}\">{invoice}</a>"))
                .says(finding)
                .says("YNYY-DD-2026-0031")
                .says("13%")
                .says(&file)
                .says(&format!("href=\"/{}\"", contract.replace('/', "s/")))
                .says("class=\"cosign\"");
        }
    }
}

#[tokio::test]
async fn what_a_proposal_names_is_opened_from_it_by_whoever_has_a_page_of_it() {
    let world = World::with_everybody(Engine::Sqlite).await;
    let contract = world.contract("YNYY-2026-005").await;
    let certificate = world.certificate(&contract, "26117000000012345684").await;
    let lending = world.lending(&certificate, "JB-E2E-0005");
    world.bank_opens(&lending, "5000000.00").await;
    world.supplier_borrows(&lending).await;
    world.bank_assesses(&lending).await;
    let approval = world.approval(&lending);
    world.act("bank", "loan.approve/1", approval, 1).await.unwrap();
    let order =
        json!({"certificate": certificate, "order": "（2026）京0199执保13号", "digest": "7a".repeat(32)});
    world
        .act("operator", "certificate.freeze/1", order, 1)
        .await
        .unwrap();
    let app = App::of(world);
    let approve = waiting(&app.world, "bank", "loan.approve/1").await;
    let freeze = waiting(&app.world, "operator", "certificate.freeze/1").await;
    let (_, request) = lending.request.split_once('/').unwrap();
    for (language, kind) in [("zh", "融资申请"), ("en", "request")] {
        app.page("bank", language, &approve)
            .await
            .is_page(language)
            .says(&format!("<dt>{kind}</dt><dd><a href=\"/reviews/{request}\">"))
            // The loan is made with the last signature.
            .says_not("href=\"/loans/")
            .says_not("class=\"aside beside evidence\"");
        app.page("bank", language, &format!("/reviews/{request}"))
            .await
            .is_page(language);
        // The operator has no page of a certificate.
        app.page("operator", language, &freeze)
            .await
            .is_page(language)
            .says_not("href=\"/certificates/");
    }
}

#[tokio::test]
async fn what_a_colleague_began_is_not_begun_again() {
    let app = App::of(World::with_everybody(Engine::Sqlite).await);
    let (receivable, id) = half_confirmed(&app.world).await;
    let (waiting, page) = (
        format!("/waiting/{id}"),
        format!("/{}", receivable.replace('/', "s/")),
    );
    for list in ["/receivables", "/home", &page] {
        app.page("buyer", "en", list)
            .await
            .is_page("en")
            .says(&format!("href=\"{waiting}\""))
            .says_not(&format!("href=\"{page}/confirm\""));
    }
}

#[tokio::test]
async fn what_moved_on_is_told_with_who_moved_it() {
    let app = App::of(World::with_everybody(Engine::Sqlite).await);
    let (receivable, id) = half_confirmed(&app.world).await;
    app.world
        .act(
            "supplier",
            "receivable.withdraw/1",
            json!({"receivable": receivable}),
            1,
        )
        .await
        .unwrap();
    let shown = app.page("buyer", "en", &format!("/waiting/{id}")).await;
    shown
        .is_page("en")
        .says("overtaken")
        .says(app.world.company("supplier").name)
        .says("Begin it anew");
    assert!(!shown.text.contains("class=\"cosign\""));
    app.page("buyer", "zh", "/waiting")
        .await
        .is_page("zh")
        .says("已失效");
}

#[tokio::test]
async fn what_expired_or_was_declined_is_told() {
    let app = App::of(World::with_everybody(Engine::Sqlite).await);
    let (_, id) = half_confirmed(&app.world).await;
    let viewer = app.world.viewer("buyer", 1).await;
    let open = app
        .world
        .store
        .proposals(&viewer, ProposalFilter::default())
        .await
        .unwrap();
    let proposal = open.items.into_iter().next().unwrap();
    assert_eq!(proposal.stage, ProposalStage::Waiting);
    app.world
        .store
        .decline_proposal(&viewer, &proposal.id, viewer.member, "金额有误")
        .await
        .unwrap();
    app.page("buyer", "en", &format!("/waiting/{id}"))
        .await
        .says("北京市永宁区人民医院1 declined: 金额有误");
    let app = App::of(World::with_everybody(Engine::Sqlite).await);
    let (_, id) = half_confirmed(&app.world).await;
    app.world.wait_days(60);
    app.page("buyer", "en", &format!("/waiting/{id}"))
        .await
        .says("The time for signing ended");
}

#[tokio::test]
async fn what_is_new_is_counted_until_it_is_read() {
    let app = App::of(World::with_everybody(Engine::Sqlite).await);
    let cookie = app.cookie("buyer", 1).await;
    let english = format!("{cookie}; tallystick-language=en");
    let last = |world: &World| world.store.watch().borrow().saturating_sub(1);
    let read = format!("seq={}", last(&app.world));
    assert_eq!(
        post(&app, &cookie, "/news/read", &read).await.status,
        StatusCode::SEE_OTHER
    );
    let none = app.get(&english, "/home").await;
    assert!(!none.text.contains("news-count"), "{}", none.text);
    app.world.contract("YNYY-2026-002").await;
    app.get(&english, "/home")
        .await
        .says("<span class=\"news-count\">2<");
    app.get(&english, "/news")
        .await
        .is_page("en")
        .says("YNYY-2026-002")
        .says(app.world.company("supplier").name)
        .says("class=\"is-new\"");
    // The contract is none of the bank's business, and neither is what it says.
    let bank = app.page("bank", "en", "/news").await;
    assert!(!bank.text.contains("YNYY-2026-002"), "{}", bank.text);
    let read = format!("seq={}", last(&app.world));
    post(&app, &cookie, "/news/read", &read).await;
    assert!(!app.get(&english, "/home").await.text.contains("news-count"));
}

#[tokio::test]
async fn reminders_name_what_falls_due_within_ten_days() {
    let app = App::of(World::with_everybody(Engine::Sqlite).await);
    let contract = app.world.contract("YNYY-2026-003").await;
    app.world.certificate(&contract, "26117000000012345679").await;
    let early = app.page("buyer", "en", "/news").await;
    early.says("Nothing falls due within 10 days");
    // Due on 2026-04-07; the world began on 2026-02-09.
    app.world.wait_days(54);
    app.page("buyer", "en", "/news")
        .await
        .says("Pay <span")
        .says("2026-04-07 Tue")
        .says("3 days left");
    app.page("supplier", "en", "/news").await.says("Payment expected");
    let bank = app.page("bank", "en", "/news").await;
    bank.says("Nothing falls due within 10 days");
}

//! The operator's register: parties, new ones, those that are suspended, and those that lost their keys.

use std::fmt::Write as _;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::{Value, json};
use tallystick_base::{Millis, PartyId};
use tallystick_ledger::SigningKey;
use tallystick_portal::Upkeep;
use tallystick_store::Instance;
use tallystick_testbed::{Engine, World};

use crate::app::{App, Shown};
use crate::forms::ActForm;
use crate::house::{new_key, post};

const HOUR: u64 = 60 * 60 * 1_000;

/// What follows a text on a page, up to the end of the attribute.
fn after<'s>(shown: &'s Shown, text: &str) -> &'s str {
    let (_, rest) = shown
        .text
        .split_once(text)
        .unwrap_or_else(|| panic!("no {text}:\n{}", shown.text));
    rest.split('"').next().unwrap()
}

/// Answers the link on a page with a key, as the browser of the invited does.
async fn answer(app: &App, link: &Shown, party: &str, key: &SigningKey, name: &str) {
    let secret = after(link, "https://tallystick.test/invitations/");
    let owner: PartyId = format!("party/{party}").parse().unwrap();
    let possession = key
        .prove_possession(app.world.store.ledger(), &owner.subject())
        .unwrap();
    let body = json!({"jwk": key.public().to_jwk(), "possession": possession, "name": name});
    let request = Request::post(format!("/invitations/{secret}"))
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::HOST, "tallystick.test")
        .header("sec-fetch-site", "same-origin")
        .body(Body::from(body.to_string()))
        .unwrap();
    assert_eq!(app.send(request).await.status, StatusCode::OK);
}

#[tokio::test]
async fn parties_are_found_by_name_code_and_stage() {
    let app = App::of(World::with_everybody(Engine::Sqlite).await);
    let (supplier, buyer) = (app.world.company("supplier"), app.world.company("buyer"));
    for party in ["operator", "auditor"] {
        for language in ["zh", "en"] {
            app.page(party, language, "/parties")
                .await
                .is_page(language)
                .says(supplier.name)
                .says(buyer.code);
        }
    }
    for find in [supplier.code, &supplier.code.to_lowercase(), "安卫"] {
        let path = format!("/parties?find={}", escaped(find));
        app.page("operator", "en", &path)
            .await
            .is_page("en")
            .says(supplier.name)
            .says_not(buyer.name);
    }
    app.page("operator", "en", "/parties?capacity=buyer")
        .await
        .says(buyer.name)
        .says_not(supplier.name);
    app.page("operator", "en", "/parties?stage=suspended")
        .await
        .says("No party fits.");
    let auditor = app.page("auditor", "en", "/parties").await;
    auditor.says_not("/parties/new");
}

/// A text in a query.
fn escaped(text: &str) -> String {
    text.bytes().fold(String::new(), |mut all, byte| {
        let _ = write!(all, "%{byte:02X}");
        all
    })
}

#[tokio::test]
async fn a_party_is_shown_with_its_house_and_suspended_by_two() {
    let app = App::of(World::with_everybody(Engine::Sqlite).await);
    let world = &app.world;
    let id = world.company("supplier").id.uuid();
    let page = format!("/parties/{id}");
    for party in ["operator", "auditor"] {
        for language in ["zh", "en"] {
            app.page(party, language, &page)
                .await
                .is_page(language)
                .says(world.company("supplier").name)
                .says(world.company("supplier").code)
                .says("class=\"timeline\"");
        }
    }
    app.page("auditor", "en", &page)
        .await
        .says_not(&format!("{page}/suspend"));
    let shown = app.page("operator", "en", &page).await;
    shown.says(&format!("href=\"{page}/suspend\""));
    shown.says(&format!("href=\"{page}/recover\""));

    let shown = app.page("operator", "en", &format!("{page}/suspend")).await;
    let form = ActForm::read(world, &shown.is_page("en").text, "act");
    assert_eq!(form.kind(), "party.suspend/1");
    let mut body = form.body;
    body["reason"] = json!("营业执照年报逾期未报");
    world.act("operator", "party.suspend/1", body, 2).await.unwrap();
    app.page("operator", "en", &page)
        .await
        .says("营业执照年报逾期未报")
        .says(&format!("href=\"{page}/reinstate\""))
        .says_not(&format!("href=\"{page}/suspend\""));
    app.page("operator", "en", "/home").await.says("Suspended");
    let again = app.page("operator", "en", &format!("{page}/suspend")).await;
    assert_eq!(again.status, StatusCode::CONFLICT);

    let shown = app.page("operator", "zh", &format!("{page}/reinstate")).await;
    let form = ActForm::read(world, &shown.is_page("zh").text, "act");
    let mut body = form.body;
    body["reason"] = json!("年报已补报");
    world.act("operator", "party.reinstate/1", body, 2).await.unwrap();
    let own = world.company("operator").id.uuid();
    let own = app
        .page("operator", "en", &format!("/parties/{own}/suspend"))
        .await;
    assert_eq!(own.status, StatusCode::CONFLICT);
}

/// The registration as a person fills it in; the keys are those of the links.
fn filled_in(mut body: Value, keys: &[SigningKey]) -> Value {
    for (number, key) in keys.iter().enumerate() {
        assert_eq!(
            body["keys"][number]["kid"],
            json!(key.public().thumbprint()),
            "{body}"
        );
        assert_eq!(body["members"][number]["kid"], body["keys"][number]["kid"]);
    }
    body["capacities"] = json!(["supplier"]);
    body["identity"] = json!({"scheme": "uscc", "code": "91110199MA0NEW1X07"});
    let group = body["profile"]["group"].clone();
    body["profile"] = json!({
        "legal_name": "北京新纺有限公司", "address": "北京市永宁区", "contact": "010-5550", "size": "small",
        "group": group, "accounts": [], "net_assets": null,
    });
    body["members"][0]["roles"] = json!(["admin", "maker"]);
    body["members"][1]["roles"] = json!(["admin", "checker"]);
    body
}

/// An admin of the new party accepts its registration.
async fn it_accepts(app: &mut App, party: &str, keys: [SigningKey; 2]) {
    let mut company = app.world.company("weaver").clone();
    company.id = format!("party/{party}").parse().unwrap();
    for (person, key) in company.people.iter_mut().zip(keys) {
        person.key = key;
    }
    app.world.companies.insert("new", company);
    let shown = app.page("new", "en", "/house/accept").await;
    shown.says("<dt>Size of the enterprise</dt><dd>small</dd>");
    let form = ActForm::read(&app.world, &shown.text, "accept");
    assert_eq!(form.kind(), "party.accept/1");
    app.world
        .act("new", "party.accept/1", json!({}), 1)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_new_party_is_invited_registered_with_its_keys_and_accepts() {
    let mut app = App::of(World::with_everybody(Engine::Sqlite).await);
    let operator = app.cookie("operator", 0).await;
    let english = format!("{operator}; tallystick-language=en");
    let keys = [new_key(71), new_key(72)];
    let first = post(&app, &operator, "/parties/new", "label=First&party=").await;
    first.is_page("en").says("href=\"/parties/new?party=");
    let party = after(&first, "href=\"/parties/new?party=").to_owned();
    let place = format!("/parties/new?party={party}");
    app.get(&english, &place)
        .await
        .is_page("en")
        .says("Nobody has answered yet.");
    answer(&app, &first, &party, &keys[0], "孙一").await;
    let form = format!("label=Second&party={party}");
    let second = post(&app, &operator, "/parties/new", &form).await;
    answer(&app, &second, &party, &keys[1], "孙二").await;
    for language in ["zh", "en"] {
        let cookie = format!("{operator}; tallystick-language={language}");
        app.get(&cookie, "/parties/new")
            .await
            .is_page(language)
            .says("First")
            .says("Second");
        app.get(&cookie, &place)
            .await
            .is_page(language)
            .says("data-kind=\"party.register/1\"")
            .says("孙一")
            .says("_compared-1");
        app.get(&cookie, "/home").await.is_page(language).says(&place);
    }

    let head = app.world.company("buyer").clone();
    app.get(&english, &format!("{place}&group=91110199MA0NOBODY0"))
        .await
        .says("No active party has this code")
        .says_not("profile.group");
    let shown = app.get(&english, &format!("{place}&group={}", head.code)).await;
    shown
        .says("<option value=\"lei\">")
        .says(&format!("{} heads the group", head.name));
    let form = ActForm::read(&app.world, &shown.text, "register");
    assert_eq!(form.body["profile"]["group"], json!(head.id.to_string()));
    let body = filled_in(form.body, &keys);
    app.world
        .act("operator", "party.register/1", body.clone(), 1)
        .await
        .unwrap();
    app.get(&english, &place).await.says("waits for another member");
    app.world
        .act("operator", "party.register/1", body, 2)
        .await
        .unwrap();
    app.get(&english, &place)
        .await
        .says("This party is registered.")
        .says(&format!("href=\"/parties/{party}\""));
    app.get(&english, "/home").await.says("北京新纺有限公司");

    it_accepts(&mut app, &party, keys).await;
    app.page("operator", "en", &format!("/parties/{party}"))
        .await
        .says("Active. Its own admins");
}

/// From the announcement on, over the three days in which it can be vetoed.
async fn the_operator_is_told_when_it_may_be_added(app: &App, page: &str) {
    let world = &app.world;
    let waits = format!("<a class=\"button-plain\" href=\"{page}\">");
    for (language, words) in [
        ("en", "无纺布有限公司: wait until 2026-02-12"),
        ("zh", "无纺布有限公司公告密钥，请等待至 2026-02-12"),
    ] {
        let home = app.page("operator", language, "/home").await;
        home.is_page(language)
            .says(words)
            .says(&waits)
            .says_not("has made a key")
            .says_not("已生成密钥");
    }
    let news = app.page("operator", "en", "/news").await;
    news.is_page("en")
        .says("Time to veto the announced key ends")
        .says("2026-02-12 Thu")
        .says("3 days left");
    world.wait(71 * HOUR);
    app.page("operator", "en", "/home").await.says("wait until");
    world.wait(2 * HOUR);
    app.page("operator", "en", "/home")
        .await
        .is_page("en")
        .says("无纺布有限公司 can be added now")
        .says(&format!("{waits}Add the key"))
        .says_not("wait until");
    for (language, words) in [
        ("en", "Add the announced key: nobody vetoed it"),
        ("zh", "加入公告的密钥（期内无人否决）"),
    ] {
        let news = app.page("operator", language, "/news").await;
        news.is_page(language)
            .says(&format!("<a href=\"{page}\">{words}"))
            .says_not("veto the announced key ends");
        app.page("bank", language, "/news").await.says_not(words);
    }
}

#[tokio::test]
async fn a_key_is_announced_and_added_after_its_time() {
    let app = App::of(World::with_everybody(Engine::Sqlite).await);
    let world = &app.world;
    let id = world.company("weaver").id.uuid().to_string();
    let page = format!("/parties/{id}/recover");
    let member = world.person("weaver", 0).id;
    let operator = app.cookie("operator", 0).await;
    let english = format!("{operator}; tallystick-language=en");
    app.get(&english, &page)
        .await
        .is_page("en")
        .says("Invite a member to make a new key")
        .says_not("data-kind=\"key.recover/1\"");
    let link = post(&app, &operator, &page, &format!("label=Lost&member={member}")).await;
    let key = new_key(73);
    answer(&app, &link, &id, &key, "-").await;
    let shown = app.get(&english, &page).await;
    let form = ActForm::read(world, &shown.is_page("en").text, "recover");
    let mut body = form.body;
    assert_eq!(body["kid"], json!(key.public().thumbprint()));
    body["reason"] = json!("两台设备均已损坏");
    body["evidence"] = json!("26".repeat(32));
    world.act("operator", "key.recover/1", body, 2).await.unwrap();
    app.get(&english, &page)
        .await
        .says("The party has its time to object.")
        .says("两台设备均已损坏");
    app.get(&english, &format!("/parties/{id}"))
        .await
        .says("A key was announced for this party");
    the_operator_is_told_when_it_may_be_added(&app, &page).await;
    let operator = app.cookie("operator", 0).await;
    for language in ["zh", "en"] {
        let cookie = format!("{operator}; tallystick-language={language}");
        app.get(&cookie, &page)
            .await
            .is_page(language)
            .says("data-kind=\"key.restore/1\"");
    }
    let shown = app.get(&operator, &page).await;
    let form = ActForm::read(world, &shown.text, "restore-key");
    world
        .act("operator", "key.restore/1", form.body, 2)
        .await
        .unwrap();
    app.page("operator", "en", "/home")
        .await
        .says_not("can be added now");
    app.page("operator", "en", "/news")
        .await
        .says_not("nobody vetoed it");
    app.page("auditor", "en", "/findings")
        .await
        .says("河北洁纺无纺布有限公司")
        .says("restored")
        .says_not("No recovery has added a key.");
}

#[tokio::test]
async fn a_key_that_was_announced_without_a_link_is_added_with_the_proof_of_its_holder() {
    // Given a key that was made elsewhere, and announced by a program of the operator's.
    let app = App::of(World::with_everybody(Engine::Sqlite).await);
    let (world, key) = (&app.world, new_key(74));
    let weaver = world.company("weaver").id;
    let kid = key.public().thumbprint();
    let announced = json!({
        "party": weaver, "member": world.person("weaver", 0).id, "kid": kid,
        "reason": "两台设备均已损坏", "evidence": "26".repeat(32),
    });
    world
        .act("operator", "key.recover/1", announced, 2)
        .await
        .unwrap();
    let page = format!("/parties/{}/recover", weaver.uuid());
    app.page("operator", "en", &page)
        .await
        .says("The party has its time to object.")
        .says_not("data-kind=\"key.restore/1\"");

    // When the party had its time to object.
    world.wait(73 * HOUR);
    for language in ["zh", "en"] {
        app.page("operator", language, &page)
            .await
            .is_page(language)
            .says("tallystick keys prove");
    }
    let shown = app.page("operator", "en", &page).await;
    let mut body = ActForm::read(world, &shown.text, "restore-key").body;
    let jwk = key.public().to_jwk();
    let possession = key.prove_possession(world.store.ledger(), &weaver.subject());
    body["keys"][0]["jwk"]["x"] = json!(jwk.x);
    body["keys"][0]["jwk"]["y"] = json!(jwk.y);
    body["keys"][0]["possession"] = json!(possession.unwrap());

    // Then the key is added.
    assert_eq!(body["keys"][0]["kid"], json!(kid));
    world.act("operator", "key.restore/1", body, 2).await.unwrap();
    app.page("auditor", "en", "/findings")
        .await
        .says("河北洁纺无纺布有限公司")
        .says("restored");
}

#[tokio::test]
async fn the_register_is_for_the_operator_and_what_it_shows_for_auditors_too() {
    let app = App::of(World::with_everybody(Engine::Sqlite).await);
    let id = app.world.company("supplier").id.uuid();
    let all = [
        "/parties".to_owned(),
        format!("/parties/{id}"),
        "/parties/new".to_owned(),
        format!("/parties/{id}/suspend"),
        format!("/parties/{id}/reinstate"),
        format!("/parties/{id}/recover"),
        "/service".to_owned(),
    ];
    for party in ["supplier", "buyer", "bank", "guarantor", "manager", "centre"] {
        for path in &all {
            let refused = app.page(party, "en", path).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{party} {path}");
        }
    }
    for path in &all[2..6] {
        let refused = app.page("auditor", "en", path).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path}");
    }
    let unknown = "/parties/019b8bab-0680-72fd-ac0a-5c1b5e65bab1";
    let unknown = app.page("operator", "en", unknown).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_service_says_how_it_is_and_what_it_did_by_itself() {
    let upkeep = Upkeep::default();
    let told = upkeep.clone();
    let world = World::with_everybody(Engine::Sqlite).await;
    let (now, size) = (world.store.now(), *world.store.watch().borrow());
    let app = App::with(world, move |settings| settings.upkeep = told);
    for party in ["operator", "auditor"] {
        for language in ["zh", "en"] {
            app.page(party, language, "/service")
                .await
                .is_page(language)
                .says("ledger.test")
                .says(env!("CARGO_PKG_VERSION"));
        }
    }
    upkeep.swept(now, 2);
    upkeep.scrubbed(now, 12);
    app.page("operator", "en", "/service")
        .await
        .says("accepting statements")
        .says(&format!("{size} entries"))
        .says("both signatures hold")
        .says(&format!("href=\"/ledger/{}\"", size - 1))
        .says("2026-02-09 09:00, 2 entries")
        .says("up to entry 12");
    // Everybody joined batch by batch: the last heads are as many as are shown, and each one's signatures are checked.
    let heads = app.page("operator", "en", "/service").await;
    assert_eq!(
        heads.text.matches("both signatures hold").count(),
        8,
        "{}",
        heads.text
    );
    upkeep.scrub_found(now, "the leaf does not hash to its leaf hash".to_owned());
    for path in ["/service", "/home"] {
        app.page("operator", "en", path)
            .await
            .is_page("en")
            .says("not as it was sealed")
            .says("the leaf does not hash to its leaf hash");
    }
    app.page("operator", "zh", "/home")
        .await
        .is_page("zh")
        .says("href=\"/freeze\"");
}

#[tokio::test]
async fn every_process_that_serves_stands_on_the_page_of_the_service() {
    let app = App::of(World::with_everybody(Engine::Sqlite).await);
    let now = app.world.store.now();
    app.page("operator", "zh", "/service")
        .await
        .is_page("zh")
        .says("暂无进程登记。");
    for (id, minutes) in [("one", 9), ("two", 4), ("three", 3)] {
        let seen = Millis::new(now.as_millis() + minutes * 60_000).unwrap();
        let instance = Instance {
            id: id.to_owned(),
            address: format!("https://{id}.ledger.test:8443"),
            version: "0.9.1".to_owned(),
            began: now,
            seen,
            swept: (id == "one").then_some(seen),
            scrubbed: None,
        };
        app.world.store.note_instance(&instance).await.unwrap();
    }
    // This process is `one`; of the others only `three` is more than five minutes behind.
    let serving = app.page("operator", "en", "/service").await;
    serving
        .says("<code>https://one.ledger.test:8443</code><span class=\"hint\">this process</span>")
        .says("<code>https://two.ledger.test:8443</code></span></th>")
        .says("2026-02-09 09:09")
        .says("0.9.1");
    let rows: Vec<&str> = serving
        .text
        .split("<tr>")
        .filter(|row| row.contains("ledger.test:8443"))
        .collect();
    let silent: Vec<bool> = rows.iter().map(|row| row.contains(">silent<")).collect();
    assert_eq!(rows.len(), 3);
    assert_eq!(silent.iter().filter(|silent| **silent).count(), 1);
}

// tidy: long function: what the page says in both languages, and who may publish, on one world
#[tokio::test]
async fn rules_are_read_by_everyone_and_published_by_two_of_the_operator() {
    let app = App::of(World::with_everybody(Engine::Sqlite).await);
    for party in ["operator", "supplier", "bank", "auditor"] {
        for language in ["zh", "en"] {
            app.page(party, language, "/rules")
                .await
                .is_page(language)
                .says("保障中小企业款项支付条例")
                .says("2025-06-01");
        }
    }
    app.page("supplier", "en", "/rules")
        .await
        .says("Within 30 calendar days.")
        .says("10 times its net assets in all, and 15 times where")
        .says("As published, in Chinese")
        .says("Confirmation statement, version 1")
        .says_not("confirmation-1")
        .says("By 31 March of the following year.")
        .says_not("/rules/publish");
    // What the pack says in English is marked as such on a Chinese page.
    app.page("supplier", "zh", "/rules")
        .await
        .says("<summary>依据（英文）</summary><span lang=\"en\">(2025 revision), Order 802 of the State Council, in force 2025-06-01</span>")
        .says("<span lang=\"en\">The default is the upper end of the range.</span></details>")
        .says("次年 3 月 31 日前。")
        .says("确权声明（第 1 版）")
        .says("<summary>英文文本</summary><span lang=\"en\">By confirming this receivable")
        .says("不超过净资产的 10 倍；主要服务小微和三农的，不超过 15 倍。")
        .says_not("第all items条");
    for party in ["supplier", "auditor"] {
        let refused = app.page(party, "en", "/rules/publish").await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
    }
    let operator = app.cookie("operator", 0).await;
    let english = format!("{operator}; tallystick-language=en");
    app.get(&english, "/rules/publish")
        .await
        .is_page("en")
        .says("data-read=\"pack\"");
    let given = |pack: &str| format!("pack={}", escaped(pack));
    let wrong = post(&app, &operator, "/rules/publish", &given("{}")).await;
    wrong
        .is_page("en")
        .says("This is no pack that could be published.");
    let mut pack = serde_json::to_value(app.world.store.rules().await.unwrap().unwrap()).unwrap();
    let same = post(&app, &operator, "/rules/publish", &given(&pack.to_string())).await;
    same.is_page("en").says("Nothing: it says what stands.");

    let mut later = pack["confirmation"].as_array().unwrap().last().unwrap().clone();
    later["from"] = json!("2027-01-01");
    later["value"]["days"] = json!(20);
    pack["confirmation"].as_array_mut().unwrap().push(later);
    let compared = post(&app, &operator, "/rules/publish", &given(&pack.to_string())).await;
    compared
        .is_page("en")
        .says("Within 20 calendar days.")
        .says("2027-01-01")
        .says_not(">gone<");
    let form = ActForm::read(&app.world, &compared.text, "publish");
    assert_eq!(form.kind(), "rules.publish/1");
    let rules: Value = serde_json::from_str(form.body["rules"].as_str().unwrap()).unwrap();
    app.world
        .act("operator", "rules.publish/1", json!({ "rules": rules }), 2)
        .await
        .unwrap();
    app.page("supplier", "en", "/rules")
        .await
        .says("to come")
        .says("Within 20 calendar days.");
}

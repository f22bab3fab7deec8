//! A bank's pages on what it is asked for: its queue, one request with all that stands behind it, and every act on it.

use axum::http::StatusCode;
use serde_json::{Value, json};
use tallystick_testbed::{Engine, Lending, World, assessment, yuan};

use crate::app::App;
use crate::forms::ActForm;

pub(crate) const HOUR: u64 = 3_600_000;
pub(crate) const DAY: u64 = 24 * HOUR;

/// A request of 480,000.00 for 52 days on a certificate of 1,200,000.00; `change` may make it another before it is submitted.
pub(crate) async fn asked(change: impl FnOnce(&World, &mut Value)) -> (App, Lending) {
    let world = World::with_everybody(Engine::Sqlite).await;
    let contract = world.contract("YNYY-SC-2026-001").await;
    let certificate = world.certificate(&contract, "26112000000090003001").await;
    let lending = world.lending(&certificate, "JB-E2E-0003");
    world.bank_opens(&lending, "5000000.00").await;
    let mut request = world.request(&lending);
    change(&world, &mut request);
    world.does("supplier", "request.submit/1", request, 1).await;
    (App::of(world), lending)
}

pub(crate) fn id(subject: &str) -> &str {
    subject.split_once('/').unwrap().1
}

pub(crate) fn path(lending: &Lending, page: &str) -> String {
    format!("/reviews/{}{page}", id(&lending.request))
}

/// The terms of a bid or an offer, at this rate.
pub(crate) fn terms(rate: &str) -> Value {
    json!({"amount": yuan("480000.00"), "rate": rate, "fees": [], "guarantee": null, "conditions": []})
}

async fn offer(app: &App, lending: &Lending) {
    let until = app.world.store.now().as_millis() + 4 * DAY;
    let body = json!({"review": lending.review, "terms": terms("0.0380"), "valid_until": until});
    app.world.does("bank", "review.offer/1", body, 2).await;
}

#[tokio::test]
async fn what_waits_stands_on_the_workbench_and_in_the_queue_with_its_days() {
    let (app, lending) = asked(|_, _| ()).await;
    for language in ["zh", "en"] {
        let home = app.page("bank", language, "/home").await;
        home.is_page(language)
            .says("采购熔喷布")
            .says("480,000.00")
            .says(&path(&lending, ""));
        let queue = app.page("bank", language, "/reviews").await;
        queue
            .is_page(language)
            .says("采购熔喷布")
            .says("北京安卫防护用品有限公司")
            .says("北京市永宁区人民医院")
            .says("left-amber");
    }
    app.page("bank", "en", "/home")
        .await
        .says("1 request to review, 1 of them within 5 days")
        .says("Credit lines left, CNY (0.00% used)")
        .says("5,000,000.00");
    app.page("bank", "en", "/reviews").await.says(">assess<");
    app.page("bank", "en", "/reviews?stage=declined")
        .await
        .is_page("en")
        .says_not("采购熔喷布");
    let borrower = app.world.company("supplier").id;
    let narrowed = format!("/reviews?borrower={}", borrower.uuid());
    app.page("bank", "en", &narrowed).await.says("采购熔喷布");
    let other = format!("/reviews?debtor={}", borrower.uuid());
    app.page("bank", "en", &other).await.says_not("采购熔喷布");
    offer(&app, &lending).await;
    app.page("bank", "en", "/reviews").await.says_not("采购熔喷布");
    app.page("bank", "en", "/reviews?stage=offered")
        .await
        .says("采购熔喷布")
        .says("3.80%");
}

#[tokio::test]
async fn an_auditor_reads_what_every_bank_is_asked_and_acts_for_none() {
    let (app, lending) = asked(|_, _| ()).await;
    let bank = app.world.company("bank");
    let review = format!("{}?bank={}", path(&lending, ""), bank.id.uuid());
    for language in ["zh", "en"] {
        app.page("auditor", language, "/reviews")
            .await
            .is_page(language)
            .says("采购熔喷布")
            .says(bank.name)
            .says(&format!("href=\"{review}\""))
            .says("/v1/reviews?format=csv");
        app.page("auditor", language, &review)
            .await
            .is_page(language)
            .says("href=\"/reviews\"")
            .says_not("/assess\"");
        app.page("auditor", language, "/home")
            .await
            .says("href=\"/reviews\"");
    }
    offer(&app, &lending).await;
    app.page("auditor", "en", "/reviews?stage=open")
        .await
        .says_not("采购熔喷布");
    app.page("bank", "en", "/reviews?stage=all")
        .await
        .says_not("data-head=\"Bank\"");
    for page in ["/assess", "/offer", "/decline", "/approve"] {
        let shown = app.page("auditor", "en", &path(&lending, page)).await;
        assert_eq!(shown.status, StatusCode::FORBIDDEN, "{page}");
    }
    for party in ["supplier", "buyer", "guarantor", "manager", "centre", "operator"] {
        let shown = app.page(party, "en", "/reviews").await;
        assert_eq!(shown.status, StatusCode::FORBIDDEN, "{party}");
    }
}

#[tokio::test]
async fn one_page_shows_all_that_stands_behind_a_request() {
    let (app, lending) = asked(|_, _| ()).await;
    for language in ["zh", "en"] {
        let shown = app.page("bank", language, &path(&lending, "")).await;
        shown.is_page(language);
        for figure in [
            "480,000.00 CNY",
            "1,200,000.00 CNY",
            "26112000000090003001",
            "YNYY-SC-2026-001",
            "确权贷",
            // The line, what the loan would take of it, and what is left then.
            "5,000,000.00",
            "4,520,000.00",
            "/assess",
            "/offer",
            "/decline",
            "/priority",
        ] {
            shown.says(figure);
        }
        shown.says_not("/approve\"").says_not("/withdraw-offer\"");
    }
    let shown = app.page("bank", "en", &path(&lending, "")).await;
    // How the debtor answers and pays, and who would come first were the bank registered now.
    shown
        .says("How the debtor answers and pays")
        .says("<dt>Claims</dt><dd>1</dd>")
        .says("<dt>Overdue certificates</dt><dd>0</dd>")
        .says("Who would come first")
        .says("How 1,200,000.00 CNY is divided")
        .says("<strong>480,000.00</strong>");
    let auditor = app.page("auditor", "en", &path(&lending, "")).await;
    auditor
        .is_page("en")
        .says("26112000000090003001")
        .says_not("/assess")
        .says_not("/offer\"");
    let request = format!("/requests/{}", id(&lending.request));
    let bank = app.world.company("bank").id;
    app.page("auditor", "en", &request)
        .await
        .says(&path(&lending, &format!("?bank={}", bank.uuid())));
}

#[tokio::test]
async fn nobody_else_gets_these_pages() {
    let (app, lending) = asked(|_, _| ()).await;
    let pages = [
        "",
        "/assess",
        "/offer",
        "/cost",
        "/decline",
        "/approve",
        "/priority",
        "/priority/order",
        "/bid",
        "/reveal",
        "/bids",
    ];
    for page in pages {
        for party in ["supplier", "buyer", "centre", "guarantor", "manager", "weaver"] {
            let shown = app.page(party, "en", &path(&lending, page)).await;
            assert_eq!(shown.status, StatusCode::FORBIDDEN, "{party} {page}");
        }
    }
    for page in ["/assess", "/offer", "/decline", "/approve", "/bid"] {
        let shown = app.page("auditor", "en", &path(&lending, page)).await;
        assert_eq!(shown.status, StatusCode::FORBIDDEN, "{page}");
    }
    // Not at present: nothing was accepted, and no bid is sealed.
    for page in ["/approve", "/withdraw-offer", "/bid", "/reveal"] {
        let shown = app.page("bank", "en", &path(&lending, page)).await;
        assert_eq!(shown.status, StatusCode::CONFLICT, "{page}");
    }
    for page in ["/bids", "/none"] {
        let shown = app.page("bank", "en", &path(&lending, page)).await;
        assert_eq!(shown.status, StatusCode::NOT_FOUND, "{page}");
    }
    let other = format!("/reviews/{}", app.world.new_id("x").split_once('/').unwrap().1);
    assert_eq!(app.page("bank", "en", &other).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        app.page("supplier", "en", "/reviews").await.status,
        StatusCode::FORBIDDEN
    );
}

#[tokio::test]
async fn an_assessment_pins_what_was_seen_and_asks_for_every_check() {
    let (app, lending) = asked(|_, _| ()).await;
    let world = &app.world;
    let shown = app.page("bank", "en", &path(&lending, "/assess")).await;
    shown
        .is_page("en")
        .says("Contract YNYY-SC-2026-001, delivered on")
        .says("1,200,000.00 CNY confirmed, due on")
        .says("held for this request, no other right")
        .says("Claims 1, answered 1, median time to answer 0 days")
        .says("How the debtor answers and pays");
    let checks = [
        "trade",
        "evidence",
        "confirmation",
        "payment-record",
        "duplicates",
        "registry",
        "other-rights",
        "borrower",
    ];
    for (place, check) in checks.into_iter().enumerate() {
        shown
            .says(&format!("name=\"checks.{place}.kind\" value=\"{check}\""))
            .says(&format!("data-when=\"checks.{place}.result=overridden\""))
            .says(&format!("name=\"checks.{place}.result.failed.finding\""));
    }
    let form = ActForm::read(world, &shown.text, "assess");
    assert_eq!(form.kind(), "review.assess/1");
    assert_eq!(form.attributes["data-capacity"], "bank");
    assert_eq!(form.body["review"], json!(lending.review));
    for pinned in [&lending.certificate, &lending.review, &lending.request] {
        assert!(form.attributes["data-shown"].contains(pinned), "{pinned}");
    }
    for kind in ["receivable/", "contract/"] {
        assert!(form.attributes["data-shown"].contains(kind), "{kind}");
    }
    let mut body = assessment(&lending.review, world.store.today().await.unwrap());
    body["checks"][7]["result"] = json!({"overridden": {"reason": "首次合作"}});
    body["checks"][5]["result"] = json!({"overridden": {"reason": "已到期未注销"}});
    body["search"]["found"] = json!([{
        "number": "ZD-9", "secured": "河北某银行", "registered_at": 1_768_000_000_000_u64, "amount": yuan("100000.00"),
    }]);
    world.does("bank", form.kind(), body, 1).await;
    let after = app.page("bank", "en", &path(&lending, "")).await;
    after
        .says("首次合作")
        .says("河北某银行")
        .says("ZD-CX-00017")
        .says(">overridden<")
        // Who recorded it, and what it means for the order of rights.
        .says("京北商业银行0")
        .says("河北某银行, filing ZD-9")
        .says("registered 2026-01-10 07:06");
    // What was said last stands in the form, and in the calculator.
    app.page("bank", "en", &path(&lending, "/assess"))
        .await
        .says("value=\"首次合作\"")
        .says("value=\"ZD-9\"");
    app.page("bank", "en", &path(&lending, "/priority"))
        .await
        .is_page("en")
        .says("河北某银行, filing ZD-9")
        .says("registered 2026-01-10 07:06");
}

#[tokio::test]
async fn an_offer_is_reckoned_as_one_types_and_carries_what_the_service_takes() {
    let (app, lending) = asked(|_, _| ()).await;
    let world = &app.world;
    let page = path(&lending, "/offer");
    for language in ["zh", "en"] {
        let shown = app.page("bank", language, &page).await;
        shown.is_page(language);
        // The product's highest: 52 days of 360 at 4.00 %, and 0.1 % fees.
        for figure in ["2,773.33", "480.00", "3,253.33", "479,520.00", "4,520,000.00"] {
            shown.says(figure);
        }
    }
    let cost = |rate: &str, fee: &str, until: &str| {
        let query = format!(
            "/cost?terms.amount.value=480%2C000&terms.rate={rate}&terms.fees.0.amount.value={fee}&valid_until={until}"
        );
        path(&lending, &query)
    };
    let fine = app
        .page("bank", "en", &cost("3.8", "100", "2026-02-13T09:00"))
        .await;
    fine.says("2,634.67").says("2,734.67").says("479,900.00");
    assert!(!fine.text.contains("<html"), "a fragment is no page");
    app.page("bank", "en", &cost("4.01", "480.01", "2026-02-20T09:00"))
        .await
        .says("The rate is a percentage of at most 4.00%")
        .says("服务费 is above zero and at most 480.00 CNY")
        .says("at the latest until 2026-02-14");
    let shown = app.page("bank", "en", &page).await;
    let form = ActForm::read(world, &shown.text, "offer");
    assert!(form.attributes["data-shown"].contains(&lending.review));
    // What the script makes of the inputs: a fraction, a moment, lists, and nothing of what begins with `_`.
    let mut body = form.body.clone();
    assert_eq!(body["terms"]["rate"], "4.00");
    assert_eq!(body["terms"]["fees"][0]["name"], "服务费");
    body.as_object_mut().unwrap().remove("_fee");
    body["terms"]["rate"] = json!("0.0400");
    body["terms"]["conditions"] = json!([]);
    body["valid_until"] = json!(world.store.now().as_millis() + 4 * DAY);
    world.does("bank", form.kind(), body, 2).await;
    app.page("bank", "en", &path(&lending, ""))
        .await
        .says("3,253.33")
        .says("/withdraw-offer\"");
    let withdraw = app.page("bank", "zh", &path(&lending, "/withdraw-offer")).await;
    withdraw.is_page("zh").says("480,000.00 CNY");
    let form = ActForm::read(world, &withdraw.text, "act");
    assert_eq!(form.kind(), "review.withdraw-offer/1");
    world.does("bank", form.kind(), form.body.clone(), 1).await;
    app.page("bank", "en", &path(&lending, ""))
        .await
        .says_not("3,253.33");
}

#[tokio::test]
async fn declining_says_why_and_what_it_ends() {
    let (app, lending) = asked(|_, _| ()).await;
    let world = &app.world;
    let shown = app.page("bank", "en", &path(&lending, "/decline")).await;
    shown
        .is_page("en")
        .says("no other bank is left")
        .says("name=\"reasons\" value=\"other-rights\"");
    let form = ActForm::read(world, &shown.text, "decline");
    assert_eq!(form.kind(), "review.decline/1");
    let body = json!({"review": form.body["review"], "reasons": ["limit", "other"], "note": "本月额度已满"});
    world.does("bank", form.kind(), body, 1).await;
    let after = app.page("bank", "en", &path(&lending, "")).await;
    after
        .is_page("en")
        .says("no room on a credit line, another reason, 本月额度已满")
        .says_not("/decline\"");
    app.page("bank", "en", "/home").await.says_not("采购熔喷布");
}

#[tokio::test]
async fn approving_says_what_stands_against_it_and_on_which_lines() {
    let world = World::with_everybody(Engine::Sqlite).await;
    let contract = world.contract("YNYY-SC-2026-002").await;
    let certificate = world.certificate(&contract, "26112000000090003002").await;
    let lending = world.lending(&certificate, "JB-E2E-0004");
    world.bank_opens(&lending, "5000000.00").await;
    world.supplier_borrows(&lending).await;
    let app = App::of(world);
    let world = &app.world;
    app.page("bank", "en", "/home")
        .await
        .says("1 accepted offer is to be approved");
    let page = path(&lending, "/approve");
    app.page("bank", "en", &page)
        .await
        .is_page("en")
        .says("It is not assessed.")
        .says("The guarantee that the offer relies on is not issued.");
    world.bank_assesses(&lending).await;
    for language in ["zh", "en"] {
        let shown = app.page("bank", language, &page).await;
        shown.is_page(language);
        // 52 days of 360 at 3.80 %, half of it guaranteed, all of it on the line.
        for figure in [
            "480,000.00 CNY",
            "482,634.67 CNY",
            "240,000.00 CNY",
            "4,520,000.00",
            "3.80%",
        ] {
            shown.says(figure);
        }
    }
    let shown = app.page("bank", "en", &page).await;
    shown.says_not("It is not assessed.").says_not("is not issued");
    let form = ActForm::read(world, &shown.text, "approve");
    assert!(form.attributes["data-shown"].contains(&lending.certificate));
    let mut body = form.body.clone();
    // Three days from now, to the minute, in Beijing.
    assert_eq!(body["until"], "2026-02-12T09:00");
    body["until"] = json!(world.store.now().as_millis() + 3 * DAY);
    let loan = body["loan"].as_str().unwrap().to_owned();
    world.does("bank", form.kind(), body, 2).await;
    app.page("bank", "en", &path(&lending, ""))
        .await
        .says(&format!("/loans/{}", id(&loan)));
    app.page("bank", "en", "/home")
        .await
        .says("approved, to be paid out; lapses 2026-02-12")
        .says("Credit lines left, CNY (9.60% used)");
}

#[tokio::test]
async fn rights_are_put_in_the_order_of_the_law_and_the_claim_is_divided() {
    let (app, lending) = asked(|_, _| ()).await;
    // An auditor, who sees the review of any bank, stays with the one it came from.
    let bank = format!("bank={}", app.world.company("bank").id.uuid());
    let of_bank = path(&lending, &format!("?{bank}"));
    app.page("auditor", "en", &of_bank)
        .await
        .says(&format!("{}?{bank}", path(&lending, "/priority")))
        // It is told of the bank, and not spoken to as the bank.
        .says("The bank is to assess it and offer, or to decline.")
        .says_not("You are to assess it");
    app.page("bank", "en", &path(&lending, ""))
        .await
        .says("You are to assess it");
    app.page("auditor", "en", &path(&lending, &format!("/priority?{bank}")))
        .await
        .is_page("en")
        .says(&format!("href=\"{of_bank}\""));
    let usual = app.page("bank", "en", &path(&lending, "/priority")).await;
    usual
        .is_page("en")
        .says("value=\"1200000.00\"")
        .says("京北商业银行")
        .says("480,000.00");
    // One registered late, one that gave notice before, two that did neither.
    let query = "/priority/order?available=1%2C000&who.0=A&registered.0=2026-02-10T09:00&amount.0=600\
                 &who.1=B&noticed.1=2026-02-01T09:00&amount.1=300&who.2=C&amount.2=200&who.3=D&amount.3=300";
    let shown = app.page("bank", "en", &path(&lending, query)).await;
    let order = |row: &str| {
        shown
            .text
            .find(row)
            .unwrap_or_else(|| panic!("{row}: {}", shown.text))
    };
    assert!(order(">A<") < order(">B<") && order(">B<") < order(">C<"));
    shown
        .says("registered 2026-02-10 09:00")
        .says("notice arrived 2026-02-01 09:00")
        .says("<strong>600.00</strong>")
        .says("<strong>300.00</strong>")
        // What is left, 100.00, goes to the two others as 2 to 3.
        .says("<strong>40.00</strong>")
        .says("<strong>60.00</strong>");
    app.page(
        "bank",
        "en",
        &path(&lending, "/priority/order?available=much&who.0=A"),
    )
    .await
    .says("Name the amount to be divided")
    .says("Row 1 has a time or an amount that cannot be read");
}

//! The workbench of a supplier, and its places.

use serde_json::json;

use crate::certificates::{address, with_certificate};

#[tokio::test]
async fn a_supplier_sees_what_it_may_borrow_what_comes_in_and_what_waits() {
    let (app, certificate) = with_certificate().await;
    let lending = app.world.lending(&certificate, "JB-E2E-0001");
    app.world.bank_opens(&lending, "5000000.00").await;
    for language in ["zh", "en"] {
        app.page("supplier", language, "/home")
            .await
            .is_page(language)
            .says("1,200,000.00")
            .says("京北商业银行")
            .says("<svg class=\"chart tabled\"")
            .says("2026-04")
            .says(&format!(
                "/requests/new?product={}",
                lending.product.trim_start_matches("product/")
            ));
    }
    app.page("weaver", "en", "/home")
        .await
        .is_page("en")
        .says("Nothing waits for you.");
}

#[tokio::test]
async fn what_waits_says_for_whom_and_until_when() {
    let (app, certificate) = with_certificate().await;
    let until = app.world.store.now().as_millis() + 3 * 24 * 60 * 60 * 1_000;
    let to = app.world.company("weaver").id.subject();
    let offer = json!({"certificate": certificate, "to": to, "until": until, "recourse": "none"});
    app.world.does("supplier", "certificate.offer/1", offer, 1).await;
    let address = address(&certificate);
    app.page("supplier", "en", "/home")
        .await
        .is_page("en")
        .says("The receiver answers your offer")
        .says("3 days left")
        .says(&address);
    app.page("weaver", "zh", "/home")
        .await
        .is_page("zh")
        .says("接受或拒绝受让")
        .says("北京安卫防护用品有限公司")
        .says(&address);
    let payment = app.world.new_id("payment");
    let report = json!({
        "payment": payment, "certificate": certificate, "amount": {"value": "200000.00", "currency": "CNY"},
        "paid_on": "2026-02-09", "account": app.world.company("supplier").payee(), "reference": "JB-0209",
    });
    app.world.does("buyer", "payment.report/1", report, 1).await;
    app.page("supplier", "en", "/home")
        .await
        .says("Say whether the payment arrived")
        .says("200,000.00 CNY");
}

#[tokio::test]
async fn a_second_signature_is_asked_of_who_has_not_signed_and_never_of_who_only_reads() {
    let (app, certificate) = with_certificate().await;
    let rule = json!({"command": "certificate.offer", "from": null, "signatures": 2, "checker": true});
    let policy = json!({"policy": {"sole_member": false, "rules": [rule]}});
    app.world.does("supplier", "policy.change/1", policy, 2).await;
    let until = app.world.store.now().as_millis() + 3 * 24 * 60 * 60 * 1_000;
    let to = app.world.company("weaver").id.subject();
    let offer = json!({"certificate": certificate, "to": to, "until": until, "recourse": "none"});
    app.world
        .act("supplier", "certificate.offer/1", offer, 1)
        .await
        .unwrap();
    app.page("supplier", "en", "/home")
        .await
        .is_page("en")
        .says_not("Second signature");
    let checker = app.cookie("supplier", 1).await;
    app.get(&format!("{checker}; tallystick-language=en"), "/home")
        .await
        .is_page("en")
        .says("Second signature")
        .says("河北洁纺无纺布有限公司")
        .says_not(&to.to_string());
}

#[tokio::test]
async fn on_a_phone_four_places_stand_in_the_bar_and_the_others_behind_more() {
    let (app, _) = with_certificate().await;
    for (language, words) in [
        ("en", ["Workbench", "To sign", "Receivables", "Certificates"]),
        ("zh", ["工作台", "待复核", "应收账款", "确权证明"]),
    ] {
        let page = app.page("supplier", language, "/home").await;
        let (_, bar) = page.text.split_once("<nav class=\"bar\"").unwrap();
        let (bar, _) = bar.split_once("</nav>").unwrap();
        let (first, more) = bar.split_once("<details class=\"more\">").unwrap();
        assert_eq!(first.matches("<a ").count(), 4, "{first}");
        for word in words {
            assert!(first.contains(&format!(">{word}")), "{first}");
        }
        assert_eq!(more.matches("<a ").count(), 3, "{more}");
    }
}

//! The pages of trade: contracts, receivables, payments, a buyer's record, and the workbenches of buyer and centre.

use axum::http::StatusCode;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tallystick_testbed::{Engine, World, yuan};

use crate::app::{App, Shown};
use crate::certificates::with_certificate;

/// The id in a subject.
pub(crate) fn id(subject: &str) -> &str {
    subject.split_once('/').unwrap().1
}

/// A contract, a claim that waits and went through the centre, and a certificate on which a payment is reported.
pub(crate) struct Told {
    pub(crate) app: App,
    pub(crate) contract: String,
    pub(crate) receivable: String,
    pub(crate) certificate: String,
    pub(crate) payment: String,
}

pub(crate) async fn told() -> Told {
    let world = World::with_everybody(Engine::Sqlite).await;
    let contract = world.contract("YNYY-HC-2026-017").await;
    let certificate = world.certificate(&contract, "26112000000012345678").await;
    let receivable = world.new_id("receivable");
    let mut claim = world.claim(&contract, &receivable, "26112000000012345679");
    claim["centre"] = json!(world.company("centre").id.subject());
    claim["due_on"] = json!("2026-04-30");
    world.does("supplier", "receivable.claim/1", claim, 1).await;
    let payment = world.new_id("payment");
    let report = json!({
        "payment": payment, "certificate": certificate, "amount": yuan("200000.00"), "paid_on": "2026-02-09",
        "account": world.company("supplier").payee(), "reference": "YNYY-FK-0001",
    });
    world.does("buyer", "payment.report/1", report, 1).await;
    Told {
        app: App::of(world),
        contract,
        receivable,
        certificate,
        payment,
    }
}

#[tokio::test]
async fn every_page_of_trade_reads_in_both_languages() {
    let told = told().await;
    let (contract, receivable) = (id(&told.contract), id(&told.receivable));
    let payment = id(&told.payment);
    let pages = [
        ("supplier", "/contracts".to_owned()),
        ("buyer", "/contracts?stage=accepted".to_owned()),
        ("auditor", "/contracts".to_owned()),
        ("supplier", "/contracts/new".to_owned()),
        ("supplier", "/contracts/new?code=12110199400612345X".to_owned()),
        ("buyer", "/contracts/new?code=91110199MA0HF26K3H".to_owned()),
        ("buyer", format!("/contracts/{contract}")),
        ("auditor", format!("/contracts/{contract}")),
        ("buyer", format!("/contracts/{contract}/close")),
        ("supplier", format!("/contracts/{contract}/terminate")),
        ("supplier", format!("/contracts/{contract}/amend")),
        ("buyer", "/receivables".to_owned()),
        ("centre", "/receivables".to_owned()),
        ("supplier", "/receivables?order=due".to_owned()),
        ("auditor", "/receivables?show=all".to_owned()),
        ("supplier", "/receivables/new".to_owned()),
        ("supplier", format!("/receivables/new?contract={contract}")),
        ("buyer", format!("/receivables/{receivable}")),
        ("supplier", format!("/receivables/{receivable}")),
        ("centre", format!("/receivables/{receivable}")),
        ("auditor", format!("/receivables/{receivable}")),
        ("buyer", format!("/receivables/{receivable}/confirm")),
        (
            "buyer",
            format!("/receivables/{receivable}/confirm?how=part&waive=usual"),
        ),
        ("buyer", format!("/receivables/{receivable}/refuse")),
        ("buyer", format!("/receivables/{receivable}/dispute")),
        ("supplier", format!("/receivables/{receivable}/withdraw")),
        ("centre", format!("/receivables/{receivable}/forward")),
        ("buyer", "/payments".to_owned()),
        ("buyer", "/payments?show=reported".to_owned()),
        ("supplier", "/payments".to_owned()),
        (
            "buyer",
            format!("/payments/new?certificate={}", id(&told.certificate)),
        ),
        ("buyer", format!("/payments/{payment}")),
        ("supplier", format!("/payments/{payment}/acknowledge")),
        ("supplier", format!("/payments/{payment}/reject")),
        ("buyer", "/record".to_owned()),
        ("buyer", "/home".to_owned()),
        ("centre", "/home".to_owned()),
    ];
    for (party, path) in &pages {
        for language in ["zh", "en"] {
            let shown = told.app.page(party, language, path).await;
            assert_eq!(shown.status, StatusCode::OK, "{party} {path}: {}", shown.text);
            shown.is_page(language);
            assert!(!shown.text.contains(" style="), "{path}");
        }
    }
}

#[tokio::test]
async fn an_auditor_reads_both_sides_of_a_contract_by_their_names() {
    let told = told().await;
    let (buyer, supplier) = ("北京市永宁区人民医院", "北京安卫防护用品有限公司");
    told.app
        .page("auditor", "zh", "/contracts")
        .await
        .says(&format!("data-head=\"采购单位\">{buyer}<"))
        .says(&format!("data-head=\"供应商\">{supplier}<"))
        .says_not("data-head=\"对方\"");
    told.app
        .page("buyer", "zh", "/contracts")
        .await
        .says(&format!("data-head=\"对方\">{supplier}<"))
        .says_not("data-head=\"采购单位\"");
}

#[tokio::test]
async fn a_page_is_nobodys_but_those_whom_it_is_for() {
    let told = told().await;
    let (contract, receivable) = (id(&told.contract), id(&told.receivable));
    let others = [
        ("bank", "/contracts".to_owned(), StatusCode::FORBIDDEN),
        ("weaver", format!("/contracts/{contract}"), StatusCode::NOT_FOUND),
        (
            "buyer",
            format!("/contracts/{contract}/accept"),
            StatusCode::NOT_FOUND,
        ),
        (
            "auditor",
            format!("/contracts/{contract}/close"),
            StatusCode::FORBIDDEN,
        ),
        ("buyer", "/receivables/new".to_owned(), StatusCode::FORBIDDEN),
        (
            "weaver",
            format!("/receivables/new?contract={contract}"),
            StatusCode::NOT_FOUND,
        ),
        (
            "weaver",
            format!("/receivables/{receivable}"),
            StatusCode::NOT_FOUND,
        ),
        (
            "supplier",
            format!("/receivables/{receivable}/confirm"),
            StatusCode::FORBIDDEN,
        ),
        (
            "supplier",
            format!("/receivables/{receivable}/confirm/sum"),
            StatusCode::NOT_FOUND,
        ),
        (
            "buyer",
            format!("/receivables/{receivable}/forward"),
            StatusCode::FORBIDDEN,
        ),
        ("centre", "/payments".to_owned(), StatusCode::FORBIDDEN),
        (
            "weaver",
            format!("/payments/{}", id(&told.payment)),
            StatusCode::NOT_FOUND,
        ),
        (
            "buyer",
            format!("/payments/{}/acknowledge", id(&told.payment)),
            StatusCode::NOT_FOUND,
        ),
        ("supplier", "/record".to_owned(), StatusCode::FORBIDDEN),
    ];
    for (party, path, status) in &others {
        let shown = told.app.page(party, "en", path).await;
        assert_eq!(shown.status, *status, "{party} {path}: {}", shown.text);
    }
}

#[tokio::test]
async fn what_is_claimed_stands_beside_what_the_papers_say() {
    let told = told().await;
    let page = told
        .app
        .page("buyer", "en", &format!("/receivables/{}", id(&told.receivable)))
        .await;
    page.says("It is claimed as due on 2026-04-30; by the contract it is due on 2026-04-07.")
        .says("YNYY-DD-2026-0031")
        .says("13%")
        .says("壹佰贰拾万元整")
        .says(&format!(
            "/v1/files/{}?subject=receivable%2F{}",
            "7".repeat(64),
            id(&told.receivable)
        ))
        .says("Yours to answer by 2026-03-11 Wed")
        .says(&format!("/receivables/{}/confirm", id(&told.receivable)));
}

#[tokio::test]
async fn the_form_to_confirm_is_filled_in_for_the_whole() {
    let told = told().await;
    let path = format!("/receivables/{}/confirm", id(&told.receivable));
    let page = told.app.page("buyer", "en", &path).await;
    page.says("data-kind=\"receivable.confirm/1\"")
        .says("name=\"amount.value\" value=\"1200000.00\"")
        .says("data-button=\"Confirm {amount}\"")
        // Later than the contract gives is claimed, and not proposed.
        .says("name=\"due_on\" value=\"2026-04-07\"")
        .says("max=\"2026-04-07\"")
        .says("name=\"waived\" data-type=\"empty-list\"")
        .says("name=\"transferable\" data-type=\"boolean\" checked")
        .says("name=\"legal_text\"")
        .says(&told.receivable)
        .says("template class=\"effect\"");
    assert!(!page.text.contains("name=\"rest\""));
    assert!(!page.text.contains("value=\"quality\" data-type=\"list\" checked"));
    told.app
        .page("buyer", "en", &format!("{path}?waive=usual"))
        .await
        .says("value=\"quality\" data-type=\"list\" checked");
}

#[tokio::test]
async fn the_text_on_the_page_is_the_one_whose_digest_is_signed() {
    let told = told().await;
    for language in ["zh", "en"] {
        let path = format!("/receivables/{}/confirm", id(&told.receivable));
        let page = told.app.page("buyer", language, &path).await;
        let (_, shown) = page
            .text
            .split_once(&format!("data-legal-text lang=\"{language}\">"))
            .unwrap();
        let (shown, _) = shown.split_once("</blockquote>").unwrap();
        let digest = hex::encode(Sha256::digest(shown));
        page.says(&format!("name=\"legal_text\" value=\"{digest}\""));
    }
}

#[tokio::test]
async fn a_part_is_added_up_by_the_server() {
    let told = told().await;
    let path = format!("/receivables/{}/confirm", id(&told.receivable));
    told.app
        .page("buyer", "en", &format!("{path}?how=part"))
        .await
        .says("name=\"rest\" data-new=\"receivable\"")
        .says("name=\"deductions.0.reason.code\"")
        .says("data-recompute=\"");
    let sum = told
        .app
        .page(
            "buyer",
            "en",
            &format!("{path}/sum?deductions.0.amount.value=100%2C000&deductions.1.amount.value=0.5"),
        )
        .await;
    sum.says("name=\"amount.value\" value=\"1099999.50\"")
        .says("100,000.50");
    let none = told
        .app
        .page(
            "buyer",
            "en",
            &format!("{path}/sum?deductions.0.amount.value=1200000"),
        )
        .await;
    assert!(!none.text.contains("name=\"amount.value\""), "{}", none.text);
}

#[tokio::test]
async fn a_claim_confirmed_in_part_is_listed_with_what_was_confirmed() {
    let world = World::with_everybody(Engine::Sqlite).await;
    let contract = world.contract("YNYY-HC-2026-017").await;
    let receivable = world.new_id("receivable");
    let claim = world.claim(&contract, &receivable, "26112000000012345679");
    world.does("supplier", "receivable.claim/1", claim, 1).await;
    let mut confirmation = world.confirmation(&receivable, &world.new_id("certificate"));
    confirmation["amount"] = yuan("900000.00");
    confirmation["deductions"] = json!([{"reason": {"code": "QUA"}, "amount": yuan("300000.00")}]);
    confirmation["rest"] = json!(world.new_id("receivable"));
    world.does("buyer", "receivable.confirm/1", confirmation, 2).await;
    let app = App::of(world);
    for (language, words) in [("en", "confirmed 900,000.00"), ("zh", "已确认 900,000.00")] {
        for party in ["supplier", "buyer"] {
            let shown = app.page(party, language, "/receivables?show=all").await;
            shown.is_page(language);
            assert_eq!(shown.text.matches(words).count(), 1, "{}", shown.text);
        }
    }
}

#[tokio::test]
async fn what_was_read_from_a_paper_is_named_in_the_language_of_the_page() {
    let told = told().await;
    let path = format!("/receivables/{}", id(&told.receivable));
    told.app
        .page("buyer", "en", &path)
        .await
        .is_page("en")
        .says("<dt>Tax rate</dt><dd>13%</dd>")
        .says_not("税率");
    told.app
        .page("buyer", "zh", &path)
        .await
        .says("<dt>税率</dt><dd>13%</dd>");
}

#[tokio::test]
async fn a_claim_is_due_as_the_contract_gives_it() {
    let told = told().await;
    let terms = format!(
        "/receivables/new/terms?contract={}&delivered_on=2026-02-03&accepted_on=2026-02-06&evidence.0.kind=invoice&\
         evidence.0.total.value=800000.00&evidence.1.kind=order&evidence.1.total.value=9.00",
        told.contract.replace('/', "%2F"),
    );
    told.app
        .page("supplier", "en", &terms)
        .await
        .says("name=\"due_on\" value=\"2026-04-07\"")
        .says("data-proposes=\"amount.value\" data-value=\"800,000.00\"")
        .says("name=\"payee.account\" value=\"11050199360000001024\"")
        // 5,000,000.00 and five hundredths on it, less what is confirmed.
        .says("4,050,000.00");
}

#[tokio::test]
async fn a_contract_says_how_much_of_it_is_confirmed() {
    let told = told().await;
    let page = told
        .app
        .page("supplier", "en", &format!("/contracts/{}", id(&told.contract)))
        .await;
    page.says("5,250,000.00")
        .says("4,050,000.00")
        .says("Protected: a public body")
        .says("26112000000012345678")
        .says(&format!("/receivables/new?contract={}", id(&told.contract)));
}

#[tokio::test]
async fn what_is_to_be_paid_stands_with_its_account_and_day() {
    let told = told().await;
    told.app
        .page("buyer", "en", "/payments")
        .await
        .says("2026-04-07 Tue")
        .says("11050199360000001024")
        .says("1,200,000.00")
        .says("/payments/new?certificate=");
    let path = format!("/payments/new?certificate={}", id(&told.certificate));
    told.app
        .page("buyer", "en", &path)
        .await
        .says("data-kind=\"payment.report/1\"")
        .says("name=\"account.account\" value=\"11050199360000001024\"");
    told.app
        .page("supplier", "en", "/payments")
        .await
        .says("YNYY-FK-0001")
        .says("to be acknowledged");
}

#[tokio::test]
async fn amendments_and_contracts_wait_for_the_other_side() {
    let told = told().await;
    let world = &told.app.world;
    let amendment = world.new_id("amendment");
    let proposal = json!({
        "amendment": amendment, "contract": told.contract,
        "changes": {"signed_on": "2026-02-09", "amount": yuan("5400000.00"), "documents": []},
    });
    world.does("supplier", "amendment.propose/1", proposal, 1).await;
    let path = format!("/amendments/{}", id(&amendment));
    told.app
        .page("buyer", "en", &path)
        .await
        .is_page("en")
        .says("5,400,000.00 CNY")
        .says(&format!("{path}/accept"));
    told.app
        .page("buyer", "en", &format!("{path}/accept"))
        .await
        .is_page("en")
        .says("data-kind=\"amendment.accept/1\"");
    let theirs = told.app.page("supplier", "en", &format!("{path}/accept")).await;
    assert_eq!(theirs.status, StatusCode::NOT_FOUND);
    told.app.page("buyer", "en", "/home").await.says(&path);
}

#[tokio::test]
async fn what_a_second_member_is_to_sign_waits_on_its_workbench() {
    let told = told().await;
    let world = &told.app.world;
    let confirmation = world.confirmation(&told.receivable, &world.new_id("certificate"));
    world
        .act("buyer", "receivable.confirm/1", confirmation, 1)
        .await
        .unwrap();
    let checker = told.app.cookie("buyer", 1).await;
    let home = told
        .app
        .get(&format!("{checker}; tallystick-language=en"), "/home")
        .await;
    home.says("/waiting/").says("Sign too");
    // Who signed is not asked again, and finds what waits beside the claim.
    let maker = told.app.page("buyer", "en", "/home").await;
    maker.says_not("Sign too").says("/waiting/");
}

#[tokio::test]
async fn a_buyer_reads_its_record() {
    let told = told().await;
    told.app
        .page("buyer", "en", "/record")
        .await
        .says("Days to answer")
        .says("1,200,000.00 CNY");
}

#[tokio::test]
async fn what_is_due_on_a_day_is_all_of_the_day_and_a_changed_account_is_told() {
    let (app, certificate) = with_certificate().await;
    let world = &app.world;
    let parts: Vec<String> = (0..60).map(|_| world.new_id("certificate")).collect();
    let children: Vec<Value> = parts
        .iter()
        .map(|part| json!({"certificate": part, "amount": {"value": "20000.00", "currency": "CNY"}}))
        .collect();
    let body = json!({"certificate": certificate, "children": children});
    world.does("supplier", "certificate.split/1", body, 1).await;
    let first = app.page("buyer", "en", "/payments").await;
    first
        .is_page("en")
        .says("60 certificates")
        .says_not("1,000,000.00")
        .says_not("account changed");
    assert_eq!(first.text.matches("/payments/new?certificate=").count(), 50);

    let mut lending = world.lending(&parts[0], "JB-E2E-0001");
    (lending.amount, lending.guarantee) = ("10000.00", None);
    world.bank_opens(&lending, "5000000.00").await;
    world.bank_lends(&lending).await;
    let notice = json!({
        "notice": world.new_id("notice"), "loan": lending.loan, "certificates": [lending.certificate],
        "payee": world.company("bank").payee(),
    });
    world.does("bank", "assignment.notify/1", notice, 1).await;
    for (language, words) in [("en", "account changed"), ("zh", "账户已变更")] {
        let first = app.page("buyer", language, "/payments").await;
        let (_, next) = first.text.split_once("rel=\"next\" href=\"").unwrap();
        let (next, _) = next.split_once('"').unwrap();
        let second = app.page("buyer", language, next).await;
        let flagged = [first, second].map(|page| page.is_page(language).text.matches(words).count());
        assert_eq!(flagged.iter().sum::<usize>(), 1, "{words}");
    }
    // Late ones are listed page by page, none of them left out.
    world.wait_days(60);
    while world.store.sweep().await.unwrap().recorded > 0 {}
    let record = app.page("buyer", "en", "/record").await;
    record.is_page("en").says("rel=\"next\"");
    assert_eq!(record.text.matches("left-red\" data-head").count(), 50);
}

#[tokio::test]
async fn whoever_claims_chooses_among_all_contracts_and_finds_one_by_its_number() {
    let world = World::with_everybody(Engine::Sqlite).await;
    for place in 0..51 {
        world.contract(&format!("YNYY-HC-{place:03}")).await;
    }
    let app = App::of(world);
    let rows = |shown: &Shown| shown.text.matches("href=\"/receivables/new?contract=").count();
    for language in ["en", "zh"] {
        let first = app.page("supplier", language, "/receivables/new").await;
        assert_eq!(rows(first.is_page(language)), 50);
        let (_, next) = first.text.split_once("rel=\"next\" href=\"").unwrap();
        let (next, _) = next.split_once('"').unwrap();
        let second = app.page("supplier", language, next).await;
        second
            .is_page(language)
            .says("<a href=\"/receivables/new\">")
            .says_not("rel=\"next\"");
        assert_eq!(rows(&second), 1);
        let found = app
            .page("supplier", language, "/receivables/new?number=%20YNYY-HC-007")
            .await;
        found.is_page(language).says("YNYY-HC-007");
        assert_eq!(rows(&found), 1);
    }
    app.page("supplier", "en", "/receivables/new?number=YNYY-HC-999")
        .await
        .is_page("en")
        .says("No accepted contract of yours as supplier has this number.");
}

#[tokio::test]
async fn an_empty_list_leads_to_what_would_fill_it() {
    let world = World::with_everybody(Engine::Sqlite).await;
    let contract = world.contract("YNYY-HC-2026-017").await;
    let app = App::of(world);
    let contract = id(&contract);
    let record = format!("/record?buyer={}", app.world.company("buyer").id.uuid());
    let claim = format!("billed. <a href=\"/receivables/new?contract={contract}\">");
    let contract = format!("/contracts/{contract}");
    for (party, path, says) in [
        ("supplier", "/waiting", "appears here. <a href=\"/home\">"),
        ("supplier", "/home", "waits for others. <a href=\"/receivables\">"),
        ("supplier", contract.as_str(), claim.as_str()),
        (
            "buyer",
            "/home",
            "Nothing waits for you. <a href=\"/receivables\">",
        ),
        ("buyer", "/record", "None is overdue. <a href=\"/payments\">"),
        (
            "auditor",
            record.as_str(),
            "None is overdue. <a href=\"/certificates?overdue=true\">",
        ),
        (
            "supplier",
            "/certificates",
            "confirms a receivable. <a href=\"/receivables\">",
        ),
        (
            "bank",
            "/certificates",
            "confirms a receivable. <a href=\"/reviews\">",
        ),
        (
            "guarantor",
            "/certificates",
            "confirms a receivable. <a href=\"/guarantees\">",
        ),
        (
            "manager",
            "/certificates",
            "confirms a receivable. <a href=\"/sales\">",
        ),
    ] {
        app.page(party, "en", path).await.is_page("en").says(says);
    }
    // Whoever only looks at a contract claims nothing under it.
    app.page("buyer", "en", &contract)
        .await
        .is_page("en")
        .says("billed.</p>");
}

#[tokio::test]
async fn an_auditor_reads_the_record_of_the_buyer_it_chose_from_the_statistics() {
    let told = told().await;
    let app = &told.app;
    let buyer = app.world.company("buyer");
    let path = format!("/record?buyer={}", buyer.id.uuid());
    for language in ["zh", "en"] {
        app.page("auditor", language, "/statistics")
            .await
            .is_page(language)
            .says(&format!("href=\"{path}\""));
        app.page("auditor", language, &path)
            .await
            .is_page(language)
            .says(buyer.name)
            .says("1,200,000.00 CNY")
            .says(&format!("/statistics/disclosure?buyer={}", buyer.id.uuid()))
            .says_not("/receivables?show=all");
    }
    // A buyer reads its own, whatever it asks for; who is no buyer has none.
    let other = format!("/record?buyer={}", app.world.company("bank").id.uuid());
    app.page("buyer", "en", &other)
        .await
        .is_page("en")
        .says("Own record");
    let none = app.page("auditor", "en", &other).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
    let choose = app.page("auditor", "en", "/record").await;
    assert_eq!(choose.status, StatusCode::SEE_OTHER);
}

//! A bank's pages of money that moves: every form gives a command that the service takes, and figures are those worked out by hand.

use axum::http::StatusCode;
use serde_json::{Value, json};
use tallystick_testbed::{Engine, Lending, World};

use crate::app::App;
use crate::certificates::{number, with_certificate};
use crate::forms::ActForm;

/// A loan of 480,000.00 at 3.80 % that is approved and no more, half of it guaranteed.
async fn approved() -> (App, Lending) {
    let world = World::with_everybody(Engine::Sqlite).await;
    let contract = world.contract("YNYY-ZJ-2026-001").await;
    let certificate = world.certificate(&contract, "26112000000090002001").await;
    let lending = world.lending(&certificate, "JB-E2E-0001");
    world.bank_opens(&lending, "5000000.00").await;
    world.supplier_borrows(&lending).await;
    world.bank_assesses(&lending).await;
    let approval = world.approval(&lending);
    world.does("bank", "loan.approve/1", approval, 2).await;
    (App::of(world), lending)
}

/// The same loan with the money out.
async fn lent() -> (App, Lending) {
    let world = World::with_everybody(Engine::Sqlite).await;
    let contract = world.contract("YNYY-ZJ-2026-001").await;
    let certificate = world.certificate(&contract, "26112000000090002001").await;
    let lending = world.lending(&certificate, "JB-E2E-0001");
    world.bank_opens(&lending, "5000000.00").await;
    world.bank_lends(&lending).await;
    (App::of(world), lending)
}

/// The id of a subject in addresses.
fn id(subject: &str) -> &str {
    subject.split_once('/').unwrap().1
}

/// The form of an act on a page, with its amounts as the script writes them.
async fn form(app: &App, path: &str) -> ActForm {
    app.page("bank", "zh", path).await.is_page("zh");
    let shown = app.page("bank", "en", path).await;
    shown.is_page("en");
    let mut form = ActForm::read(&app.world, &shown.text, "act");
    assert_eq!(form.attributes["data-capacity"], "bank");
    plain(&mut form.body);
    form
}

/// Amounts without commas, and nothing that is empty.
fn plain(body: &mut Value) {
    match body {
        Value::Object(members) => {
            if let Some(Value::String(text)) = members.get_mut("value") {
                *text = text.replace(',', "");
            }
            members.values_mut().for_each(plain);
            members.retain(|_, value| *value != json!(""));
        }
        Value::Array(items) => items.iter_mut().for_each(plain),
        _ => {}
    }
}

async fn signed(app: &App, form: ActForm, signers: usize) {
    let kind = form.kind().to_owned();
    app.world.does("bank", &kind, form.body, signers).await;
}

#[tokio::test]
async fn a_loan_goes_from_its_approval_to_money_that_is_out() {
    let (app, lending) = approved().await;
    let loan = format!("/loans/{}", id(&lending.loan));
    let list = app.page("bank", "en", "/loans").await;
    list.is_page("en").says("file it").says("480,000.00");
    let shown = app.page("bank", "en", &loan).await;
    shown
        .is_page("en")
        .says(&format!("{loan}/file"))
        .says(&format!("{loan}/cancel"));
    shown.says_not(&format!("{loan}/instruct\""));
    let early = app.page("bank", "en", &format!("{loan}/instruct")).await;
    assert_eq!(early.status, StatusCode::CONFLICT);

    let mut filing = form(&app, &format!("{loan}/file")).await;
    filing.body["number"] = json!("ZD-DJ-20260209-00001");
    filing.body["registered_at"] = json!(app.world.ambient().now().as_millis());
    filing.body["until"] = json!("2027-02-08");
    signed(&app, filing, 1).await;

    let instruction = form(&app, &format!("{loan}/instruct")).await;
    let id_told = instruction.body["end_to_end"].as_str().unwrap().to_owned();
    assert!(
        id_told.starts_with("TS20260209-") && id_told.len() <= 35,
        "{id_told}"
    );
    signed(&app, instruction, 2).await;
    let shown = app.page("bank", "en", &loan).await;
    shown
        .says("/v1/payment-orders?end_to_end=TS20260209-")
        .says(&format!("pain.001-{id_told}.xml"));
    app.page("bank", "en", "/loans")
        .await
        .says("/v1/payment-orders?value_on=2026-02-09&#38;currency=CNY")
        .says("record the outcome");

    let mut failed = form(&app, &format!("{loan}/fail")).await;
    failed.body["reason"] = json!("AC04 收款账户已注销");
    failed.body["until"] = json!(app.world.ambient().now().as_millis() + 86_400_000);
    signed(&app, failed, 1).await;
    let again = app.page("bank", "en", &format!("{loan}/instruct")).await;
    again.says(&id_told).says("not to be used again");
    signed(&app, form(&app, &format!("{loan}/instruct")).await, 2).await;
    let settled = form(&app, &format!("{loan}/settle")).await;
    assert_eq!(settled.body["amount"]["value"], "480000.00");
    signed(&app, settled, 1).await;
    app.page("bank", "en", &loan)
        .await
        .says(&format!("{loan}/notify"))
        .says(&format!("{loan}/charge"))
        .says_not(&format!("{loan}/settle\""));
}

#[tokio::test]
async fn an_approval_is_taken_back_and_its_filing_is_to_be_taken_out() {
    let (app, lending) = approved().await;
    let loan = format!("/loans/{}", id(&lending.loan));
    let now = app.world.ambient().now().as_millis();
    let filing = json!({
        "filing": lending.filing, "loan": lending.loan, "number": "ZD-DJ-1", "registered_at": now, "until": "2027-02-08",
    });
    app.world.does("bank", "filing.record/1", filing, 1).await;
    let path = format!("/filings/{}", id(&lending.filing));
    app.page("bank", "en", &path)
        .await
        .is_page("en")
        .says("The filing stands; the loan has not ended.");
    let early = app.page("bank", "en", &format!("{path}/discharge")).await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    let mut cancelled = form(&app, &format!("{loan}/cancel")).await;
    cancelled.body["reason"] = json!("借款人更换收款账户");
    signed(&app, cancelled, 1).await;
    // Ten working days from 2026-02-09, with the Spring Festival between and two Saturdays worked.
    for (language, until) in [("zh", "2027-02-08 周一"), ("en", "2027-02-08 Mon")] {
        app.page("bank", language, "/filings")
            .await
            .is_page(language)
            .says("<a href=\"/loans\" aria-current=\"page\">")
            .says("2026-02-28")
            .says(until)
            .says("ZD-DJ-1")
            .says_not("data-head=\"Bank\"");
    }
    // Whose filing it is, everybody else is told.
    app.page("supplier", "en", "/filings")
        .await
        .says("ZD-DJ-1")
        .says("data-head=\"Bank\"");
    app.page("supplier", "en", &path)
        .await
        .is_page("en")
        .says("2026-02-28")
        .says_not("/discharge\"");
    let mut out = form(&app, &format!("{path}/discharge")).await;
    assert_eq!(out.body["on"], "2026-02-09");
    out.body["filing"] = json!(lending.filing);
    signed(&app, out, 1).await;
    app.page("bank", "en", &path)
        .await
        .says("It was taken out on 2026-02-09");
}

#[tokio::test]
async fn figures_follow_what_one_types() {
    let (app, lending) = approved().await;
    let loan = format!("/loans/{}", id(&lending.loan));
    let now = app.world.ambient().now().as_millis();
    let filing = json!({
        "filing": lending.filing, "loan": lending.loan, "number": "ZD-DJ-1", "registered_at": now, "until": "2027-02-08",
    });
    app.world.does("bank", "filing.record/1", filing, 1).await;
    let figures = |act: &str, query: &str| format!("{loan}/{act}/figures?{query}");
    app.page("bank", "en", &figures("instruct", "value_on=2026-02-10"))
        .await
        .says("480,000.00 CNY")
        .says_not("<html");
    app.page("bank", "en", &figures("instruct", "value_on=2026-03-10"))
        .await
        .says("from today until 2026-02-19");
    let instruction =
        json!({"loan": lending.loan, "end_to_end": lending.end_to_end, "value_on": "2026-02-09"});
    app.world.does("bank", "loan.instruct/1", instruction, 2).await;
    app.page("bank", "en", &figures("settle", "amount.value=479%2C000"))
        .await
        .says("-1,000.00 CNY")
        .says("flagged for auditors");
    app.world
        .does("bank", "disbursement.settle/1", app.world.settlement(&lending), 1)
        .await;
    app.world.wait_days(10);
    // 480,000.00 × 3.80 % × 10 / 360 = 506.67, and the costs.
    app.page("bank", "en", &figures("charge", "amount.value=500&on=2026-02-19"))
        .await
        .says("480,506.67 CNY")
        .says("481,006.67 CNY");
    app.page("bank", "en", &figures("charge", "amount.value=x&on=2026-02-19"))
        .await
        .says("The amount is a number above zero");
    app.page("bank", "en", &figures("sell", "price.value=480%2C000"))
        .await
        .says("480,506.67 CNY")
        .says("-506.67 CNY");
}

// tidy: long function: one line of a statement through all that can become of it, in order
#[tokio::test]
async fn money_that_comes_in_is_booked_assigned_and_reversed_by_hand() {
    let (app, lending) = lent().await;
    let loan = format!("/loans/{}", id(&lending.loan));
    let mut notice = form(&app, &format!("{loan}/notify")).await;
    assert_eq!(notice.body["certificates"], json!([lending.certificate]));
    notice.body["loan"] = json!(lending.loan);
    signed(&app, notice, 1).await;
    app.page("bank", "zh", "/notices")
        .await
        .is_page("zh")
        .says("<tbody>");
    app.page("bank", "en", &format!("{loan}/notify"))
        .await
        .says("there is nothing to tell")
        .says_not("data-kind=");
    app.page("bank", "en", &loan)
        .await
        .is_page("en")
        .says_not(&format!("{loan}/notify"));

    app.world.wait_days(2);
    let mut booked = form(&app, &format!("{loan}/book?by=debtor")).await;
    booked.body["line"]["amount"]["value"] = json!("80000.00");
    booked.body["line"]["reference"] = json!("JB-LS-0211-0001");
    booked.body["source"]["debtor"]["certificates"][0]["amount"]["value"] = json!("80000.00");
    assert_eq!(booked.body["line"]["ordinal"], 1);
    // A select, which tells nothing in this reading of forms, where the bank has several accounts.
    booked.body["line"]["account"] = json!("11050100010000000001");
    signed(&app, booked, 1).await;

    let mut kept = form(&app, "/bank-entries/new").await;
    kept.body["line"]["direction"] = json!("credit");
    kept.body["line"]["account"] = json!("11050100010000000001");
    kept.body["line"]["amount"]["value"] = json!("12000.00");
    kept.body["line"]["counterparty"] = json!(app.world.company("buyer").name);
    kept.body["line"]["reference"] = json!("JB-LS-0211-0002");
    signed(&app, kept, 1).await;
    let list = app.page("bank", "en", "/bank-entries?stage=unmatched").await;
    list.is_page("en")
        .says("JB-LS-0211-0002")
        .says("/assign")
        .says("class=\"bank-message\"");
    let line = list
        .text
        .split("href=\"/bank-entries/")
        .find(|part| part.contains("/assign\""))
        .unwrap();
    let key = line.split(['"', '/']).next().unwrap().to_owned();
    let candidates = app
        .page("bank", "en", &format!("/bank-entries/{key}/assign"))
        .await;
    candidates
        .is_page("en")
        .says("the debtor paid")
        .says(&format!("?loan={}", id(&lending.loan)));
    let path = format!("/bank-entries/{key}/assign?loan={}", id(&lending.loan));
    let assigned = form(&app, &path).await;
    // The name on the line is the debtor's, and all of it goes to the one certificate.
    let part = &assigned.body["source"]["debtor"]["certificates"][0];
    assert_eq!(part["amount"]["value"], "12000.00");
    signed(&app, assigned, 2).await;
    let shown = app.page("bank", "en", &format!("/bank-entries/{key}")).await;
    shown.is_page("en").says("booked").says("/reverse").says(&loan);
    let mut reversed = form(&app, &format!("/bank-entries/{key}/reverse")).await;
    reversed.body["reason"] = json!("误入另一笔贷款");
    signed(&app, reversed, 2).await;
    let by_borrower = form(&app, &format!("{path}&by=borrower")).await;
    assert_eq!(by_borrower.body["source"], json!({"borrower": {}}));
    a_guarantor_is_free_by_paying(&app, &path, lending.guarantee.as_deref().unwrap()).await;
    signed(&app, by_borrower, 2).await;
}

/// Whoever books money as a guarantor's is told what becomes of its guarantee.
async fn a_guarantor_is_free_by_paying(app: &App, path: &str, guarantee: &str) {
    let freed = "By paying it is free of its guarantee, also where it paid less";
    let of_guarantor = format!("{path}&by={}", id(guarantee));
    assert_eq!(
        form(app, &of_guarantor).await.body["source"],
        json!({"guarantor": {"guarantee": guarantee}})
    );
    let shown = app.page("bank", "en", &of_guarantor).await;
    shown.is_page("en").says(freed);
    let of_borrower = format!("{path}&by=borrower");
    let shown = app.page("bank", "en", &of_borrower).await;
    shown.is_page("en").says_not(freed);
}

#[tokio::test]
async fn a_loan_that_is_late_is_collected_in_every_way() {
    let (app, lending) = lent().await;
    let loan = format!("/loans/{}", id(&lending.loan));
    let guarantee = lending.guarantee.as_deref().unwrap();
    let path = format!("{loan}/guarantees/{}", id(guarantee));
    let early = app.page("bank", "en", &format!("{path}/call")).await;
    assert_eq!(early.status, StatusCode::CONFLICT);
    app.world.wait_days(70);
    let shown = app.page("bank", "en", &loan).await;
    for act in ["claim-recourse", "write-off", "charge", "book"] {
        shown.says(&format!("{loan}/{act}\""));
    }
    shown
        .says(&format!("{path}/call"))
        .says(&format!("{path}/release"));
    let mut costs = form(&app, &format!("{loan}/charge")).await;
    costs.body["what"] = json!("公告送达费");
    costs.body["amount"]["value"] = json!("500.00");
    signed(&app, costs, 1).await;
    let called = form(&app, &format!("{path}/call")).await;
    assert_eq!(called.body["amount"]["value"], "240000.00");
    app.page("bank", "en", &format!("{path}/call/figures?amount.value=250000"))
        .await
        .says("At most 240,000.00 CNY can be called.");
    signed(&app, called, 1).await;
    signed(&app, form(&app, &format!("{path}/release")).await, 2).await;
    signed(&app, form(&app, &format!("{loan}/claim-recourse")).await, 1).await;
    let mut written_off = form(&app, &format!("{loan}/write-off")).await;
    written_off.body["reason"] = json!("债务人已无可供执行的财产");
    signed(&app, written_off, 2).await;
    app.page("bank", "en", &loan)
        .await
        .says_not(&format!("{loan}/write-off\""));
    app.page("bank", "en", "/loans")
        .await
        .says("written off; still owed");
}

#[tokio::test]
async fn what_is_left_over_is_passed_on() {
    let (app, lending) = lent().await;
    let loan = format!("/loans/{}", id(&lending.loan));
    app.world.wait_days(2);
    let none = app.page("bank", "en", &format!("{loan}/surplus")).await;
    assert_eq!(none.status, StatusCode::CONFLICT);
    let repaid = app
        .world
        .repayment(&lending, "500000.00", "2026-02-11", "JB-LS-0211-0009");
    app.world.does("bank", "repayment.book/1", repaid, 1).await;
    let mut passed_on = form(&app, &format!("{loan}/surplus")).await;
    // 500,000.00 less 480,000.00 and two days of interest, 101.33.
    assert_eq!(passed_on.body["amount"]["value"], "19898.67");
    passed_on.body["reference"] = json!("JB-TK-01");
    let to = app.world.company("supplier").id.subject();
    app.page(
        "bank",
        "en",
        &format!("{loan}/surplus/figures?to={to}&amount.value=20000"),
    )
    .await
    .says("At most 19,898.67 CNY is owed.");
    signed(&app, passed_on, 2).await;
}

#[tokio::test]
async fn a_loan_is_offered_to_a_pool_and_the_offer_is_taken_back() {
    let (app, lending) = lent().await;
    let beside = app.world.loan_goes_on(&lending).await;
    let loan = format!("/loans/{}", id(&lending.loan));
    let path = format!("{loan}/sales/{}/withdraw", id(&beside.sale));
    app.page("bank", "en", &loan)
        .await
        .is_page("en")
        .says(&path)
        .says("399,000.00 CNY");
    signed(&app, form(&app, &path).await, 1).await;
    let over = app.page("bank", "en", &path).await;
    assert_eq!(over.status, StatusCode::CONFLICT);
    app.page("bank", "en", &format!("{loan}/sell"))
        .await
        .says(&format!(
            "<option value=\"{}\">京北应收账款一期, 京北资产管理有限公司</option>",
            beside.pool
        ));
    let mut offered = form(&app, &format!("{loan}/sell")).await;
    offered.body["pool"] = json!(beside.pool);
    offered.body["until"] = json!(app.world.ambient().now().as_millis() + 86_400_000);
    signed(&app, offered, 2).await;
}

#[tokio::test]
async fn a_loan_that_is_not_paid_out_shows_its_plan_from_the_day_that_is_expected() {
    let (app, lending) = approved().await;
    let loan = format!("/loans/{}", id(&lending.loan));
    for (language, words) in [("en", "The money is not out yet."), ("zh", "尚未放款。")] {
        for party in ["bank", "supplier", "auditor"] {
            app.page(party, language, &loan)
                .await
                .is_page(language)
                .says(words)
                .says("480,000.00 CNY")
                // 52 days of 360 at 3.80 %, from the day for which it was wanted.
                .says("2,634.67")
                .says("482,634.67")
                .says_not("data-recompute=\"/loans/");
        }
    }
    let (app, lending) = lent().await;
    let loan = format!("/loans/{}", id(&lending.loan));
    app.page("bank", "en", &loan)
        .await
        .says_not("The money is not out yet.")
        .says("data-recompute=\"/loans/");
}

#[tokio::test]
async fn where_no_pool_buys_a_loan_is_not_offered() {
    let (app, lending) = lent().await;
    let loan = format!("/loans/{}", id(&lending.loan));
    for (language, words) in [
        ("en", "No pool buys loans at present."),
        ("zh", "目前没有购入贷款的资产池"),
    ] {
        app.page("bank", language, &format!("{loan}/sell"))
            .await
            .is_page(language)
            .says(words)
            .says_not("<form class=\"act\"");
        // Nor is there anything to look at beside the list.
        app.page("bank", language, "/loans")
            .await
            .says_not("href=\"/sales\"");
    }
}

#[tokio::test]
async fn an_auditor_reads_the_lines_of_every_bank_and_books_none() {
    let (app, lending) = lent().await;
    app.world.wait_days(2);
    let repaid = app
        .world
        .repayment(&lending, "80000.00", "2026-02-11", "JB-LS-0211-0001");
    app.world.does("bank", "repayment.book/1", repaid, 1).await;
    let bank = app.world.company("bank").name;
    let list = app.page("auditor", "en", "/bank-entries").await;
    list.is_page("en")
        .says(&format!("<td data-head=\"Bank\">{bank}</td>"))
        .says("/v1/bank-entries?format=csv")
        .says_not("message-files")
        .says_not("/assign\"");
    let (_, rest) = list.text.split_once("href=\"/bank-entries/").unwrap();
    let line = format!("/bank-entries/{}", rest.split('"').next().unwrap());
    for language in ["zh", "en"] {
        app.page("auditor", language, &line)
            .await
            .is_page(language)
            .says(bank)
            .says(&format!("/loans/{}", id(&lending.loan)))
            .says_not("/reverse\"");
    }
    app.page("bank", "en", "/bank-entries")
        .await
        .says_not("<td data-head=\"Bank\">");
    for path in [
        "/bank-entries/new".to_owned(),
        format!("{line}/assign"),
        format!("{line}/reverse"),
    ] {
        let shown = app.page("auditor", "en", &path).await;
        assert_eq!(shown.status, StatusCode::FORBIDDEN, "{path}");
    }
    for party in ["supplier", "buyer", "guarantor", "manager", "centre", "operator"] {
        for path in ["/bank-entries", &line] {
            let shown = app.page(party, "en", path).await;
            assert_eq!(shown.status, StatusCode::FORBIDDEN, "{party} {path}");
        }
    }
}

#[tokio::test]
async fn pages_of_money_are_for_the_bank_that_lent() {
    let (app, lending) = lent().await;
    let loan = format!("/loans/{}", id(&lending.loan));
    for path in [
        "/bank-entries".to_owned(),
        "/bank-entries/new".to_owned(),
        format!("{loan}/charge"),
        format!("{loan}/book"),
        format!("/filings/{}/discharge", id(&lending.filing)),
    ] {
        let shown = app.page("supplier", "en", &path).await;
        assert_eq!(shown.status, StatusCode::FORBIDDEN, "{path}");
    }
    app.page("supplier", "en", &loan)
        .await
        .is_page("en")
        .says_not(&format!("{loan}/charge"))
        .says_not("/v1/payment-orders");
    for path in [
        "/bank-entries/k0",
        "/bank-entries/%20",
        "/filings/x",
        "/loans/x/charge",
    ] {
        let shown = app.page("bank", "en", path).await;
        assert_eq!(shown.status, StatusCode::NOT_FOUND, "{path}");
    }
    let unknown = app.page("bank", "en", &format!("{loan}/give-away")).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_bank_endorses_what_a_holder_shows_it() {
    let (app, certificate) = with_certificate().await;
    let number = number(&app, &certificate).await;
    app.page("bank", "en", "/endorsements")
        .await
        .says("href=\"/endorsements/new\"");
    let shown = format!(
        "/endorsements/new?number={}&amount=1,200,000",
        number.to_lowercase()
    );
    for language in ["zh", "en"] {
        app.page("bank", language, "/endorsements/new")
            .await
            .is_page(language)
            .says("name=\"amount\"");
        app.page("bank", language, &shown)
            .await
            .is_page(language)
            .says("data-kind=\"certificate.endorse/1\"")
            .says(&format!("name=\"certificate\" value=\"{certificate}\""))
            .says(&number)
            // Who owes and who holds it stands in the holder's document alone.
            .says_not("永宁区人民医院");
    }
    for (typed, says) in [
        (format!("{number}&amount=1,200,000.01"), "over this amount"),
        (format!("{number}&amount=ten"), "not an amount"),
        ("JRBT3&amount=1".to_owned(), "four groups of five"),
        ("JRBT3-PPA7Y-2ZE8W-M45R5&amount=1".to_owned(), "do not fit"),
    ] {
        app.page("bank", "en", &format!("/endorsements/new?number={typed}"))
            .await
            .says(says)
            .says_not("data-kind");
    }
    for party in ["supplier", "buyer", "auditor"] {
        let refused = app.page(party, "en", &shown).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{party}");
    }
}

#[tokio::test]
async fn a_promise_binds_no_longer_once_its_certificate_is_paid() {
    let (app, certificate) = with_certificate().await;
    let world = &app.world;
    let lending = world.lending(&certificate, "JB-E2E-0001");
    world.bank_opens(&lending, "5000000.00").await;
    let endorse = json!({"certificate": certificate});
    world.does("bank", "certificate.endorse/1", endorse, 2).await;
    let (bound, ended) = ("tag tag-waiting\">bound", "tag tag-done\">ended");
    app.page("bank", "en", "/endorsements")
        .await
        .is_page("en")
        .says(bound)
        .says_not(ended);
    let payment = world.new_id("payment");
    let report = json!({
        "payment": payment, "certificate": certificate, "amount": {"value": "1200000.00", "currency": "CNY"},
        "paid_on": "2026-02-09", "account": world.company("supplier").payee(), "reference": "JB-0209",
    });
    world.does("buyer", "payment.report/1", report, 1).await;
    let received = json!({"payment": payment});
    world.does("supplier", "payment.acknowledge/1", received, 1).await;
    // Before the service has counted the end, and after it.
    for _ in 0..2 {
        app.page("bank", "en", "/endorsements")
            .await
            .is_page("en")
            .says(ended)
            .says_not(bound);
        app.page("bank", "en", &format!("/certificates/{}", id(&certificate)))
            .await
            .is_page("en")
            .says("the promise binds the bank no longer")
            .says_not("of the promise stands");
        world.store.sweep().await.unwrap();
    }
}

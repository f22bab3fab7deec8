//! A line of a bank's statement that nobody knew what it belongs to: which loans are offered, and on which certificates it is booked.

use serde_json::{Value, json};
use tallystick_store::{BankEntryFilter, ProposalFilter};
use tallystick_testbed::{Engine, Lending, World, yuan};

use crate::app::App;
use crate::forms::ActForm;

/// A loan on two certificates that is instructed, and a line of 12.00 from the debtor; returns where the line stands.
async fn instructed() -> (App, Lending, [String; 2], String) {
    let world = World::with_everybody(Engine::Sqlite).await;
    let contract = world.contract("YNYY-RL-2026-001").await;
    let certificates = [
        world.certificate(&contract, "26112000000090007001").await,
        world.certificate(&contract, "26112000000090007002").await,
    ];
    let lending = Lending {
        guarantee: None,
        ..world.lending(&certificates[0], "JB-E2E-0077")
    };
    world.bank_opens(&lending, "5000000.00").await;
    let mut request = world.request(&lending);
    request["certificates"] = json!(certificates);
    world.does("supplier", "request.submit/1", request, 1).await;
    let offer = json!({
        "review": lending.review,
        "terms": {
            "amount": yuan(lending.amount), "rate": "0.0380", "fees": [], "guarantee": null, "conditions": [],
        },
        "valid_until": world.store.now().as_millis() + 3 * 86_400_000,
    });
    world.does("bank", "review.offer/1", offer, 2).await;
    let acceptance = json!({"request": lending.request, "review": lending.review});
    world.does("supplier", "request.accept/1", acceptance, 1).await;
    world.bank_assesses(&lending).await;
    world.bank_instructs(&lending).await;
    let line = json!({"line": world.incoming("12.00", "2026-02-09", "JB-LS-0209-0001")});
    world.does("bank", "bank-entry.record/1", line, 1).await;
    let viewer = world.viewer("bank", 0).await;
    let lines = world
        .store
        .bank_entries(&viewer, &BankEntryFilter::default())
        .await
        .unwrap();
    let path = format!("/bank-entries/{}/assign", lines.items[0].id.id());
    (App::of(world), lending, certificates, path)
}

fn id(subject: &str) -> &str {
    subject.split_once('/').unwrap().1
}

#[tokio::test]
async fn a_loan_is_offered_at_every_stage_and_found_by_its_number() {
    let (app, lending, _, path) = instructed().await;
    let link = format!("?loan={}", id(&lending.loan));
    for language in ["zh", "en"] {
        app.page("bank", language, &path)
            .await
            .is_page(language)
            .says("name=\"number\"")
            .says("JB-E2E-0077")
            .says(&link);
    }
    for number in ["e2e-0077", id(&lending.loan)] {
        app.page("bank", "en", &format!("{path}?number={number}"))
            .await
            .says(&link);
    }
    app.page("bank", "en", &format!("{path}?number=%25"))
        .await
        .says("No such loan in this currency.")
        .says_not(&link);
    // Booked before the money was out: it is a fact, and flagged.
    let shown = app.page("bank", "en", &format!("{path}{link}")).await;
    let form = ActForm::read(&app.world, shown.is_page("en").text.as_str(), "act");
    assert_eq!(form.body["loan"], json!(lending.loan));
    let kind = form.kind().to_owned();
    app.world.does("bank", &kind, form.body, 2).await;
    app.page("bank", "en", "/loans?stage=instructed")
        .await
        .says("discrepancy");
}

#[tokio::test]
async fn a_line_is_booked_on_whichever_certificate_of_the_loan_the_debtor_paid() {
    let (app, lending, certificates, path) = instructed().await;
    app.world
        .does("bank", "disbursement.settle/1", app.world.settlement(&lending), 1)
        .await;
    let shown = app
        .page("bank", "en", &format!("{path}?loan={}", id(&lending.loan)))
        .await;
    shown.is_page("en");
    for certificate in &certificates {
        shown.says(&format!("value=\"{certificate}\" data-beside="));
    }
    let mut form = ActForm::read(&app.world, &shown.text, "act");
    // Those due first are prefilled, and what is left empty is no part.
    let parts = form.body["source"]["debtor"]["certificates"].as_array().unwrap();
    let filled: Vec<&Value> = parts.iter().filter(|part| **part != json!({})).collect();
    assert_eq!(filled.len(), 1, "{parts:?}");
    assert_eq!(filled[0]["amount"]["value"], "12.00");
    form.body["source"]["debtor"]["certificates"] = json!([
        {"certificate": certificates[1], "amount": yuan("12.00")},
    ]);
    let kind = form.kind().to_owned();
    app.world.does("bank", &kind, form.body, 2).await;
    let other = format!("/certificates/{}", id(&certificates[1]));
    app.page("bank", "en", &other).await.says("1,199,988.00 CNY");
}

/// Where the booking of the line with this reference is taken back.
async fn reversal_of(world: &World, reference: &str) -> String {
    let viewer = world.viewer("bank", 0).await;
    let filter = BankEntryFilter::default();
    let lines = world.store.bank_entries(&viewer, &filter).await.unwrap().items;
    let line = lines
        .iter()
        .find(|line| line.reference.as_deref() == Some(reference))
        .unwrap();
    format!("/bank-entries/{}/reverse", line.id.id())
}

#[tokio::test]
async fn a_reversal_tells_of_its_loan_and_of_what_does_not_come_back() {
    let (app, lending, ..) = instructed().await;
    let world = &app.world;
    let again = [("en", "The loan is open again."), ("zh", "贷款恢复为未结清")];
    let book = async |amount: &str, reference: &str| {
        let booking = world.repayment(&lending, amount, "2026-02-09", reference);
        world.does("bank", "repayment.book/1", booking, 1).await;
    };
    world
        .does("bank", "disbursement.settle/1", world.settlement(&lending), 1)
        .await;
    book("80000.00", "JB-LS-0209-0002").await;
    let first = reversal_of(world, "JB-LS-0209-0002").await;
    app.page("bank", "en", &first)
        .await
        .is_page("en")
        .says("<dd>JB-E2E-0077</dd>")
        .says("<dd>480,000.00 CNY</dd>")
        .says("<dd>running</dd>")
        .says_not(again[0].1);
    // It is paid off by the second alone, so that without the first it stays so.
    book("490000.00", "JB-LS-0209-0003").await;
    app.page("bank", "en", &first)
        .await
        .says("<dd>repaid</dd>")
        .says_not(again[0].1);
    let second = reversal_of(world, "JB-LS-0209-0003").await;
    for (language, words) in again {
        app.page("bank", language, &second)
            .await
            .is_page(language)
            .says("<dd>400,000.00 CNY</dd>")
            .says(words);
    }
    // The second signer reads it too.
    let shown = app.page("bank", "en", &second).await;
    let mut form = ActForm::read(world, &shown.text, "act");
    form.body["reason"] = json!("误入另一笔贷款");
    world
        .act("bank", form.kind(), form.body.clone(), 1)
        .await
        .unwrap();
    let checker = world.viewer("bank", 1).await;
    let open = world
        .store
        .proposals(&checker, ProposalFilter::default())
        .await
        .unwrap();
    let waiting = format!("/waiting/{}", open.items.first().unwrap().id);
    let cookie = app.cookie("bank", 1).await;
    app.get(&format!("{cookie}; tallystick-language=en"), &waiting)
        .await
        .is_page("en")
        .says(again[0].1);
}

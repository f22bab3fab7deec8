//! Loans of debtors, which pay the holders of their certificates.

use axum::http::StatusCode;
use serde_json::json;
use tallystick_testbed::{Engine, Lending, World, product, yuan};

use crate::app::App;

/// The id of a subject in addresses.
fn id(subject: &str) -> &str {
    subject.split_once('/').unwrap().1
}

/// The debtor borrows, and its certificate is paid: nothing is left to file.
#[tokio::test]
async fn a_loan_that_paid_the_holder_is_not_filed() {
    let world = World::with_everybody(Engine::Sqlite).await;
    let contract = world.contract("YNYY-RZ-2026-009").await;
    let certificate = world.certificate(&contract, "26112000000090001009").await;
    let lending = Lending {
        guarantee: None,
        ..world.lending(&certificate, "JB-E2E-0009")
    };
    let mut assigned = product(&lending.product);
    assigned["terms"]["security"] = json!("assignment");
    world.bank_opens_for(&lending, assigned, "5000000.00").await;
    let mut request = world.request(&lending);
    request["direction"] = json!({"downstream": {"holder": world.company("supplier").id.subject()}});
    request.as_object_mut().unwrap().remove("pay_to");
    world.does("buyer", "request.submit/1", request, 1).await;
    let join = json!({"request": lending.request, "pay_to": world.company("supplier").payee()});
    world.does("supplier", "request.join/1", join, 1).await;
    let offer = json!({
        "review": lending.review,
        "terms": {
            "amount": yuan(lending.amount), "rate": "0.0380", "fees": [], "guarantee": null, "conditions": [],
        },
        "valid_until": world.store.now().as_millis() + 3 * 86_400_000,
    });
    world.does("bank", "review.offer/1", offer, 2).await;
    let acceptance = json!({"request": lending.request, "review": lending.review});
    world.does("buyer", "request.accept/1", acceptance, 1).await;
    world.bank_assesses(&lending).await;
    world
        .does("bank", "loan.approve/1", world.approval(&lending), 2)
        .await;
    let app = App::of(world);
    let loan = format!("/loans/{}", id(&lending.loan));
    let file = format!("{loan}/file");
    app.page("bank", "en", &loan).await.is_page("en").says(&file);
    let instruction = json!({
        "loan": lending.loan, "end_to_end": lending.end_to_end, "value_on": "2026-02-09",
    });
    app.world.does("bank", "loan.instruct/1", instruction, 2).await;
    let settlement = app.world.settlement(&lending);
    app.world
        .does("bank", "disbursement.settle/1", settlement, 1)
        .await;
    app.page("bank", "en", &loan).await.is_page("en").says_not(&file);
    let late = app.page("bank", "en", &file).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
}

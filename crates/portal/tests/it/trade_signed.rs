//! What stands before whoever signs about a trade: the papers, and names that a person knows; and what stands before who lends on it.

use serde_json::json;
use tallystick_testbed::yuan;

use crate::credit::asked;
use crate::trade::{id, told};

#[tokio::test]
async fn the_papers_stand_beside_every_form_that_answers_a_claim() {
    let told = told().await;
    let receivable = id(&told.receivable);
    for (party, act) in [
        ("buyer", "confirm"),
        ("buyer", "confirm?how=part"),
        ("buyer", "refuse"),
        ("buyer", "dispute"),
        ("centre", "forward"),
    ] {
        for (language, papers) in [("zh", "单据内容"), ("en", "What the papers say")] {
            let page = told
                .app
                .page(party, language, &format!("/receivables/{receivable}/{act}"))
                .await;
            page.is_page(language)
                .says(papers)
                .says("YNYY-DD-2026-0031")
                .says("13%")
                .says("壹佰贰拾万元整")
                .says(&format!(
                    "/v1/files/{}?subject=receivable%2F{receivable}",
                    "7".repeat(64)
                ));
            // They are read before the form is filled in, on a phone too.
            let place = |text: &str| page.text.find(text).unwrap();
            assert!(place("class=\"findings\"") < place(papers), "{act}");
            assert!(place(papers) < place("<form class=\"act\""), "{act}");
        }
    }
}

#[tokio::test]
async fn what_is_signed_names_claims_contracts_and_payments_by_their_numbers() {
    let told = told().await;
    let world = &told.app.world;
    let amendment = world.new_id("amendment");
    let proposal = json!({
        "amendment": amendment, "contract": told.contract,
        "changes": {"signed_on": "2026-02-09", "amount": yuan("5400000.00"), "documents": []},
    });
    world.does("supplier", "amendment.propose/1", proposal, 1).await;
    let (contract, receivable) = (id(&told.contract), id(&told.receivable));
    let (number, invoice) = ("YNYY-HC-2026-017", "26112000000012345679");
    let amended = format!("the amendment of {number}");
    let (claims, contracts) = (
        format!("/receivables/{receivable}"),
        format!("/contracts/{contract}"),
    );
    let of_claim = |party, act| (party, format!("{claims}{act}"), &told.receivable, invoice);
    let of_contract = |party, act| (party, format!("{contracts}{act}"), &told.contract, number);
    let claiming = format!("/receivables/new?contract={contract}");
    let accepting = format!("/amendments/{}/accept", id(&amendment));
    let acknowledging = format!("/payments/{}/acknowledge", id(&told.payment));
    for (party, path, subject, called) in [
        ("supplier", claiming, &told.contract, number),
        of_contract("supplier", "/amend"),
        of_contract("buyer", "/close"),
        ("buyer", accepting, &amendment, amended.as_str()),
        of_claim("supplier", "/withdraw"),
        of_claim("buyer", "/refuse"),
        of_claim("centre", "/forward"),
        ("supplier", acknowledging, &told.payment, "YNYY-FK-0001"),
    ] {
        told.app
            .page(party, "en", &path)
            .await
            .is_page("en")
            .says(&format!("\"{subject}\":\"{called}\""));
    }
    told.app
        .page("buyer", "zh", &format!("/amendments/{}/accept", id(&amendment)))
        .await
        .is_page("zh")
        .says(&format!("\"{amendment}\":\"{number}\""));
}

#[tokio::test]
async fn who_lends_is_not_told_that_there_is_none_of_what_it_does_not_see() {
    let (app, lending) = asked(|_, _| ()).await;
    let address = format!("/certificates/{}", id(&lending.certificate));
    let certificate = app.page("bank", "en", &address).await;
    let (_, rest) = certificate.text.split_once("href=\"/contracts/").unwrap();
    let contract = format!("/contracts/{}", rest.split('"').next().unwrap());
    app.page("bank", "en", &contract)
        .await
        .is_page("en")
        .says("Protection under Order 802")
        .says_not("What may be confirmed")
        .says_not("<h2 id=\"amendments\">");
    for side in ["supplier", "buyer"] {
        app.page(side, "en", &contract)
            .await
            .says("Left under the contract")
            .says("<h2 id=\"amendments\">");
    }
}

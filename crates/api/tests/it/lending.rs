//! What is read of a loan and what stands around it, by every kind of party.

use std::fmt::Write as _;

use rstest::rstest;
use serde_json::{Value, json};
use tallystick_testbed::{Beside, Engine, Lending};

use crate::access::{CALLERS, name};
use crate::app::{App, Caller, Maker, bare};

pub(crate) async fn told(engine: Engine) -> (App, Lending, Beside) {
    let app = App::new(engine).await;
    let world = &app.world;
    let contract = world.contract("YNYY-HC-2026-017").await;
    let certificate = world.certificate(&contract, "26112000000012345678").await;
    let lending = world.lending(&certificate, "JB-E2E-0001");
    world.bank_opens(&lending, "5000000.00").await;
    world.bank_lends(&lending).await;
    let beside = world.loan_goes_on(&lending).await;
    (app, lending, beside)
}

/// How a route answers: the status, and of a list how many items there are.
async fn answer(app: &App, caller: Caller, path: &str) -> String {
    let reply = app.get(caller, path).await;
    let status = reply.status.as_u16();
    if status != 200 {
        return status.to_string();
    }
    match reply.json()["items"].as_array() {
        Some(items) => format!("{} of them", items.len()),
        None => status.to_string(),
    }
}

fn routes(app: &App, lending: &Lending, beside: &Beside) -> Vec<(&'static str, String)> {
    let party = |name: &str| app.world.company(name).id.to_string();
    let at = |pattern: &'static str, id: &str| (pattern, pattern.replace("{}", bare(id)));
    let all = |pattern: &'static str| (pattern, pattern.to_owned());
    vec![
        all("/v1/products"),
        at("/v1/products/{}", &lending.product),
        all("/v1/financing-requests"),
        at("/v1/financing-requests/{}", &lending.request),
        at("/v1/financing-requests/{}/auction", &lending.request),
        all("/v1/reviews"),
        at("/v1/reviews/{}", &lending.review),
        all("/v1/guarantees"),
        at(
            "/v1/guarantees/{}",
            lending.guarantee.as_deref().unwrap_or_default(),
        ),
        at("/v1/guarantor-uses/{}", &party("guarantor")),
        at("/v1/bid-records/{}", &party("bank")),
        all("/v1/borrowing-base"),
        all("/v1/credit-lines"),
        at("/v1/credit-lines/{}", &lending.line),
        at("/v1/credit-lines/{}/use", &lending.line),
        at("/v1/credit-lines/{}/movements", &lending.line),
        all("/v1/loans"),
        at("/v1/loans/{}", &lending.loan),
        at("/v1/loans/{}/statement", &lending.loan),
        at("/v1/portfolios/{}", &party("bank")),
        all("/v1/bank-entries"),
        all("/v1/bank-entries?stage=unmatched"),
        all("/v1/filings"),
        at("/v1/filings/{}", &lending.filing),
        all("/v1/notices"),
        at("/v1/notices/{}", &beside.notice),
        all("/v1/pools"),
        at("/v1/pools/{}", &beside.pool),
        all("/v1/sales"),
        at("/v1/sales/{}", &beside.sale),
        all("/v1/endorsements"),
        at("/v1/endorsements/{}", &lending.certificate),
        at("/v1/disclosures/{}/2025", &party("buyer")),
        all("/v1/statistics"),
        all("/v1/statistics/turnover"),
    ]
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn every_route_of_lending_answers_each_kind_of_party_as_this_table_says(#[case] engine: Engine) {
    let (app, lending, beside) = told(engine).await;
    let mut table = format!("{:<40}", "");
    for caller in CALLERS {
        write!(table, "{:>11}", name(caller)).unwrap();
    }
    table.push('\n');
    for (pattern, path) in routes(&app, &lending, &beside) {
        write!(table, "{pattern:<40}").unwrap();
        for caller in CALLERS {
            write!(table, "{:>11}", answer(&app, caller, &path).await).unwrap();
        }
        table.push('\n');
    }
    insta::assert_snapshot!("lending", table);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn a_loan_is_read_with_its_statement_and_its_line_with_its_movements(#[case] engine: Engine) {
    let (app, lending, _) = told(engine).await;
    let bank = Maker("bank");
    let read = async |path: String| -> Value { app.get(bank, &path).await.json() };
    let loan = read(format!("/v1/loans/{}", bare(&lending.loan))).await;
    assert_eq!(loan["state"]["stage"], json!({"active": {}}));
    assert_eq!(
        loan["state"]["approval"]["terms"]["principal"]["value"],
        "480000.00"
    );
    let listed = read("/v1/loans?overdue=false".to_owned()).await;
    assert_eq!(listed["items"][0]["open_principal"]["value"], "400101.33");

    let statement = read(format!(
        "/v1/loans/{}/statement?on=2026-02-11",
        bare(&lending.loan)
    ))
    .await;
    let kinds: Vec<&str> = statement["account"]["lines"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|line| line["kind"].as_object().unwrap().keys())
        .map(String::as_str)
        .collect();
    assert_eq!(kinds, ["disbursed", "interest", "received", "paid", "paid"]);
    assert_eq!(statement["owed"]["value"], "400101.33");

    let movements = read(format!("/v1/credit-lines/{}/movements", bare(&lending.line))).await;
    let last = &movements["items"][3];
    assert_eq!(
        (&last["what"], &last["by"]),
        (&json!("restored"), &json!(lending.loan))
    );
    assert_eq!(last["amount"]["value"], "79898.67");
    assert_eq!(last["drawn"]["value"], "400101.33");
    let lines = read("/v1/credit-lines".to_owned()).await;
    assert_eq!(lines["items"][0]["drawn"]["value"], "400101.33");
    let bank = app.world.company("bank").id.to_string();
    let portfolio = read(format!("/v1/portfolios/{}", bare(&bank))).await;
    assert_eq!(portfolio["exposures"][0]["open"]["value"], "400101.33");
}

#[tokio::test(flavor = "multi_thread")]
async fn reviews_are_narrowed_by_who_borrows_and_who_owes() {
    let (app, _, _) = told(Engine::Sqlite).await;
    let party = |name: &str| app.world.company(name).id.to_string();
    for (filter, items) in [
        (format!("borrower={}", party("supplier")), 1),
        (format!("borrower={}", party("buyer")), 0),
        (format!("debtor={}", party("buyer")), 1),
        (format!("debtor={}", party("supplier")), 0),
    ] {
        let path = format!("/v1/reviews?{filter}");
        assert_eq!(
            answer(&app, Maker("bank"), &path).await,
            format!("{items} of them"),
            "{filter}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_impossible_day_or_year_is_refused_by_name() {
    let (app, lending, _) = told(Engine::Sqlite).await;
    let path = format!("/v1/loans/{}/statement?on=2026-02-30", bare(&lending.loan));
    let reply = app.get(Maker("bank"), &path).await;
    assert_eq!(
        (reply.status.as_u16(), reply.code().as_str()),
        (400, "malformed-query")
    );
    let buyer = app.world.company("buyer").id.to_string();
    for (year, status) in [
        ("2025", 200),
        ("2026", 404),
        ("-1", 404),
        ("999999", 404),
        ("x", 400),
    ] {
        let path = format!("/v1/disclosures/{}/{year}", bare(&buyer));
        assert_eq!(
            app.get(Maker("buyer"), &path).await.status.as_u16(),
            status,
            "{year}"
        );
    }
}

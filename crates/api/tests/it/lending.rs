//! What is read of a loan and what stands around it, by every kind of party.

use rstest::rstest;
use serde_json::{Value, json};
use tallystick_testbed::{Beside, Engine, Lending};

use crate::access::{Ids, answer, table};
use crate::app::{App, Maker, bare};

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

/// What is read of lending, with a name in the place of each id.
pub(crate) const READS: [&str; 36] = [
    "/v1/products",
    "/v1/products/{product}",
    "/v1/financing-requests",
    "/v1/financing-requests/{request}",
    "/v1/financing-requests/{sealed}/auction",
    "/v1/reviews",
    "/v1/reviews/{review}",
    "/v1/guarantees",
    "/v1/guarantees/{guarantee}",
    "/v1/guarantor-uses/{guarantor}",
    "/v1/bid-records/{bank}",
    "/v1/borrowing-base",
    "/v1/credit-lines",
    "/v1/credit-lines/{line}",
    "/v1/credit-lines/{line}/use",
    "/v1/credit-lines/{line}/movements",
    "/v1/loans",
    "/v1/loans/{loan}",
    "/v1/loans/{loan}/statement",
    "/v1/portfolios/{bank}",
    "/v1/bank-entries",
    "/v1/bank-entries?stage=unmatched",
    "/v1/bank-entries/{entry}",
    "/v1/filings",
    "/v1/filings/{filing}",
    "/v1/notices",
    "/v1/notices/{notice}",
    "/v1/pools",
    "/v1/pools/{pool}",
    "/v1/sales",
    "/v1/sales/{sale}",
    "/v1/endorsements",
    "/v1/endorsements/{endorsed}",
    "/v1/disclosures/{buyer}/2025",
    "/v1/statistics",
    "/v1/statistics/turnover",
];

async fn ids(app: &App, lending: &Lending, beside: &Beside) -> Ids {
    let party = |name: &str| app.world.company(name).id.to_string();
    let (sealed, endorsed) = auctioned_and_endorsed(app, lending).await;
    let entries = app.get(Maker("bank"), "/v1/bank-entries").await.json();
    let entry = entries["items"][0]["id"].as_str().unwrap().to_owned();
    [
        ("product", lending.product.clone()),
        ("request", lending.request.clone()),
        ("sealed", sealed),
        ("review", lending.review.clone()),
        ("guarantee", lending.guarantee.clone().unwrap()),
        ("line", lending.line.clone()),
        ("loan", lending.loan.clone()),
        ("filing", lending.filing.clone()),
        ("entry", entry),
        ("notice", beside.notice.clone()),
        ("pool", beside.pool.clone()),
        ("sale", beside.sale.clone()),
        ("endorsed", endorsed),
        ("bank", party("bank")),
        ("guarantor", party("guarantor")),
        ("buyer", party("buyer")),
    ]
    .map(|(name, subject)| (name, bare(&subject).to_owned()))
    .into()
}

/// A request with sealed bids, of which the bank never opened its own, and a certificate that the bank endorsed.
async fn auctioned_and_endorsed(app: &App, lending: &Lending) -> (String, String) {
    let world = &app.world;
    let contract = world.contract("YNYY-HC-2026-018").await;
    let asked_on = world.certificate(&contract, "26112000000012345681").await;
    let endorsed = world.certificate(&contract, "26112000000012345682").await;
    let sealed = Lending {
        product: lending.product.clone(),
        ..world.lending(&asked_on, "JB-E2E-0002")
    };
    let mut request = world.request(&sealed);
    request["bids_until"] = json!(world.store.now().as_millis() + 24 * 60 * 60 * 1_000);
    world.does("supplier", "request.submit/1", request, 1).await;
    let bid = json!({"review": sealed.review, "commitment": "5b".repeat(32)});
    world.does("bank", "bid.commit/1", bid, 2).await;
    let promise = json!({"certificate": endorsed});
    world.does("bank", "certificate.endorse/1", promise, 2).await;
    world.wait_days(3);
    assert!(
        world.store.sweep().await.unwrap().recorded > 0,
        "the auction is over"
    );
    (sealed.request, endorsed)
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn every_route_of_lending_answers_each_kind_of_party_as_this_table_says(#[case] engine: Engine) {
    let (app, lending, beside) = told(engine).await;
    let ids = ids(&app, &lending, &beside).await;
    insta::assert_snapshot!("lending", table(&app, &READS, &ids).await);
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

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn reviews_are_narrowed_by_who_borrows_and_who_owes(#[case] engine: Engine) {
    let (app, _, _) = told(engine).await;
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

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test(flavor = "multi_thread")]
async fn an_impossible_day_or_year_is_refused_by_name(#[case] engine: Engine) {
    let (app, lending, _) = told(engine).await;
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

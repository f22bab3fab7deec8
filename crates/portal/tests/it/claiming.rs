//! Claiming many from a table: whose page it is, and what is said of each row before anything is signed.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::{Value, json};
use tallystick_documents::{ExportCell, write_xlsx};
use tallystick_testbed::{Engine, World};

use crate::app::{App, Shown};
use crate::trade::id;

const CSV: &str = "text/csv";
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const HEADING: [&str; 7] = [
    "contract_number",
    "invoice_number",
    "invoice_date",
    "amount",
    "currency",
    "delivery_date",
    "acceptance_date",
];

/// A contract, and a claim that waits for the buyer.
async fn claimed(engine: Engine) -> (App, String, String) {
    let world = World::with_everybody(engine).await;
    let contract = world.contract("YNYY-HC-2026-017").await;
    let receivable = world.new_id("receivable");
    let claim = world.claim(&contract, &receivable, "26112000000012345679");
    world.does("supplier", "receivable.claim/1", claim, 1).await;
    (App::of(world), contract, receivable)
}

/// A row of a table as it is written.
fn row(contract: &str, invoice: &str) -> String {
    format!("{contract},{invoice},2026-02-09,1000.00,CNY,2026-02-03,2026-02-06\n")
}

fn csv(rows: &[String]) -> String {
    format!("{}\n{}", HEADING.join(","), rows.concat())
}

/// What the service says to a table that a party sends.
async fn sent(app: &App, party: &str, media_type: &str, table: impl Into<Body>) -> Shown {
    let cookie = app.cookie(party, 0).await;
    let request = Request::post("/receivables/import/rows")
        .header(header::COOKIE, cookie)
        .header(header::ACCEPT, "application/json")
        .header(header::CONTENT_TYPE, media_type)
        .header(header::HOST, "tallystick.test")
        .header(header::ORIGIN, "https://tallystick.test")
        .header("sec-fetch-site", "same-origin")
        .body(table.into())
        .unwrap();
    app.send(request).await
}

/// The rows of a table that can be read.
async fn read(app: &App, table: String) -> Value {
    let shown = sent(app, "supplier", CSV, table).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.text);
    serde_json::from_str(&shown.text).unwrap()
}

#[tokio::test]
async fn the_page_is_a_suppliers_and_led_to_from_where_one_claims() {
    let (app, contract, _) = claimed(Engine::Sqlite).await;
    for language in ["zh", "en"] {
        app.page("supplier", language, "/receivables/import")
            .await
            .is_page(language)
            .says("class=\"claims-file\"")
            .says("11050199360000001024")
            .says("永宁区确权服务中心")
            .says("invoice_number")
            .says("发票号码");
    }
    let new = format!("/receivables/new?contract={}", id(&contract));
    for path in ["/receivables", "/receivables/new", &new] {
        app.page("supplier", "en", path)
            .await
            .says("href=\"/receivables/import\"");
    }
    for party in ["buyer", "centre", "bank", "auditor", "operator"] {
        let page = app.page(party, "en", "/receivables/import").await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{party}");
        let refused = sent(&app, party, CSV, csv(&[])).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{party}");
    }
    app.page("buyer", "en", "/receivables")
        .await
        .says_not("href=\"/receivables/import\"");
}

#[tokio::test]
async fn each_row_is_told_with_what_is_known_of_it_or_wrong_in_it() {
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let (app, contract, receivable) = claimed(engine).await;
        let number = "YNYY-HC-2026-017";
        let table = read(
            &app,
            csv(&[
                row(number, "26112000000012345680"),
                row(number, "26112000000012345680"),
                format!("{number},26112000000012345681,13/03/2026,12.345,CNY,,\n"),
                row("NOWHERE-1", "26112000000012345682"),
                row(number, "2611 2000 0000 1234 5679"),
            ]),
        )
        .await;
        let rows = table["rows"].as_array().unwrap();
        let numbers: Vec<u64> = rows.iter().map(|row| row["number"].as_u64().unwrap()).collect();
        assert_eq!(numbers, [2, 3, 4, 5, 6]);
        let [good, double, bad, nowhere, before] = rows.as_slice() else {
            panic!("five rows: {rows:?}");
        };

        assert_eq!(good["problems"], json!([]));
        let claim = &good["claim"];
        assert_eq!(claim["contract"], json!(contract));
        assert_eq!(claim["amount"], json!({"value": "1000.00", "currency": "CNY"}));
        assert_eq!(claim["delivery_date"], json!("2026-02-03"));
        assert_eq!(claim["by_contract"], json!("2026-04-07"));
        assert_eq!(
            (&claim["due_date"], &claim["claimed"]),
            (&Value::Null, &Value::Null)
        );
        assert_eq!(table["names"][&contract], json!(number));

        assert_eq!(double["claim"], Value::Null);
        assert_eq!(
            double["problems"],
            json!([{
                "heading": "invoice_number",
                "sentence": "row 2 claims the same invoice; an invoice backs one claim",
            }])
        );

        let headings: Vec<&str> = bad["problems"]
            .as_array()
            .unwrap()
            .iter()
            .map(|problem| problem["heading"].as_str().unwrap())
            .collect();
        assert_eq!(headings, ["invoice_date", "amount", "delivery_date"]);

        assert_eq!(nowhere["claim"]["contract"], Value::Null);
        assert_eq!(nowhere["claim"]["is_ambiguous"], json!(false));

        let place = format!("/receivables/{}", id(&receivable));
        assert_eq!(before["claim"]["claimed"], json!(place));
    }
}

#[tokio::test]
async fn the_same_table_again_finds_what_was_claimed_and_what_waits_for_a_colleague() {
    let (app, contract, _) = claimed(Engine::Sqlite).await;
    let number = "YNYY-HC-2026-017";
    let table = csv(&[
        row(number, "26112000000012345680"),
        row(number, "26112000000012345681"),
    ]);
    let claims = [app.world.new_id("receivable"), app.world.new_id("receivable")];
    let first = app.world.claim(&contract, &claims[0], "26112000000012345680");
    app.world.does("supplier", "receivable.claim/1", first, 1).await;
    let rule = json!({"command": "receivable.claim", "from": null, "signatures": 2, "checker": true});
    let policy = json!({"policy": {"sole_member": false, "rules": [rule]}});
    app.world.does("supplier", "policy.change/1", policy, 2).await;
    let second = app.world.claim(&contract, &claims[1], "26112000000012345681");
    app.world
        .act("supplier", "receivable.claim/1", second, 1)
        .await
        .unwrap();
    let read = read(&app, table).await;
    let places: Vec<&str> = read["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["claim"]["claimed"].as_str().unwrap())
        .collect();
    assert_eq!(places[0], format!("/receivables/{}", id(&claims[0])));
    assert!(places[1].starts_with("/waiting/"), "{places:?}");
}

#[tokio::test]
async fn a_workbook_is_read_as_a_table_is() {
    let (app, _, _) = claimed(Engine::Sqlite).await;
    let cells = row("YNYY-HC-2026-017", "26112000000012345680");
    let cells = cells
        .trim_end()
        .split(',')
        .map(|text| ExportCell::Text(text.to_owned()));
    let book = write_xlsx(&HEADING, [cells.collect::<Vec<_>>()]).unwrap();
    let shown = sent(&app, "supplier", XLSX, book).await;
    assert_eq!(shown.status, StatusCode::OK, "{}", shown.text);
    let table: Value = serde_json::from_str(&shown.text).unwrap();
    assert_eq!(table["rows"][0]["claim"]["by_contract"], json!("2026-04-07"));
}

#[tokio::test]
async fn a_file_that_is_no_table_or_too_long_is_refused_as_a_whole() {
    let (app, _, _) = claimed(Engine::Sqlite).await;
    let cases = [
        (CSV, "contract_number,amount\nA,1\n", "table-column-missing"),
        (CSV, "", "document-empty"),
        (XLSX, "no workbook", "table-not-xlsx"),
    ];
    for (media_type, text, code) in cases {
        let shown = sent(&app, "supplier", media_type, text).await;
        assert_eq!(shown.status, StatusCode::UNPROCESSABLE_ENTITY, "{code}");
        let refused: Value = serde_json::from_str(&shown.text).unwrap();
        assert_eq!(refused["code"], json!(code));
    }
    let many = |rows: usize| {
        let rows: Vec<String> = (0..rows).map(|at| row("A", &format!("{at:020}"))).collect();
        csv(&rows)
    };
    let rows = read(&app, many(1_000)).await;
    assert_eq!(rows["rows"].as_array().unwrap().len(), 1_000);
    let shown = sent(&app, "supplier", CSV, many(5_001)).await;
    assert_eq!(shown.status, StatusCode::UNPROCESSABLE_ENTITY);
    shown.says("table-too-many-rows");
    let shown = sent(&app, "supplier", CSV, "x".repeat(2 * 1024 * 1024 + 1)).await;
    assert_eq!(shown.status, StatusCode::PAYLOAD_TOO_LARGE);
}
